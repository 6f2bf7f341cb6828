//! The reminder that the body is tried with.

use kontor_contracts::{events::Contact, reminder::Anchor};

use super::InvitationReminder;
use crate::kinds::{
    Reminder,
    samples::{personal_link, told},
};

pub(super) fn sample(to: &Contact) -> InvitationReminder {
    InvitationReminder {
        contact: to.clone(),
        reminder: Reminder {
            rule: "invited-two-weeks".to_owned(),
            of: "2027-02-01".to_owned(),
            told: Some(told(Anchor::RegistrationCloses)),
        },
        link: personal_link(),
    }
}
