//! The rules of signing up: what follows from a command, given the forum, the registration that
//! exists for the address, and the time.
//!
//! One order of checks for everybody, whether the address is known or not, so that no answer
//! tells a stranger who is signed up.

use kontor_contracts::events::ForumState;
use serde::{Deserialize, Serialize};

/// Somebody who signs up shortly before registration closes still gets this long to confirm, in
/// milliseconds: one hour, because a receiving server may greylist the mail.
const LEAST_HOLD_MS: i64 = 3_600_000;

/// What the decision needs to know of a forum; instants in milliseconds since 1970 (UTC).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Whether people can sign up at all.
    pub state: ForumState,
    /// From when; at once if absent.
    pub opens_ms: Option<i64>,
    /// Until when (exclusive).
    pub closes_ms: i64,
    /// How many places there are.
    pub capacity: u32,
    /// How long a place is held until the address is confirmed.
    pub hold_ms: i64,
    /// Which version of the forum this is; a form made for another one is stale.
    pub revision: i64,
}

/// What is held without being confirmed, and how much may be. Beyond that a sign-up is taken and holds
/// nothing: strangers with invented addresses cannot take all places, and whoever confirms gets one as
/// long as there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holding {
    /// Held places of the forum.
    pub held: u32,
    /// At most so many of the forum.
    pub most: u32,
    /// Held places of the address's domain.
    pub of_domain: u32,
    /// At most so many of one domain.
    pub most_of_domain: u32,
    /// Whether the client may hold any more.
    pub client: bool,
}

impl Holding {
    /// No limit.
    pub const FREE: Self = Self {
        held: 0,
        most: u32::MAX,
        of_domain: 0,
        most_of_domain: u32::MAX,
        client: true,
    };

    /// Whether so many places may be held in place of `own` ones that are given back.
    fn takes(self, places: u32, own: u32) -> bool {
        let with = |held: u32| held.saturating_sub(own).saturating_add(places);
        self.client && with(self.held) <= self.most && with(self.of_domain) <= self.most_of_domain
    }
}

/// The places of a forum that are not free.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Taken {
    /// Those of confirmed registrations.
    pub confirmed: u32,
    /// Those that are held for registrations that wait for a confirmation.
    pub held: u32,
}

impl Taken {
    /// All of them.
    pub const fn all(self) -> u32 {
        self.confirmed.saturating_add(self.held)
    }
}

impl Terms {
    /// Whether a sign-up may come at all at `now_ms`, capacity aside.
    ///
    /// # Errors
    /// The [`Refusal`] that everybody gets.
    pub fn open(&self, now_ms: i64) -> Result<(), Refusal> {
        match self.state {
            ForumState::Draft => return Err(Refusal::UnknownForum),
            ForumState::Cancelled => return Err(Refusal::Cancelled),
            ForumState::Published => {}
        }
        match self.opens_ms {
            _ if now_ms >= self.closes_ms => Err(Refusal::Closed),
            Some(opens_ms) if now_ms < opens_ms => Err(Refusal::NotOpen { opens_ms }),
            _ => Ok(()),
        }
    }

    /// Until when a place taken now is held: the forum's hold, but not past the closing of
    /// registration, except that at least an hour is given (or the hold, if that is shorter).
    pub fn held_until_ms(&self, now_ms: i64) -> i64 {
        let least = now_ms + self.hold_ms.min(LEAST_HOLD_MS);
        (now_ms + self.hold_ms).min(self.closes_ms).max(least)
    }

    const fn beyond(&self, taken: u32) -> u32 {
        self.capacity.saturating_sub(taken)
    }
}

/// How far a registration has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The address is not confirmed yet; the place is held.
    Pending {
        /// Until when, in milliseconds since 1970.
        held_until_ms: i64,
    },
    /// The address is confirmed; the registration counts.
    Confirmed,
    /// It was not confirmed in time; it takes no place.
    Expired,
}

/// A registration that exists, as far as the decision needs to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Registered {
    /// How far it has come.
    pub standing: Standing,
    /// How many places it takes while it is not expired.
    pub places: u32,
    /// Whether it takes them already while it is not confirmed.
    pub holds: bool,
}

impl Registered {
    /// How many places it holds while it waits for a confirmation.
    const fn held(&self) -> u32 {
        match self.standing {
            Standing::Pending { .. } if self.holds => self.places,
            _ => 0,
        }
    }
}

/// What somebody wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Sign up, for all of the places or none.
    SignUp {
        /// How many places.
        places: u32,
        /// The revision of the forum that the form was made for, if it was a form.
        revision: Option<i64>,
        /// What may be held.
        holding: Holding,
        /// Whether another mail may be asked for; without one, a sign-up that waits stays as it is.
        may_ask: bool,
    },
    /// Confirm the address of the registration.
    Confirm,
    /// Give the held place back if its time is over.
    Expire,
}

/// Why nothing was done. Kept with an idempotency key, so the names are part of the database.
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
    /// The forum was taken off the public pages after the sign-up.
    NotPublished,
    /// The forum was changed since the form was shown.
    Changed,
    /// Not enough free places.
    Full {
        /// How many there are; to whoever signs up, all that nobody has confirmed.
        free: u32,
    },
    /// The link was never given out, or so long ago that it is forgotten.
    UnknownToken,
    /// The link's time is over.
    ExpiredToken,
}

