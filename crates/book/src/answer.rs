//! What whoever asked is told, by what they asked for.

use serde::{Deserialize, Serialize};

use crate::Fact;

/// What follows from a command.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "facts that nobody writes down are lost"]
pub struct Outcome<A> {
    /// What becomes true, in this order.
    pub facts: Vec<Fact>,
    /// What whoever asked is told.
    pub answer: A,
}

impl<A> Outcome<A> {
    /// Nothing changes.
    pub(crate) const fn nothing(answer: A) -> Self {
        let facts = Vec::new();
        Self { facts, answer }
    }

    pub(crate) fn one(fact: Fact, answer: A) -> Self {
        let facts = vec![fact];
        Self { facts, answer }
    }
}

/// Why a sign-up is not taken. Kept with an idempotency key, so the names are part of the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Refusal {
    /// There is no such forum, or it is not published.
    UnknownForum,
    /// Registration opens later.
    NotOpen {
        /// When, in milliseconds since 1970.
        opens_ms: i64,
    },
    /// Registration has closed.
    Closed,
    /// The forum is called off.
    Cancelled,
    /// The forum was changed since the form was shown.
    Changed,
    /// Not enough places that nobody has confirmed.
    Full {
        /// How many there are.
        free: u32,
    },
}

/// What following a link has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmed {
    /// The registration counts from now on.
    Now,
    /// It counted already.
    Already,
}

/// Why following a link has confirmed nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotConfirmed {
    /// The link was never given out, or so long ago that it is forgotten.
    UnknownLink,
    /// The link's time is over, or a later sign-up of the same address counts.
    ExpiredLink,
    /// The forum is called off.
    Cancelled,
    /// The forum was taken off the public pages after the sign-up.
    NotPublished,
    /// Nothing was held, and there are not enough free places now.
    Full {
        /// How many there are.
        free: u32,
    },
}
