//! The question with a link that some kinds of mail ask: is this sign-up yours?

use jiff::Timestamp;
use kontor_contracts::ConfirmToken;
use serde::{Deserialize, Serialize};

use super::link::{Link, MASKED};
use crate::{
    domain::{Known, PersonState, Wanted},
    letter::Writing,
};

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
    /// Its link.
    pub(super) fn link(&self) -> Link {
        Link {
            secret_until: self.token.as_ref().map(|_| self.held_until),
            variable: "confirm_url",
            path: "/confirm/",
            is_needed: true,
        }
    }

    /// The same, to be answered until another moment.
    pub(super) fn until(self, held_until: Timestamp) -> Self {
        Self { held_until, ..self }
    }

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
            Some(PersonState::Confirmed | PersonState::Listed | PersonState::Offered) => {
                Wanted::No("the address is confirmed already")
            }
            _ if self.held_until <= now => Wanted::No("its link would no longer have worked"),
            _ => known.unless_over(),
        }
    }

    /// The link, from where the site is now. Where the secret is gone, or is not to be shown, it is
    /// dots.
    pub(super) fn values(&self, writing: &Writing<'_>) -> AskingValues {
        let token = self.token.as_ref().map_or(MASKED, ConfirmToken::reveal);
        AskingValues {
            confirm_url: writing.link(&format!("/confirm/{token}")),
            held_until: writing.moment(self.held_until),
            held: self.held,
        }
    }
}
