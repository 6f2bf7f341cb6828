//! Confirmations that the body is tried with: to somebody who takes part, alone and with others, and to
//! somebody who has only signed up others; all named, or not yet.

use kontor_contracts::events::{Contact, Participant};

use super::Confirmation;
use crate::{
    domain::PersonState,
    kinds::{
        Occasion,
        samples::{own_link, participants},
    },
};

pub(super) fn samples(to: &Contact) -> Vec<Confirmation> {
    let sample = |participants| Confirmation {
        contact: to.clone(),
        participants,
        unnamed: 0,
        own_link: Some(own_link()),
    };
    let name = to.name.clone();
    let all = std::iter::once(Participant::through_contact(name)).chain(participants());
    vec![
        sample(all.collect()),
        sample(participants()),
        Confirmation {
            own_link: None,
            ..sample(Vec::new())
        },
        Confirmation {
            unnamed: 3,
            ..sample(participants())
        },
        Confirmation {
            unnamed: 1,
            ..sample(Vec::new())
        },
    ]
}

/// With whoever takes part.
pub(super) fn on(sample: Confirmation, occasion: &mut Occasion) -> Confirmation {
    occasion.person = Some(PersonState::Confirmed);
    Confirmation {
        participants: occasion.group(&sample.contact, sample.participants),
        ..sample
    }
}
