//! `registration.changed.v1`: tells the contact who takes part now, whoever has been named that they are
//! signed up, and whoever does not take part any more that they are not.

use kontor_bus::{Failure, Handler};
use kontor_contracts::{Envelope, events};
use kontor_store::Tx;

use super::{Deps, recipients::Of};
use crate::{
    domain::{About, Group, Person, PersonState, Revision},
    kinds::{OwnLink, RegistrationChanged},
};

/// Queues what each of them is told.
pub(crate) struct SendChange(pub(crate) Deps);

impl Handler<events::RegistrationChanged> for SendChange {
    async fn handle(
        &self,
        tx: &Tx,
        event: &Envelope<events::RegistrationChanged>,
    ) -> Result<(), Failure> {
        let (data, at) = (&event.data, event.time);
        let about = About::registration(data.registration);
        if data.has_places {
            let person = Person {
                about: about.clone(),
                forum: data.forum,
                sequence: event.sequence,
                state: PersonState::Confirmed,
                at,
                contact: Some(&data.contact),
                group: Some(Group::new(&data.participants, data.unnamed)),
                asked: None,
                own_link: Some(&data.own_link),
            };
            self.0.keep(tx, &person).await?;
        }
        let of = |participants| Of {
            forum: data.forum,
            sequence: event.sequence,
            at,
            contact: &data.contact,
            participants,
        };
        let gone = (of(&data.participants_before), data.by_recipient);
        self.0.take_off_named(tx, gone, &data.removed).await?;
        let come = of(&data.participants);
        self.0.sign_up_named(tx, come, &data.added).await?;
        let facts = RegistrationChanged {
            contact: data.contact.clone(),
            before: data.participants_before.clone(),
            unnamed_before: data.unnamed_before,
            participants: data.participants.clone(),
            unnamed: data.unnamed,
            by_themselves: data.by_recipient,
            has_places: data.has_places,
            own_link: OwnLink::new(data.own_link.clone(), at),
        };
        let key = (about, Revision::Change(event.sequence.0));
        self.0.queue(tx, key, data.forum, &facts).await
    }
}
