//! The rules as examples, reports of others as cases, and the promises as properties: over every change
//! of clocks of every zone, and over a world in which everything happens.

mod calendar;
mod cases;
mod corrections;
mod courtesy;
mod explained;
mod reasons;
mod rules;
mod transitions;
mod world;

use jiff::Timestamp;
use kontor_contracts::{Country, Deadline, ForumId, events::ForumState};
use uuid::Uuid;

use crate::*;

fn instant(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn moment(local: &str, zone: &str) -> Deadline {
    Deadline::new(local.parse().unwrap(), zone).unwrap()
}

fn berlin(local: &str) -> Deadline {
    moment(local, "Europe/Berlin")
}

fn country(code: &str) -> Option<Country> {
    let country = code.parse();
    assert!(country.is_ok(), "{code}");
    country.ok()
}

/// A forum whose registration closes seven weeks before it begins: a Tuesday, 10:00.
fn forum() -> Forum {
    Forum {
        forum: ForumId::new(Uuid::from_u128(7)),
        state: ForumState::Published,
        published: Some(instant("2026-12-01T08:00:00Z")),
        country: country("DE"),
        registration_closes: berlin("2027-03-02T18:00:00"),
        changes_close: berlin("2027-04-06T18:00:00"),
        starts: berlin("2027-04-20T10:00:00"),
        ends: berlin("2027-04-20T16:00:00"),
    }
}

/// So many days before a moment at nine, in office hours.
fn days(to: Audience, anchor: Anchor, amount: u16) -> RuleDraft {
    RuleDraft {
        name: format!("days-{amount}"),
        to,
        anchor: Some(anchor),
        side: Side::Before,
        amount,
        unit: Unit::Days,
        at: Some("09:00:00".parse().unwrap()),
        latest: None,
        hours: Some(Hours::OFFICE),
        joiners: Joiners::Skip,
        paused: false,
    }
}

/// So many hours before a moment, at any hour of the day.
fn hours(to: Audience, anchor: Anchor, amount: u16) -> RuleDraft {
    RuleDraft {
        name: format!("hours-{amount}"),
        unit: Unit::Hours,
        at: None,
        hours: None,
        ..days(to, anchor, amount)
    }
}

/// So many hours before the end of the hold.
fn unconfirmed(amount: u16) -> RuleDraft {
    RuleDraft {
        anchor: None,
        ..hours(Audience::Unconfirmed, Anchor::Starts, amount)
    }
}

fn rule(draft: &RuleDraft) -> Rule {
    Rule::new(draft).unwrap()
}

fn planned(draft: &RuleDraft, forum: &Forum) -> Occurrence {
    plan(&rule(draft), forum).unwrap()
}

fn common(occurrence: &Occurrence) -> &Common {
    occurrence.timing.common().expect("for everybody")
}

fn due(occurrence: &Occurrence) -> Timestamp {
    common(occurrence).due
}

fn not_after(occurrence: &Occurrence) -> (Timestamp, Limit) {
    let common = common(occurrence);
    (common.not_after, common.limit)
}

fn readers() -> Readers {
    Readers::new("Europe/Berlin").unwrap()
}

fn person(standing: Standing) -> Person<'static> {
    Person {
        standing,
        country: None,
        reach: Reach::Reachable,
        row: None,
        known: None,
    }
}

fn invited() -> Person<'static> {
    let since = instant("2026-12-10T08:00:00Z");
    person(Standing::Invited { since })
}

fn confirmed_since(since: &str) -> Person<'static> {
    let since = instant(since);
    person(Standing::Confirmed { since })
}

fn confirmed() -> Person<'static> {
    confirmed_since("2027-01-10T08:00:00Z")
}

/// What is decided, in short: `send`, `wait until …` or the reason's code.
fn decided(occurrence: &Occurrence, person: &Person<'_>, now: &str) -> String {
    match occurrence.for_person(person, &readers(), instant(now)) {
        Decision::Send { .. } => "send".to_owned(),
        Decision::Wait { until, .. } => format!("wait until {until}"),
        Decision::Skip { reason } => reason.code().to_owned(),
    }
}

const fn skipped(reason: Skipped) -> Decision {
    Decision::Skip { reason }
}
