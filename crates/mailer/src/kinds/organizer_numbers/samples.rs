//! Numbers that the body is tried with: many, one, and none.

use kontor_contracts::{events::Contact, reminder::Anchor};

use super::OrganizerNumbers;
use crate::{
    domain::Numbers,
    kinds::{
        Occasion, Reminder,
        samples::{now, told},
    },
};

pub(super) fn samples(to: &Contact) -> Vec<OrganizerNumbers> {
    let sample = |confirmed, (persons, unnamed), unconfirmed| OrganizerNumbers {
        contact: to.clone(),
        reminder: Reminder {
            rule: "numbers".to_owned(),
            of: "2027-02-01".to_owned(),
            told: Some(told(Anchor::RegistrationCloses)),
        },
        numbers: Numbers {
            confirmed,
            persons,
            unnamed,
            unconfirmed,
        },
        counted_at: now(),
    };
    vec![
        sample(187, (312, 5), 12),
        sample(1, (1, 0), 1),
        sample(0, (0, 0), 0),
    ]
}

/// Counted now.
pub(super) fn on(sample: OrganizerNumbers, occasion: &Occasion) -> OrganizerNumbers {
    OrganizerNumbers {
        reminder: occasion.reminder(sample.reminder),
        counted_at: occasion.now,
        ..sample
    }
}
