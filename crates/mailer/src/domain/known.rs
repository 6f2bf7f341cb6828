//! What the mailer knows of the things that a mail speaks of, at the moment it is written.

use std::sync::Arc;

use jiff::Timestamp;
use kontor_contracts::{
    ConfirmToken,
    events::{ForumPublished, ForumState},
};

use super::{News, PersonState, Reminding, Version, Wanted};

/// A forum as the mailer knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Forum {
    /// Rises with each change.
    pub(crate) sequence: i64,
    /// What people are told about it.
    pub(crate) facts: ForumPublished,
    /// When the mailer last heard of a change that people go by, in milliseconds.
    pub(crate) changed_at: i64,
    /// How it was from change to change, the oldest first; read only for mails that tell of it.
    pub(crate) versions: Vec<Version>,
}

impl Forum {
    /// Whether it was called off.
    pub(crate) fn is_off(&self) -> bool {
        self.facts.state == ForumState::Cancelled
    }
}

/// What is known when a mail is written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    /// The forum that the mail speaks of.
    pub(crate) forum: Option<Arc<Forum>>,
    /// How the sign-up stands that it is about.
    pub(crate) person: Option<PersonState>,
    /// What decides about it, if it is a reminder and about to be sent.
    pub(crate) reminding: Option<Arc<Reminding>>,
    /// The sequence of the forum as a mail last told it to them.
    pub(crate) told: Option<i64>,
    /// The secret of the link to their own registration; only known of a mail that is about to be sent.
    pub(crate) own_link: Option<ConfirmToken>,
}

impl Known {
    /// Whether the reader takes part, as far as is known: who waits for a place, or has none any more, does
    /// not.
    pub(crate) const fn may_take_part(&self) -> bool {
        match self.person {
            Some(
                PersonState::Listed
                | PersonState::Offered
                | PersonState::Over
                | PersonState::Invited,
            ) => false,
            Some(PersonState::Waiting | PersonState::Confirmed) | None => true,
        }
    }

    /// Nobody hears any more of a sign-up that is over, or of one to a forum that is.
    pub(crate) fn unless_over(&self) -> Wanted {
        match self.person {
            Some(PersonState::Over) => Wanted::No("the sign-up is over"),
            _ if self.is_off() => Wanted::No("the forum is cancelled"),
            Some(
                PersonState::Waiting
                | PersonState::Listed
                | PersonState::Offered
                | PersonState::Confirmed
                | PersonState::Invited,
            )
            | None => Wanted::Yes,
        }
    }

    /// Nobody is asked for an answer that they have given, or that comes too late.
    pub(crate) fn unless_answered(&self, now: Timestamp) -> Wanted {
        let forum = self.forum.as_ref().map(|forum| &forum.facts);
        let closes = forum.and_then(|facts| facts.registration_closes.instant().ok());
        match self.person {
            Some(PersonState::Over) => Wanted::No("the invitation was answered or withdrawn"),
            _ if self.is_off() => Wanted::No("the forum is cancelled"),
            _ if forum.is_some_and(|facts| facts.state == ForumState::Draft) => {
                Wanted::No("the forum is not online")
            }
            _ if closes.is_some_and(|closes| closes <= now) => {
                Wanted::No("registration has closed")
            }
            _ => Wanted::Yes,
        }
    }

    /// Whether the forum was called off.
    pub(crate) fn is_off(&self) -> bool {
        self.forum.as_ref().is_some_and(|forum| forum.is_off())
    }

    /// What is new to somebody who knew the forum as it was at `since`, and has perhaps been told more.
    pub(crate) fn news(&self, since: i64) -> Option<News<'_>> {
        let versions = &self.forum.as_ref()?.versions;
        News::since(versions, since.max(self.told.unwrap_or_default()))
    }
}
