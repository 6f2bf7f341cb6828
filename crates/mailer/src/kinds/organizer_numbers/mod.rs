//! Tells the organiser how many come.

mod samples;

use jiff::Timestamp;
use kontor_contracts::events::Contact;
use serde::{Deserialize, Serialize};

use super::{Kind, Occasion, Reminder, Tells};
use crate::{
    domain::{Known, Numbers, Policy, REMINDING, Uncertain, Wanted},
    letter::{ComposeError, ForumValues, OfficeValues, Writing, escaped},
};

/// Whom to tell, and the numbers of the moment at which it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OrganizerNumbers {
    /// Who is written to.
    pub(crate) contact: Contact,
    /// Which reminder it is.
    pub(crate) reminder: Reminder,
    /// How many there are.
    pub(crate) numbers: Numbers,
    /// When they were counted.
    pub(crate) counted_at: Timestamp,
}

/// What the body shows.
#[derive(Debug, Serialize)]
pub(crate) struct Values {
    #[serde(flatten)]
    forum: ForumValues,
    #[serde(flatten)]
    office: OfficeValues,
    name: String,
    counted_at: String,
    #[serde(flatten)]
    numbers: Numbers,
}

impl Kind for OrganizerNumbers {
    const WORD: &'static str = "organizer_numbers";
    const BODY: (&'static str, &'static str) =
        ("mailer/organizer_numbers.md", include_str!("body.md"));
    const POLICY: Policy = Policy {
        rank: REMINDING,
        uncertain: Uncertain::Again,
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
        self.reminder.wanted(known, now)
    }

    fn subject(&self, writing: &Writing<'_>) -> Result<String, ComposeError> {
        let persons = ("persons", i64::from(self.numbers.persons).into());
        writing.about_forum("mail-organizer-numbers-subject", &[persons])
    }

    fn values(&self, writing: &Writing<'_>) -> Result<Values, ComposeError> {
        Ok(Values {
            forum: writing.forum_values()?,
            office: writing.office_values(),
            name: escaped(&self.contact.name),
            counted_at: writing.moment(self.counted_at),
            numbers: self.numbers,
        })
    }

    fn samples(to: Contact) -> Vec<Self> {
        samples::samples(&to)
    }

    fn on(self, occasion: &mut Occasion) -> Self {
        samples::on(self, occasion)
    }
}
