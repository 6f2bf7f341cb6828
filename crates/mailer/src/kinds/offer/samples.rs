//! Offers that the body is tried with: to one person and to a group.

use kontor_contracts::events::Contact;

use super::Offer;
use crate::{
    domain::PersonState,
    kinds::{
        Occasion,
        samples::{link_until, own_link},
    },
};

pub(super) fn samples(to: &Contact) -> Vec<Offer> {
    let of = |places| Offer {
        contact: to.clone(),
        places,
        unnamed: 0,
        until: link_until(),
        own_link: own_link(),
    };
    let unnamed = 1;
    vec![of(1), of(3), Offer { unnamed, ..of(3) }]
}

/// The offer still stands.
pub(super) fn on(sample: Offer, occasion: &mut Occasion) -> Offer {
    occasion.person = Some(PersonState::Offered);
    Offer {
        until: occasion.link_until(),
        ..sample
    }
}
