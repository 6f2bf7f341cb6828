//! Who may do what: roles, where they hold, and the one question. Kept by `access`, asked by every page.

use std::{fmt, str::FromStr};

use serde::Serialize;

/// What an account or a token may do; each may do what those below it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Looks at everything and changes nothing.
    Reader,
    /// Does the office's work: forums, sign-ups, mails, listings.
    Organiser,
    /// The above, people and their rights. Always everywhere.
    Admin,
}

impl Role {
    /// All, the strongest first.
    pub const ALL: [Self; 3] = [Self::Admin, Self::Organiser, Self::Reader];

    /// As it is stored and typed.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Organiser => "organiser",
            Self::Admin => "admin",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why a text is not a grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidGrant {
    /// No such role.
    #[error("there is no such role; use admin, organiser or reader")]
    Role,
    /// Not a scope.
    #[error(
        "a scope is forum/… or source/… and a name of letters, digits, - and _; leave it out for everywhere"
    )]
    Scope,
    /// An administrator of one thing.
    #[error("an admin is one everywhere; leave the scope out, or use organiser")]
    ScopedAdmin,
}

impl FromStr for Role {
    type Err = InvalidGrant;

    fn from_str(text: &str) -> Result<Self, InvalidGrant> {
        let found = Self::ALL.into_iter().find(|role| role.name() == text);
        found.ok_or(InvalidGrant::Role)
    }
}

/// Longest scope, in bytes.
const SCOPE_BYTES: usize = 100;

/// Where a role holds: everywhere (empty), or for one thing and what is below it (`forum/lunch`). Only
/// the worker that owns the thing knows what the words mean.
///
/// Kept in lower case, however it is written: a source may be called `EEN`, and nothing is ever called
/// like another thing but for its capitals.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Scope(String);

impl Scope {
    /// Everywhere.
    pub const fn everywhere() -> Self {
        Self(String::new())
    }

    /// One thing of a kind; none if the name cannot be one.
    pub fn of(kind: &str, name: &str) -> Option<Self> {
        let text = format!("{kind}/{name}");
        // A name with a slash would be below another thing.
        text.parse().ok().filter(|_| !name.contains('/'))
    }

    /// As it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is everywhere.
    pub fn is_everywhere(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether whatever is in `other` is in this one too. By whole words: `forum/1` is not above
    /// `forum/12`.
    pub fn covers(&self, other: &Self) -> bool {
        let below = other.0.strip_prefix(&self.0);
        self.is_everywhere() || below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl FromStr for Scope {
    type Err = InvalidGrant;

    fn from_str(text: &str) -> Result<Self, InvalidGrant> {
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
        let word = |word: &str| !word.is_empty() && word.bytes().all(plain);
        let is_one_thing = text.contains('/') && text.split('/').all(word);
        if text.len() <= SCOPE_BYTES && (text.is_empty() || is_one_thing) {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(InvalidGrant::Scope)
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A role and where it holds; as text `organiser` or `organiser:forum/lunch`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grant {
    role: Role,
    scope: Scope,
}

impl Grant {
    /// A role somewhere.
    ///
    /// # Errors
    /// [`InvalidGrant::ScopedAdmin`]: administrators give rights to others, so they have them all.
    pub fn new(role: Role, scope: Scope) -> Result<Self, InvalidGrant> {
        if role == Role::Admin && !scope.is_everywhere() {
            return Err(InvalidGrant::ScopedAdmin);
        }
        Ok(Self { role, scope })
    }

    /// An administrator.
    pub const fn admin() -> Self {
        Self {
            role: Role::Admin,
            scope: Scope::everywhere(),
        }
    }

    /// The role.
    pub const fn role(&self) -> Role {
        self.role
    }

    /// Where it holds.
    pub const fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Whether this one is enough for a role somewhere.
    pub fn suffices(&self, needs: Role, scope: &Scope) -> bool {
        self.role >= needs && self.scope.covers(scope)
    }
}

impl fmt::Display for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.role.name())?;
        if self.scope.is_everywhere() {
            return Ok(());
        }
        write!(f, ":{}", self.scope)
    }
}

impl FromStr for Grant {
    type Err = InvalidGrant;

    fn from_str(text: &str) -> Result<Self, InvalidGrant> {
        let (role, scope) = text.split_once(':').unwrap_or((text, ""));
        Self::new(role.parse()?, scope.parse()?)
    }
}

impl Serialize for Grant {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grant_survives_its_text() {
        for text in [
            "admin",
            "organiser",
            "reader:forum/1",
            "organiser:source/een/x",
        ] {
            assert_eq!(text.parse::<Grant>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_scope_is_compared_by_whole_words() {
        let scope = |text: &str| text.parse::<Scope>().unwrap();
        assert!(scope("forum/1").covers(&scope("forum/1/door")));
        assert!(!scope("forum/1").covers(&scope("forum/12")));
        assert!(!scope("forum/1").covers(&scope("")));
    }

    #[test]
    fn capitals_of_a_name_make_no_difference() {
        let typed: Scope = "source/EEN".parse().unwrap();
        assert_eq!(typed, Scope::of("source", "een").unwrap());
        assert!(typed.covers(&Scope::of("source", "EEN").unwrap()));
        assert_eq!(typed.as_str(), "source/een");
    }

    #[test]
    fn a_name_is_never_below_another_one() {
        assert_eq!(Scope::of("forum", "1").unwrap().as_str(), "forum/1");
        for odd in ["", "1/door", "a b", "Ä"] {
            assert_eq!(Scope::of("forum", odd), None, "{odd}");
        }
    }

    #[test]
    fn what_is_no_grant_is_refused() {
        for (text, why) in [
            ("owner", InvalidGrant::Role),
            ("Admin", InvalidGrant::Role),
            ("reader:forum", InvalidGrant::Scope),
            ("reader:forum/", InvalidGrant::Scope),
            ("reader:forum/a b", InvalidGrant::Scope),
            ("reader:forum/a:b", InvalidGrant::Scope),
            ("admin:forum/1", InvalidGrant::ScopedAdmin),
        ] {
            assert_eq!(text.parse::<Grant>(), Err(why), "{text}");
        }
    }
}
