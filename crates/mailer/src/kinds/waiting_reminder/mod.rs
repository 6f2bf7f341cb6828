//! Tells whoever is still on the waiting list that no place has become free so far.

mod samples;

use jiff::Timestamp;
use kontor_contracts::events::Contact;
use serde::{Deserialize, Serialize};

use super::{Kind, Occasion, Reminder, Tells};
use crate::{
    domain::{Known, Policy, REMINDING, Uncertain, Wanted},
    letter::{ComposeError, ForumValues, OfficeValues, Writing, escaped},
};

/// Who waits, and which reminder it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WaitingReminder {
    /// Who is written to.
    pub(crate) contact: Contact,
    /// Which reminder it is.
    pub(crate) reminder: Reminder,
}

/// What the body shows.
#[derive(Debug, Serialize)]
pub(crate) struct Values {
    #[serde(flatten)]
    forum: ForumValues,
    #[serde(flatten)]
    office: OfficeValues,
    name: String,
    own_url: Option<String>,
}

impl Kind for WaitingReminder {
    const WORD: &'static str = "waiting_reminder";
    const BODY: (&'static str, &'static str) =
        ("mailer/waiting_reminder.md", include_str!("body.md"));
    const POLICY: Policy = Policy {
        rank: REMINDING,
        uncertain: Uncertain::Leave,
        to_proved: true,
    };
    const TELLS: bool = true;
    type Values = Values;

    fn contact(&self) -> &Contact {
        &self.contact
    }

    fn tells(&self) -> Option<Tells<'_>> {
        Some(Tells::Reminder(&self.reminder))
    }

    fn wanted(&self, known: &Known, now: Timestamp) -> Wanted {
        match known.unless_over() {
            Wanted::Yes => self.reminder.wanted(known, now),
            not => not,
        }
    }

    fn subject(&self, writing: &Writing<'_>) -> Result<String, ComposeError> {
        writing.subject("mail-waiting-reminder-subject")
    }

    fn values(&self, writing: &Writing<'_>) -> Result<Values, ComposeError> {
        Ok(Values {
            forum: writing.forum_values()?,
            office: writing.office_values(),
            own_url: writing.own_url(),
            name: escaped(&self.contact.name),
        })
    }

    fn samples(to: Contact) -> Vec<Self> {
        vec![samples::sample(&to)]
    }

    fn on(self, occasion: &mut Occasion) -> Self {
        samples::on(self, occasion)
    }
}
