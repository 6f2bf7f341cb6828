//! Whoever has places for people whose names follow is reminded of naming them, and nobody else is.

use kontor_contracts::events::{Participant, RegistrationChanged};
use kontor_testkit::on_both_engines;

use super::*;
use crate::handlers::SendChange;

const REMINDER: &str = "names_reminder";
/// A week before the forum begins, at nine in Berlin.
const DUE: &str = "2027-02-22T08:00:00Z";

impl World {
    /// Somebody signs up two people by name and so many more, and confirms it at once.
    pub(super) async fn comes_with(&mut self, who: u128, unnamed: u32) {
        let event = RegistrationConfirmed {
            unnamed,
            own_link: samples::asking(true).token,
            ..self.confirmation(who, None)
        };
        self.deliver(&SendConfirmation(self.deps.clone()), 2, event)
            .await;
        self.work().await;
    }

    /// They name some of them; so many are left.
    async fn names(&mut self, who: u128, sequence: i64, (before, left): (u32, u32)) {
        let named = (left..before).map(|at| Participant::through_contact(format!("Guest {at}")));
        let event = RegistrationChanged {
            registration: RegistrationId::new(Uuid::from_u128(who)),
            forum: self.forum.forum,
            contact: Self::contact(who, None),
            participants_before: samples::participants(),
            unnamed_before: before,
            participants: samples::participants().into_iter().chain(named).collect(),
            unnamed: left,
            added: Vec::new(),
            removed: Vec::new(),
            by_recipient: false,
            has_places: true,
            own_link: samples::asking(true).token.unwrap(),
        };
        self.deliver(&SendChange(self.deps.clone()), sequence, event)
            .await;
        self.work().await;
    }

    /// Whom reminders of names went to, when, and how they begin.
    fn asked_for_names(&self) -> Vec<(u128, String, String)> {
        let sent = self.sent(REMINDER).into_iter();
        let begins = |subject: String| subject.split(':').next().unwrap_or_default().to_owned();
        sent.map(|(who, at, subject)| (who, at, begins(subject)))
            .collect()
    }
}

fn asked(who: u128, at: &str, subject: &str) -> (u128, String, String) {
    (who, at.to_owned(), subject.to_owned())
}

#[tokio::test]
async fn whoever_lacks_names_is_reminded_once_and_whoever_has_named_all_is_not() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2027-01-10T09:00:00Z").await;
        world.comes_with(1, 3).await;
        world.comes_with(2, 0).await;
        world.comes_with(3, 2).await;
        world.comes_with(4, 1).await;
        world.names(3, 3, (2, 0)).await;
        world.listed(5).await;
        world.pass_to("2027-02-21T00:00:00Z").await;
        assert_eq!(world.asked_for_names(), []);
        world.pass_to("2027-02-23T00:00:00Z").await;
        let expected = [
            asked(1, DUE, "3 names are missing"),
            asked(4, DUE, "One name is missing"),
        ];
        assert_eq!(world.asked_for_names(), expected);
        let mail = world.left.iter().find(|mail| mail.kind == REMINDER);
        let text = &mail.unwrap().text;
        assert!(text.contains("until: Monday, 1 March 2027"), "{text}");
        assert!(text.contains("/my/"), "{text}");
        let kept = world.kept("names-missing").await;
        assert_eq!(
            (kept.wrote, kept.skips.len()),
            (2, 0),
            "nobody else was asked about"
        );

        // They are reminded of the forum like everybody.
        world.names(4, 3, (1, 0)).await;
        world.pass_to("2027-03-05T00:00:00Z").await;
        assert_eq!(world.asked_for_names().len(), 2);
        let to: Vec<_> = world
            .sent(super::REMINDER)
            .into_iter()
            .map(|(who, ..)| who)
            .collect();
        assert_eq!(to, [1, 2, 3, 4]);
        assert_eq!(world.next().await, None, "nothing waits");
    })
    .await;
}

#[tokio::test]
async fn a_reminder_says_what_is_missing_when_it_leaves_and_is_not_sent_if_nothing_is() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2027-01-10T09:00:00Z").await;
        for who in 1..=3 {
            world.comes_with(who, 3).await;
        }
        world.pass_to("2027-02-22T07:59:00Z").await;
        world.sends = false;
        world.pass_to(DUE).await;
        assert_eq!(world.kept("names-missing").await.wrote, 3);
        world.names(1, 3, (3, 1)).await;
        world.names(2, 3, (3, 0)).await;
        world.sends = true;
        world.pass_to("2027-02-22T09:00:00Z").await;
        let expected = [
            asked(1, DUE, "One name is missing"),
            asked(3, DUE, "3 names are missing"),
        ];
        assert_eq!(world.asked_for_names(), expected);
    })
    .await;
}

/// The office says until when names can be added, and then something else.
#[tokio::test]
async fn the_reminder_goes_before_changes_close_and_names_that_moment() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2027-01-10T09:00:00Z").await;
        world.comes_with(1, 2).await;
        let closes = kontor_contracts::Deadline {
            local: "2027-02-19T12:00:00".parse().unwrap(),
            zone: "Europe/Berlin".to_owned(),
        };
        world
            .publish(|forum| forum.changes_close = Some(closes))
            .await;
        // Whoever joins when it has gone already has not been asked by any other mail.
        world.pass_to("2027-02-16T12:00:00Z").await;
        world.comes_with(2, 1).await;
        world.pass_to("2027-03-05T00:00:00Z").await;
        let asked_for = world.asked_for_names();
        assert_eq!(
            asked_for[0],
            asked(1, "2027-02-12T08:00:00Z", "2 names are missing")
        );
        assert_eq!((asked_for.len(), asked_for[1].0), (2, 2), "{asked_for:?}");
        let mail = world.left.iter().find(|mail| mail.kind == REMINDER);
        let text = &mail.unwrap().text;
        assert!(text.contains("until: Friday, 19 February 2027"), "{text}");
    })
    .await;
}

#[tokio::test]
async fn the_organiser_hears_how_many_come_and_how_many_names_are_missing() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2027-01-10T09:00:00Z").await;
        world.comes_with(1, 3).await;
        world.comes_with(2, 0).await;
        world.pass_to("2027-02-05T00:00:00Z").await;
        let mail = world
            .left
            .iter()
            .find(|mail| mail.kind == "organizer_numbers");
        let mail = mail.unwrap();
        assert!(mail.subject.starts_with("7 Personen"), "{}", mail.subject);
        let missing = "die Namen von 3 dieser Personen fehlen noch";
        assert!(mail.text.contains(missing), "{}", mail.text);
    })
    .await;
}
