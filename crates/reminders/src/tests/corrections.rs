//! A moment moves: who is told, once, and what becomes of the reminders.

use super::*;

const AT: &str = "2027-02-17T10:00:00Z";

fn old() -> Deadline {
    forum().registration_closes
}

fn moved_to(local: &str) -> Forum {
    Forum {
        registration_closes: berlin(local),
        ..forum()
    }
}

fn told<'a>(moment: &'a Deadline, revision: i64, by: ToldBy, at: &str) -> Person<'a> {
    let known = Known {
        moment,
        revision,
        at: instant(at),
        by,
    };
    Person {
        known: Some(known),
        ..invited()
    }
}

fn corrected<'a>(forum: &'a Forum, person: Person<'a>) -> Option<Correction<'a>> {
    let people = [((), person)];
    let mut found = corrections(forum, Anchor::RegistrationCloses, people);
    found.next().map(|((), correction)| correction)
}

fn two_weeks(forum: &Forum) -> Occurrence {
    planned(
        &days(Audience::Invited, Anchor::RegistrationCloses, 14),
        forum,
    )
}

#[test]
fn who_was_told_the_old_moment_gets_one_correction() {
    let (old, new) = (old(), moved_to("2027-05-04T18:00:00"));
    let anna = told(&old, 1, ToldBy::Reminder, "2027-02-16T08:00:00Z");
    let correction = corrected(&new, anna).unwrap();
    assert_eq!(
        (correction.old, correction.new),
        (&old, &new.registration_closes)
    );
    let expected = format!("{}/registration_closes/after-1", new.forum);
    assert_eq!(correction.key.to_string(), expected);
    // Who was told nothing, or the new one, is not mistaken.
    assert_eq!(corrected(&new, invited()), None);
    let news = told(&new.registration_closes, 2, ToldBy::Change, AT);
    assert_eq!(corrected(&new, news), None);
}

#[test]
fn two_changes_in_a_row_are_one_correction_and_a_change_taken_back_is_none() {
    let (first, back) = (old(), forum());
    let anna = told(&first, 1, ToldBy::Reminder, "2027-02-16T08:00:00Z");
    let (second, third) = (
        moved_to("2027-05-04T18:00:00"),
        moved_to("2027-05-11T18:00:00"),
    );
    let keys = [&second, &third].map(|forum| corrected(forum, anna).unwrap().key);
    assert_eq!(keys[0], keys[1]);
    assert_eq!(corrected(&back, anna), None);
    // Told of the second, and it goes back to the first: that is another correction.
    let again = told(&second.registration_closes, 2, ToldBy::Change, AT);
    let key = corrected(&back, again).unwrap().key;
    assert_ne!(key, keys[0]);
}

#[test]
fn nobody_is_corrected_who_does_not_care_any_more_or_cannot_be_reached() {
    let (old, new) = (old(), moved_to("2027-05-04T18:00:00"));
    let since = instant("2027-02-01T08:00:00Z");
    let anna = told(&old, 1, ToldBy::Reminder, "2027-02-16T08:00:00Z");
    let standing = |standing| corrected(&new, Person { standing, ..anna }).is_some();
    assert!(standing(Standing::Invited { since }));
    assert!(standing(Standing::Waiting { since }));
    assert!(!standing(Standing::Confirmed { since }));
    assert!(!standing(Standing::Declined));
    assert!(!standing(Standing::Organizer));
    let reach = Reach::Undeliverable;
    assert_eq!(corrected(&new, Person { reach, ..anna }), None);
    let cancelled = Forum {
        state: ForumState::Cancelled,
        ..new.clone()
    };
    assert_eq!(corrected(&cancelled, anna), None);
}

