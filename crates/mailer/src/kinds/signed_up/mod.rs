//! Says to somebody that a contact has signed them up; carries their own calendar entry and link.

mod samples;

use jiff::Timestamp;
use kontor_contracts::events::{Contact, Participant};
use serde::{Deserialize, Serialize};

use super::{Kind, Link, Occasion, OwnLink};
use crate::{
    domain::{AWAITED, Known, Policy, Uncertain, Wanted},
    letter::{Calendar, ComposeError, ForumValues, OfficeValues, Writing, entry, harmless},
};

/// Who is signed up, and by whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SignedUp {
    /// Who is written to.
    pub(crate) contact: Contact,
    /// Who takes part under their address: themselves, and perhaps others.
    pub(crate) participants: Vec<Participant>,
    /// The name of whoever has signed them up.
    pub(crate) by: String,
    /// Whether they take part already, by another registration.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) takes_part_already: bool,
    /// The link to what concerns them. Gone once the mail is sent.
    pub(crate) own_link: OwnLink,
}

/// What the body shows.
#[derive(Debug, Serialize)]
pub(crate) struct Values {
    #[serde(flatten)]
    forum: ForumValues,
    #[serde(flatten)]
    office: OfficeValues,
    name: Option<String>,
    participants: Vec<String>,
    by: Option<String>,
    organisation: Option<String>,
    takes_part_already: bool,
    own_url: String,
}

impl Kind for SignedUp {
    const WORD: &'static str = "signed_up";
    const BODY: (&'static str, &'static str) = ("mailer/signed_up.md", include_str!("body.md"));
    const POLICY: Policy = Policy {
        rank: AWAITED,
        uncertain: Uncertain::Again,
        // Whoever signed them up has proved an address and takes part: how to join is for them, too.
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
        known.unless_over()
    }

    fn subject(&self, writing: &Writing<'_>) -> Result<String, ComposeError> {
        writing.subject("mail-signed-up-subject")
    }

    fn values(&self, writing: &Writing<'_>) -> Result<Values, ComposeError> {
        // The texts are of somebody else than the reader, who has proved nothing.
        let text = |text: &str| harmless(&[Participant::through_contact(text.to_owned())]).next();
        let organisation = self.contact.organisation.as_deref();
        Ok(Values {
            forum: writing.forum_values()?,
            office: writing.office_values(),
            name: text(&self.contact.name),
            participants: harmless(&self.participants).collect(),
            by: text(&self.by),
            organisation: organisation.and_then(text),
            takes_part_already: self.takes_part_already,
            own_url: self.own_link.url(writing),
        })
    }

    fn calendar(&self, writing: &Writing<'_>) -> Result<Option<Calendar>, ComposeError> {
        // One entry is enough: that of the registration by which they take part already.
        if self.takes_part_already {
            return Ok(None);
        }
        entry(writing, &self.contact, true).map(Some)
    }

    fn samples(to: Contact) -> Vec<Self> {
        samples::samples(&to)
    }

    fn on(self, occasion: &mut Occasion) -> Self {
        samples::on(self, occasion)
    }
}
