//! Invites somebody of the office's list: what it is, until when to answer, a link that fills the form in, and
//! one to say no.

mod samples;

use jiff::Timestamp;
use kontor_contracts::events::Contact;
use serde::{Deserialize, Serialize};

use super::{Kind, Link, PersonalLink, personal::PersonalValues};
use crate::{
    domain::{Known, Policy, REMINDING, Uncertain, Wanted},
    letter::{ComposeError, ForumValues, OfficeValues, Writing, escaped},
};

/// Who is invited, and their link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Invitation {
    /// Who is written to, as the office's list has them.
    pub(crate) contact: Contact,
    /// Their link.
    pub(crate) link: PersonalLink,
}

/// What the body shows.
#[derive(Debug, Serialize)]
pub(crate) struct Values {
    #[serde(flatten)]
    forum: ForumValues,
    #[serde(flatten)]
    office: OfficeValues,
    #[serde(flatten)]
    link: PersonalValues,
    name: String,
    closes: String,
}

impl Kind for Invitation {
    const WORD: &'static str = "invitation";
    const BODY: (&'static str, &'static str) = ("mailer/invitation.md", include_str!("body.md"));
    /// Many at once, and nobody waits for them. That the office has typed the address proves nothing.
    const POLICY: Policy = Policy {
        rank: REMINDING,
        uncertain: Uncertain::Leave,
        to_proved: false,
    };
    type Values = Values;

    fn contact(&self) -> &Contact {
        &self.contact
    }

    fn link(&self) -> Option<Link> {
        Some(self.link.link())
    }

    fn masked(&self) -> Self {
        Self {
            link: self.link.masked(),
            ..self.clone()
        }
    }

    fn wanted(&self, known: &Known, now: Timestamp) -> Wanted {
        known.unless_answered(now)
    }

    fn subject(&self, writing: &Writing<'_>) -> Result<String, ComposeError> {
        writing.subject("mail-invited-subject")
    }

    fn values(&self, writing: &Writing<'_>) -> Result<Values, ComposeError> {
        let closes = writing.deadline(&writing.forum()?.facts.registration_closes);
        Ok(Values {
            forum: writing.forum_values()?,
            office: writing.office_values(),
            link: self.link.values(writing),
            name: escaped(&self.contact.name),
            closes: escaped(&closes),
        })
    }

    fn samples(to: Contact) -> Vec<Self> {
        vec![samples::sample(&to)]
    }
}
