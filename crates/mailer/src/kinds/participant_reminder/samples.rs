//! Reminders that the body is tried with: one of each topic.

use kontor_contracts::events::Contact;
use kontor_contracts::reminder::{Anchor, Side};

use super::ParticipantReminder;
use crate::{
    domain::PersonState,
    kinds::{Occasion, Reminder, samples::told},
};

pub(super) fn samples(to: &Contact) -> Vec<ParticipantReminder> {
    let sample = |anchor, side| ParticipantReminder {
        contact: to.clone(),
        reminder: Reminder {
            rule: "day-before".to_owned(),
            of: "2027-03-01".to_owned(),
            told: Some(told(anchor)),
        },
        side,
    };
    let before = Anchor::ALL.map(|anchor| sample(anchor, Side::Before));
    let after = sample(Anchor::Ends, Side::After);
    before.into_iter().chain([after]).collect()
}

/// Of the moments of the forum.
pub(super) fn on(sample: ParticipantReminder, occasion: &mut Occasion) -> ParticipantReminder {
    occasion.person = Some(PersonState::Confirmed);
    ParticipantReminder {
        reminder: occasion.reminder(sample.reminder),
        ..sample
    }
}
