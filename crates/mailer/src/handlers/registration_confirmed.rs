//! `registration.confirmed.v1`: sends the confirmation with its calendar entry; nobody is asked
//! any more for what they have done.

use kontor_bus::{Failure, Handler};
use kontor_contracts::{Envelope, events::RegistrationConfirmed};
use kontor_store::Tx;

use super::Desk;
use crate::domain::{MailFacts, MailKey, MailKind};

/// Queues the confirmation.
pub(crate) struct SendConfirmation(pub(crate) Desk);

impl Handler<RegistrationConfirmed> for SendConfirmation {
    async fn handle(
        &self,
        tx: &Tx,
        event: &Envelope<RegistrationConfirmed>,
    ) -> Result<(), Failure> {
        let event = &event.data;
        self.0.close_asking(tx, event.registration).await?;
        let facts = MailFacts {
            contact: event.contact.clone(),
            participants: event.participants.clone(),
            token: None,
            held_until: None,
            held: true,
            others: Vec::new(),
        };
        let key = MailKey::once(event.registration, MailKind::Confirmation);
        self.0.queue(tx, &key, event.forum, &facts).await
    }
}
