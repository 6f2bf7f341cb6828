//! Who is reminded when, and who is not.

use kontor_contracts::events::{ForumKind, ForumState};
use kontor_reminders::{Hours, RuleDraft, defaults};
use kontor_testkit::on_both_engines;

use super::*;

#[tokio::test]
async fn everybody_who_takes_part_is_reminded_once_when_mail_is_welcome_to_them() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2027-01-10T09:00:00Z").await;
        // At nine in Berlin it is four in the afternoon in China, and eight in the evening in Fiji.
        for (who, country) in [(1, Some("DE")), (2, None), (3, Some("CN")), (4, Some("FJ"))] {
            world.confirmed(who, country).await;
        }
        world.pass_to("2027-03-05T00:00:00Z").await;
        let morning = "2027-02-28T08:00:00Z";
        let expected = [
            tomorrow(1, morning),
            tomorrow(2, morning),
            tomorrow(3, morning),
            tomorrow(4, "2027-02-28T20:00:00Z"),
        ];
        assert_eq!(world.sent(REMINDER), expected);
        assert_eq!(world.kept("day-before").await.wrote, 3);
        assert_eq!(world.next().await, None, "nothing waits");
    })
    .await;
}

/// pretix#3757: "tomorrow" to somebody who signs up hours before.
#[tokio::test]
async fn whoever_joins_late_hears_nothing_absurd() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2027-01-10T09:00:00Z").await;
        // A day and a half before, when it is due next morning: it comes after a decent pause.
        world.pass_to("2027-02-27T19:00:00Z").await;
        world.confirmed(1, None).await;
        world.pass_to("2027-02-28T12:00:00Z").await;
        assert_eq!(world.sent(REMINDER), [tomorrow(1, "2027-02-28T08:00:00Z")]);
        world.pass_to("2027-03-01T06:00:00Z").await;
        world.confirmed(2, None).await;
        world.pass_to("2027-03-05T00:00:00Z").await;
        assert_eq!(world.sent(REMINDER).len(), 1);
    })
    .await;
}

/// listmonk#1801: off for three days over the moment of a reminder.
#[tokio::test]
async fn after_an_outage_what_still_helps_is_sent_and_the_rest_is_skipped_with_its_reason() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2027-01-10T09:00:00Z").await;
        world.confirmed(1, None).await;
        world.pass_to("2027-02-25T12:00:00Z").await;
        world.stand_still_to("2027-02-28T18:30:00Z".parse().unwrap());
        world.work().await;
        assert_eq!(world.sent(REMINDER), [tomorrow(1, "2027-02-28T18:30:00Z")]);

        world
            .publish(|forum| forum.slug = "another".to_owned())
            .await;
        world.confirmed(2, None).await;
        world
            .publish(|forum| {
                for moment in [&mut forum.starts, &mut forum.ends] {
                    moment.local += jiff::ToSpan::days(14);
                }
            })
            .await;
        world.pass_to("2027-03-12T12:00:00Z").await;
        world.stand_still_to("2027-03-15T08:00:00Z".parse().unwrap());
        world.work().await;
        let kept = world.kept("day-before").await;
        assert_eq!((kept.moment.as_str(), kept.wrote), ("2027-03-15", 0));
        assert_eq!(kept.skips["too_late"], 2, "kept with its reason");
        assert_eq!(world.sent(REMINDER).len(), 1);
    })
    .await;
}

/// Off over the moments of two rules until a Saturday: the one that is late, and the one that was to go
/// on Friday because Monday is too late. Both could go; one is enough.
#[tokio::test]
async fn two_rules_that_could_both_go_after_an_outage_are_one_mail() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2027-01-10T09:00:00Z").await;
        world
            .publish(|forum| {
                forum.reminders = Some(in_office_hours(&[3, 1]));
                forum.starts.local -= jiff::ToSpan::minutes(90);
            })
            .await;
        world.confirmed(1, None).await;
        world.pass_to("2027-02-25T12:00:00Z").await;
        assert_eq!(world.sent(REMINDER), []);
        world.stand_still_to("2027-02-27T08:00:00Z".parse().unwrap());
        world.work().await;
        world.pass_to("2027-03-05T00:00:00Z").await;
        let in_two_days = (
            1,
            "2027-02-27T08:00:00Z".to_owned(),
            format!("In 2 days: {TITLE}"),
        );
        assert_eq!(world.sent(REMINDER), [in_two_days]);
        assert_eq!(world.kept("days-1").await.skips["reminded"], 1);
    })
    .await;
}

