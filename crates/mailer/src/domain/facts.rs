//! What a mail is made from, besides the forum: the facts of the event that asked for it.

use jiff::Timestamp;
use kontor_contracts::events::{Contact, Participant};
use serde::{Deserialize, Serialize};

/// The facts of one mail, kept with it until it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MailFacts {
    /// Who is written to.
    pub(crate) contact: Contact,
    /// Who takes part.
    #[serde(default)]
    pub(crate) participants: Vec<Participant>,
    /// The page that confirms the address, if that is what the mail asks for. Secret.
    #[serde(default)]
    pub(crate) confirm_url: Option<String>,
    /// Until when that page works. A mail that has not left by then is not sent any more.
    #[serde(default)]
    pub(crate) held_until: Option<Timestamp>,
}

impl MailFacts {
    /// Whether the link inside no longer works.
    pub(crate) fn are_too_late(&self, now: Timestamp) -> bool {
        self.held_until.is_some_and(|until| until <= now)
    }
}
