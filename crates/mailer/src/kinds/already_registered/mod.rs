//! The address was used a second time: says to its owner how things stand.

mod samples;

use jiff::Timestamp;
use kontor_contracts::events::{Contact, Participant};
use serde::{Deserialize, Serialize};

use super::{Asking, Kind, Link, Occasion, OwnLink, group::Listed};
use crate::{
    domain::{AWAITED, Known, PersonState, Policy, Uncertain, Wanted},
    letter::{ComposeError, ForumValues, OfficeValues, Writing, harmless},
};

/// Whose sign-up there is already, and whether it still waits to be confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AlreadyRegistered {
    /// Who is written to.
    pub(crate) contact: Contact,
    /// The question, while it is open.
    #[serde(flatten)]
    pub(crate) asking: Option<Asking>,
    /// Who was named in a second sign-up and is not signed up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) others: Vec<Participant>,
    /// How many more than are signed up were to take part by it, whose names follow.
    #[serde(default)]
    pub(crate) unnamed: u32,
    /// Whether it is on the waiting list.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) waits: bool,
    /// The link to their own registration. Gone once the mail is sent.
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
    confirm_url: Option<String>,
    held_until: Option<String>,
    held: bool,
    others: Vec<String>,
    others_count: u32,
    waits: bool,
    own_url: Option<String>,
}

impl Kind for AlreadyRegistered {
    const WORD: &'static str = "already_registered";
    const BODY: (&'static str, &'static str) =
        ("mailer/already_registered.md", include_str!("body.md"));
    const POLICY: Policy = Policy {
        rank: AWAITED,
        uncertain: Uncertain::Again,
        to_proved: false,
    };
    type Values = Values;

    fn contact(&self) -> &Contact {
        &self.contact
    }

    fn link(&self) -> Option<Link> {
        let own = self.own_link.as_ref().map(|link| link.link(false));
        self.asking.as_ref().map(Asking::link).or(own)
    }

    fn masked(&self) -> Self {
        Self {
            asking: self.asking.as_ref().map(Asking::masked),
            own_link: None,
            ..self.clone()
        }
    }

    fn wanted(&self, known: &Known, now: Timestamp) -> Wanted {
        match &self.asking {
            Some(asking) => asking.wanted(known, now),
            // Another mail says that, and what they can do.
            None if self.waits && known.person == Some(PersonState::Offered) => {
                Wanted::No("places are offered already")
            }
            None if self.waits && known.person == Some(PersonState::Confirmed) => {
                Wanted::No("the sign-up is confirmed already")
            }
            None => known.unless_over(),
        }
    }

    fn subject(&self, writing: &Writing<'_>) -> Result<String, ComposeError> {
        writing.subject(match self.asking {
            Some(_) => "mail-still-pending-subject",
            None => "mail-already-registered-subject",
        })
    }

    fn values(&self, writing: &Writing<'_>) -> Result<Values, ComposeError> {
        let asking = self.asking.as_ref().map(|asking| asking.values(writing));
        let (confirm_url, held_until) = asking
            .map(|asking| (asking.confirm_url, asking.held_until))
            .unzip();
        let others = Listed::new(harmless(&self.others), self.unnamed, writing)?;
        Ok(Values {
            forum: writing.forum_values()?,
            office: writing.office_values(),
            confirm_url,
            held_until,
            held: self.asking.as_ref().is_none_or(|asking| asking.held),
            others: others.participants,
            others_count: others.persons,
            waits: self.waits,
            own_url: self.own_link.as_ref().map(|link| link.url(writing)),
        })
    }

    fn samples(to: Contact) -> Vec<Self> {
        samples::samples(&to)
    }

    fn on(self, occasion: &mut Occasion) -> Self {
        samples::on(self, occasion)
    }
}
