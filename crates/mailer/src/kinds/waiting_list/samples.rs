//! Places in the line that the body is tried with.

use kontor_contracts::events::Contact;

use super::WaitingList;
use crate::{
    domain::PersonState,
    kinds::{Occasion, samples::own_link},
};

pub(super) fn samples(to: &Contact) -> Vec<WaitingList> {
    let at = |position| WaitingList {
        contact: to.clone(),
        position,
        unnamed: 0,
        own_link: own_link(),
    };
    let unnamed = 3;
    vec![at(1), at(12), WaitingList { unnamed, ..at(1) }]
}

/// To somebody who waits.
pub(super) fn on(sample: WaitingList, occasion: &mut Occasion) -> WaitingList {
    occasion.person = Some(PersonState::Listed);
    sample
}
