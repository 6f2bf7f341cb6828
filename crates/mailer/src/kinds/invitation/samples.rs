//! The invitation that the body is tried with.

use kontor_contracts::events::Contact;

use super::Invitation;
use crate::kinds::samples::personal_link;

pub(super) fn sample(to: &Contact) -> Invitation {
    Invitation {
        contact: to.clone(),
        link: personal_link(),
    }
}
