//! Reminds whoever signed up, and has not confirmed it, before the hold ends.

mod samples;

use jiff::Timestamp;
use kontor_contracts::events::Contact;
use serde::{Deserialize, Serialize};

use super::{Asking, Kind, Link, Occasion, Reminder, Tells, asking::AskingValues};
use crate::{
    domain::{Known, Policy, REMINDING, Uncertain, Wanted},
    letter::{ComposeError, ForumValues, OfficeValues, Writing},
};

/// Who has not confirmed, and the link by which they do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ConfirmReminder {
    /// Who is written to.
    pub(crate) contact: Contact,
    /// Which reminder it is.
    pub(crate) reminder: Reminder,
    /// The question.
    #[serde(flatten)]
    pub(crate) asking: Asking,
}

/// What the body shows. As in the first question there is no name: the address is not proved.
#[derive(Debug, Serialize)]
pub(crate) struct Values {
    #[serde(flatten)]
    forum: ForumValues,
    #[serde(flatten)]
    office: OfficeValues,
    #[serde(flatten)]
    asking: AskingValues,
}

impl Kind for ConfirmReminder {
    const WORD: &'static str = "confirm_reminder";
    const BODY: (&'static str, &'static str) =
        ("mailer/confirm_reminder.md", include_str!("body.md"));
    const POLICY: Policy = Policy {
        rank: REMINDING,
        uncertain: Uncertain::Leave,
        to_proved: false,
    };
    const TELLS: bool = true;
    type Values = Values;

    fn contact(&self) -> &Contact {
        &self.contact
    }

    fn link(&self) -> Option<Link> {
        Some(self.asking.link())
    }

    fn masked(&self) -> Self {
        Self {
            asking: self.asking.masked(),
            ..self.clone()
        }
    }

    fn tells(&self) -> Option<Tells<'_>> {
        Some(Tells::Reminder(&self.reminder))
    }

    fn wanted(&self, known: &Known, now: Timestamp) -> Wanted {
        match self.asking.wanted(known, now) {
            Wanted::Yes => self.reminder.wanted(known, now),
            not => not,
        }
    }

    fn subject(&self, writing: &Writing<'_>) -> Result<String, ComposeError> {
        writing.subject("mail-confirm-reminder-subject")
    }

    fn values(&self, writing: &Writing<'_>) -> Result<Values, ComposeError> {
        Ok(Values {
            forum: writing.forum_values()?,
            office: writing.office_values(),
            asking: self.asking.values(writing),
        })
    }

    fn samples(to: Contact) -> Vec<Self> {
        samples::samples(&to)
    }

    fn on(self, occasion: &mut Occasion) -> Self {
        samples::on(self, occasion)
    }
}
