//! `registration.repeated.v1`: writes to the owner of the mailbox how their sign-up stands, at most
//! once a day, however often somebody types their address.

use jiff::tz::TimeZone;
use kontor_bus::{Failure, Handler};
use kontor_contracts::{Envelope, events::RegistrationRepeated};
use kontor_store::Tx;

use super::Deps;
use crate::{
    domain::{About, Asked, Person, PersonState, Revision},
    kinds::{AlreadyRegistered, Asking, Offer, OwnLink},
};

/// Queues the answer, if today's was not sent yet.
pub(crate) struct SendAnswer(pub(crate) Deps);

impl Handler<RegistrationRepeated> for SendAnswer {
    async fn handle(&self, tx: &Tx, event: &Envelope<RegistrationRepeated>) -> Result<(), Failure> {
        // The day of the event, not of its arrival: a message that comes again is the same day's.
        let date = TimeZone::UTC.to_datetime(event.time).date();
        let state = match event.data.held_until {
            Some(_) => PersonState::Waiting,
            None if event.data.offer.is_some() => PersonState::Offered,
            None if event.data.waits => PersonState::Listed,
            None => PersonState::Confirmed,
        };
        let about = match event.data.recipient {
            Some(recipient) => About::recipient(recipient),
            None => About::registration(event.data.registration),
        };
        let person = Person {
            about: about.clone(),
            forum: event.data.forum,
            sequence: event.sequence,
            state,
            at: event.time,
            contact: Some(&event.data.contact),
            group: None,
            asked: asked(&event.data),
            own_link: event.data.own_link.as_ref(),
        };
        self.0.keep(tx, &person).await?;
        // Who has ended the old links must get the new one, also the second of a day.
        let revision = if event.data.link_replaced {
            Revision::Change(event.sequence.0)
        } else {
            Revision::Of(date)
        };
        let (event, now) = (&event.data, event.time);
        let own_link = event.own_link.clone().map(|token| OwnLink::new(token, now));
        let own_link = match event.recipient {
            Some(_) => own_link.map(OwnLink::of_named),
            None => own_link,
        };
        let key = (about, revision);
        // Whoever has an offer is told of that: it is what they can lose.
        if let (Some(offer), Some(own_link)) = (&event.offer, own_link.clone()) {
            let facts = Offer {
                contact: event.contact.clone(),
                places: offer.places,
                unnamed: 0,
                until: offer.until,
                own_link,
            };
            return self.0.queue(tx, key, event.forum, &facts).await;
        }
        let facts = AlreadyRegistered {
            contact: event.contact.clone(),
            asking: event.held_until.map(|held_until| Asking {
                token: event.token.clone(),
                held_until,
                held: event.held,
            }),
            others: event.others.clone(),
            unnamed: event.unnamed,
            waits: event.waits,
            own_link,
        };
        self.0.queue(tx, key, event.forum, &facts).await
    }
}

/// The link that the answer carries.
fn asked(event: &RegistrationRepeated) -> Option<Asked<'_>> {
    Some(Asked {
        token: event.token.as_ref()?,
        until: Some(event.held_until?),
        held: event.held,
    })
}
