//! What somebody said, for what is written and published of it.

use kontor_contracts::events::Participant;

use crate::domain::{Consent, SignUp};

/// What was said by whoever brought a fact about; nothing, if it was not a sign-up.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Said<'a> {
    pub(super) participants: &'a [Participant],
    pub(super) consents: &'a [Consent],
}

impl<'a> Said<'a> {
    pub(super) fn in_the(sign_up: &'a SignUp) -> Self {
        Self {
            participants: &sign_up.participants,
            consents: &sign_up.consents,
        }
    }

    /// Who was named and is not among these.
    pub(super) fn others_than(&self, known: &[Participant]) -> Vec<Participant> {
        let named = self.participants.iter();
        named
            .filter(|person| !known.contains(person))
            .cloned()
            .collect()
    }
}
