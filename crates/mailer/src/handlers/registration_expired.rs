//! `registration.expired.v1`, `registration.cancelled.v1`: a mail that would still ask for a confirmation is not sent any more.

use kontor_bus::{Failure, Handler};
use kontor_contracts::{
    Envelope, ForumId, RegistrationId, Sequence,
    events::{RegistrationCancelled, RegistrationExpired},
};
use kontor_store::Tx;

use super::Deps;
use crate::domain::{About, Person, PersonState};

/// Closes what has not left yet.
#[derive(Clone)]
pub(crate) struct CloseAddressCheck(pub(crate) Deps);

impl CloseAddressCheck {
    async fn close(
        &self,
        tx: &Tx,
        (registration, forum): (RegistrationId, ForumId),
        sequence: Sequence,
    ) -> Result<(), Failure> {
        let person = Person {
            about: About::registration(registration),
            forum,
            sequence,
            state: PersonState::Over,
            contact: None,
        };
        self.0.keep(tx, &person).await?;
        self.0.close_asking(tx, registration).await
    }
}

impl Handler<RegistrationExpired> for CloseAddressCheck {
    async fn handle(&self, tx: &Tx, event: &Envelope<RegistrationExpired>) -> Result<(), Failure> {
        let what = (event.data.registration, event.data.forum);
        self.close(tx, what, event.sequence).await
    }
}

impl Handler<RegistrationCancelled> for CloseAddressCheck {
    async fn handle(
        &self,
        tx: &Tx,
        event: &Envelope<RegistrationCancelled>,
    ) -> Result<(), Failure> {
        let what = (event.data.registration, event.data.forum);
        self.close(tx, what, event.sequence).await
    }
}
