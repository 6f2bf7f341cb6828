//! Who is invited and has not answered hears what they decide by, and nothing else.

use kontor_contracts::{
    InvitationId,
    events::{InvitationDeclined, InvitationIssued},
};

use super::*;
use crate::handlers::{CloseInvitation, SendInvitation};

impl World {
    /// Somebody is invited, and has the mail of it.
    async fn invited(&self, number: u128) {
        self.issue(number).await;
        assert_eq!(self.send().await, ["0 invitation"]);
    }

    async fn issue(&self, number: u128) {
        let facts = samples::address_check("en");
        let mut contact = facts.contact;
        contact.email = format!("p{number}@example.org").parse().unwrap();
        let issued = InvitationIssued {
            invitation: InvitationId::new(Uuid::from_u128(number)),
            forum: self.forum.forum,
            contact,
            token: facts.asking.token.unwrap(),
        };
        let handler = SendInvitation(self.deps.clone());
        deliver(&self.database, &handler, NOON, 1, &issued).await;
    }

    async fn declines(&self, number: u128) {
        let declined = InvitationDeclined {
            invitation: InvitationId::new(Uuid::from_u128(number)),
            forum: self.forum.forum,
        };
        let handler = CloseInvitation(self.deps.clone());
        deliver(&self.database, &handler, NOON, 2, &declined).await;
    }
}

fn elsewhere(forum: &mut ForumPublished) {
    forum.venue.as_mut().unwrap().address = "Markt 1, 12345 Nordstadt".to_owned();
}

fn later_deadline(forum: &mut ForumPublished) {
    let closes = &mut forum.registration_closes.local;
    *closes = closes.saturating_add(3.days());
}

#[tokio::test]
async fn whoever_is_invited_hears_of_a_new_date_and_not_of_another_room() {
    worlds(async |mut world| {
        world.invited(1).await;
        world.change(false, elsewhere).await;
        world.tell().await;
        assert_eq!(world.send().await, Vec::<String>::new());
        world.change(false, by_days(1)).await;
        world.tell().await;
        let text = text(&world).await;
        assert!(text.contains("We have invited you to"), "{text}");
        assert!(text.contains("Before: Monday, 1 March 2027"), "{text}");
        assert!(text.contains("Now: Tuesday, 2 March 2027"), "{text}");
        assert!(
            !text.contains("Place"),
            "what they do not decide by: {text}"
        );
        assert!(
            text.contains("The link in our invitation still works"),
            "{text}"
        );
        let plain = text.replace('\n', " ");
        assert!(
            plain.contains("has invited you. It contains"),
            "why they get it: {text}"
        );
        assert!(!text.contains("meet.example.org"), "{text}");
        world.change(false, later_deadline).await;
        world.tell().await;
        assert_eq!(world.send().await, ["0 forum_changed"]);
    })
    .await;
}

#[tokio::test]
async fn whoever_is_invited_hears_that_it_does_not_take_place() {
    worlds(async |mut world| {
        world.invited(1).await;
        world.change(false, cancel).await;
        world.tell().await;
        let text = text(&world).await;
        assert!(text.contains("our invitation no longer stands"), "{text}");
        assert!(!text.contains("your registration"), "{text}");
    })
    .await;
}

/// Whoever was never told of it need not hear that it does not take place.
#[tokio::test]
async fn an_invitation_that_has_not_left_is_closed_without_a_word() {
    worlds(async |mut world| {
        world.issue(1).await;
        world.change(false, cancel).await;
        world.tell().await;
        assert_eq!(world.send().await, Vec::<String>::new());
        let closed = [("invitation superseded".to_owned(), 1)];
        assert_eq!(world.count().await, BTreeMap::from(closed));
    })
    .await;
}

#[tokio::test]
async fn whoever_has_declined_or_signed_up_hears_nothing_more_of_the_invitation() {
    worlds(async |mut world| {
        world.invited(1).await;
        world.declines(1).await;
        world.invited(2).await;
        // Signed up, and not confirmed yet: they see the new date where they confirm.
        world.signs_up(2).await;
        assert_eq!(world.send().await, ["2 address_check"]);
        world.change(false, by_days(1)).await;
        world.tell().await;
        assert_eq!(world.send().await, Vec::<String>::new());
    })
    .await;
}
