//! Why somebody gets no reminder.

use super::*;

/// A day of April on which the reminder of the day before is due.
const AT: &str = "2027-04-19T08:00:00Z";

fn reason(to: Audience, anchor: Anchor, person: &Person<'_>, now: &str) -> Option<Skipped> {
    let occurrence = planned(&days(to, anchor, 1), &forum());
    match occurrence.for_person(person, &readers(), instant(now)) {
        Decision::Skip { reason } => Some(reason),
        Decision::Send { .. } | Decision::Wait { .. } => None,
    }
}

#[test]
fn a_reminder_is_for_people_at_one_stage() {
    let since = instant("2027-01-10T08:00:00Z");
    let contact = |takes_part, missing| Standing::Contact {
        since,
        takes_part,
        missing,
    };
    let held_until = instant("2027-05-01T00:00:00Z");
    let all = [
        (Standing::Invited { since }, Stage::Invited),
        (Standing::Declined, Stage::Declined),
        (Standing::Started { since, held_until }, Stage::Unconfirmed),
        (Standing::Expired, Stage::Expired),
        (Standing::Waiting { since }, Stage::Waiting),
        (Standing::Confirmed { since }, Stage::Confirmed),
        (contact(true, 0), Stage::Confirmed),
        (contact(false, 0), Stage::TakesNoPart),
        (Standing::Cancelled, Stage::Cancelled),
        (Standing::Organizer, Stage::Organizer),
    ];
    let reminded = |to, anchor, now| {
        let ask = |standing| reason(to, anchor, &person(standing), now);
        let is_reminded = |(standing, _): &(Standing, Stage)| ask(*standing).is_none();
        let (reminded, others): (Vec<_>, Vec<_>) = all.into_iter().partition(is_reminded);
        for (standing, stage) in others {
            assert_eq!(ask(standing), Some(Skipped::NotConcerned(stage)));
        }
        reminded
            .into_iter()
            .map(|(_, stage)| stage)
            .collect::<Vec<_>>()
    };
    let (closes, starts) = (Anchor::RegistrationCloses, Anchor::Starts);
    let march = "2027-03-01T08:00:00Z";
    assert_eq!(reminded(Audience::Invited, closes, march), [Stage::Invited]);
    assert_eq!(reminded(Audience::Waiting, starts, AT), [Stage::Waiting]);
    let both = [Stage::Confirmed, Stage::Confirmed];
    assert_eq!(reminded(Audience::Confirmed, starts, AT), both);
    assert_eq!(
        reminded(Audience::Organizer, starts, AT),
        [Stage::Organizer]
    );
}

#[test]
fn the_contact_of_a_delegation_is_reminded_while_names_are_missing() {
    let since = instant("2027-01-10T08:00:00Z");
    let contact = |missing| {
        person(Standing::Contact {
            since,
            takes_part: false,
            missing,
        })
    };
    let ask = |missing| {
        let to = (Audience::Incomplete, Anchor::ChangesClose);
        reason(to.0, to.1, &contact(missing), "2027-04-05T08:00:00Z")
    };
    assert_eq!(ask(3), None);
    assert_eq!(ask(0), Some(Skipped::NotConcerned(Stage::Complete)));
}

#[test]
fn whom_no_mail_reaches_gets_none_and_it_is_said_why() {
    for reach in [Reach::ByContact, Reach::OptedOut, Reach::Undeliverable] {
        let person = Person {
            reach,
            ..confirmed()
        };
        let found = reason(Audience::Confirmed, Anchor::Starts, &person, AT);
        assert_eq!(found, Some(Skipped::Unreachable(reach)));
    }
}

#[test]
fn what_was_done_or_skipped_by_hand_is_not_done_again() {
    for row in [Row::Written, Row::SkippedByOffice] {
        let person = Person {
            row: Some(row),
            ..confirmed()
        };
        let found = reason(Audience::Confirmed, Anchor::Starts, &person, AT);
        assert_eq!(found, Some(Skipped::Done(row)));
    }
}

#[test]
fn a_rule_that_is_paused_and_a_forum_that_is_off_remind_nobody_and_go_on_later() {
    let draft = days(Audience::Confirmed, Anchor::Starts, 1);
    let ask = |draft: &RuleDraft, forum: &Forum| {
        planned(draft, forum).for_person(&confirmed(), &readers(), instant(AT))
    };
    let paused = RuleDraft {
        paused: true,
        ..draft.clone()
    };
    let withheld = |why| skipped(Skipped::Withheld(why));
    assert_eq!(ask(&paused, &forum()), withheld(Withheld::Paused));
    let cancelled = Forum {
        state: ForumState::Cancelled,
        ..forum()
    };
    assert_eq!(ask(&draft, &cancelled), withheld(Withheld::Cancelled));
    assert!(matches!(ask(&draft, &forum()), Decision::Send { .. }));
    // A paused rule does not end the time of the one before it.
    let rules = [
        rule(&days(Audience::Confirmed, Anchor::Starts, 3)),
        rule(&paused),
    ];
    let first = plan_all(&rules, &forum())[0].occurrence.clone().unwrap();
    assert_eq!(not_after(&first).1, Limit::Latest);
}

#[test]
fn each_audience_has_an_end_after_which_nothing_can_be_done() {
    let end = |to, anchor| {
        let rule = RuleDraft {
            latest: Some(Latest::HoursAfterDue(2_000)),
            ..days(to, anchor, 1)
        };
        let (at, limit) = not_after(&planned(&rule, &forum()));
        assert_eq!(limit, Limit::NothingToDo);
        at.to_string()
    };
    let closes = end(Audience::Invited, Anchor::RegistrationCloses);
    assert_eq!(closes, "2027-03-02T16:00:00Z");
    assert_eq!(end(Audience::Waiting, Anchor::Ends), "2027-04-20T07:00:00Z");
    assert_eq!(
        end(Audience::Incomplete, Anchor::ChangesClose),
        "2027-04-06T15:00:00Z"
    );
    assert_eq!(
        end(Audience::Confirmed, Anchor::Starts),
        "2027-04-20T08:00:00Z"
    );
    // What follows a moment is caught up with for three days.
    let numbers = RuleDraft {
        side: Side::After,
        ..days(Audience::Organizer, Anchor::RegistrationCloses, 1)
    };
    let (at, limit) = not_after(&planned(&numbers, &forum()));
    assert_eq!(
        (at.to_string(), limit),
        ("2027-03-06T08:00:00Z".to_owned(), Limit::Latest)
    );
}
