//! `registration.expired.v1`, `registration.cancelled.v1`: a mail that would still ask for a confirmation is not sent any more.

use kontor_bus::{Failure, Handler};
use kontor_contracts::{
    Envelope,
    events::{RegistrationCancelled, RegistrationExpired},
};
use kontor_store::Tx;

use super::Desk;

/// Closes what has not left yet.
#[derive(Clone)]
pub(crate) struct CloseAddressCheck(pub(crate) Desk);

impl Handler<RegistrationExpired> for CloseAddressCheck {
    async fn handle(&self, tx: &Tx, event: &Envelope<RegistrationExpired>) -> Result<(), Failure> {
        self.0.close_asking(tx, event.data.registration).await
    }
}

impl Handler<RegistrationCancelled> for CloseAddressCheck {
    async fn handle(
        &self,
        tx: &Tx,
        event: &Envelope<RegistrationCancelled>,
    ) -> Result<(), Failure> {
        self.0.close_asking(tx, event.data.registration).await
    }
}
