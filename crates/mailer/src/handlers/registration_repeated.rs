//! `registration.repeated.v1`: writes to the owner of the mailbox how their sign-up stands, at most
//! once a day, however often somebody types their address.

use jiff::tz::TimeZone;
use kontor_bus::{Failure, Handler};
use kontor_contracts::{Envelope, events::RegistrationRepeated};
use kontor_store::Tx;

use super::Deps;
use crate::{
    domain::{About, Person, PersonState, Revision},
    kinds::{AlreadyRegistered, Asking},
};

/// Queues the answer, if today's was not sent yet.
pub(crate) struct SendAnswer(pub(crate) Deps);

impl Handler<RegistrationRepeated> for SendAnswer {
    async fn handle(&self, tx: &Tx, event: &Envelope<RegistrationRepeated>) -> Result<(), Failure> {
        // The day of the event, not of its arrival: a message that comes again is the same day's.
        let date = TimeZone::UTC.to_datetime(event.time).date();
        let state = match event.data.held_until {
            Some(_) => PersonState::Waiting,
            None => PersonState::Confirmed,
        };
        let person = Person {
            about: About::registration(event.data.registration),
            forum: event.data.forum,
            sequence: event.sequence,
            state,
            contact: Some(&event.data.contact),
        };
        self.0.keep(tx, &person).await?;
        let event = &event.data;
        let facts = AlreadyRegistered {
            contact: event.contact.clone(),
            asking: event.held_until.map(|held_until| Asking {
                token: event.token.clone(),
                held_until,
                held: event.held,
            }),
            others: event.others.clone(),
        };
        let key = (About::registration(event.registration), Revision::Of(date));
        self.0.queue(tx, key, event.forum, &facts).await
    }
}
