//! Quiet hours, working days and the deadline that wins over them.

use jiff::SignedDuration;
use proptest::prelude::*;

use super::*;
use crate::{hours::LONGEST_QUIET, settle::settle};

fn from(code: &str, person: Person<'static>) -> Person<'static> {
    Person {
        country: country(code),
        ..person
    }
}

fn goes(occurrence: &Occurrence, person: &Person<'_>) -> (String, Timed) {
    let long_before = instant("2026-12-20T00:00:00Z");
    match occurrence.for_person(person, &readers(), long_before) {
        Decision::Wait { until, why } => (until.to_string(), why),
        other @ (Decision::Send { .. } | Decision::Skip { .. }) => panic!("{other:?}"),
    }
}

#[test]
fn mail_arrives_in_working_hours_of_the_reader_s_own_zone() {
    // Nine o'clock in Berlin on Tuesday 16 February.
    let occurrence = planned(
        &days(Audience::Invited, Anchor::RegistrationCloses, 14),
        &forum(),
    );
    let goes = |code| goes(&occurrence, &from(code, invited()));
    assert_eq!(
        goes("DE"),
        ("2027-02-16T08:00:00Z".to_owned(), Timed::AsPlanned)
    );
    assert_eq!(
        goes("CN"),
        ("2027-02-16T08:00:00Z".to_owned(), Timed::AsPlanned)
    );
    // Three in the morning in Lima; eight in the evening in Fiji.
    assert_eq!(
        goes("PE"),
        ("2027-02-16T13:00:00Z".to_owned(), Timed::PutOff)
    );
    assert_eq!(
        goes("FJ"),
        ("2027-02-16T20:00:00Z".to_owned(), Timed::PutOff)
    );
}

#[test]
fn a_free_day_is_that_of_the_reader_s_country() {
    // Saturday 27 February.
    let occurrence = planned(
        &days(Audience::Invited, Anchor::RegistrationCloses, 3),
        &forum(),
    );
    let goes = |code| goes(&occurrence, &from(code, invited()));
    assert_eq!(
        goes("DE"),
        ("2027-03-01T07:00:00Z".to_owned(), Timed::PutOff)
    );
    assert_eq!(
        goes("IL"),
        ("2027-02-28T06:00:00Z".to_owned(), Timed::PutOff)
    );
    assert_eq!(
        goes("IN"),
        ("2027-02-27T08:00:00Z".to_owned(), Timed::AsPlanned)
    );
}

#[test]
fn a_deadline_wins_over_courtesy() {
    // Registration closes on Sunday at noon; due the Saturday before.
    let forum = Forum {
        registration_closes: berlin("2027-02-28T12:00:00"),
        ..forum()
    };
    let occurrence = planned(
        &days(Audience::Invited, Anchor::RegistrationCloses, 1),
        &forum,
    );
    // The last hour of Friday's work.
    let friday = "2027-02-26T16:00:00Z";
    assert_eq!(
        goes(&occurrence, &invited()),
        (friday.to_owned(), Timed::BroughtForward)
    );
    // Nobody was there on Friday, or the person was invited after it: better on Saturday than never.
    assert_eq!(
        decided(&occurrence, &invited(), "2027-02-27T05:00:00Z"),
        "send"
    );
    assert_eq!(
        decided(&occurrence, &invited(), "2027-02-28T02:00:00Z"),
        "send"
    );
    let since = instant("2027-02-26T15:30:00Z");
    let late = person(Standing::Invited { since });
    let (wished, why) = (instant("2027-02-27T08:00:00Z"), Timed::DeadlineWins);
    let decision = occurrence.for_person(&late, &readers(), instant("2027-02-26T18:00:00Z"));
    assert_eq!(decision, Decision::Wait { until: wished, why });
    assert_eq!(occurrence.looked_at_from(), Some(wished - LONGEST_QUIET));
}

#[test]
fn what_cannot_be_brought_forward_is_looked_at_when_it_is_due() {
    let draft = days(Audience::Invited, Anchor::RegistrationCloses, 14);
    let occurrence = planned(&draft, &forum());
    assert_eq!(occurrence.looked_at_from(), Some(due(&occurrence)));
    let any_hour = planned(&hours(Audience::Confirmed, Anchor::Starts, 1), &forum());
    assert_eq!(any_hour.looked_at_from(), Some(due(&any_hour)));
    assert_eq!(planned(&unconfirmed(24), &forum()).looked_at_from(), None);
}

#[test]
fn what_is_sent_by_hand_goes_at_once_and_asks_the_same() {
    let draft = days(Audience::Confirmed, Anchor::Starts, 1);
    let (now, night) = ("2027-04-10T01:00:00Z", instant("2027-04-10T01:00:00Z"));
    let occurrence = planned(&draft, &forum()).at_once(night);
    assert_eq!(decided(&occurrence, &confirmed(), now), "send");
    assert_eq!(decided(&occurrence, &invited(), now), "not_concerned");
    let late = planned(&draft, &forum()).at_once(instant("2027-04-20T08:30:00Z"));
    assert_eq!(
        decided(&late, &confirmed(), "2027-04-20T08:30:00Z"),
        "too_late"
    );
    let paused = RuleDraft {
        paused: true,
        ..draft
    };
    let cancelled = Forum {
        state: ForumState::Cancelled,
        ..forum()
    };
    let ask = |forum| decided(&planned(&paused, &forum).at_once(night), &confirmed(), now);
    assert_eq!(ask(forum()), "send");
    assert_eq!(ask(cancelled), "withheld");
}

fn reader(zone: &str, free: &str) -> Reader {
    Reader {
        zone: jiff::tz::TimeZone::get(zone).unwrap(),
        weekend: Weekend::in_country(country(free)),
    }
}

/// Whether mail is welcome, by the clock on the reader's wall.
pub(super) fn is_welcome(at: Timestamp, hours: Hours, reader: &Reader) -> bool {
    let local = reader.zone.to_datetime(at);
    let works = hours.days == WhichDays::Every || reader.weekend.works_on(local.date());
    works && hours.opens <= local.time() && local.time() < hours.closes
}

/// Whether there is a welcome moment from `from` to `to`, looked for step by step.
pub(super) fn is_any_welcome(
    (from, to): (Timestamp, Timestamp),
    hours: Hours,
    reader: &Reader,
) -> bool {
    let steps = from.series(jiff::Span::new().minutes(5));
    let mut steps = steps.take_while(|at| *at <= to);
    steps.any(|at| is_welcome(at, hours, reader))
}

prop_compose! {
    fn some_hours()(
        (opens, closes) in (0_i8..22, 1_i8..=8).prop_map(|(from, long)| (from, (from + long).min(23))),
        minute in prop_oneof![Just(0_i8), Just(30)],
        working in any::<bool>(),
    ) -> Hours {
        Hours {
            opens: jiff::civil::time(opens, minute, 0, 0),
            closes: jiff::civil::time(closes, 59, 0, 0),
            days: if working { WhichDays::Working } else { WhichDays::Every },
        }
    }
}

fn some_zone() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "Europe/Berlin",
        "America/Nuuk",
        "Australia/Lord_Howe",
        "America/Santiago",
        "Pacific/Apia",
        "Antarctica/Troll",
        "Africa/Casablanca",
        "Asia/Kathmandu",
        "America/St_Johns",
    ])
}

