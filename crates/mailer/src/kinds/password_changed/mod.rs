//! Tells one of the staff that their password was changed. It has no link: whoever did not do it asks
//! for one themselves, and nobody learns to follow links out of such mails.

use jiff::Timestamp;
use kontor_contracts::events::Contact;
use serde::{Deserialize, Serialize};

use super::{Kind, Occasion};
use crate::{
    domain::{AWAITED, Policy, Uncertain},
    kinds::samples,
    letter::{ComposeError, OfficeValues, Writing, escaped},
};

/// Whose password was changed, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PasswordChanged {
    /// Who is written to.
    pub(crate) contact: Contact,
    /// When it was changed.
    pub(crate) at: Timestamp,
}

/// What the body shows.
#[derive(Debug, Serialize)]
pub(crate) struct Values {
    #[serde(flatten)]
    office: OfficeValues,
    name: String,
    at: String,
}

impl Kind for PasswordChanged {
    const WORD: &'static str = "password_changed";
    const BODY: (&'static str, &'static str) =
        ("mailer/password_changed.md", include_str!("body.md"));
    const POLICY: Policy = Policy {
        rank: AWAITED,
        uncertain: Uncertain::Again,
        to_proved: true,
    };
    const OF_FORUM: bool = false;
    type Values = Values;

    fn contact(&self) -> &Contact {
        &self.contact
    }

    fn subject(&self, writing: &Writing<'_>) -> Result<String, ComposeError> {
        writing.subject_of_office("mail-password-changed-subject")
    }

    fn values(&self, writing: &Writing<'_>) -> Result<Values, ComposeError> {
        Ok(Values {
            office: writing.office_values(),
            name: escaped(&self.contact.name),
            at: writing.moment(self.at),
        })
    }

    fn samples(to: Contact) -> Vec<Self> {
        vec![Self {
            contact: to,
            at: samples::now(),
        }]
    }

    fn on(self, occasion: &mut Occasion) -> Self {
        Self {
            at: occasion.now,
            ..self
        }
    }
}
