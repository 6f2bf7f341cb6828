//! What is decided about one reminder for one person, as data.

use jiff::Timestamp;
use serde::Serialize;

use crate::{Reach, Row, Stage};

/// What to do about a reminder for a person now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "do")]
pub enum Decision {
    /// It goes now.
    Send {
        /// When it was to go; earlier than now if nobody was there to send it.
        at: Timestamp,
        /// Why then.
        why: Timed,
    },
    /// It goes later, if nothing changes until then.
    Wait {
        /// When.
        until: Timestamp,
        /// Why then.
        why: Timed,
    },
    /// It does not go.
    Skip {
        /// Why not.
        reason: Skipped,
    },
}

/// Why a reminder goes when it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Timed {
    /// As the rule says.
    AsPlanned,
    /// Later, in the next welcome hour.
    PutOff,
    /// Earlier, in the last welcome hour, because the next one would be too late.
    BroughtForward,
    /// In a quiet hour, because no welcome one is left.
    DeadlineWins,
    /// Later, because the person has only just joined or been told.
    AfterJoining,
}

/// Why somebody is not reminded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case", tag = "code", content = "detail")]
pub enum Skipped {
    /// Nobody is.
    Withheld(Withheld),
    /// The reminder is for people at another stage.
    NotConcerned(Stage),
    /// No mail can go to them.
    Unreachable(Reach),
    /// It was done before, or the office said no.
    Done(Row),
    /// What they know is no longer so; they are corrected first.
    CorrectedFirst,
    /// They joined, or were told, when it was due already or nearly.
    JoinedLate,
    /// Another rule has reminded them of the same moment since this one was to go.
    Reminded,
    /// It would be of no use any more.
    TooLate(Limit),
}

impl Skipped {
    /// The stable code in interfaces.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Withheld(_) => "withheld",
            Self::NotConcerned(_) => "not_concerned",
            Self::Unreachable(_) => "unreachable",
            Self::Done(_) => "done",
            Self::CorrectedFirst => "corrected_first",
            Self::JoinedLate => "joined_late",
            Self::Reminded => "reminded",
            Self::TooLate(_) => "too_late",
        }
    }

    /// Whether only a change of the forum or of the rule can make it otherwise. What is not final may
    /// change with the person and is to be asked again.
    pub const fn is_final(self) -> bool {
        match self {
            Self::Withheld(Withheld::BeforePublication)
            | Self::Done(_)
            | Self::JoinedLate
            | Self::Reminded
            | Self::TooLate(_) => true,
            Self::Withheld(_)
            | Self::NotConcerned(_)
            | Self::Unreachable(_)
            | Self::CorrectedFirst => false,
        }
    }
}

/// Why nobody is reminded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Withheld {
    /// The forum is not shown to the public.
    NotPublished,
    /// The forum is called off.
    Cancelled,
    /// The rule is paused.
    Paused,
    /// It was due before the forum was published.
    BeforePublication,
}

/// What ends the time in which a reminder is of use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// The rule's own latest moment.
    Latest,
    /// Nothing can be done any more about what it asks for.
    NothingToDo,
    /// The next reminder of the same moment to the same people is due.
    NextRule,
}
