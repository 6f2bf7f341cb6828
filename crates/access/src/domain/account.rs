//! What an account is.

use std::str::FromStr;

use serde::Serialize;

use super::link::Purpose;

/// Whether somebody can sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    /// Has a link and has not used it: no password, no way in yet.
    Invited,
    /// Can sign in.
    Active,
    /// Cannot, until somebody enables the account again.
    Disabled,
}

impl AccountState {
    /// As it is stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Disabled => "disabled",
        }
    }

    /// The link that lets its owner in who cannot come in otherwise.
    pub(crate) const fn way_in(self) -> Option<Purpose> {
        match self {
            Self::Active => Some(Purpose::Reset),
            Self::Invited => Some(Purpose::Invitation),
            Self::Disabled => None,
        }
    }

    /// What an account becomes that is enabled again, by whether its owner has a way to come in.
    pub(crate) const fn when_enabled(comes_in: bool) -> Self {
        if comes_in {
            Self::Active
        } else {
            Self::Invited
        }
    }
}

/// A text that names no state.
#[derive(Debug, PartialEq, Eq)]
pub struct UnknownState;

impl FromStr for AccountState {
    type Err = UnknownState;

    fn from_str(text: &str) -> Result<Self, UnknownState> {
        let all = [Self::Invited, Self::Active, Self::Disabled];
        let found = all.into_iter().find(|state| state.name() == text);
        found.ok_or(UnknownState)
    }
}
