//! What a mail is made from, besides the forum: the facts of the event that asked for it.

use jiff::Timestamp;
use kontor_contracts::{
    ConfirmToken,
    events::{Contact, Participant},
};
use serde::{Deserialize, Serialize};

/// The facts of one mail, kept with it until it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MailFacts {
    /// Who is written to.
    pub(crate) contact: Contact,
    /// Who takes part.
    #[serde(default)]
    pub(crate) participants: Vec<Participant>,
    /// The secret of the link that confirms the address, if that is what the mail asks for. Gone once
    /// the mail is sent.
    #[serde(
        default,
        alias = "confirm_url",
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) token: Option<ConfirmToken>,
    /// Until when that page works. A mail that has not left by then is not sent any more.
    #[serde(default)]
    pub(crate) held_until: Option<Timestamp>,
    /// Whether the place is held until then.
    #[serde(default = "yes")]
    pub(crate) held: bool,
    /// Who was named in a second sign-up and is not signed up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) others: Vec<Participant>,
}

const fn yes() -> bool {
    true
}

impl MailFacts {
    /// Whether the mail asks for a confirmation.
    pub(crate) const fn asks(&self) -> bool {
        self.held_until.is_some()
    }

    /// Whether the person who is written to takes part themselves, or has only signed up others: one of
    /// those who take part has their name then.
    pub(crate) fn contact_takes_part(&self) -> bool {
        let same = |person: &Participant| {
            let (one, other) = (person.name.to_lowercase(), self.contact.name.to_lowercase());
            one.split_whitespace().eq(other.split_whitespace())
        };
        self.participants.is_empty() || self.participants.iter().any(same)
    }

    /// The same without the secret: whoever looks at what is kept confirms nothing by it.
    pub(crate) fn masked(&self) -> Self {
        Self {
            token: None,
            ..self.clone()
        }
    }

    /// Whether the link inside no longer works.
    pub(crate) fn are_too_late(&self, now: Timestamp) -> bool {
        self.held_until.is_some_and(|until| until <= now)
    }
}
