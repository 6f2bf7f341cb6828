//! What the body is tried with.

use kontor_contracts::events::Contact;

use super::NoPlaces;
use crate::{domain::PersonState, kinds::Occasion};

pub(super) fn samples(to: &Contact) -> Vec<NoPlaces> {
    let contact = to.clone();
    vec![NoPlaces { contact }]
}

/// To somebody who has no place.
pub(super) fn on(sample: NoPlaces, occasion: &mut Occasion) -> NoPlaces {
    occasion.person = Some(PersonState::Over);
    sample
}
