//! `registration.received.v1`: asks the owner of the mailbox whether the sign-up is theirs.

use kontor_bus::{Failure, Handler};
use kontor_contracts::{Envelope, events::RegistrationReceived};
use kontor_store::Tx;

use super::Deps;
use crate::{
    domain::{About, Asked, Group, Person, PersonState, Revision},
    kinds::{AddressCheck, Asking},
};

/// Queues the address check.
pub(crate) struct SendAddressCheck(pub(crate) Deps);

impl Handler<RegistrationReceived> for SendAddressCheck {
    async fn handle(&self, tx: &Tx, event: &Envelope<RegistrationReceived>) -> Result<(), Failure> {
        let person = Person {
            about: About::registration(event.data.registration),
            forum: event.data.forum,
            sequence: event.sequence,
            state: PersonState::Waiting,
            at: event.time,
            contact: Some(&event.data.contact),
            group: Some(Group::new(&event.data.participants, event.data.unnamed)),
            asked: Some(Asked {
                token: &event.data.token,
                until: Some(event.data.held_until),
                held: event.data.held,
            }),
            own_link: None,
        };
        self.0.keep(tx, &person).await?;
        let event = &event.data;
        let facts = AddressCheck {
            contact: event.contact.clone(),
            participants: event.participants.clone(),
            unnamed: event.unnamed,
            asking: Asking {
                token: Some(event.token.clone()),
                held_until: event.held_until,
                held: event.held,
            },
        };
        let key = (About::registration(event.registration), Revision::Once);
        self.0.queue(tx, key, event.forum, &facts).await
    }
}
