//! `registration.expired.v1`, `registration.cancelled.v1`: a mail that would still ask for a confirmation is
//! not sent any more. Whoever has let an offer pass, has waited in vain, or has called it off themselves,
//! is told.

use jiff::Timestamp;
use kontor_bus::{Failure, Handler};
use kontor_contracts::{
    Envelope, ForumId, RegistrationId, Sequence,
    events::{RegistrationCancelled, RegistrationExpired},
};
use kontor_store::Tx;

use super::{Deps, recipients::Of};
use crate::{
    domain::{About, Person, PersonState, Revision},
    kinds::{CalledOff, NoPlaces, OfferPassed},
};

/// Closes what has not left yet.
#[derive(Clone)]
pub(crate) struct CloseMails(pub(crate) Deps);

impl CloseMails {
    async fn close(
        &self,
        tx: &Tx,
        (registration, forum): (RegistrationId, ForumId),
        (sequence, at): (Sequence, Timestamp),
    ) -> Result<(), Failure> {
        let person = Person {
            about: About::registration(registration),
            forum,
            sequence,
            state: PersonState::Over,
            at,
            contact: None,
            group: None,
            asked: None,
            own_link: None,
        };
        self.0.keep(tx, &person).await?;
        self.0.close_asking(tx, registration).await
    }
}

impl Handler<RegistrationExpired> for CloseMails {
    async fn handle(&self, tx: &Tx, event: &Envelope<RegistrationExpired>) -> Result<(), Failure> {
        let data = &event.data;
        let what = (data.registration, data.forum);
        self.close(tx, what, (event.sequence, event.time)).await?;
        let key = (About::registration(data.registration), Revision::Once);
        if let Some(contact) = data.offered_to.clone() {
            let facts = OfferPassed { contact };
            return self.0.queue(tx, key, data.forum, &facts).await;
        }
        let Some(contact) = data.waited.clone() else {
            return Ok(());
        };
        let facts = NoPlaces { contact };
        self.0.queue(tx, key, data.forum, &facts).await
    }
}

impl Handler<RegistrationCancelled> for CloseMails {
    async fn handle(
        &self,
        tx: &Tx,
        event: &Envelope<RegistrationCancelled>,
    ) -> Result<(), Failure> {
        let data = &event.data;
        let what = (data.registration, data.forum);
        self.close(tx, what, (event.sequence, event.time)).await?;
        if let Some(contact) = &data.signed_up_by {
            let of = Of {
                forum: data.forum,
                sequence: event.sequence,
                at: event.time,
                contact,
                participants: &data.participants,
            };
            let by_themselves = data.by_recipient;
            self.0
                .take_off_named(tx, (of, by_themselves), &data.recipients)
                .await?;
        }
        let Some(contact) = data.by.clone() else {
            return Ok(());
        };
        let key = (About::registration(data.registration), Revision::Once);
        let facts = CalledOff {
            contact,
            participants: data.participants.clone(),
            unnamed: data.unnamed,
            by_others: data.by_recipient,
        };
        self.0.queue(tx, key, data.forum, &facts).await
    }
}
