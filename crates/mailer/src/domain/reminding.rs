//! What decides whether somebody is reminded: their standing, what mails told them, and the reminder as
//! it is planned now. Asked when the mail is written, and once more when it is sent.

use std::sync::Arc;

use jiff::Timestamp;
use kontor_contracts::{
    Country, Deadline,
    events::{ForumParticulars, ForumPublished},
};
use kontor_reminders::{
    Anchor, Audience, Decision, Known, Occurrence, Person, Reach, Readers, Row, Skipped, Standing,
    ToldBy, Withheld,
};

use super::{PersonState, Wanted};

/// The last mail that told somebody of a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LastTold {
    /// The moment as the mail named it.
    pub(crate) moment: Deadline,
    /// The revision of the forum of which it told.
    pub(crate) revision: i64,
    /// When it was written.
    pub(crate) at: Timestamp,
    /// Which mail it was.
    pub(crate) by: ToldBy,
}

/// Somebody who may be reminded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Someone {
    /// How they stand to the forum.
    pub(crate) standing: Standing,
    /// Their country, if known.
    pub(crate) country: Option<Country>,
    /// What they were told last of each moment.
    pub(crate) told: Vec<(Anchor, LastTold)>,
}

impl Someone {
    /// As the rules see them when they are asked about a moment.
    pub(crate) fn person(&self, row: Option<Row>, anchor: Option<Anchor>) -> Person<'_> {
        let told = self.told.iter().find(|(of, _)| Some(*of) == anchor);
        Person {
            standing: self.standing,
            country: self.country,
            reach: Reach::Reachable,
            row,
            known: told.map(|(_, told)| Known {
                moment: &told.moment,
                revision: told.revision,
                at: told.at,
                by: told.by,
            }),
        }
    }

    /// A mail that has just been written tells them of a moment.
    pub(crate) fn tell(&mut self, anchor: Anchor, told: LastTold) {
        self.told.retain(|(of, _)| *of != anchor);
        self.told.push((anchor, told));
    }
}

/// Everything that decides about a reminder which was written to somebody.
#[derive(Debug, Clone)]
pub(crate) struct Reminding {
    /// The reminder of that moment as it is planned now; none if its rule is gone, or if it reminds of
    /// another day by now.
    pub(crate) occurrence: Option<Occurrence>,
    /// Whether the office said no to it.
    pub(crate) skipped: bool,
    /// Whom it goes to; what this very mail tells them is not among what they were told.
    pub(crate) someone: Someone,
    /// By whose clocks mail is courteous.
    pub(crate) readers: Arc<Readers>,
}

impl Reminding {
    /// Whether the mail is still wanted.
    pub(crate) fn wanted(&self, now: Timestamp) -> Wanted {
        let Some(occurrence) = &self.occurrence else {
            return Wanted::No("its rule is gone, or reminds of another day by now");
        };
        let anchor = occurrence.timing.common().map(|common| common.anchor);
        let row = self.skipped.then_some(Row::SkippedByOffice);
        let person = self.someone.person(row, anchor);
        match occurrence.for_person(&person, &self.readers, now) {
            Decision::Send { .. } => Wanted::Yes,
            Decision::Wait { until, .. } => Wanted::Later(until),
            Decision::Skip { reason } => Wanted::No(in_words(reason)),
        }
    }
}

/// Why a reminder that was written is not sent, as the log shows it.
const fn in_words(reason: Skipped) -> &'static str {
    match reason {
        Skipped::Withheld(Withheld::Paused) => "its rule is paused",
        Skipped::Withheld(Withheld::Cancelled) => "the forum is called off",
        Skipped::Withheld(Withheld::NotPublished | Withheld::BeforePublication) => {
            "the forum is not published"
        }
        Skipped::NotConcerned(_) => "it no longer concerns them",
        Skipped::Unreachable(_) => "no mail can go to them",
        Skipped::Done(_) => "the office skipped it",
        Skipped::CorrectedFirst => "what they know is no longer so, and is corrected",
        Skipped::JoinedLate => "they have just been told the same",
        Skipped::Reminded => "another reminder has told them since",
        Skipped::TooLate(_) => "it would have come too late to be of use",
    }
}

/// The same of what people go by.
pub(crate) fn moment_in(forum: &ForumParticulars, anchor: Anchor) -> &Deadline {
    match anchor {
        Anchor::RegistrationCloses => &forum.registration_closes,
        Anchor::ChangesClose => forum.changes_close.as_ref().unwrap_or(&forum.starts),
        Anchor::Starts => &forum.starts,
        Anchor::Ends => &forum.ends,
    }
}

/// The moment of a forum that an anchor means. Where it says nothing else, changes can be made until it
/// begins.
pub(crate) fn moment_of(forum: &ForumPublished, anchor: Anchor) -> &Deadline {
    match anchor {
        Anchor::RegistrationCloses => &forum.registration_closes,
        Anchor::ChangesClose => forum.changes_close.as_ref().unwrap_or(&forum.starts),
        Anchor::Starts => &forum.starts,
        Anchor::Ends => &forum.ends,
    }
}

/// Which sign-ups an audience means; none of the organiser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Whom {
    /// How they stand.
    pub(crate) state: PersonState,
    /// Whether only those of which names are missing.
    pub(crate) incomplete: bool,
}

/// Which sign-ups an audience means; none, if it is the organiser.
pub(crate) const fn whom(audience: Audience) -> Option<Whom> {
    let state = match audience {
        Audience::Unconfirmed => PersonState::Waiting,
        Audience::Confirmed | Audience::Incomplete => PersonState::Confirmed,
        Audience::Waiting => PersonState::Listed,
        Audience::Invited => PersonState::Invited,
        Audience::Organizer => return None,
    };
    Some(Whom {
        state,
        incomplete: matches!(audience, Audience::Incomplete),
    })
}
