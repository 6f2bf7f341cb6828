//! Confirmations that the body is tried with: to somebody who takes part, alone and with others, and to
//! somebody who has only signed up others.

use kontor_contracts::events::{Contact, Participant};

use super::Confirmation;
use crate::kinds::samples::participants;

pub(super) fn samples(to: &Contact) -> Vec<Confirmation> {
    let sample = |participants| Confirmation {
        contact: to.clone(),
        participants,
    };
    let name = to.name.clone();
    let all = std::iter::once(Participant { name }).chain(participants());
    vec![
        sample(all.collect()),
        sample(participants()),
        sample(Vec::new()),
    ]
}
