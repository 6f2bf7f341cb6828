//! How somebody's sign-up stands, as far as the mailer has heard.

use std::str::FromStr;

use kontor_contracts::{ForumId, Sequence, events::Contact};

use super::{About, UnknownWord};

/// How a sign-up stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PersonState {
    /// It waits to be confirmed.
    Waiting,
    /// It counts.
    Confirmed,
    /// It was never confirmed in time, or was called off.
    Over,
}

impl PersonState {
    const ALL: [Self; 3] = [Self::Waiting, Self::Confirmed, Self::Over];

    /// The word in the database.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Confirmed => "confirmed",
            Self::Over => "over",
        }
    }
}

impl FromStr for PersonState {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|state| state.word() == word)
            .ok_or_else(|| UnknownWord(word.to_owned()))
    }
}

/// What an event says of a sign-up.
#[derive(Debug)]
pub(crate) struct Person<'a> {
    /// The sign-up.
    pub(crate) about: About,
    /// Its forum.
    pub(crate) forum: ForumId,
    /// The event's place among those of the sign-up.
    pub(crate) sequence: Sequence,
    /// How it stands after the event.
    pub(crate) state: PersonState,
    /// Who is written to, if the event says it.
    pub(crate) contact: Option<&'a Contact>,
}
