//! Says that places were not taken in time and have gone to others.

mod samples;

use jiff::Timestamp;
use kontor_contracts::events::Contact;
use serde::{Deserialize, Serialize};

use super::{Kind, Occasion};
use crate::{
    domain::{AWAITED, Known, PersonState, Policy, Uncertain, Wanted},
    letter::{ComposeError, ForumValues, OfficeValues, Writing, escaped},
};

/// Who has let an offer pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OfferPassed {
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

impl Kind for OfferPassed {
    const WORD: &'static str = "offer_passed";
    const BODY: (&'static str, &'static str) = ("mailer/offer_passed.md", include_str!("body.md"));
    const POLICY: Policy = Policy {
        rank: AWAITED,
        uncertain: Uncertain::Again,
        to_proved: true,
    };
    type Values = Values;

    fn contact(&self) -> &Contact {
        &self.contact
    }

    fn wanted(&self, known: &Known, _: Timestamp) -> Wanted {
        match known.person {
            Some(PersonState::Confirmed) => Wanted::No("the sign-up is confirmed"),
            // They hear of that, and nobody gets the places.
            _ if known.forum.as_ref().is_some_and(|forum| forum.is_off()) => {
                Wanted::No("the forum is called off")
            }
            _ => Wanted::Yes,
        }
    }

    fn subject(&self, writing: &Writing<'_>) -> Result<String, ComposeError> {
        writing.subject("mail-offer-passed-subject")
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
