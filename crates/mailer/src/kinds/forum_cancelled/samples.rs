//! Cancellations that the body is tried with: to somebody who takes part, to somebody who has only signed up
//! others, and to somebody who has not confirmed.

use kontor_contracts::events::Contact;

use super::ForumCancelled;
use crate::{domain::PersonState, kinds::Occasion};

pub(super) fn samples(to: &Contact) -> Vec<ForumCancelled> {
    let sample = |confirmed, takes_part| ForumCancelled {
        contact: to.clone(),
        confirmed,
        takes_part,
        since: 1,
    };
    vec![sample(true, true), sample(true, false), sample(false, true)]
}

/// Of the forum when it is off.
pub(super) fn on(sample: ForumCancelled, occasion: &mut Occasion) -> ForumCancelled {
    occasion.person = Some(if sample.confirmed {
        PersonState::Confirmed
    } else {
        PersonState::Waiting
    });
    ForumCancelled {
        since: occasion.known_before_it_was_off(),
        ..sample
    }
}
