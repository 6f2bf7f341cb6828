//! Reminders that the body is tried with: several names are missing, and one.

use kontor_contracts::{events::Contact, reminder::Anchor};

use super::NamesReminder;
use crate::{
    domain::PersonState,
    kinds::{Occasion, Reminder, samples::told},
};

pub(super) fn samples(to: &Contact) -> Vec<NamesReminder> {
    let of = |unnamed| NamesReminder {
        contact: to.clone(),
        reminder: Reminder {
            rule: "names-missing".to_owned(),
            of: "2027-03-01".to_owned(),
            told: Some(told(Anchor::ChangesClose)),
        },
        unnamed,
    };
    vec![of(3), of(1)]
}

/// To somebody whose sign-up counts.
pub(super) fn on(sample: NamesReminder, occasion: &mut Occasion) -> NamesReminder {
    occasion.person = Some(PersonState::Confirmed);
    NamesReminder {
        reminder: occasion.reminder(sample.reminder),
        ..sample
    }
}
