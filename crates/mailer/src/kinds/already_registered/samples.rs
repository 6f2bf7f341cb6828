//! Answers that the body is tried with: while the sign-up waits, and when it counts.

use kontor_contracts::events::Contact;

use super::AlreadyRegistered;
use crate::kinds::samples::{asking, participants};

pub(super) fn samples(to: &Contact) -> Vec<AlreadyRegistered> {
    let sample = |asking, others| AlreadyRegistered {
        contact: to.clone(),
        asking,
        others,
    };
    vec![
        sample(Some(asking(true)), Vec::new()),
        sample(Some(asking(false)), Vec::new()),
        sample(None, participants()),
        sample(None, Vec::new()),
    ]
}
