//! The rules of a forum of which nobody has said anything else, by its kind.

use jiff::civil::Time;
use kontor_contracts::events::ForumKind;

use crate::{Anchor, Audience, Hours, Joiners, Latest, RuleDraft, Side, Unit};

/// Good rules for a kind of forum.
pub fn defaults(kind: ForumKind) -> Vec<RuleDraft> {
    match kind {
        // Dates are settled months ahead, and registration closes weeks before.
        ForumKind::Forum | ForumKind::Conference => [
            invited(14, "two-weeks"),
            invited(3, "three-days"),
            unconfirmed(),
            incomplete(7),
            still_waiting(3),
            numbers(),
            day_before(),
        ]
        .into(),
        // Travellers book; who waits must be able to plan something else, and names go on lists of
        // visas and hotels.
        ForumKind::Mission => [
            invited(14, "two-weeks"),
            invited(3, "three-days"),
            unconfirmed(),
            incomplete(14),
            still_waiting(14),
            numbers(),
            week_before(),
            day_before(),
        ]
        .into(),
        // The visitors' names are wanted at the gate.
        ForumKind::DelegationVisit => [
            invited(7, "one-week"),
            invited(2, "two-days"),
            unconfirmed(),
            incomplete(7),
            still_waiting(3),
            numbers(),
            day_before(),
        ]
        .into(),
        // Announced two or three weeks ahead; two weeks before would come with the invitation.
        ForumKind::BusinessLunch | ForumKind::GetTogether => [
            invited(5, "five-days"),
            invited(1, "last-day"),
            unconfirmed(),
            still_waiting(1),
            numbers(),
            day_before(),
        ]
        .into(),
    }
}

/// At nine: read with the morning's mail, and answered the same day.
const MORNING: Time = Time::constant(9, 0, 0, 0);

fn rule(name: &str, to: Audience, anchor: Anchor, days: u16) -> RuleDraft {
    RuleDraft {
        name: name.to_owned(),
        to,
        anchor: Some(anchor),
        side: Side::Before,
        amount: days,
        unit: Unit::Days,
        at: Some(MORNING),
        latest: None,
        hours: Some(Hours::OFFICE),
        joiners: Joiners::Skip,
        paused: false,
    }
}

/// Who has not answered, at their desk. Who is invited later has just read the deadline.
fn invited(days: u16, name: &str) -> RuleDraft {
    let anchor = Anchor::RegistrationCloses;
    rule(&format!("invited-{name}"), Audience::Invited, anchor, days)
}

/// Half of the usual hold of two days: time enough to have forgotten, and to look for the mail. People
/// sign up in the evening too, so each day is good.
fn unconfirmed() -> RuleDraft {
    RuleDraft {
        name: "unconfirmed".to_owned(),
        anchor: None,
        amount: 24,
        unit: Unit::Hours,
        at: None,
        hours: Some(Hours::DAY),
        ..rule("", Audience::Unconfirmed, Anchor::RegistrationCloses, 0)
    }
}

/// The contact, as long as names can be added without the office.
fn incomplete(days: u16) -> RuleDraft {
    let rule = rule(
        "names-missing",
        Audience::Incomplete,
        Anchor::ChangesClose,
        days,
    );
    // Who signs a group up later has not been asked for the names by any other mail.
    RuleDraft {
        joiners: Joiners::Remind,
        ..rule
    }
}

/// Nobody travels in the hope of a place.
fn still_waiting(days: u16) -> RuleDraft {
    rule("still-waiting", Audience::Waiting, Anchor::Starts, days)
}

/// The office orders chairs and food on the working day after registration has closed.
fn numbers() -> RuleDraft {
    RuleDraft {
        side: Side::After,
        amount: 1,
        unit: Unit::WorkingDays,
        at: Some(Hours::OFFICE.opens),
        ..rule(
            "numbers",
            Audience::Organizer,
            Anchor::RegistrationCloses,
            1,
        )
    }
}

/// Tickets, papers, vaccinations.
fn week_before() -> RuleDraft {
    rule("week-before", Audience::Confirmed, Anchor::Starts, 7)
}

/// When and where, on the day on which people travel, which may be a Sunday. Who signs up late gets it
/// too: it says more than the confirmation did. Two hours before, everybody is on the way.
fn day_before() -> RuleDraft {
    RuleDraft {
        latest: Some(Latest::HoursBeforeAnchor(2)),
        hours: Some(Hours::DAY),
        joiners: Joiners::Remind,
        ..rule("day-before", Audience::Confirmed, Anchor::Starts, 1)
    }
}
