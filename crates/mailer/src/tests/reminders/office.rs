//! What the office orders.

use kontor_store::audit::{self, Actor};
use kontor_testkit::on_both_engines;

use super::*;
use crate::reminders::{Order, order};

impl World {
    async fn order(&mut self, what: Order) {
        let about = (self.forum.forum, "day-before");
        let done = order(&self.remind, Actor::CommandLine, about, what).await;
        assert!(done.unwrap());
        self.work().await;
    }
}

#[tokio::test]
async fn a_paused_rule_reminds_nobody_until_it_goes_on() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2027-01-10T09:00:00Z").await;
        world.confirmed(1, None).await;
        world.order(Order::Pause).await;
        world.pass_to("2027-02-28T12:00:00Z").await;
        assert_eq!(world.sent(REMINDER), []);
        world.order(Order::Resume).await;
        assert_eq!(world.sent(REMINDER), [tomorrow(1, "2027-02-28T12:00:00Z")]);
        let entries = audit::entries(&world.database, audit::Wish::default(), 10).await;
        let actions: Vec<_> = entries
            .unwrap()
            .into_iter()
            .map(|entry| entry.action)
            .collect();
        assert_eq!(actions, ["reminder.resumed", "reminder.paused"]);
    })
    .await;
}

#[tokio::test]
async fn a_reminder_that_is_skipped_does_not_go_and_the_next_day_has_its_own() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2027-01-10T09:00:00Z").await;
        world.confirmed(1, None).await;
        world.order(Order::Skip).await;
        world.pass_to("2027-02-28T12:00:00Z").await;
        assert_eq!(world.sent(REMINDER), []);
        world
            .publish(|forum| {
                for moment in [&mut forum.starts, &mut forum.ends] {
                    moment.local += jiff::ToSpan::days(7);
                }
            })
            .await;
        world.pass_to("2027-03-10T00:00:00Z").await;
        assert_eq!(world.sent(REMINDER), [tomorrow(1, "2027-03-07T08:00:00Z")]);
    })
    .await;
}

#[tokio::test]
async fn what_is_sent_at_once_goes_now_also_at_night_and_not_a_second_time() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2027-01-10T09:00:00Z").await;
        world.confirmed(1, None).await;
        world.pass_to("2027-02-20T23:00:00Z").await;
        world.order(Order::SendNow).await;
        let sent = world.sent(REMINDER);
        assert_eq!(sent.len(), 1, "{sent:?}");
        assert_eq!(sent[0].1, "2027-02-20T23:00:00Z");
        assert_eq!(sent[0].2, format!("In 8 days: {TITLE}"));
        world.pass_to("2027-03-10T00:00:00Z").await;
        assert_eq!(world.sent(REMINDER).len(), 1);
    })
    .await;
}
