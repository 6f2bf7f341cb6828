//! Offers places that have become free to somebody on the waiting list.

mod samples;

use jiff::Timestamp;
use kontor_contracts::events::Contact;
use serde::{Deserialize, Serialize};

use super::{Kind, Link, Occasion, OwnLink};
use crate::{
    domain::{AWAITED, Known, PersonState, Policy, Uncertain, Wanted},
    letter::{ComposeError, ForumValues, OfficeValues, Writing, escaped},
};

/// Who is offered places, and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Offer {
    /// Who is written to.
    pub(crate) contact: Contact,
    /// How many places.
    pub(crate) places: u32,
    /// Until when they are kept. A mail that has not left by then is not sent any more.
    pub(crate) until: Timestamp,
    /// Of how many of them the names follow.
    #[serde(default)]
    pub(crate) unnamed: u32,
    /// The link by which they are taken or passed on.
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
    places: u32,
    until: String,
    unnamed: u32,
    own_url: String,
}

impl Kind for Offer {
    const WORD: &'static str = "offer";
    const BODY: (&'static str, &'static str) = ("mailer/offer.md", include_str!("body.md"));
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

    fn wanted(&self, known: &Known, now: Timestamp) -> Wanted {
        match known.person {
            Some(PersonState::Confirmed) => Wanted::No("the places are taken already"),
            _ if self.until <= now => Wanted::No("the offer would have passed"),
            _ => known.unless_over(),
        }
    }

    fn subject(&self, writing: &Writing<'_>) -> Result<String, ComposeError> {
        writing.subject("mail-offer-subject")
    }

    fn values(&self, writing: &Writing<'_>) -> Result<Values, ComposeError> {
        Ok(Values {
            forum: writing.forum_values()?,
            office: writing.office_values(),
            name: escaped(&self.contact.name),
            places: self.places,
            until: writing.moment(self.until),
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
