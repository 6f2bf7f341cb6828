//! Who is invited and silent is reminded, and nobody else is.

use kontor_contracts::events::{InvitationAnswered, InvitationDeclined, InvitationIssued};
use kontor_testkit::on_both_engines;

use super::*;
use crate::handlers::{CloseInvitation, SendInvitation};

const INVITATION: &str = "invitation";
const REMINDER: &str = "invitation_reminder";

impl World {
    /// Somebody is invited.
    async fn invited(&mut self, who: u128, country: Option<&str>) {
        let event = InvitationIssued {
            invitation: InvitationId::new(Uuid::from_u128(who)),
            forum: self.forum.forum,
            contact: Self::contact(who, country),
            token: samples::asking(true).token.unwrap(),
        };
        self.deliver(&SendInvitation(self.deps.clone()), 1, event)
            .await;
        self.work().await;
    }

    async fn declined(&mut self, who: u128) {
        let event = InvitationDeclined {
            invitation: InvitationId::new(Uuid::from_u128(who)),
            forum: self.forum.forum,
        };
        self.deliver(&CloseInvitation(self.deps.clone()), 2, event)
            .await;
        self.work().await;
    }

    async fn answered(&mut self, who: u128) {
        let event = InvitationAnswered {
            invitation: InvitationId::new(Uuid::from_u128(who)),
            forum: self.forum.forum,
            registration: RegistrationId::new(Uuid::from_u128(who)),
        };
        self.deliver(&CloseInvitation(self.deps.clone()), 2, event)
            .await;
        self.work().await;
    }

    /// Whom reminders went to, and when.
    fn reminded(&self) -> Vec<(u128, String)> {
        let sent = self.sent(REMINDER).into_iter();
        sent.map(|(who, at, _)| (who, at)).collect()
    }
}

/// Office C: two weeks and three days before registration closes, at the reader's desk.
#[tokio::test]
async fn whoever_is_invited_and_silent_is_reminded_twice_in_their_own_working_hours() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2027-01-04T09:00:00Z").await;
        // At nine in Berlin it is four in the afternoon in China, and eight in the evening in Fiji.
        for (who, country) in [
            (1, Some("DE")),
            (2, Some("CN")),
            (3, Some("FJ")),
            (4, None),
            (5, None),
            (6, None),
        ] {
            world.invited(who, country).await;
        }
        assert_eq!(world.sent(INVITATION).len(), 6);
        world.declined(4).await;
        world.answered(5).await;
        // Confirmed, and the event that says so has not come yet.
        world.confirmed(6, None).await;
        world.pass_to("2027-01-20T00:00:00Z").await;
        let first = [(1, "18T08:00"), (2, "18T08:00"), (3, "18T20:00")];
        let at = |(who, at): (u128, &str)| (who, format!("2027-01-{at}:00Z"));
        assert_eq!(world.reminded(), first.map(at));
        let reminder = world
            .left
            .iter()
            .find(|mail| mail.kind == REMINDER)
            .unwrap();
        assert!(reminder.text.contains("/invited/"), "{}", reminder.text);
        assert!(reminder.text.contains("/decline"), "{}", reminder.text);
        world.declined(2).await;
        world.pass_to("2027-03-05T00:00:00Z").await;
        let second = [(1, "29T08:00"), (3, "31T20:00")];
        let all: Vec<_> = first.into_iter().chain(second).map(at).collect();
        assert_eq!(world.reminded(), all);
        assert_eq!(world.kept("invited-three-days").await.wrote, 1);
        assert_eq!(world.next().await, None, "nothing waits");
    })
    .await;
}

/// What was written while the relay was down is not sent to whoever has answered meanwhile.
#[tokio::test]
async fn an_invited_person_who_answers_while_the_reminder_waits_does_not_get_it() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2027-01-04T09:00:00Z").await;
        for who in 1..=3 {
            world.invited(who, None).await;
        }
        world.sends = false;
        world.pass_to("2027-01-18T08:00:00Z").await;
        assert_eq!(world.kept("invited-two-weeks").await.wrote, 3);
        world.declined(1).await;
        world.received(2).await;
        world.sends = true;
        world.pass_to("2027-01-18T09:00:00Z").await;
        let to: Vec<_> = world.reminded().into_iter().map(|(who, _)| who).collect();
        assert_eq!(to, [3]);
    })
    .await;
}

/// A deadline that moves takes the reminders along.
#[tokio::test]
async fn invited_people_are_reminded_of_the_deadline_of_today() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2027-01-04T09:00:00Z").await;
        world.invited(1, None).await;
        world
            .publish(|forum| forum.registration_closes.local += jiff::ToSpan::days(7))
            .await;
        world.pass_to("2027-01-24T00:00:00Z").await;
        assert_eq!(world.reminded(), []);
        world.pass_to("2027-01-26T00:00:00Z").await;
        assert_eq!(world.reminded(), [(1, "2027-01-25T08:00:00Z".to_owned())]);
        let mail = world
            .left
            .iter()
            .find(|mail| mail.kind == REMINDER)
            .unwrap();
        assert!(mail.text.contains("8 February 2027"), "{}", mail.text);
    })
    .await;
}

/// Months may pass between the invitation and the deadline: their link is needed until then.
#[tokio::test]
async fn an_invited_person_is_not_forgotten_before_the_answer() {
    use crate::store::{forget_people, forget_unconfirmed};

    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2026-11-02T09:00:00Z").await;
        world.invited(1, None).await;
        world.invited(2, None).await;
        world.declined(2).await;
        world.pass_to("2027-01-10T00:00:00Z").await;
        let now_ms = world.now().as_millisecond();
        let mails = forget_unconfirmed(&world.database, now_ms, 10).await;
        let people = forget_people(&world.database, now_ms, 10).await;
        assert_eq!(
            (mails.unwrap(), people.unwrap()),
            (1, 1),
            "who has declined"
        );
        world.pass_to("2027-01-20T00:00:00Z").await;
        assert_eq!(world.reminded(), [(1, "2027-01-18T08:00:00Z".to_owned())]);
    })
    .await;
}
