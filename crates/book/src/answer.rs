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
    /// The group is larger than the whole forum, so that waiting would be in vain.
    TooLarge {
        /// How many places the forum has.
        capacity: u32,
    },
    /// Only whoever is invited may sign up, or has a partner's code.
    ByInvitationOnly,
    /// Somebody has signed up by this invitation already.
    InvitationUsed,
    /// There is no such code, or it is another forum's.
    UnknownCode,
    /// The code is not good for so much any more.
    CodeUsedUp {
        /// For how many places it is.
        places_left: u32,
    },
}

/// What following a link has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmed {
    /// The registration counts from now on.
    Now,
    /// It counted already.
    Already,
    /// It is on the waiting list, or was already.
    Waiting,
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

/// Why a registration was not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotChanged {
    /// There is none any more.
    Ended,
    /// Its address is not confirmed yet.
    NotConfirmed,
    /// The time for changes is over.
    TooLate,
    /// The forum is called off, or not public.
    Off,
    /// Registration has closed: nobody more can come.
    Closed,
    /// It has no places yet: it may become smaller, not larger.
    Waits,
    /// Not enough places for those who are to come as well.
    Full {
        /// How many are free.
        free: u32,
    },
    /// The partner's code by which it has come is not good for as many more.
    CodeUsedUp {
        /// For how many more it is.
        places_left: u32,
    },
}
