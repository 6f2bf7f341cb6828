//! What a group tells the other workers, and the links that it gives out in doing so.

use jiff::Timestamp;
use kontor_book::Fact;
use kontor_contracts::{
    ConfirmToken, Envelope, Event, EventId, RegistrationId, Sequence, Worker,
    events::{
        RegistrationCancelled, RegistrationConfirmed, RegistrationExpired, RegistrationReceived,
        RegistrationRepeated,
    },
};
use kontor_runtime::{Ids, timestamp};
use kontor_store::{StoreError, Tx};
use sha2::{Digest, Sha256};

use super::{keys::token_text, said::Said};
use crate::store::{registrations::Registration, tokens::NewToken};

/// Publishes facts.
#[derive(Debug)]
pub(super) struct Events<'a> {
    ids: &'a Ids,
    now: Timestamp,
    /// The links that were given out, as hashes; the links themselves are only in the events.
    pub(super) links: Vec<NewToken>,
}

impl<'a> Events<'a> {
    pub(super) const fn new(ids: &'a Ids, now: Timestamp) -> Self {
        let links = Vec::new();
        Self { ids, now, links }
    }

    /// Publishes a fact about a registration that counts it already.
    pub(super) fn publish(
        &mut self,
        tx: &Tx,
        fact: &Fact,
        about: &Registration,
        said: Said<'_>,
    ) -> Result<(), StoreError> {
        let (registration, forum, sequence) = (about.id, about.forum, about.sequence);
        match *fact {
            Fact::Received(new) => {
                let token = self.give_link(registration, new.held_until_ms)?;
                let event = RegistrationReceived {
                    registration,
                    forum,
                    contact: about.contact.clone(),
                    participants: about.participants.clone(),
                    token,
                    held_until: timestamp(new.held_until_ms),
                    held: new.holds,
                };
                self.send(tx, sequence, event)
            }
            Fact::Repeated {
                held_until_ms,
                holds,
                ..
            } => {
                let link = held_until_ms.map(|until_ms| self.give_link(registration, until_ms));
                let event = RegistrationRepeated {
                    registration,
                    forum,
                    contact: about.contact.clone(),
                    token: link.transpose()?,
                    held_until: held_until_ms.map(timestamp),
                    held: holds,
                    others: said.others_than(&about.participants),
                };
                self.send(tx, sequence, event)
            }
            Fact::Confirmed { .. } => {
                let event = RegistrationConfirmed {
                    registration,
                    forum,
                    contact: about.contact.clone(),
                    participants: about.participants.clone(),
                    confirmed_at: timestamp(self.now.as_millisecond()),
                };
                self.send(tx, sequence, event)
            }
            Fact::Expired { .. } => {
                let event = RegistrationExpired {
                    registration,
                    forum,
                };
                self.send(tx, sequence, event)
            }
            Fact::Cancelled { .. } => {
                let event = RegistrationCancelled {
                    registration,
                    forum,
                };
                self.send(tx, sequence, event)
            }
        }
    }

    /// The secret of a new link to a registration.
    fn give_link(
        &mut self,
        registration: RegistrationId,
        expires_ms: i64,
    ) -> Result<ConfirmToken, StoreError> {
        let secret = self.ids.secret();
        self.links.push(NewToken {
            hash: Sha256::digest(secret).into(),
            registration,
            expires_ms,
        });
        token_text(&secret)
            .parse()
            .map_err(|error| StoreError::Corrupt {
                table: "confirm_tokens",
                column: "hash",
                detail: format!("{error}"),
            })
    }

    fn send<E: Event>(&self, tx: &Tx, sequence: i64, event: E) -> Result<(), StoreError> {
        tx.publish(&Envelope::new(
            EventId::new(self.ids.next()),
            Worker::Registrations.source(),
            Sequence(sequence),
            self.now,
            event,
        ))
    }
}
