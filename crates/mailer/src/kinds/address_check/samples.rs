//! Questions that the body is tried with.

use kontor_contracts::events::Contact;

use super::AddressCheck;
use crate::kinds::samples::{asking, participants};

pub(super) fn samples(to: &Contact) -> Vec<AddressCheck> {
    let sample = |held, participants| AddressCheck {
        contact: to.clone(),
        participants,
        asking: asking(held),
    };
    vec![sample(true, participants()), sample(false, Vec::new())]
}
