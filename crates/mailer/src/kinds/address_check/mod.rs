//! Asks the owner of a mailbox whether the sign-up is theirs (double opt-in).

mod samples;

use jiff::Timestamp;
use kontor_contracts::events::{Contact, Participant};
use serde::{Deserialize, Serialize};

use super::{Asking, Kind, Link, Occasion, asking::AskingValues, group::Listed};
use crate::{
    domain::{AWAITED, Known, Policy, Uncertain, Wanted},
    letter::{ComposeError, ForumValues, OfficeValues, Writing, harmless},
};

/// Who signed up whom, and the link that confirms it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AddressCheck {
    /// Who is written to.
    pub(crate) contact: Contact,
    /// Who is to take part.
    #[serde(default)]
    pub(crate) participants: Vec<Participant>,
    /// How many more whose names follow.
    #[serde(default)]
    pub(crate) unnamed: u32,
    /// The question.
    #[serde(flatten)]
    pub(crate) asking: Asking,
}

/// What the body shows. There is no name to greet with: an address that is not proved may belong to
/// somebody else, and whatever was typed as a name would reach them in our name.
#[derive(Debug, Serialize)]
pub(crate) struct Values {
    #[serde(flatten)]
    forum: ForumValues,
    #[serde(flatten)]
    office: OfficeValues,
    #[serde(flatten)]
    asking: AskingValues,
    #[serde(flatten)]
    group: Listed,
}

impl Kind for AddressCheck {
    const WORD: &'static str = "address_check";
    const BODY: (&'static str, &'static str) = ("mailer/address_check.md", include_str!("body.md"));
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
        Some(self.asking.link())
    }

    fn masked(&self) -> Self {
        Self {
            asking: self.asking.masked(),
            ..self.clone()
        }
    }

    fn wanted(&self, known: &Known, now: Timestamp) -> Wanted {
        self.asking.wanted(known, now)
    }

    fn subject(&self, writing: &Writing<'_>) -> Result<String, ComposeError> {
        writing.subject("mail-address-check-subject")
    }

    fn values(&self, writing: &Writing<'_>) -> Result<Values, ComposeError> {
        Ok(Values {
            forum: writing.forum_values()?,
            office: writing.office_values(),
            asking: self.asking.values(writing),
            group: Listed::new(harmless(&self.participants), self.unnamed, writing)?,
        })
    }

    fn samples(to: Contact) -> Vec<Self> {
        samples::samples(&to)
    }

    fn on(self, occasion: &mut Occasion) -> Self {
        samples::on(self, occasion)
    }
}
