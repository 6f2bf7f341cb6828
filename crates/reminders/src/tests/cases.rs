//! What went wrong elsewhere, as small cases with the right answer.

use super::*;

fn day_before() -> RuleDraft {
    RuleDraft {
        hours: Some(Hours::DAY),
        ..days(Audience::Confirmed, Anchor::Starts, 1)
    }
}

/// pretix#3757: a reminder of tomorrow went to those who signed up on the day.
#[test]
fn who_signs_up_three_hours_before_is_not_reminded_of_tomorrow() {
    let now = "2027-04-20T05:00:00Z";
    let person = confirmed_since(now);
    for joiners in [Joiners::Skip, Joiners::Remind] {
        let rule = RuleDraft {
            joiners,
            ..day_before()
        };
        let occurrence = planned(&rule, &forum());
        assert_eq!(decided(&occurrence, &person, now), "joined_late");
        assert_eq!(
            decided(&occurrence, &person, "2027-04-20T06:00:00Z"),
            "joined_late"
        );
    }
    // What is said two hours before still helps, if the office wants it said.
    let link = RuleDraft {
        latest: Some(Latest::HoursBeforeAnchor(0)),
        ..hours(Audience::Confirmed, Anchor::Starts, 2)
    };
    let occurrence = planned(&link, &forum());
    assert_eq!(
        decided(&occurrence, &person, now),
        "wait until 2027-04-20T06:00:00Z"
    );
}

#[test]
fn who_signs_up_an_hour_after_a_reminder_gets_what_still_makes_sense() {
    let person = confirmed_since("2027-04-19T08:00:00Z");
    let at = |joiners| {
        let rule = RuleDraft {
            joiners,
            ..day_before()
        };
        let now = "2027-04-19T08:00:00Z";
        decided(&planned(&rule, &forum()), &person, now)
    };
    assert_eq!(at(Joiners::Skip), "joined_late");
    // Half a day later it is night; at eight in the morning there are two hours left.
    assert_eq!(at(Joiners::Remind), "wait until 2027-04-20T06:00:00Z");
    // And whoever is invited is not reminded the same day.
    let rule = days(Audience::Invited, Anchor::RegistrationCloses, 14);
    let since = instant("2027-02-16T07:00:00Z");
    let just_invited = person_invited(since);
    let occurrence = planned(&rule, &forum());
    assert_eq!(
        decided(&occurrence, &just_invited, "2027-02-16T08:00:00Z"),
        "joined_late"
    );
    assert_eq!(
        decided(&occurrence, &invited(), "2027-02-16T08:00:00Z"),
        "send"
    );
}

fn person_invited(since: Timestamp) -> Person<'static> {
    person(Standing::Invited { since })
}

/// pretix#3181: a copy of last year's forum sent last year's reminders.
#[test]
fn a_copy_does_not_catch_up_with_what_was_due_before_it_was_published() {
    let mut copy = forum();
    copy.published = Some(instant("2027-02-20T08:00:00Z"));
    let rules = [14, 3].map(|amount| days(Audience::Invited, Anchor::RegistrationCloses, amount));
    let [two_weeks, three_days] = rules.map(|draft| planned(&draft, &copy));
    let before = Skipped::Withheld(Withheld::BeforePublication);
    let ask =
        |occurrence: &Occurrence, now| occurrence.for_person(&invited(), &readers(), instant(now));
    assert_eq!(ask(&two_weeks, "2027-02-20T09:00:00Z"), skipped(before));
    assert!(before.is_final());
    assert_eq!(
        decided(&three_days, &invited(), "2027-02-27T08:00:00Z"),
        "wait until 2027-03-01T07:00:00Z"
    );
    copy.state = ForumState::Draft;
    let draft = planned(
        &days(Audience::Invited, Anchor::RegistrationCloses, 3),
        &copy,
    );
    let hidden = Skipped::Withheld(Withheld::NotPublished);
    assert_eq!(ask(&draft, "2027-02-27T08:00:00Z"), skipped(hidden));
    assert!(!hidden.is_final());
}