proptest! {
    #[test]
    fn nothing_goes_too_late_or_in_a_quiet_hour_without_need(
        hours in some_hours(),
        zone in some_zone(),
        free in prop::sample::select(vec!["DE", "SA", "IR", "IN"]),
        wished_s in 1_704_067_200_i64..2_240_000_000,
        (early_min, long_min, now_min) in (0_i64..9_000, 0_i64..9_000, -9_000_i64..9_000),
    ) {
        let reader = reader(zone, free);
        let minutes = SignedDuration::from_mins;
        let wished = Timestamp::from_second(wished_s - wished_s % 300).unwrap();
        let earliest = wished - minutes(early_min - early_min % 5);
        let latest = wished + minutes(long_min);
        let now = wished + minutes(now_min - now_min % 5);
        prop_assume!(now <= latest);
        let spans = (earliest, wished, latest);
        let (at, why) = settle(spans, Some(hours), &reader, now);
        let goes = at.max(now);
        prop_assert!(goes <= latest);
        prop_assert!(goes.duration_until(wished) <= LONGEST_QUIET);
        if !is_welcome(goes, hours, &reader) {
            let left = is_any_welcome((goes, latest), hours, &reader);
            prop_assert!(!left, "later than {goes}: {why:?}");
            let missed = is_any_welcome((earliest.max(now), wished), hours, &reader);
            prop_assert!(!missed, "earlier than {goes}: {why:?}");
        }
        if why == Timed::BroughtForward {
            prop_assert!(earliest <= at && at <= wished);
            prop_assert!(is_welcome(at, hours, &reader));
        }
        // Asked again at any time until then, and then, the answer stays.
        let between = now + now.duration_until(goes) / 2;
        for again in [between, goes] {
            prop_assert_eq!(settle(spans, Some(hours), &reader, again).0.max(again), goes);
        }
    }
}
