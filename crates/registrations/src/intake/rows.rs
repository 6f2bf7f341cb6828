//! What a group changes in the tables of registrations, gathered to be written with few statements.

use std::collections::HashMap;

use kontor_book::Fact;
use kontor_contracts::RegistrationId;
use kontor_store::{StoreError, Tx};

use super::said::Said;
use crate::{
    domain::Consent,
    store::{changes, registrations::Registration},
};

/// What is to be written.
#[derive(Debug, Default)]
pub(super) struct Rows<'a> {
    received: Vec<(RegistrationId, &'a [Consent])>,
    repeated: Vec<RegistrationId>,
    confirmed: Vec<RegistrationId>,
    expired: Vec<RegistrationId>,
    cancelled: Vec<RegistrationId>,
}

impl<'a> Rows<'a> {
    /// Notes a fact.
    pub(super) fn write(&mut self, fact: &Fact, said: Said<'a>) {
        match fact {
            Fact::Received(new) => self.received.push((new.registration, said.consents)),
            Fact::Repeated { registration, .. } => self.repeated.push(*registration),
            Fact::Confirmed { registration } => self.confirmed.push(*registration),
            Fact::Expired { registration } => self.expired.push(*registration),
            Fact::Cancelled { registration } => self.cancelled.push(*registration),
        }
    }

    /// Writes what was noted. What has ended goes first: its address may have signed up again.
    pub(super) async fn flush(
        self,
        tx: &Tx,
        registrations: &HashMap<RegistrationId, Registration>,
        now_ms: i64,
    ) -> Result<(), StoreError> {
        changes::expire(tx, &self.expired).await?;
        changes::cancel(tx, &self.cancelled, now_ms).await?;
        let new = self.received.iter();
        let new = new.filter_map(|(id, consents)| Some((registrations.get(id)?, *consents)));
        changes::insert(tx, new).await?;
        changes::confirm(tx, &self.confirmed, now_ms).await?;
        changes::count_event(tx, &self.repeated).await
    }
}
