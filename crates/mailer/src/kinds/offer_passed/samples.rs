//! What the body is tried with.

use kontor_contracts::events::Contact;

use super::OfferPassed;
use crate::{domain::PersonState, kinds::Occasion};

pub(super) fn samples(to: &Contact) -> Vec<OfferPassed> {
    let contact = to.clone();
    vec![OfferPassed { contact }]
}

/// To somebody who has no place.
pub(super) fn on(sample: OfferPassed, occasion: &mut Occasion) -> OfferPassed {
    occasion.person = Some(PersonState::Over);
    sample
}
