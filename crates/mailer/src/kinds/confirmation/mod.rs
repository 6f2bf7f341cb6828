//! Says that a sign-up counts; carries the calendar entry.

mod samples;

use jiff::Timestamp;
use kontor_contracts::events::{Contact, Participant};
use serde::{Deserialize, Serialize};

use super::{
    Kind, Link, Occasion, OwnLink,
    group::{Listed, takes_part},
};
use crate::{
    domain::{AWAITED, Known, Policy, Uncertain, Wanted},
    letter::{Calendar, ComposeError, ForumValues, OfficeValues, Writing, entry, escaped},
};

/// Who signed up and who takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Confirmation {
    /// Who is written to.
    pub(crate) contact: Contact,
    /// Who takes part.
    #[serde(default)]
    pub(crate) participants: Vec<Participant>,
    /// How many more whose names follow.
    #[serde(default)]
    pub(crate) unnamed: u32,
    /// The link to their own registration. Gone once the mail is sent; one that is sent again asks to
    /// reply instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) own_link: Option<OwnLink>,
}

/// What the body shows.
#[derive(Debug, Serialize)]
pub(crate) struct Values {
    #[serde(flatten)]
    forum: ForumValues,
    #[serde(flatten)]
    office: OfficeValues,
    name: String,
    #[serde(flatten)]
    group: Listed,
    unnamed: u32,
    takes_part: bool,
    own_url: Option<String>,
}

impl Confirmation {
    /// Whether the person who is written to takes part themselves.
    pub(crate) fn contact_takes_part(&self) -> bool {
        takes_part(&self.contact, (&self.participants, self.unnamed))
    }
}

impl Kind for Confirmation {
    const WORD: &'static str = "confirmation";
    const BODY: (&'static str, &'static str) = ("mailer/confirmation.md", include_str!("body.md"));
    const POLICY: Policy = Policy {
        rank: AWAITED,
        uncertain: Uncertain::Again,
        to_proved: true,
    };
    type Values = Values;

    fn contact(&self) -> &Contact {
        &self.contact
    }

    fn link(&self) -> Option<Link> {
        self.own_link.as_ref().map(|link| link.link(false))
    }

    fn masked(&self) -> Self {
        Self {
            own_link: None,
            ..self.clone()
        }
    }

    fn wanted(&self, known: &Known, _: Timestamp) -> Wanted {
        known.unless_over()
    }

    fn subject(&self, writing: &Writing<'_>) -> Result<String, ComposeError> {
        writing.subject("mail-confirmation-subject")
    }

    fn values(&self, writing: &Writing<'_>) -> Result<Values, ComposeError> {
        let names = self.participants.iter().map(|person| escaped(&person.name));
        Ok(Values {
            forum: writing.forum_values()?,
            office: writing.office_values(),
            name: escaped(&self.contact.name),
            group: Listed::new(names, self.unnamed, writing)?,
            unnamed: self.unnamed,
            takes_part: self.contact_takes_part(),
            own_url: self.own_link.as_ref().map(|link| link.url(writing)),
        })
    }

    fn calendar(&self, writing: &Writing<'_>) -> Result<Option<Calendar>, ComposeError> {
        entry(writing, &self.contact, self.contact_takes_part()).map(Some)
    }

    fn samples(to: Contact) -> Vec<Self> {
        samples::samples(&to)
    }

    fn on(self, occasion: &mut Occasion) -> Self {
        samples::on(self, occasion)
    }
}
