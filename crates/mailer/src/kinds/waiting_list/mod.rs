//! Says that a sign-up is on the waiting list, where in it, and what follows.

mod samples;

use jiff::Timestamp;
use kontor_contracts::events::Contact;
use serde::{Deserialize, Serialize};

use super::{Kind, Link, Occasion, OwnLink};
use crate::{
    domain::{AWAITED, Known, PersonState, Policy, Uncertain, Wanted},
    letter::{ComposeError, ForumValues, OfficeValues, Writing, escaped},
};

/// Who waits, and where in the line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WaitingList {
    /// Who is written to.
    pub(crate) contact: Contact,
    /// How many groups are served before them, and one.
    pub(crate) position: u32,
    /// Of how many of those who are to take part the names follow.
    #[serde(default)]
    pub(crate) unnamed: u32,
    /// The link to their own registration.
    pub(crate) own_link: OwnLink,
}

/// What the body shows.
#[derive(Debug, Serialize)]
pub(crate) struct Values {
    #[serde(flatten)]
    forum: ForumValues,
    #[serde(flatten)]
    office: OfficeValues,
    name: String,
    position: u32,
    unnamed: u32,
    own_url: String,
}

impl Kind for WaitingList {
    const WORD: &'static str = "waiting_list";
    const BODY: (&'static str, &'static str) = ("mailer/waiting_list.md", include_str!("body.md"));
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
        Some(self.own_link.link(true))
    }

    fn masked(&self) -> Self {
        Self {
            own_link: self.own_link.masked(),
            ..self.clone()
        }
    }

    fn wanted(&self, known: &Known, _: Timestamp) -> Wanted {
        match known.person {
            Some(PersonState::Offered) => Wanted::No("places are offered already"),
            Some(PersonState::Confirmed) => Wanted::No("the sign-up is confirmed already"),
            Some(
                PersonState::Waiting
                | PersonState::Listed
                | PersonState::Over
                | PersonState::Invited,
            )
            | None => known.unless_over(),
        }
    }

    fn subject(&self, writing: &Writing<'_>) -> Result<String, ComposeError> {
        writing.subject("mail-waiting-list-subject")
    }

    fn values(&self, writing: &Writing<'_>) -> Result<Values, ComposeError> {
        Ok(Values {
            forum: writing.forum_values()?,
            office: writing.office_values(),
            name: escaped(&self.contact.name),
            position: self.position,
            unnamed: self.unnamed,
            own_url: self.own_link.url(writing),
        })
    }

    fn samples(to: Contact) -> Vec<Self> {
        samples::samples(&to)
    }

    fn on(self, occasion: &mut Occasion) -> Self {
        samples::on(self, occasion)
    }
}
