//! Who may call a route, as its table says it.

use std::fmt;

use kontor_contracts::Role;

/// Who may call a route. There is no default: a route says it, or does not compile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: everybody may.
    Everybody,
    /// The secret in the path, which the handler looks up; nobody is asked for more.
    Link,
    /// To have shown the password, and perhaps not all that signing in takes.
    Begun,
    /// To be signed in, whatever one may do.
    SignedIn,
    /// A role everywhere.
    Everywhere(Role),
    /// A role for the thing that a parameter of the path names.
    For(Role, Thing),
    /// A role for anything of a kind (`forum`): the handler shows what the caller's scopes cover, and
    /// asks again about a single thing.
    Somewhere(Role, &'static str),
}

/// Which thing a path is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thing {
    /// Its kind, as scopes begin with it: `forum`, `source`.
    pub kind: &'static str,
    /// The parameter of the path with its name.
    pub parameter: &'static str,
}

impl Needs {
    /// Whether only the staff and their programs may.
    pub const fn is_for_staff(self) -> bool {
        !matches!(self, Self::Everybody | Self::Link)
    }

    /// The role, if it takes one.
    pub const fn role(self) -> Option<Role> {
        match self {
            Self::Everybody | Self::Link | Self::Begun | Self::SignedIn => None,
            Self::Everywhere(role) | Self::For(role, _) | Self::Somewhere(role, _) => Some(role),
        }
    }
}

impl fmt::Display for Needs {
    /// One word, or a role and where: `reader:forum/{slug}`, `reader:forum/*`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Everybody => f.write_str("everybody"),
            Self::Link => f.write_str("link"),
            Self::Begun => f.write_str("begun"),
            Self::SignedIn => f.write_str("signed_in"),
            Self::Everywhere(role) => write!(f, "{role}"),
            Self::For(role, Thing { kind, parameter }) => {
                write!(f, "{role}:{kind}/{{{parameter}}}")
            }
            Self::Somewhere(role, kind) => write!(f, "{role}:{kind}/*"),
        }
    }
}
