//! Says that registration has closed, and that no places fell free for somebody who waited.

mod samples;

use jiff::Timestamp;
use kontor_contracts::events::Contact;
use serde::{Deserialize, Serialize};

use super::{Kind, Occasion};
use crate::{
    domain::{AWAITED, Known, PersonState, Policy, Uncertain, Wanted},
    letter::{ComposeError, ForumValues, OfficeValues, Writing, escaped},
};

/// Who waited in vain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NoPlaces {
    /// Who is written to.
    pub(crate) contact: Contact,
}

/// What the body shows.
#[derive(Debug, Serialize)]
pub(crate) struct Values {
    #[serde(flatten)]
    forum: ForumValues,
    #[serde(flatten)]
    office: OfficeValues,
    name: String,
}

impl Kind for NoPlaces {
    const WORD: &'static str = "no_places";
    const BODY: (&'static str, &'static str) = ("mailer/no_places.md", include_str!("body.md"));
    const POLICY: Policy = Policy {
        rank: AWAITED,
        uncertain: Uncertain::Again,
        to_proved: true,
    };
    type Values = Values;

    fn contact(&self) -> &Contact {
        &self.contact
    }

    fn wanted(&self, known: &Known, now: Timestamp) -> Wanted {
        match known.person {
            Some(PersonState::Confirmed) => Wanted::No("the sign-up is confirmed"),
            // They hear of that.
            _ if known.forum.as_ref().is_some_and(|forum| forum.is_off()) => {
                Wanted::No("the forum is called off")
            }
            // The program was off until then.
            _ if known
                .forum
                .as_ref()
                .is_some_and(|forum| forum.facts.particulars().is_over(now)) =>
            {
                Wanted::No("the forum is over")
            }
            _ => Wanted::Yes,
        }
    }

    fn subject(&self, writing: &Writing<'_>) -> Result<String, ComposeError> {
        writing.subject("mail-no-places-subject")
    }

    fn values(&self, writing: &Writing<'_>) -> Result<Values, ComposeError> {
        Ok(Values {
            forum: writing.forum_values()?,
            office: writing.office_values(),
            name: escaped(&self.contact.name),
        })
    }

    fn samples(to: Contact) -> Vec<Self> {
        samples::samples(&to)
    }

    fn on(self, occasion: &mut Occasion) -> Self {
        samples::on(self, occasion)
    }
}
