//! Says that a sign-up was called off by whoever had signed up, and takes its entry out of their calendar.

mod samples;

use jiff::Timestamp;
use kontor_contracts::events::{Contact, Participant};
use serde::{Deserialize, Serialize};

use super::{Kind, Occasion, group::takes_part};
use crate::{
    domain::{AWAITED, Known, Policy, Uncertain, Wanted},
    letter::{
        Calendar, ComposeError, ForumValues, OfficeValues, Writing, entry_called_off, escaped,
    },
};

/// Who has called it off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CalledOff {
    /// Who is written to.
    pub(crate) contact: Contact,
    /// Who had a place. Without anybody there is no entry in a calendar either.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) participants: Vec<Participant>,
    /// How many more, whose names had not come.
    #[serde(default)]
    pub(crate) unnamed: u32,
    /// Whether the last whom they had signed up has taken off their own name.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) by_others: bool,
}

impl CalledOff {
    fn is_in_own_calendar(&self) -> bool {
        let group = (&*self.participants, self.unnamed);
        self.had_places() && takes_part(&self.contact, group)
    }

    const fn had_places(&self) -> bool {
        !self.participants.is_empty() || self.unnamed > 0
    }
}

/// What the body shows.
#[derive(Debug, Serialize)]
pub(crate) struct Values {
    #[serde(flatten)]
    forum: ForumValues,
    #[serde(flatten)]
    office: OfficeValues,
    name: String,
    by_others: bool,
    calendar: Option<&'static str>,
}

impl Kind for CalledOff {
    const WORD: &'static str = "called_off";
    const BODY: (&'static str, &'static str) = ("mailer/called_off.md", include_str!("body.md"));
    const POLICY: Policy = Policy {
        rank: AWAITED,
        uncertain: Uncertain::Again,
        to_proved: true,
    };
    type Values = Values;

    fn contact(&self) -> &Contact {
        &self.contact
    }

    fn wanted(&self, _: &Known, _: Timestamp) -> Wanted {
        Wanted::Yes
    }

    fn subject(&self, writing: &Writing<'_>) -> Result<String, ComposeError> {
        writing.subject("mail-called-off-subject")
    }

    fn values(&self, writing: &Writing<'_>) -> Result<Values, ComposeError> {
        Ok(Values {
            forum: writing.forum_values()?,
            office: writing.office_values(),
            name: escaped(&self.contact.name),
            by_others: self.by_others,
            calendar: match (self.had_places(), self.is_in_own_calendar()) {
                (false, _) => None,
                (true, true) => Some("mail-called-off-calendar"),
                (true, false) => Some("mail-called-off-calendar-others"),
            },
        })
    }

    fn calendar(&self, writing: &Writing<'_>) -> Result<Option<Calendar>, ComposeError> {
        // A file to hand on cannot take anything out of a calendar; the body says what to do instead.
        if !self.is_in_own_calendar() {
            return Ok(None);
        }
        entry_called_off(writing, &self.contact).map(Some)
    }

    fn samples(to: Contact) -> Vec<Self> {
        samples::samples(&to)
    }

    fn on(self, occasion: &mut Occasion) -> Self {
        samples::on(self, occasion)
    }
}
