//! What some kinds of mail tell of the moments of a forum: by it somebody is found who was told what is
//! no longer so.

use jiff::Timestamp;
use kontor_contracts::Deadline;
use kontor_reminders::Anchor;
use serde::{Deserialize, Serialize};

use crate::domain::{Known, Wanted, moment_of};

/// A moment of a forum as a mail names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Told {
    /// Which moment.
    pub(crate) anchor: Anchor,
    /// When that is.
    pub(crate) moment: Deadline,
    /// The revision of the forum of which the mail tells.
    pub(crate) revision: i64,
}

/// Which reminder a mail is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reminder {
    /// The rule's name.
    pub(crate) rule: String,
    /// Which of the rule's reminders: the local date of the moment, or `hold`.
    pub(crate) of: String,
    /// The moment that it names, if that is one of the forum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) told: Option<Told>,
}

/// What a mail tells, as everything sees it that does not know its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tells<'a> {
    /// It reminds.
    Reminder(&'a Reminder),
    /// It says that a moment has changed.
    Change(&'a Told),
}

impl<'a> Tells<'a> {
    /// The moment that it names.
    pub(crate) const fn told(self) -> Option<&'a Told> {
        match self {
            Self::Reminder(reminder) => reminder.told.as_ref(),
            Self::Change(told) => Some(told),
        }
    }
}

impl Told {
    /// Nobody is told what is no longer so.
    pub(super) fn wanted(&self, known: &Known) -> Wanted {
        match &known.forum {
            Some(forum) if *moment_of(&forum.facts, self.anchor) == self.moment => Wanted::Yes,
            _ => Wanted::No("the moment has changed since"),
        }
    }
}

impl Reminder {
    /// Whether it is still to be sent: asked anew, with all that is known now.
    pub(super) fn wanted(&self, known: &Known, now: Timestamp) -> Wanted {
        let told = self
            .told
            .as_ref()
            .map_or(Wanted::Yes, |told| told.wanted(known));
        match (told, &known.reminding) {
            (Wanted::Yes, Some(reminding)) => reminding.wanted(now),
            (Wanted::Yes, None) => Wanted::No("nothing is known any more of whom it reminds"),
            (not, _) => not,
        }
    }
}
