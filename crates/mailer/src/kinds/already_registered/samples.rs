//! Answers that the body is tried with: while the sign-up waits, and when it counts.

use kontor_contracts::events::Contact;

use super::AlreadyRegistered;
use crate::{
    domain::PersonState,
    kinds::{
        Occasion,
        samples::{asking, own_link, participants},
    },
};

pub(super) fn samples(to: &Contact) -> Vec<AlreadyRegistered> {
    let sample = |asking, others| AlreadyRegistered {
        contact: to.clone(),
        asking,
        others,
        unnamed: 0,
        waits: false,
        own_link: None,
    };
    vec![
        sample(Some(asking(true)), Vec::new()),
        sample(Some(asking(false)), Vec::new()),
        sample(None, participants()),
        sample(None, Vec::new()),
        AlreadyRegistered {
            waits: true,
            own_link: Some(own_link()),
            ..sample(None, Vec::new())
        },
        AlreadyRegistered {
            unnamed: 2,
            ..sample(None, participants())
        },
    ]
}

/// As the sign-up stands of which it speaks.
pub(super) fn on(sample: AlreadyRegistered, occasion: &mut Occasion) -> AlreadyRegistered {
    occasion.person = Some(match (&sample.asking, sample.waits) {
        (Some(_), _) => PersonState::Waiting,
        (None, true) => PersonState::Listed,
        (None, false) => PersonState::Confirmed,
    });
    let until = occasion.link_until();
    AlreadyRegistered {
        asking: sample.asking.map(|asking| asking.until(until)),
        others: occasion.group(&sample.contact, sample.others),
        contact: sample.contact,
        ..sample
    }
}
