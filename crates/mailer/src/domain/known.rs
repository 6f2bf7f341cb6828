//! What the mailer knows of the things that a mail speaks of, at the moment it is written.

use std::sync::Arc;

use kontor_contracts::events::ForumPublished;

use super::PersonState;

/// A forum as the mailer knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Forum {
    /// Rises with each change.
    pub(crate) sequence: i64,
    /// What people are told about it.
    pub(crate) facts: ForumPublished,
}

/// What is known when a mail is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Known {
    /// The forum that the mail speaks of.
    pub(crate) forum: Option<Arc<Forum>>,
    /// How the sign-up stands that it is about.
    pub(crate) person: Option<PersonState>,
}

/// Whether a mail is still wanted at the moment it could leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// It is.
    Yes,
    /// It is not, for this reason, as the log shows it.
    No(&'static str),
}

impl Known {
    /// Nobody hears any more of a sign-up that is over.
    pub(crate) const fn unless_over(&self) -> Wanted {
        match self.person {
            Some(PersonState::Over) => Wanted::No("the sign-up is over"),
            Some(PersonState::Waiting | PersonState::Confirmed) | None => Wanted::Yes,
        }
    }
}