/// pretix#1106: a reminder to confirm arrived when the place had gone.
#[test]
fn nobody_is_reminded_of_a_hold_that_is_over_or_nearly() {
    let occurrence = planned(&unconfirmed(24), &forum());
    let started = |since: &str, held_until: &str| {
        let (since, held_until) = (instant(since), instant(held_until));
        person(Standing::Started { since, held_until })
    };
    let usual = started("2027-02-01T10:00:00Z", "2027-02-03T10:00:00Z");
    assert_eq!(
        decided(&occurrence, &usual, "2027-02-01T10:00:00Z"),
        "wait until 2027-02-02T10:00:00Z"
    );
    assert_eq!(decided(&occurrence, &usual, "2027-02-02T10:00:00Z"), "send");
    // Two hours are of use, less is not.
    assert_eq!(decided(&occurrence, &usual, "2027-02-03T08:00:00Z"), "send");
    assert_eq!(
        decided(&occurrence, &usual, "2027-02-03T08:00:01Z"),
        "too_late"
    );
    assert_eq!(
        decided(&occurrence, &usual, "2027-02-03T10:00:00Z"),
        "too_late"
    );
    // Registration closes in half an hour.
    let short = started("2027-03-02T16:30:00Z", "2027-03-02T17:30:00Z");
    for now in [
        "2027-03-02T16:30:00Z",
        "2027-03-02T17:29:00Z",
        "2027-03-02T18:00:00Z",
    ] {
        assert_ne!(decided(&occurrence, &short, now), "send");
    }
    let done = Person {
        row: Some(Row::Written),
        ..usual
    };
    assert_eq!(decided(&occurrence, &done, "2027-02-02T11:00:00Z"), "done");
}

/// listmonk#1801: the program was off for three days over the moment of a reminder.
#[test]
fn after_an_outage_goes_what_still_helps() {
    let rules = [14, 3].map(|amount| days(Audience::Invited, Anchor::RegistrationCloses, amount));
    let rules = rules.each_ref().map(rule);
    let planned = plan_all(&rules, &forum());
    let [two_weeks, three_days] = [0, 1].map(|at: usize| planned[at].occurrence.clone().unwrap());
    // Due Tuesday 16 February; it is Friday.
    let now = "2027-02-19T09:00:00Z";
    assert_eq!(decided(&two_weeks, &invited(), now), "send");
    assert_eq!(
        days_until(instant(now), &forum().registration_closes).unwrap(),
        11
    );
    // In the night it waits for the morning.
    assert_eq!(
        decided(&two_weeks, &invited(), "2027-02-18T22:00:00Z"),
        "wait until 2027-02-19T07:00:00Z"
    );
    // The next one is due on Saturday 27 February, nine o'clock; one mail is enough.
    assert_eq!(
        not_after(&two_weeks),
        (instant("2027-02-27T07:59:59.999Z"), Limit::NextRule)
    );
    let now = "2027-03-01T09:00:00Z";
    let reason = Skipped::TooLate(Limit::NextRule);
    let ask = two_weeks.for_person(&invited(), &readers(), instant(now));
    assert_eq!(ask, skipped(reason));
    assert_eq!(decided(&three_days, &invited(), now), "send");
    assert_eq!(
        decided(&three_days, &invited(), "2027-03-02T15:00:01Z"),
        "too_late"
    );
}

/// Of two rules that could both go now one is enough, in whichever order they are looked at.
#[test]
fn who_has_been_reminded_by_another_rule_is_not_reminded_again() {
    let rules = [14, 3].map(|amount| days(Audience::Invited, Anchor::RegistrationCloses, amount));
    let rules = rules.each_ref().map(rule);
    let planned = plan_all(&rules, &forum());
    let [two_weeks, three_days] = [0, 1].map(|at: usize| planned[at].occurrence.clone().unwrap());
    let forum = forum();
    let after = |reminded: &str| Person {
        known: Some(Known {
            moment: &forum.registration_closes,
            revision: 1,
            at: instant(reminded),
            by: ToldBy::Reminder,
        }),
        ..invited()
    };
    // The first, late after an outage, in the last welcome hour before the second: Friday afternoon.
    let now = "2027-02-26T15:30:00Z";
    assert_eq!(decided(&two_weeks, &invited(), now), "send");
    let (twice, once) = (after(now), after("2027-02-16T08:00:00Z"));
    assert_eq!(decided(&two_weeks, &twice, now), "reminded");
    assert_eq!(decided(&three_days, &once, "2027-03-01T09:00:00Z"), "send");
    // Somebody who is invited anew has heard nothing since.
    let anew = Person {
        standing: Standing::Invited {
            since: instant("2027-02-10T08:00:00Z"),
        },
        ..after("2027-02-09T08:00:00Z")
    };
    assert_eq!(decided(&two_weeks, &anew, now), "send");
    // Another moment is another reminder.
    let moved = berlin("2027-03-03T18:00:00");
    let known = after(now).known.map(|known| Known {
        moment: &moved,
        ..known
    });
    let mistaken = Person {
        known,
        ..after(now)
    };
    assert_eq!(decided(&two_weeks, &mistaken, now), "corrected_first");
}

