//! Says to somebody whom a contact had signed up that they take part no more, and takes the entry out of
//! their calendar.

mod samples;

use jiff::Timestamp;
use kontor_contracts::events::{Contact, Participant};
use serde::{Deserialize, Serialize};

use super::{Kind, Occasion};
use crate::{
    domain::{AWAITED, Known, Policy, Uncertain, Wanted},
    letter::{
        Calendar, ComposeError, ForumValues, OfficeValues, Writing, entry_called_off, harmless,
    },
};

/// Who takes part no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TakenOff {
    /// Who is written to.
    pub(crate) contact: Contact,
    /// The name of whoever had signed them up; nobody, if they have taken off their name themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) by: Option<String>,
}

/// What the body shows.
#[derive(Debug, Serialize)]
pub(crate) struct Values {
    #[serde(flatten)]
    forum: ForumValues,
    #[serde(flatten)]
    office: OfficeValues,
    name: Option<String>,
    is_own_wish: bool,
    by: Option<String>,
}

impl Kind for TakenOff {
    const WORD: &'static str = "taken_off";
    const BODY: (&'static str, &'static str) = ("mailer/taken_off.md", include_str!("body.md"));
    const POLICY: Policy = Policy {
        rank: AWAITED,
        uncertain: Uncertain::Again,
        to_proved: false,
    };
    type Values = Values;

    fn contact(&self) -> &Contact {
        &self.contact
    }

    fn wanted(&self, _: &Known, _: Timestamp) -> Wanted {
        Wanted::Yes
    }

    fn subject(&self, writing: &Writing<'_>) -> Result<String, ComposeError> {
        writing.subject("mail-taken-off-subject")
    }

    fn values(&self, writing: &Writing<'_>) -> Result<Values, ComposeError> {
        let text = |text: &str| harmless(&[Participant::through_contact(text.to_owned())]).next();
        Ok(Values {
            forum: writing.forum_values()?,
            office: writing.office_values(),
            name: text(&self.contact.name),
            is_own_wish: self.by.is_none(),
            by: self.by.as_deref().and_then(text),
        })
    }

    fn calendar(&self, writing: &Writing<'_>) -> Result<Option<Calendar>, ComposeError> {
        entry_called_off(writing, &self.contact).map(Some)
    }

    fn samples(to: Contact) -> Vec<Self> {
        samples::samples(&to)
    }

    fn on(self, occasion: &mut Occasion) -> Self {
        samples::on(self, occasion)
    }
}
