//! Who has changed something: the same word in the audit of every database and for every page that
//! changes something.

use uuid::Uuid;

use crate::{AccountId, ApiTokenId};

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    /// A person with an account.
    Staff(AccountId),
    /// A program with a token.
    Token(ApiTokenId),
    /// Whoever may run the program on the server.
    CommandLine,
    /// Kontor by itself.
    System,
}

impl Actor {
    /// Its kind, as it is stored.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Staff(_) => "staff",
            Self::Token(_) => "token",
            Self::CommandLine => "command_line",
            Self::System => "system",
        }
    }

    /// The id of the account or the token.
    pub fn id(self) -> Option<Uuid> {
        match self {
            Self::Staff(account) => Some(account.uuid()),
            Self::Token(token) => Some(token.uuid()),
            Self::CommandLine | Self::System => None,
        }
    }

    /// Reads it back from its kind and its id; none if they do not fit each other.
    pub fn of(kind: &str, id: Option<Uuid>) -> Option<Self> {
        Some(match (kind, id) {
            ("staff", Some(id)) => Self::Staff(AccountId::new(id)),
            ("token", Some(id)) => Self::Token(ApiTokenId::new(id)),
            ("command_line", None) => Self::CommandLine,
            ("system", None) => Self::System,
            _ => return None,
        })
    }
}

impl std::fmt::Display for Actor {
    /// The id, where there is one; otherwise the kind.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Staff(account) => account.fmt(f),
            Self::Token(token) => token.fmt(f),
            Self::CommandLine | Self::System => f.write_str(self.kind()),
        }
    }
}
