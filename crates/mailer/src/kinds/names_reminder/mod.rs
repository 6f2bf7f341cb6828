//! Reminds whoever has places for people of whom no name is known yet, as long as names can be added.

mod samples;

use jiff::Timestamp;
use kontor_contracts::events::Contact;
use kontor_reminders::Anchor;
use serde::{Deserialize, Serialize};

use super::{Kind, Occasion, Reminder, Tells};
use crate::{
    domain::{Known, Policy, REMINDING, Uncertain, Wanted, moment_of},
    letter::{ComposeError, ForumValues, OfficeValues, Writing, escaped},
};

/// Who is to name them, and which reminder it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NamesReminder {
    /// Who is written to.
    pub(crate) contact: Contact,
    /// Which reminder it is.
    pub(crate) reminder: Reminder,
    /// How many names were missing when it was asked for; the mail says how many are when it leaves.
    pub(crate) unnamed: u32,
}

/// What the body shows.
#[derive(Debug, Serialize)]
pub(crate) struct Values {
    #[serde(flatten)]
    forum: ForumValues,
    #[serde(flatten)]
    office: OfficeValues,
    name: String,
    unnamed: u32,
    until: String,
    own_url: Option<String>,
}

impl NamesReminder {
    fn unnamed(&self, writing: &Writing<'_>) -> u32 {
        writing.names_missing().unwrap_or(self.unnamed)
    }
}

impl Kind for NamesReminder {
    const WORD: &'static str = "names_reminder";
    const BODY: (&'static str, &'static str) =
        ("mailer/names_reminder.md", include_str!("body.md"));
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
        let count = ("count", self.unnamed(writing).into());
        writing.about_forum("mail-names-reminder-subject", &[count])
    }

    fn values(&self, writing: &Writing<'_>) -> Result<Values, ComposeError> {
        let until = moment_of(&writing.forum()?.facts, Anchor::ChangesClose);
        Ok(Values {
            forum: writing.forum_values()?,
            office: writing.office_values(),
            name: escaped(&self.contact.name),
            unnamed: self.unnamed(writing),
            until: escaped(&writing.deadline(until)),
            own_url: writing.own_url(),
        })
    }

    fn samples(to: Contact) -> Vec<Self> {
        samples::samples(&to)
    }

    fn on(self, occasion: &mut Occasion) -> Self {
        samples::on(self, occasion)
    }
}