/// Rules for those who take part, so many days before the beginning.
fn in_office_hours(days: &[u16]) -> Vec<RuleDraft> {
    let rules = defaults(ForumKind::Forum);
    let day_before = rules.iter().find(|rule| rule.name == "day-before").unwrap();
    let rule = |days: &u16| RuleDraft {
        name: format!("days-{days}"),
        amount: *days,
        hours: Some(Hours::OFFICE),
        ..day_before.clone()
    };
    days.iter().map(rule).collect()
}

#[tokio::test]
async fn whoever_has_not_confirmed_is_reminded_once_with_the_link_and_whoever_has_is_not() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2027-01-10T09:00:00Z").await;
        world.received(1).await;
        world.received(2).await;
        world.pass_to("2027-01-10T15:00:00Z").await;
        world.confirmed(2, None).await;
        world.pass_to("2027-01-13T00:00:00Z").await;
        let reminded: Vec<_> = world.left.iter().collect();
        let reminded: Vec<_> = reminded
            .into_iter()
            .filter(|mail| mail.kind == "confirm_reminder")
            .collect();
        assert_eq!(reminded.len(), 1);
        assert_eq!(
            (reminded[0].who, &*reminded[0].at.to_string()),
            (1, "2027-01-11T09:00:00Z")
        );
        assert!(
            reminded[0].text.contains("/confirm/Zm9v_YmFy"),
            "{}",
            reminded[0].text
        );
    })
    .await;
}

#[tokio::test]
async fn drafts_and_forums_that_are_called_off_remind_nobody() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2027-01-10T09:00:00Z").await;
        world.confirmed(1, None).await;
        world
            .publish(|forum| forum.state = ForumState::Cancelled)
            .await;
        world.pass_to("2027-02-28T12:00:00Z").await;
        assert_eq!(world.sent(REMINDER), []);
        // Back again, while it still helps.
        world
            .publish(|forum| forum.state = ForumState::Published)
            .await;
        assert_eq!(world.sent(REMINDER), [tomorrow(1, "2027-02-28T12:00:00Z")]);
    })
    .await;
}

/// pretix#3181: what was due before anybody could find the forum is not caught up with.
#[tokio::test]
async fn a_forum_that_is_published_late_catches_up_with_nothing() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2027-02-28T12:00:00Z").await;
        world.confirmed(1, None).await;
        world.pass_to("2027-03-05T00:00:00Z").await;
        assert_eq!(world.sent(REMINDER), []);
    })
    .await;
}

#[tokio::test]
async fn the_organizer_is_told_the_numbers_on_the_working_day_after_registration_closes() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2027-01-10T09:00:00Z").await;
        world.confirmed(1, None).await;
        world.confirmed(2, None).await;
        world.pass_to("2027-02-04T00:00:00Z").await;
        let numbers: Vec<_> = world.left.iter().collect();
        let numbers: Vec<_> = numbers
            .into_iter()
            .filter(|mail| mail.kind == "organizer_numbers")
            .collect();
        assert_eq!(numbers.len(), 1);
        assert_eq!(
            (numbers[0].who, &*numbers[0].at.to_string()),
            (0, "2027-02-02T07:00:00Z")
        );
        assert_eq!(
            numbers[0].subject,
            "4 Personen: „Kooperationsforum *Westafrika* & Partner“"
        );
    })
    .await;
}

#[tokio::test]
async fn whoever_is_still_on_the_waiting_list_is_told_so_and_whoever_has_a_place_is_not() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2027-01-10T09:00:00Z").await;
        world.listed(1).await;
        world.confirmed(2, None).await;
        // Three days before a Monday is a Friday.
        world.pass_to("2027-02-27T00:00:00Z").await;
        let told = world.sent("waiting_reminder");
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!((told[0].0, &*told[0].1), (1, "2027-02-26T08:00:00Z"));
    })
    .await;
}

#[tokio::test]
async fn a_forum_whose_list_of_rules_is_empty_reminds_nobody() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2027-01-10T09:00:00Z").await;
        world
            .publish(|forum| forum.reminders = Some(Vec::new()))
            .await;
        world.confirmed(1, None).await;
        world.pass_to("2027-03-05T00:00:00Z").await;
        assert_eq!(world.left.len(), 1, "the confirmation, and nothing else");
    })
    .await;
}
