//! The question with a link that some kinds of mail ask: is this sign-up yours?

use jiff::Timestamp;
use kontor_contracts::ConfirmToken;
use serde::{Deserialize, Serialize};

use crate::{
    domain::{Known, PersonState, Wanted},
    letter::{ComposeError, Writing},
};

/// What stands in a link in place of its secret.
const MASKED: &str = "•••";

/// A question with a link, and until when it can be answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Asking {
    /// The secret of the link. Gone once the mail is sent.
    #[serde(
        default,
        alias = "confirm_url",
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) token: Option<ConfirmToken>,
    /// Until when that page works. A mail that has not left by then is not sent any more.
    pub(crate) held_until: Timestamp,
    /// Whether the place is held until then.
    #[serde(default = "yes")]
    pub(crate) held: bool,
}

const fn yes() -> bool {
    true
}

/// What templates see of a question.
#[derive(Debug, Serialize)]
pub(super) struct AskingValues {
    pub(super) confirm_url: String,
    pub(super) held_until: String,
    pub(super) held: bool,
}

impl Asking {
    /// The same without the secret.
    pub(crate) fn masked(&self) -> Self {
        Self {
            token: None,
            ..self.clone()
        }
    }

    /// Nobody is asked what they can answer no more, or have answered.
    pub(super) fn wanted(&self, known: &Known, now: Timestamp) -> Wanted {
        match known.person {
            Some(PersonState::Confirmed) => Wanted::No("the sign-up is confirmed already"),
            _ if self.held_until <= now => Wanted::No("its link would no longer have worked"),
            _ => known.unless_over(),
        }
    }

    /// The link, from where the site is now. Where the secret is gone, or is not to be shown, it is
    /// dots.
    pub(super) fn values(&self, writing: &Writing<'_>) -> Result<AskingValues, ComposeError> {
        let token = self.token.as_ref().map_or(MASKED, ConfirmToken::reveal);
        Ok(AskingValues {
            confirm_url: writing.link(&format!("/confirm/{token}")),
            held_until: writing.moment(self.held_until)?,
            held: self.held,
        })
    }
}
