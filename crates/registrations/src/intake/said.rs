//! What somebody said, for what is written and published of it.

use kontor_contracts::events::Participant;

use crate::domain::{Consent, Named, SignUp};

/// What was said by whoever brought a fact about; nothing, if it was neither a sign-up nor a question.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Said<'a> {
    pub(super) participants: &'a [Named],
    /// How many more are to take part whose names follow.
    pub(super) unnamed: u32,
    pub(super) consents: &'a [Consent],
    /// The key of the address that was used.
    pub(super) address_key: Option<&'a str>,
    /// Whether it was said by the link to one's own registration.
    pub(super) by_link: bool,
    /// Whether a new link is to take the place of the old ones.
    pub(super) link_replaced: bool,
    /// Whether it was said by somebody whom the contact has named, by their own link.
    pub(super) by_recipient: bool,
}

impl<'a> Said<'a> {
    pub(super) fn in_the(sign_up: &'a SignUp) -> Self {
        Self {
            participants: &sign_up.participants,
            unnamed: sign_up.unnamed,
            consents: &sign_up.consents,
            address_key: Some(&sign_up.address.key),
            ..Self::default()
        }
    }

    /// By whoever has this address, or knows it.
    pub(super) fn with_address(key: &'a str) -> Self {
        Self {
            address_key: Some(key),
            ..Self::default()
        }
    }

    /// By the link to one's own registration.
    pub(super) fn by_link() -> Self {
        Self {
            by_link: true,
            ..Self::default()
        }
    }

    /// By the link of somebody whom the contact has named.
    pub(super) fn by_recipient() -> Self {
        Self {
            by_recipient: true,
            ..Self::default()
        }
    }

    /// Who was named and is not among these.
    pub(super) fn others_than(&self, known: &[Participant]) -> Vec<Participant> {
        let is_new = |named: &&Named| known.iter().all(|person| person.name != named.name);
        let others = self.participants.iter().filter(is_new);
        others
            .map(|named| Participant::through_contact(named.name.clone()))
            .collect()
    }
}
