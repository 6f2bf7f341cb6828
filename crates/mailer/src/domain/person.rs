//! How somebody's sign-up stands, as far as the mailer has heard.

use std::str::FromStr;

use jiff::Timestamp;
use kontor_contracts::{
    ConfirmToken, ForumId, Sequence,
    events::{Contact, Participant},
};
use serde::{Deserialize, Serialize};

use super::{About, UnknownWord};

/// How a sign-up stands, or an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PersonState {
    /// It waits to be confirmed.
    Waiting,
    /// It is on the waiting list.
    Listed,
    /// It is offered places.
    Offered,
    /// It counts.
    Confirmed,
    /// It was never confirmed in time, or was called off.
    Over,
    /// There is no sign-up yet: somebody is invited, and silent.
    Invited,
}

impl PersonState {
    const ALL: [Self; 6] = [
        Self::Waiting,
        Self::Listed,
        Self::Offered,
        Self::Confirmed,
        Self::Over,
        Self::Invited,
    ];

    /// The word in the database.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Listed => "listed",
            Self::Offered => "offered",
            Self::Confirmed => "confirmed",
            Self::Over => "over",
            Self::Invited => "invited",
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
    /// When the event was.
    pub(crate) at: Timestamp,
    /// Who is written to, if the event says it.
    pub(crate) contact: Option<&'a Contact>,
    /// How many take part, if the event says it.
    pub(crate) group: Option<Group>,
    /// By what it is confirmed, if it waits for that and the event says it.
    pub(crate) asked: Option<Asked<'a>>,
    /// The secret of a link to their own registration, if the event says one.
    pub(crate) own_link: Option<&'a ConfirmToken>,
}

/// How many take part by a sign-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Group {
    /// All of them.
    pub(crate) persons: u32,
    /// Of how many of them no name is known yet.
    pub(crate) unnamed: u32,
}

impl Group {
    /// Those who are named, and so many whose names follow.
    pub(crate) fn new(named: &[Participant], unnamed: u32) -> Self {
        let named = u32::try_from(named.len()).unwrap_or(u32::MAX);
        let persons = named.saturating_add(unnamed);
        Self { persons, unnamed }
    }
}

/// What confirms a sign-up, or answers an invitation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    /// The secret of the link.
    pub(crate) token: &'a ConfirmToken,
    /// Until when it works; as long as there is an answer to wait for, if absent.
    pub(crate) until: Option<Timestamp>,
    /// Whether places are held until then.
    pub(crate) held: bool,
}

/// How many have signed up for a forum.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Numbers {
    /// Sign-ups that count.
    pub(crate) confirmed: u32,
    /// The people who take part by them.
    pub(crate) persons: u32,
    /// Of how many of these no name is known yet.
    #[serde(default)]
    pub(crate) unnamed: u32,
    /// Sign-ups that are not confirmed yet.
    pub(crate) unconfirmed: u32,
}
