//! `registration.offered.v1`: offers the places that have become free.

use kontor_bus::{Failure, Handler};
use kontor_contracts::{Envelope, events::RegistrationOffered};
use kontor_store::Tx;

use super::Deps;
use crate::{
    domain::{About, Group, Person, PersonState, Revision},
    kinds::{Offer, OwnLink},
};

/// Queues the mail.
pub(crate) struct SendOffer(pub(crate) Deps);

impl Handler<RegistrationOffered> for SendOffer {
    async fn handle(&self, tx: &Tx, event: &Envelope<RegistrationOffered>) -> Result<(), Failure> {
        let about = About::registration(event.data.registration);
        let group = Group::new(&event.data.participants, event.data.unnamed);
        let person = Person {
            about: about.clone(),
            forum: event.data.forum,
            sequence: event.sequence,
            state: PersonState::Offered,
            at: event.time,
            contact: Some(&event.data.contact),
            group: Some(group),
            asked: None,
            own_link: Some(&event.data.own_link),
        };
        self.0.keep(tx, &person).await?;
        let facts = Offer {
            contact: event.data.contact.clone(),
            places: group.persons,
            unnamed: group.unnamed,
            until: event.data.until,
            own_link: OwnLink::new(event.data.own_link.clone(), event.time),
        };
        let key = (about, Revision::Once);
        self.0.queue(tx, key, event.data.forum, &facts).await
    }
}