/// What the person is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// "Check your mail", whether the address is new or already signed up.
    CheckMail,
    /// The registration counts now.
    Confirmed,
    /// The registration counted already.
    AlreadyConfirmed,
    /// Nothing was due.
    NotDue,
    /// The place is free again.
    Expired,
    /// Nothing was done.
    Refused(Refusal),
}

/// What becomes true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// A new registration holds its places.
    Receive {
        /// Until when, in milliseconds since 1970.
        held_until_ms: i64,
        /// Whether its places are held.
        holds: bool,
    },
    /// The registration that waits for the address ends, and a new one takes its place: whoever types
    /// an address first must not decide what its owner confirms.
    Replace {
        /// Until when, in milliseconds since 1970.
        held_until_ms: i64,
        /// Whether its places are held.
        holds: bool,
    },
    /// The owner of the mailbox is told that the address was used again.
    Repeat,
    /// The registration counts.
    Confirm,
    /// The registration's places are free again.
    Expire,
}

/// What follows from a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// What the person is told.
    pub answer: Answer,
    /// What becomes true, if anything.
    pub change: Option<Change>,
}

/// Decides. `taken` counts the places of the forum's registrations; `existing` is the registration of the address (for a sign-up) or of the link (for a
/// confirmation). A place that is held past its time counts as taken until it has been expired, so
/// whoever asks expires what is due first.
pub fn decide(
    forum: Option<&Terms>,
    taken: Taken,
    existing: Option<&Registered>,
    command: Command,
    now_ms: i64,
) -> Decision {
    match command {
        Command::SignUp {
            places,
            revision,
            holding,
            may_ask,
        } => {
            let asked = Asked {
                places,
                revision,
                holding,
                may_ask,
            };
            sign_up(forum, taken, existing, asked, now_ms)
        }
        Command::Confirm => confirm(forum, taken, existing, now_ms),
        Command::Expire => expire(existing, now_ms),
    }
}

fn sign_up(
    forum: Option<&Terms>,
    taken: Taken,
    existing: Option<&Registered>,
    asked: Asked,
    now_ms: i64,
) -> Decision {
    let Some(terms) = forum else {
        return refused(Refusal::UnknownForum);
    };
    if let Err(refusal) = terms.open(now_ms) {
        return refused(refusal);
    }
    if asked.revision.is_some_and(|seen| seen != terms.revision) {
        return refused(Refusal::Changed);
    }
    let standing = existing.map_or(Standing::Expired, |registered| registered.standing);
    // What is only held is no reason to send anybody away: whoever asks learns nothing of the addresses
    // that wait, and invented people close no forum.
    let free = terms.beyond(taken.confirmed);
    let fits = asked.places <= free;
    let own = existing.map_or(0, Registered::held);
    let holds = asked.holding.takes(asked.places, own)
        && asked.places <= terms.beyond(taken.all().saturating_sub(own));
    let held_until_ms = terms.held_until_ms(now_ms);
    let change = match standing {
        Standing::Expired if fits && asked.may_ask => Some(Change::Receive {
            held_until_ms,
            holds,
        }),
        Standing::Expired => None,
        Standing::Pending { .. } if fits && asked.may_ask => Some(Change::Replace {
            held_until_ms,
            holds,
        }),
        Standing::Pending { .. } | Standing::Confirmed => asked.may_ask.then_some(Change::Repeat),
    };
    // The same for everybody, known or not.
    let answer = if fits {
        Answer::CheckMail
    } else {
        Answer::Refused(Refusal::Full { free })
    };
    Decision { answer, change }
}

/// What a sign-up asks for.
#[derive(Clone, Copy)]
struct Asked {
    places: u32,
    revision: Option<i64>,
    holding: Holding,
    may_ask: bool,
}

fn confirm(
    forum: Option<&Terms>,
    taken: Taken,
    existing: Option<&Registered>,
    now_ms: i64,
) -> Decision {
    let (Some(terms), Some(registered)) = (forum, existing) else {
        return refused(Refusal::UnknownToken);
    };
    match registered.standing {
        Standing::Confirmed => told(Answer::AlreadyConfirmed),
        Standing::Expired => refused(Refusal::ExpiredToken),
        Standing::Pending { held_until_ms } if held_until_ms <= now_ms => {
            refused(Refusal::ExpiredToken)
        }
        Standing::Pending { .. } => match terms.state {
            ForumState::Published
                if !registered.holds && registered.places > terms.beyond(taken.all()) =>
            {
                refused(Refusal::Full {
                    free: terms.beyond(taken.all()),
                })
            }
            ForumState::Published => Decision {
                answer: Answer::Confirmed,
                change: Some(Change::Confirm),
            },
            ForumState::Cancelled => refused(Refusal::Cancelled),
            ForumState::Draft => refused(Refusal::NotPublished),
        },
    }
}

fn expire(existing: Option<&Registered>, now_ms: i64) -> Decision {
    match existing.map(|registered| registered.standing) {
        Some(Standing::Pending { held_until_ms }) if held_until_ms <= now_ms => Decision {
            answer: Answer::Expired,
            change: Some(Change::Expire),
        },
        _ => told(Answer::NotDue),
    }
}

const fn told(answer: Answer) -> Decision {
    Decision {
        answer,
        change: None,
    }
}

const fn refused(refusal: Refusal) -> Decision {
    told(Answer::Refused(refusal))
}

#[cfg(test)]
#[path = "decide_tests.rs"]
mod tests;
