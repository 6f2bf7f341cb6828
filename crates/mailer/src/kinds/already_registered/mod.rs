//! The address was used a second time: says to its owner how things stand.

mod samples;

use jiff::Timestamp;
use kontor_contracts::events::{Contact, Participant};
use serde::{Deserialize, Serialize};

use super::{Asking, Kind};
use crate::{
    domain::{AWAITED, Known, Policy, Uncertain, Wanted},
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

    fn asking(&self) -> Option<&Asking> {
        self.asking.as_ref()
    }

    fn masked(&self) -> Self {
        Self {
            asking: self.asking.as_ref().map(Asking::masked),
            ..self.clone()
        }
    }

    fn wanted(&self, known: &Known, now: Timestamp) -> Wanted {
        match &self.asking {
            Some(asking) => asking.wanted(known, now),
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
            .transpose()?
            .map(|asking| (asking.confirm_url, asking.held_until))
            .unzip();
        Ok(Values {
            forum: writing.forum_values()?,
            office: writing.office_values(),
            confirm_url,
            held_until,
            held: self.asking.as_ref().is_none_or(|asking| asking.held),
            others: harmless(&self.others).collect(),
        })
    }

    fn samples(to: Contact) -> Vec<Self> {
        samples::samples(&to)
    }
}
