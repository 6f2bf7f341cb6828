//! Who was told a moment that is no longer so, and hears of the new one.
//!
//! What counts is what a person was told *last*: of two changes in a row there is one correction, of a
//! change that was taken back none, and whoever was told by the office's own mail needs none.

use jiff::Timestamp;
use kontor_contracts::{Deadline, InvalidDeadline, events::ForumState};

use crate::{
    Anchor, CorrectionKey, Decision, Forum, Hours, Limit, Person, Readers, Skipped,
    occurrence::LEAST_TO_ACT,
    settle::{settle, shift},
};

/// One person's correction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Correction<'a> {
    /// Its name for ever, with the person.
    pub key: CorrectionKey,
    /// What they were told.
    pub old: &'a Deadline,
    /// What is so.
    pub new: &'a Deadline,
}

/// Who of these people is mistaken about a moment of the forum. None while the forum is not published,
/// or called off: then other mails are due.
pub fn corrections<'a, P>(
    forum: &'a Forum,
    anchor: Anchor,
    people: impl IntoIterator<Item = (P, Person<'a>)>,
) -> impl Iterator<Item = (P, Correction<'a>)> {
    let is_shown = forum.state == ForumState::Published;
    let people = people.into_iter().filter(move |_| is_shown);
    people.filter_map(move |(who, person)| Some((who, Correction::of(forum, anchor, &person)?)))
}

impl<'a> Correction<'a> {
    /// The correction that a person needs, if any.
    pub fn of(forum: &'a Forum, anchor: Anchor, person: &Person<'a>) -> Option<Self> {
        let new = forum.moment(anchor);
        let known = person.mistaken(anchor, new)?;
        let key = CorrectionKey {
            forum: forum.forum,
            anchor,
            after: known.revision,
        };
        Some(Self {
            key,
            old: known.moment,
            new,
        })
    }

    /// When it goes. Like a reminder it waits for a welcome hour, unless the old or the new moment comes
    /// first: somebody would act on what is not so.
    ///
    /// # Errors
    /// [`InvalidDeadline`] if an instant cannot be derived.
    pub fn for_person(
        &self,
        person: &Person<'_>,
        hours: Option<Hours>,
        readers: &Readers,
        now: Timestamp,
    ) -> Result<Decision, InvalidDeadline> {
        if let Some(row) = person.row {
            return Ok(skip(Skipped::Done(row)));
        }
        let (old, new) = (self.old.instant()?, self.new.instant()?);
        if now >= new {
            return Ok(skip(Skipped::TooLate(Limit::NothingToDo)));
        }
        let first = if old > now { old.min(new) } else { new };
        let reader = readers.in_country(person.country);
        let latest = shift(first, -LEAST_TO_ACT);
        let (at, why) = settle((now, now, latest), hours, reader, now);
        Ok(if at <= now {
            Decision::Send { at, why }
        } else {
            Decision::Wait { until: at, why }
        })
    }
}

const fn skip(reason: Skipped) -> Decision {
    Decision::Skip { reason }
}
