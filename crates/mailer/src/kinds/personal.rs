//! The personal link of an invitation, which some kinds of mail carry.

use jiff::{SignedDuration, Timestamp};
use kontor_contracts::ConfirmToken;
use serde::{Deserialize, Serialize};

use super::link::{Link, MASKED};
use crate::letter::Writing;

/// How long a mail keeps the secret that it has not left with: whoever cannot be reached for so long gets
/// it no more.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
const PATH: &str = "/invited/";

/// The personal link of an invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PersonalLink {
    /// The secret of the link. Gone once the mail is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) token: Option<ConfirmToken>,
    /// Until when the secret is kept.
    pub(crate) until: Timestamp,
}

/// What templates see of it.
#[derive(Debug, Serialize)]
pub(super) struct PersonalValues {
    invited_url: String,
    decline_url: String,
}

impl PersonalLink {
    /// As somebody has it at this moment.
    pub(crate) fn new(token: ConfirmToken, now: Timestamp) -> Self {
        Self {
            token: Some(token),
            until: now.saturating_add(KEPT).unwrap_or(Timestamp::MAX),
        }
    }

    /// As everything sees it that does not know the kind of its mail.
    pub(super) fn link(&self) -> Link {
        Link {
            secret_until: self.token.as_ref().map(|_| self.until),
            variable: "invited_url",
            path: PATH,
            is_needed: true,
        }
    }

    /// The same without the secret.
    pub(super) fn masked(&self) -> Self {
        Self {
            token: None,
            ..self.clone()
        }
    }

    /// The link to the form and that to saying no, from where the site is now. Where the secret is gone, or
    /// is not to be shown, it is dots.
    pub(super) fn values(&self, writing: &Writing<'_>) -> PersonalValues {
        let token = self.token.as_ref().map_or(MASKED, ConfirmToken::reveal);
        PersonalValues {
            invited_url: writing.link(&format!("{PATH}{token}")),
            decline_url: writing.link(&format!("{PATH}{token}/decline")),
        }
    }
}
