//! Those that the body is tried with: of who had a place, of who had signed up others, and of who had none.

use kontor_contracts::events::{Contact, Participant};

use super::CalledOff;
use crate::{
    domain::PersonState,
    kinds::{Occasion, samples::participants},
};

pub(super) fn samples(to: &Contact) -> Vec<CalledOff> {
    let of = |participants| CalledOff {
        contact: to.clone(),
        participants,
        unnamed: 0,
        by_others: false,
    };
    let name = to.name.clone();
    vec![
        of(vec![Participant::through_contact(name)]),
        of(participants()),
        of(Vec::new()),
        CalledOff {
            by_others: true,
            ..of(participants())
        },
        CalledOff {
            unnamed: 2,
            ..of(Vec::new())
        },
    ]
}

/// With whoever had a place.
pub(super) fn on(sample: CalledOff, occasion: &mut Occasion) -> CalledOff {
    occasion.person = Some(PersonState::Over);
    CalledOff {
        participants: occasion.group(&sample.contact, sample.participants),
        ..sample
    }
}
