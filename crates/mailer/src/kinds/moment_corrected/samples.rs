//! Corrections that the body is tried with: of each moment.

use kontor_contracts::{events::Contact, reminder::Anchor};

use super::MomentCorrected;
use crate::{
    domain::PersonState,
    kinds::{
        Occasion,
        occasion::a_week_before,
        samples::{moment, told},
    },
};

pub(super) fn samples(to: &Contact) -> Vec<MomentCorrected> {
    let sample = |anchor| MomentCorrected {
        contact: to.clone(),
        old: moment("2027-02-22T10:00:00"),
        told: told(anchor),
    };
    Anchor::ALL.map(sample).into()
}

/// A moment of the forum that was a week earlier.
pub(super) fn on(sample: MomentCorrected, occasion: &mut Occasion) -> MomentCorrected {
    occasion.person = Some(PersonState::Confirmed);
    let told = occasion.told(sample.told.anchor);
    MomentCorrected {
        contact: sample.contact,
        old: a_week_before(&told.moment),
        told,
    }
}
