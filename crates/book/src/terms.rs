//! What the office says about signing up to a forum.

use kontor_contracts::events::ForumState;

use crate::Refusal;

/// Somebody who signs up shortly before registration closes still gets this long to confirm, in
/// milliseconds: one hour, because a receiving server may greylist the mail.
const LEAST_HOLD_MS: i64 = 3_600_000;

/// The terms of a forum; instants in milliseconds since 1970 (UTC).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Whether people can sign up at all.
    pub state: ForumState,
    /// From when; at once if absent.
    pub opens_ms: Option<i64>,
    /// Until when (exclusive).
    pub closes_ms: i64,
    /// Until when (exclusive) whoever signed up may change who takes part.
    pub changes_close_ms: i64,
    /// How many places there are.
    pub capacity: u32,
    /// How long a place is held until the address is confirmed.
    pub hold_ms: i64,
    /// How long an offer of places stands; without, there is no waiting list.
    pub offer_ms: Option<i64>,
    /// Which version of the forum this is; a form made for another one is stale.
    pub revision: i64,
    /// Whether only those may sign up who are invited or have a code.
    pub by_invitation_only: bool,
}

impl Terms {
    /// Terms under which nobody can sign up: of a forum whose deadline cannot be told.
    pub const fn closed(state: ForumState, capacity: u32, revision: i64) -> Self {
        Self {
            state,
            opens_ms: None,
            closes_ms: i64::MIN,
            changes_close_ms: i64::MIN,
            capacity,
            hold_ms: 0,
            offer_ms: None,
            revision,
            by_invitation_only: false,
        }
    }

    /// Whether a sign-up may come at all at `now_ms`, capacity aside.
    ///
    /// # Errors
    /// The [`Refusal`] that everybody gets.
    pub const fn open(&self, now_ms: i64) -> Result<(), Refusal> {
        match self.state {
            ForumState::Draft => return Err(Refusal::UnknownForum),
            ForumState::Cancelled => return Err(Refusal::Cancelled),
            ForumState::Published => {}
        }
        if now_ms >= self.closes_ms {
            return Err(Refusal::Closed);
        }
        match self.opens_ms {
            Some(opens_ms) if now_ms < opens_ms => Err(Refusal::NotOpen { opens_ms }),
            Some(_) | None => Ok(()),
        }
    }

    /// Whether registration is over, so that nothing falls free any more for those who wait. Of a forum
    /// whose deadline cannot be told nobody knows.
    pub const fn has_closed(&self, now_ms: i64) -> bool {
        let is_known = self.closes_ms > i64::MIN;
        matches!(self.state, ForumState::Published) && is_known && now_ms >= self.closes_ms
    }

    /// Until when an offer stands that is made now: never past the closing of registration, when the
    /// office counts heads. None if none is made any more.
    pub(crate) fn offered_until_ms(&self, now_ms: i64) -> Option<i64> {
        let is_open = self.state == ForumState::Published && now_ms < self.closes_ms;
        let offer_ms = self.offer_ms.filter(|_| is_open)?;
        Some((now_ms + offer_ms).min(self.closes_ms))
    }

    /// Until when a place taken now is held: the forum's hold, but not past the closing of
    /// registration, except that at least an hour is given (or the hold, if that is shorter).
    pub fn held_until_ms(&self, now_ms: i64) -> i64 {
        let least = now_ms + self.hold_ms.min(LEAST_HOLD_MS);
        (now_ms + self.hold_ms).min(self.closes_ms).max(least)
    }
}
