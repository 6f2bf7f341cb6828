//! `registration.waiting.v1`: says where in the line the sign-up is; nobody is asked any more for what they
//! have done.

use kontor_bus::{Failure, Handler};
use kontor_contracts::{Envelope, events::RegistrationWaiting};
use kontor_store::Tx;

use super::Deps;
use crate::{
    domain::{About, Group, Person, PersonState, Revision},
    kinds::{OwnLink, WaitingList},
};

/// Queues the mail.
pub(crate) struct SendPlaceInLine(pub(crate) Deps);

impl Handler<RegistrationWaiting> for SendPlaceInLine {
    async fn handle(&self, tx: &Tx, event: &Envelope<RegistrationWaiting>) -> Result<(), Failure> {
        let about = About::registration(event.data.registration);
        let person = Person {
            about: about.clone(),
            forum: event.data.forum,
            sequence: event.sequence,
            state: PersonState::Listed,
            at: event.time,
            contact: Some(&event.data.contact),
            group: Some(Group::new(&event.data.participants, event.data.unnamed)),
            asked: None,
            own_link: Some(&event.data.own_link),
        };
        self.0.keep(tx, &person).await?;
        self.0.close_asking(tx, event.data.registration).await?;
        let facts = WaitingList {
            contact: event.data.contact.clone(),
            position: event.data.position,
            unnamed: event.data.unnamed,
            own_link: OwnLink::new(event.data.own_link.clone(), event.time),
        };
        let key = (about, Revision::Once);
        self.0.queue(tx, key, event.data.forum, &facts).await
    }
}
