//! What an account is.

use std::str::FromStr;

use serde::Serialize;

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

    /// What an account becomes that is enabled again.
    pub(crate) const fn when_enabled(has_password: bool) -> Self {
        if has_password {
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