/// sidekiq#5049, node-cron#563: an hour that does not exist, and one that exists twice.
#[test]
fn a_local_time_that_is_skipped_or_repeated_comes_once() {
    let due_on = |local: &str| {
        let mut forum = forum();
        forum.starts = berlin(local);
        let at_half_past_two = RuleDraft {
            at: Some("02:30:00".parse().unwrap()),
            ..days(Audience::Confirmed, Anchor::Starts, 1)
        };
        due(&planned(&at_half_past_two, &forum)).to_string()
    };
    // 03:30 of summer time; the first 02:30, of summer time.
    assert_eq!(due_on("2027-03-29T10:00:00"), "2027-03-28T01:30:00Z");
    assert_eq!(due_on("2027-11-01T10:00:00"), "2027-10-31T00:30:00Z");
}

/// OpenCTI#4310, buttondown#2536; nextcloud/calendar#2670: an hour late in summer.
#[test]
fn nine_o_clock_is_nine_o_clock_on_both_sides_of_a_change_of_clocks() {
    let mut forum = forum();
    forum.starts = berlin("2027-04-02T10:00:00");
    let rule = days(Audience::Confirmed, Anchor::Starts, 8);
    // Winter time still; the forum itself is in summer time.
    assert_eq!(
        due(&planned(&rule, &forum)).to_string(),
        "2027-03-25T08:00:00Z"
    );
    forum.starts = berlin("2027-03-28T10:00:00");
    let same_time = RuleDraft {
        at: Some("10:00:00".parse().unwrap()),
        ..day_before()
    };
    let occurrence = planned(&same_time, &forum);
    assert_eq!(due(&occurrence).to_string(), "2027-03-27T09:00:00Z");
    assert_eq!(days_until(due(&occurrence), &forum.starts).unwrap(), 1);
    // Hours pass: a day before by the clock is 23 hours before.
    let by_hours = planned(&hours(Audience::Confirmed, Anchor::Starts, 24), &forum);
    assert_eq!(due(&by_hours).to_string(), "2027-03-27T08:00:00Z");
}

/// calcom#17785, #7225: reminded after cancelling.
#[test]
fn who_has_called_off_is_not_reminded_and_the_others_are() {
    let occurrence = planned(&hours(Audience::Confirmed, Anchor::Starts, 24), &forum());
    let (bert, at) = (confirmed(), "2027-04-19T08:00:00Z");
    assert_eq!(decided(&occurrence, &bert, at), "send");
    let reason = Skipped::NotConcerned(Stage::Cancelled);
    let anna = occurrence.for_person(&person(Standing::Cancelled), &readers(), instant(at));
    assert_eq!(anna, skipped(reason));
    assert!(!reason.is_final());
}

/// CoderDojo#1222, DNN.Events#237: a forum moves across a change of clocks.
#[test]
fn a_forum_that_moves_across_a_change_of_clocks_is_reminded_of_at_the_same_local_time() {
    let mut forum = forum();
    forum.starts = berlin("2027-03-23T10:00:00");
    let before = planned(&day_before(), &forum);
    forum.starts = berlin("2027-03-30T10:00:00");
    let after = planned(&day_before(), &forum);
    assert_eq!(due(&before).to_string(), "2027-03-22T08:00:00Z");
    assert_eq!(due(&after).to_string(), "2027-03-29T07:00:00Z");
    assert_ne!(before.key, after.key);
}

/// Hi.Events#270: ten thousand people fall due while nobody sends.
#[test]
fn an_hour_late_everybody_gets_it_and_what_ends_first_can_go_first() {
    let occurrence = planned(&hours(Audience::Confirmed, Anchor::Starts, 24), &forum());
    let urgent = planned(&hours(Audience::Confirmed, Anchor::Starts, 12), &forum());
    assert!(not_after(&occurrence).0 <= not_after(&urgent).0);
    let now = "2027-04-19T09:00:00Z";
    let people = (0..10_000).map(|at: u32| (at, confirmed()));
    let explained = explain(&occurrence, people, &readers(), instant(now), 0);
    assert_eq!((explained.reminds, explained.skips.len()), (10_000, 0));
}

/// Kazakhstan went to one zone on 1 March 2024 (tzdata 2024a): an instant that was stored before would
/// be an hour wrong.
#[test]
fn the_instant_follows_the_zone_and_is_derived_each_time() {
    let mut forum = forum();
    let reminded_at = |forum: &Forum| due(&planned(&day_before(), forum)).to_string();
    forum.starts = moment("2024-02-20T10:00:00", "Asia/Almaty");
    assert_eq!(reminded_at(&forum), "2024-02-19T03:00:00Z");
    forum.starts = moment("2024-04-20T10:00:00", "Asia/Almaty");
    assert_eq!(reminded_at(&forum), "2024-04-19T04:00:00Z");
}
