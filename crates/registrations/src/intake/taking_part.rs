//! Which addresses take part at which forum, and by which registration: as contact, or named by one.

use std::collections::HashMap;

use kontor_book::Standing;
use kontor_contracts::{ForumId, RegistrationId};

use crate::store::registrations::Registration;

/// As far as a group of orders needs to know it: of the addresses that they concern.
#[derive(Debug, Default)]
pub(super) struct TakingPart(HashMap<(ForumId, String), RegistrationId>);

impl TakingPart {
    /// By these registrations.
    pub(super) fn by<'a>(registrations: impl Iterator<Item = &'a Registration>) -> Self {
        let mut taking_part = Self::default();
        let counts = |one: &&Registration| one.standing == Standing::Confirmed;
        registrations
            .filter(counts)
            .for_each(|one| taking_part.add(one));
        taking_part
    }

    /// A registration counts from now on.
    pub(super) fn add(&mut self, registration: &Registration) {
        let named = registration.recipients.iter();
        let named = named.map(|recipient| &recipient.mailbox.key);
        for key in std::iter::once(&registration.address.key).chain(named) {
            let of_forum = (registration.forum, key.clone());
            self.0.entry(of_forum).or_insert(registration.id);
        }
    }

    /// Another registration than this one by which an address takes part at its forum.
    pub(super) fn other_than(&self, this: &Registration, key: &str) -> Option<RegistrationId> {
        let found = self.0.get(&(this.forum, key.to_owned())).copied();
        found.filter(|other| *other != this.id)
    }
}
