//! `registration.confirmed.v1`: sends the confirmation with its calendar entry; nobody is asked
//! any more for what they have done.

use kontor_bus::{Failure, Handler};
use kontor_contracts::{Envelope, events::RegistrationConfirmed};
use kontor_store::Tx;

use super::Deps;
use crate::{
    domain::{About, Person, PersonState, Revision},
    kinds::Confirmation,
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
            contact: Some(&event.data.contact),
        };
        self.0.keep(tx, &person).await?;
        let event = &event.data;
        self.0.close_asking(tx, event.registration).await?;
        let facts = Confirmation {
            contact: event.contact.clone(),
            participants: event.participants.clone(),
        };
        let key = (About::registration(event.registration), Revision::Once);
        self.0.queue(tx, key, event.forum, &facts).await
    }
}
