//! Those that the body is tried with: others come as well, the contact comes no more, somebody has taken
//! off their own name, nothing but the language is another, and some of the missing names have come.

use kontor_contracts::events::{Contact, Participant};

use super::RegistrationChanged;
use crate::{
    domain::PersonState,
    kinds::{
        Occasion,
        samples::{own_link, participants},
    },
};

pub(super) fn samples(to: &Contact) -> Vec<RegistrationChanged> {
    let own = || vec![Participant::through_contact(to.name.clone())];
    let all: Vec<_> = own().into_iter().chain(participants()).collect();
    let sample = |before: &[Participant], participants: &[Participant]| RegistrationChanged {
        contact: to.clone(),
        before: before.to_vec(),
        unnamed_before: 0,
        participants: participants.to_vec(),
        unnamed: 0,
        by_themselves: false,
        has_places: true,
        own_link: own_link(),
    };
    vec![
        sample(&own(), &all),
        sample(&all, &participants()),
        sample(&participants(), &all),
        RegistrationChanged {
            by_themselves: true,
            ..sample(&all, &own())
        },
        RegistrationChanged {
            has_places: false,
            ..sample(&own(), &own())
        },
        RegistrationChanged {
            unnamed_before: 3,
            unnamed: 1,
            ..sample(&own(), &all)
        },
    ]
}

/// With whoever took part and does now.
pub(super) fn on(sample: RegistrationChanged, occasion: &mut Occasion) -> RegistrationChanged {
    occasion.person = Some(if sample.has_places {
        PersonState::Confirmed
    } else {
        PersonState::Listed
    });
    RegistrationChanged {
        before: occasion.group(&sample.contact, sample.before),
        participants: occasion.group(&sample.contact, sample.participants),
        ..sample
    }
}
