//! What a group changes in the tables of registrations, gathered to be written with few statements.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kontor_book::Fact;
use kontor_contracts::{RecipientId, RegistrationId};
use kontor_store::{StoreError, Tx};

use super::said::Said;
use crate::{
    domain::Consent,
    store::{
        changes::{self, Change},
        registrations::Registration,
    },
};

/// What is to be written.
#[derive(Debug, Default)]
pub(super) struct Rows<'a> {
    received: Vec<(RegistrationId, &'a [Consent])>,
    /// The last change of each, and how many events tell of it: within one group somebody may be offered
    /// places and give them up.
    changed: BTreeMap<RegistrationId, (Change, i64)>,
    passed: BTreeMap<RegistrationId, u32>,
    /// Who takes part in these is written anew.
    people: BTreeSet<RegistrationId>,
    /// Who took part, and does not any more.
    gone: Vec<RecipientId>,
}

impl<'a> Rows<'a> {
    /// Notes a fact.
    pub(super) fn write(&mut self, fact: &Fact, said: Said<'a>) {
        match *fact {
            Fact::Received(new) => self.received.push((new.registration, said.consents)),
            Fact::Repeated { registration, .. } => self.change(registration, Change::Nothing),
            Fact::Confirmed { registration } => self.change(registration, Change::Confirm),
            Fact::Waiting {
                registration,
                since_ms,
                ..
            } => self.change(registration, Change::Wait { since_ms }),
            Fact::Offered {
                registration,
                until_ms,
            } => self.change(registration, Change::Offer { until_ms }),
            Fact::Passed {
                registration,
                places,
            } => drop(self.passed.insert(registration, places)),
            Fact::Expired { registration }
            | Fact::OfferPassed { registration }
            | Fact::ListClosed { registration } => self.change(registration, Change::Expire),
            Fact::Changed { registration, .. } => self.write_people(registration, Vec::new()),
            Fact::Cancelled { registration } => self.change(registration, Change::Cancel),
        }
    }

    /// Notes that others take part in a registration, and who of those with an own link does not any more.
    pub(super) fn write_people(&mut self, registration: RegistrationId, gone: Vec<RecipientId>) {
        self.change(registration, Change::Nothing);
        self.people.insert(registration);
        self.gone.extend(gone);
    }

    fn change(&mut self, registration: RegistrationId, change: Change) {
        // A new row counts all events of its group already.
        let is_new = self.received.iter().any(|(new, _)| *new == registration);
        let (last, events) = self
            .changed
            .entry(registration)
            .or_insert((Change::Nothing, 0));
        *events += i64::from(!is_new);
        if change != Change::Nothing {
            *last = change;
        }
    }

    /// Writes what was noted. What has ended goes first: its address may have signed up again.
    pub(super) async fn flush(
        self,
        tx: &Tx,
        registrations: &HashMap<RegistrationId, Registration>,
        now_ms: i64,
    ) -> Result<(), StoreError> {
        let mut alike: BTreeMap<(Change, i64), Vec<RegistrationId>> = BTreeMap::new();
        for (registration, change) in self.changed {
            alike.entry(change).or_default().push(registration);
        }
        let (ended, others): (Vec<_>, Vec<_>) = alike
            .into_iter()
            .partition(|((change, _), _)| change.is_an_end());
        for (change, wanted) in ended {
            changes::make(tx, &wanted, change, now_ms).await?;
        }
        let new = self.received.iter();
        let new = new.filter_map(|(id, consents)| Some((registrations.get(id)?, *consents)));
        changes::insert(tx, new).await?;
        for (change, wanted) in others {
            changes::make(tx, &wanted, change, now_ms).await?;
        }
        let changed = self.people.iter().filter_map(|id| registrations.get(id));
        changes::write_people(tx, &changed.collect::<Vec<_>>(), &self.gone).await?;
        for (registration, places) in self.passed {
            changes::pass(tx, registration, places).await?;
        }
        Ok(())
    }
}
