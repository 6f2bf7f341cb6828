//! The reminder that the body is tried with.

use kontor_contracts::{events::Contact, reminder::Anchor};

use super::WaitingReminder;
use crate::{
    domain::PersonState,
    kinds::{Occasion, Reminder, samples::told},
};

pub(super) fn sample(to: &Contact) -> WaitingReminder {
    WaitingReminder {
        contact: to.clone(),
        reminder: Reminder {
            rule: "still-waiting".to_owned(),
            of: "2027-03-01".to_owned(),
            told: Some(told(Anchor::Starts)),
        },
    }
}

/// To somebody who waits.
pub(super) fn on(sample: WaitingReminder, occasion: &mut Occasion) -> WaitingReminder {
    occasion.person = Some(PersonState::Listed);
    WaitingReminder {
        reminder: occasion.reminder(sample.reminder),
        ..sample
    }
}
