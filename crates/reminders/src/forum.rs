//! What of a forum decides when people are reminded.

use jiff::Timestamp;
use kontor_contracts::{Country, Deadline, ForumId, events::ForumState};

use crate::Anchor;

/// A forum as far as reminders need to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forum {
    /// Which.
    pub forum: ForumId,
    /// Whether people can find it.
    pub state: ForumState,
    /// Since when they could, if ever. What was due before that is not caught up with: a forum that was
    /// copied from last year's reminds nobody of last year's dates.
    pub published: Option<Timestamp>,
    /// Where it takes place, for its working days.
    pub country: Option<Country>,
    /// Until when people can sign up.
    pub registration_closes: Deadline,
    /// Until when people can change their sign-up themselves.
    pub changes_close: Deadline,
    /// When it begins.
    pub starts: Deadline,
    /// When it ends.
    pub ends: Deadline,
}

impl Forum {
    /// The moment that an anchor means.
    pub const fn moment(&self, anchor: Anchor) -> &Deadline {
        match anchor {
            Anchor::RegistrationCloses => &self.registration_closes,
            Anchor::ChangesClose => &self.changes_close,
            Anchor::Starts => &self.starts,
            Anchor::Ends => &self.ends,
        }
    }
}
