//! Those that the body is tried with: to one person, to two of one address, to somebody who takes part
//! already, and with names that could be links.

use kontor_contracts::events::{Contact, Participant};

use super::SignedUp;
use crate::{
    domain::PersonState,
    kinds::{
        Occasion,
        samples::{own_link, participants},
    },
};

pub(super) fn samples(to: &Contact) -> Vec<SignedUp> {
    let one = Participant::through_contact(to.name.clone());
    let sample = |participants| SignedUp {
        contact: to.clone(),
        participants,
        by: "Ilse von der Leyen".to_owned(),
        takes_part_already: false,
        own_link: own_link().of_named(),
    };
    let all = std::iter::once(one.clone()).chain(participants());
    let organisation = Some("Müller & Söhne *KG*".to_owned());
    vec![
        SignedUp {
            contact: Contact {
                organisation,
                ..to.clone()
            },
            ..sample(all.collect())
        },
        SignedUp {
            takes_part_already: true,
            ..sample(vec![one.clone()])
        },
        SignedUp {
            by: "https://evil.example".to_owned(),
            ..sample(vec![one])
        },
    ]
}

/// With those of their address.
pub(super) fn on(sample: SignedUp, occasion: &mut Occasion) -> SignedUp {
    occasion.person = Some(PersonState::Confirmed);
    SignedUp {
        participants: occasion.group(&sample.contact, sample.participants),
        ..sample
    }
}
