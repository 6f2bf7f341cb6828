//! Reminders that the body is tried with: with a place that is held, and without.

use kontor_contracts::events::Contact;

use super::ConfirmReminder;
use crate::{
    domain::PersonState,
    kinds::{Occasion, Reminder, samples::asking},
};

pub(super) fn samples(to: &Contact) -> Vec<ConfirmReminder> {
    let sample = |held| ConfirmReminder {
        contact: to.clone(),
        reminder: Reminder {
            rule: "unconfirmed".to_owned(),
            of: "hold".to_owned(),
            told: None,
        },
        asking: asking(held),
    };
    vec![sample(true), sample(false)]
}

/// The question can still be answered.
pub(super) fn on(sample: ConfirmReminder, occasion: &mut Occasion) -> ConfirmReminder {
    occasion.person = Some(PersonState::Waiting);
    ConfirmReminder {
        asking: sample.asking.until(occasion.link_until()),
        ..sample
    }
}