#[test]
fn a_moved_deadline_is_reminded_of_anew_and_one_that_moves_by_hours_is_not() {
    let earlier = two_weeks(&forum());
    let another_day = two_weeks(&moved_to("2027-05-04T18:00:00"));
    assert_ne!(earlier.key, another_day.key);
    assert_eq!(due(&another_day).to_string(), "2027-04-20T07:00:00Z");
    // Back to a day of which people were reminded: the same occurrence, which is done.
    assert_eq!(two_weeks(&forum()).key, earlier.key);
    assert_eq!(two_weeks(&moved_to("2027-03-02T12:00:00")).key, earlier.key);
    // The key has the day, and not the offset: an edited rule does not remind again.
    assert!(earlier.key.to_string().ends_with("/days-14/2027-03-02"));
}

#[test]
fn a_reminder_waits_for_the_correction_and_does_not_come_on_top_of_it() {
    let (old, new) = (old(), moved_to("2027-03-03T18:00:00"));
    // The new two weeks begin at once: a day later by the calendar.
    let occurrence = two_weeks(&new);
    let anna = told(&old, 1, ToldBy::Reminder, "2027-02-16T08:00:00Z");
    assert_eq!(decided(&occurrence, &anna, AT), "corrected_first");
    let anna = told(&new.registration_closes, 2, ToldBy::Change, AT);
    assert_eq!(
        decided(&occurrence, &anna, "2027-02-17T10:01:00Z"),
        "joined_late"
    );
    // Weeks later the reminder is welcome.
    let three_days = planned(
        &days(Audience::Invited, Anchor::RegistrationCloses, 3),
        &new,
    );
    assert_eq!(decided(&three_days, &anna, "2027-03-01T09:00:00Z"), "send");
}

#[test]
fn a_deadline_that_comes_nearer_reminds_those_who_were_not_reminded() {
    let new = moved_to("2027-02-20T18:00:00");
    assert_eq!(decided(&two_weeks(&new), &invited(), AT), "send");
    assert_eq!(
        days_until(instant(AT), &new.registration_closes).unwrap(),
        3
    );
}

#[test]
fn another_zone_is_another_moment() {
    let old = old();
    let mut new = forum();
    new.registration_closes.zone = "Europe/Lisbon".to_owned();
    let anna = told(&old, 1, ToldBy::Reminder, "2027-02-16T08:00:00Z");
    assert!(corrected(&new, anna).is_some());
    assert_eq!(two_weeks(&new).key, two_weeks(&forum()).key);
    let (there, here) = (due(&two_weeks(&new)), due(&two_weeks(&forum())));
    assert_eq!(here.duration_until(there).as_hours(), 1);
}

#[test]
fn a_correction_is_courteous_unless_somebody_would_act_on_what_is_not_so() {
    let ask = |old: &Deadline, new: &str, now: &str| {
        let new = moved_to(new);
        let anna = told(old, 1, ToldBy::Reminder, "2027-02-16T08:00:00Z");
        let correction = corrected(&new, anna).unwrap();
        let office = Some(Hours::OFFICE);
        let decision = correction.for_person(&anna, office, &readers(), instant(now));
        decision.unwrap()
    };
    let (old, later) = (old(), "2027-05-04T18:00:00");
    let until = instant("2027-02-18T07:00:00Z");
    let why = Timed::PutOff;
    let night = ask(&old, later, "2027-02-17T22:00:00Z");
    assert_eq!(night, Decision::Wait { until, why });
    let day = ask(&old, later, AT);
    assert!(matches!(day, Decision::Send { .. }));
    // The old deadline is on Tuesday, 18:00; the new one before the office opens again.
    let hurry = ask(&old, "2027-03-02T07:30:00", "2027-03-01T20:00:00Z");
    let (at, why) = (instant("2027-03-01T20:00:00Z"), Timed::DeadlineWins);
    assert_eq!(hurry, Decision::Send { at, why });
    let past = ask(&old, "2027-03-01T18:00:00", "2027-03-01T20:00:00Z");
    assert_eq!(past, skipped(Skipped::TooLate(Limit::NothingToDo)));
}
