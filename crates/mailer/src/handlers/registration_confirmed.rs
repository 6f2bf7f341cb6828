//! `registration.confirmed.v1`: sends the confirmation with its calendar entry, to those who were named
//! with an own address, too; nobody is asked any more for what they have done.

use kontor_bus::{Failure, Handler};
use kontor_contracts::{Envelope, events::RegistrationConfirmed};
use kontor_store::Tx;

use super::{Deps, recipients::Of};
use crate::{
    domain::{About, Group, Person, PersonState, Revision},
    kinds::{Confirmation, OwnLink},
};

/// Queues the confirmation.
pub(crate) struct SendConfirmation(pub(crate) Deps);

impl Handler<RegistrationConfirmed> for SendConfirmation {
    async fn handle(
        &self,
        tx: &Tx,
        event: &Envelope<RegistrationConfirmed>,
    ) -> Result<(), Failure> {
        let person = Person {
            about: About::registration(event.data.registration),
            forum: event.data.forum,
            sequence: event.sequence,
            state: PersonState::Confirmed,
            at: event.time,
            contact: Some(&event.data.contact),
            group: Some(Group::new(&event.data.participants, event.data.unnamed)),
            asked: None,
            own_link: event.data.own_link.as_ref(),
        };
        self.0.keep(tx, &person).await?;
        let of = Of {
            forum: event.data.forum,
            sequence: event.sequence,
            at: event.time,
            contact: &event.data.contact,
            participants: &event.data.participants,
        };
        let recipients = &event.data.recipients;
        self.0.sign_up_named(tx, of, recipients).await?;
        let (event, now) = (&event.data, event.time);
        self.0.close_asking(tx, event.registration).await?;
        let facts = Confirmation {
            contact: event.contact.clone(),
            participants: event.participants.clone(),
            unnamed: event.unnamed,
            own_link: event.own_link.clone().map(|token| OwnLink::new(token, now)),
        };
        let key = (About::registration(event.registration), Revision::Once);
        self.0.queue(tx, key, event.forum, &facts).await
    }
}
