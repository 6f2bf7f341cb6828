//! Those that the body is tried with: taken off by whoever had signed them up, and by themselves.

use kontor_contracts::events::Contact;

use super::TakenOff;
use crate::{domain::PersonState, kinds::Occasion};

pub(super) fn samples(to: &Contact) -> Vec<TakenOff> {
    let by = [Some("Ilse von der Leyen"), Some("www.evil.example"), None];
    let sample = |by: Option<&str>| TakenOff {
        contact: to.clone(),
        by: by.map(str::to_owned),
    };
    by.map(sample).into()
}

/// To somebody who takes part no more.
pub(super) fn on(sample: TakenOff, occasion: &mut Occasion) -> TakenOff {
    occasion.person = Some(PersonState::Over);
    sample
}
