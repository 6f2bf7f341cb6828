//! The link to one's own registration, which some kinds of mail carry.

use jiff::{SignedDuration, Timestamp};
use kontor_contracts::ConfirmToken;
use serde::{Deserialize, Serialize};

use super::link::{Link, MASKED};
use crate::letter::Writing;

/// How long a mail keeps the secret that it has not left with: whoever cannot be reached for so long gets
/// it no more.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The link to one's own registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OwnLink {
    /// The secret of the link. Gone once the mail is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) token: Option<ConfirmToken>,
    /// Until when the secret is kept.
    pub(crate) until: Timestamp,
    /// Whether it is that of somebody whom the contact has named.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    named: bool,
}

impl OwnLink {
    /// As an event of this moment says it.
    pub(crate) fn new(token: ConfirmToken, now: Timestamp) -> Self {
        Self {
            token: Some(token),
            until: now.saturating_add(KEPT).unwrap_or(Timestamp::MAX),
            named: false,
        }
    }

    /// The same as that of somebody whom the contact has named: it leads to what concerns them.
    pub(crate) fn of_named(self) -> Self {
        Self {
            named: true,
            ..self
        }
    }

    const fn path(&self) -> &'static str {
        if self.named { "/me/" } else { "/my/" }
    }

    /// As everything sees it that does not know the kind of its mail.
    pub(super) fn link(&self, is_needed: bool) -> Link {
        Link {
            secret_until: self.token.as_ref().map(|_| self.until),
            variable: "own_url",
            path: self.path(),
            is_needed,
        }
    }

    /// The same without the secret.
    pub(super) fn masked(&self) -> Self {
        Self {
            token: None,
            ..self.clone()
        }
    }

    /// The link, from where the site is now. Where the secret is gone, or is not to be shown, it is dots.
    pub(super) fn url(&self, writing: &Writing<'_>) -> String {
        let token = self.token.as_ref().map_or(MASKED, ConfirmToken::reveal);
        writing.link(&format!("{}{token}", self.path()))
    }
}
