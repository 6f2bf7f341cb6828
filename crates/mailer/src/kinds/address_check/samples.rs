//! Questions that the body is tried with.

use kontor_contracts::events::Contact;

use super::AddressCheck;
use crate::{
    domain::PersonState,
    kinds::{
        Occasion,
        samples::{asking, participants},
    },
};

pub(super) fn samples(to: &Contact) -> Vec<AddressCheck> {
    let sample = |held, participants| AddressCheck {
        contact: to.clone(),
        participants,
        unnamed: 0,
        asking: asking(held),
    };
    let incomplete = |unnamed, participants| AddressCheck {
        unnamed,
        ..sample(true, participants)
    };
    vec![
        sample(true, participants()),
        sample(false, Vec::new()),
        incomplete(3, participants()),
        incomplete(1, Vec::new()),
    ]
}

/// The question can still be answered.
pub(super) fn on(sample: AddressCheck, occasion: &mut Occasion) -> AddressCheck {
    occasion.person = Some(PersonState::Waiting);
    AddressCheck {
        participants: occasion.group(&sample.contact, sample.participants),
        asking: sample.asking.until(occasion.link_until()),
        ..sample
    }
}
