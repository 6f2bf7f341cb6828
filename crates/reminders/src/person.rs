//! A person as far as reminders need to know them, at the moment of asking.

use jiff::Timestamp;
use kontor_contracts::{Country, Deadline};
use serde::Serialize;

use crate::{Anchor, Audience};

/// Somebody who may be reminded, and what was written to them before. Borrows, so that a million of
/// them cost no allocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person<'a> {
    /// How they stand to the forum.
    pub standing: Standing,
    /// Their country, if known.
    pub country: Option<Country>,
    /// Whether mail reaches them.
    pub reach: Reach,
    /// What was done under the key of the reminder, or the correction, that is asked about.
    pub row: Option<Row>,
    /// The last mail that told them of the moment that is asked about. A change of which nobody is to
    /// hear counts as told: reminders wait for a correction that is owed.
    pub known: Option<Known<'a>>,
}

/// How somebody stands to a forum, each since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Invited, and silent.
    Invited {
        /// Since the invitation.
        since: Timestamp,
    },
    /// Invited, and does not come.
    Declined,
    /// Signed up, the address not confirmed.
    Started {
        /// Since signing up.
        since: Timestamp,
        /// Until when it can be confirmed.
        held_until: Timestamp,
    },
    /// Was not confirmed in time.
    Expired,
    /// Waits for a place.
    Waiting {
        /// Since joining the list.
        since: Timestamp,
    },
    /// Has a place.
    Confirmed {
        /// Since getting it.
        since: Timestamp,
    },
    /// Is the contact of a sign-up that counts.
    Contact {
        /// Since it counts.
        since: Timestamp,
        /// Whether they also take part.
        takes_part: bool,
        /// How many names are missing.
        missing: u16,
    },
    /// Called off, or taken off.
    Cancelled,
    /// Belongs to the office.
    Organizer,
}

/// How somebody stands to a forum, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Invited, and silent.
    Invited,
    /// Does not come.
    Declined,
    /// The address is not confirmed.
    Unconfirmed,
    /// Was not confirmed in time.
    Expired,
    /// On the waiting list.
    Waiting,
    /// Takes part.
    Confirmed,
    /// Signed others up, and does not take part.
    TakesNoPart,
    /// No name is missing.
    Complete,
    /// Called off.
    Cancelled,
    /// Belongs to the office.
    Organizer,
}

/// Whether mail reaches somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// It does.
    Reachable,
    /// They have no address of their own; their contact has one.
    ByContact,
    /// They do not want to be reminded.
    OptedOut,
    /// The address does not work.
    Undeliverable,
}

/// What was done about a reminder for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Row {
    /// A mail was written.
    Written,
    /// The office skipped it.
    SkippedByOffice,
}

/// By which mail somebody knows a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ToldBy {
    /// By a reminder.
    Reminder,
    /// By the news that it has changed: a correction, or the office's own mail.
    Change,
}

/// What somebody was told last of a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known<'a> {
    /// The moment as the mail named it.
    pub moment: &'a Deadline,
    /// The revision of the forum of which the mail told.
    pub revision: i64,
    /// When the mail was written.
    pub at: Timestamp,
    /// Which mail it was.
    pub by: ToldBy,
}

impl Standing {
    /// Since when somebody belongs to an audience, or how they stand otherwise. The office always did.
    pub(crate) const fn since(self, audience: Audience) -> Result<Option<Timestamp>, Stage> {
        match (audience, self) {
            (Audience::Invited, Self::Invited { since })
            | (Audience::Unconfirmed, Self::Started { since, .. })
            | (Audience::Waiting, Self::Waiting { since })
            | (
                Audience::Confirmed,
                Self::Confirmed { since }
                | Self::Contact {
                    since,
                    takes_part: true,
                    ..
                },
            ) => Ok(Some(since)),
            (Audience::Incomplete, Self::Contact { since, missing, .. }) if missing > 0 => {
                Ok(Some(since))
            }
            (Audience::Incomplete, Self::Contact { .. }) => Err(Stage::Complete),
            (Audience::Organizer, Self::Organizer) => Ok(None),
            _ => Err(self.stage()),
        }
    }

    /// In one word.
    pub const fn stage(self) -> Stage {
        match self {
            Self::Invited { .. } => Stage::Invited,
            Self::Declined => Stage::Declined,
            Self::Started { .. } => Stage::Unconfirmed,
            Self::Expired => Stage::Expired,
            Self::Waiting { .. } => Stage::Waiting,
            Self::Confirmed { .. }
            | Self::Contact {
                takes_part: true, ..
            } => Stage::Confirmed,
            Self::Contact { .. } => Stage::TakesNoPart,
            Self::Cancelled => Stage::Cancelled,
            Self::Organizer => Stage::Organizer,
        }
    }

    /// Whether somebody at this stage can still do something about a moment.
    const fn cares_for(self, anchor: Anchor) -> bool {
        match self {
            Self::Invited { .. } | Self::Started { .. } | Self::Waiting { .. } => true,
            Self::Confirmed { .. } | Self::Contact { .. } => match anchor {
                Anchor::ChangesClose | Anchor::Starts | Anchor::Ends => true,
                // They have signed up.
                Anchor::RegistrationCloses => false,
            },
            // The office made the change.
            Self::Declined | Self::Expired | Self::Cancelled | Self::Organizer => false,
        }
    }
}

impl<'a> Person<'a> {
    /// Since when this person knows what a reminder would say: they joined then, or heard of a change.
    pub(crate) fn told(&self, since: Option<Timestamp>) -> Option<Timestamp> {
        let changed = self.known.filter(|known| known.by == ToldBy::Change);
        changed.map(|known| known.at).max(since)
    }

    /// When another rule reminded this person last of the same moment, at the same stage.
    pub(crate) fn reminded(&self, of: &Deadline, since: Option<Timestamp>) -> Option<Timestamp> {
        let known = self.known.filter(|known| known.by == ToldBy::Reminder)?;
        let is_same = known.moment == of && since.is_none_or(|since| known.at >= since);
        is_same.then_some(known.at)
    }

    /// What this person knows of a moment, if it is not so and they should hear of that.
    pub(crate) fn mistaken(&self, anchor: Anchor, moment: &Deadline) -> Option<Known<'a>> {
        let known = self.known.filter(|known| known.moment != moment)?;
        let can_be_told = self.reach == Reach::Reachable && self.standing.cares_for(anchor);
        can_be_told.then_some(known)
    }
}
