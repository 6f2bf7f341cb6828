//! Changes that the body is tried with: to somebody who takes part, and to somebody who has only signed up
//! others.

use kontor_contracts::events::Contact;

use super::ForumChanged;
use crate::{domain::PersonState, kinds::Occasion};

pub(super) fn samples(to: &Contact) -> Vec<ForumChanged> {
    let sample = |takes_part| ForumChanged {
        contact: to.clone(),
        takes_part,
        since: 1,
    };
    vec![sample(true), sample(false)]
}

/// Of the last change of the forum.
pub(super) fn on(sample: ForumChanged, occasion: &mut Occasion) -> ForumChanged {
    occasion.person = Some(PersonState::Confirmed);
    ForumChanged {
        since: occasion.known_before(),
        ..sample
    }
}
