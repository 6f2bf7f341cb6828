//! A rule's reminder of one moment, and the decision for each person.

use jiff::{SignedDuration, Timestamp};

use crate::{
    Audience, Decision, Hours, Joiners, OccurrenceKey, Person, Reach, Reader, Readers, Skipped,
    Timed, Timing, Withheld,
    hours::{LONGEST_QUIET, Welcome},
    settle::{settle, shift},
    timing::Due,
};

/// What asks for something leaves at least so long to do it.
pub(crate) const LEAST_TO_ACT: SignedDuration = SignedDuration::from_hours(1);
/// Longest time in which whoever was just told the same is left alone.
const LONGEST_REST: SignedDuration = SignedDuration::from_hours(24);

/// A rule's reminder of one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// Its name for ever.
    pub key: OccurrenceKey,
    /// Whom it reminds.
    pub to: Audience,
    /// Of what, and when that is due.
    pub timing: Timing,
    /// Why nobody is reminded, if so.
    pub withheld: Option<Withheld>,
    pub(crate) hours: Option<Hours>,
    pub(crate) joiners: Joiners,
    pub(crate) published: Timestamp,
    /// How long whoever was just told the same is left alone.
    pub(crate) rest: SignedDuration,
}

impl Occurrence {
    /// How long those are left alone who were told the same when joining: a day, or half the way to the
    /// moment if that is shorter.
    pub(crate) fn rest(distance: SignedDuration) -> SignedDuration {
        LONGEST_REST.min(distance.abs() / 2)
    }

    /// From when on somebody may be due; none where that is each person's own. Before that no person
    /// need be looked at.
    pub fn looked_at_from(&self) -> Option<Timestamp> {
        let common = self.timing.common()?;
        let early = shift(common.due, -LONGEST_QUIET);
        // Only where the next welcome hour can be too late, some are brought forward.
        let may_be_early =
            self.hours.is_some() && common.not_after < shift(common.due, LONGEST_QUIET);
        Some(if may_be_early { early } else { common.due })
    }

    /// The same, due at once and at any hour, also of a paused rule and of a moment before publication:
    /// what the office sends by hand. Everything else is asked as ever.
    #[must_use]
    pub fn at_once(mut self, now: Timestamp) -> Self {
        if let Timing::Common(common) = &mut self.timing {
            common.due = now.min(common.due);
        }
        self.hours = None;
        self.withheld = self.withheld.filter(|why| match why {
            Withheld::NotPublished | Withheld::Cancelled => true,
            Withheld::Paused | Withheld::BeforePublication => false,
        });
        self
    }

    /// What to do for a person at an instant. The order of the questions is the order in which somebody
    /// would ask why there is no mail.
    pub fn for_person(&self, person: &Person<'_>, readers: &Readers, now: Timestamp) -> Decision {
        match self.ask(person, readers, now) {
            Ok((at, why)) if at <= now => Decision::Send { at, why },
            Ok((until, why)) => Decision::Wait { until, why },
            Err(reason) => Decision::Skip { reason },
        }
    }

    fn ask(
        &self,
        person: &Person<'_>,
        readers: &Readers,
        now: Timestamp,
    ) -> Result<(Timestamp, Timed), Skipped> {
        if let Some(withheld) = self.withheld {
            return Err(Skipped::Withheld(withheld));
        }
        let since = person.standing.since(self.to);
        let since = since.map_err(Skipped::NotConcerned)?;
        if person.reach != Reach::Reachable {
            return Err(Skipped::Unreachable(person.reach));
        }
        if let Some(row) = person.row {
            return Err(Skipped::Done(row));
        }
        let Due {
            at: due,
            not_after,
            limit,
        } = self.timing.for_person(person.standing);
        if now > not_after {
            return Err(Skipped::TooLate(limit));
        }
        if let Some(common) = self.timing.common()
            && person.mistaken(common.anchor, &common.moment).is_some()
        {
            return Err(Skipped::CorrectedFirst);
        }
        let rested = person.told(since).map(|told| shift(told, self.rest));
        let reader = readers.in_country(person.country);
        if let (Some(rested), Joiners::Skip) = (rested, self.joiners)
            && rested > due
        {
            return Err(Skipped::JoinedLate);
        }
        let earliest = rested.map_or(self.published, |at| at.max(self.published));
        let span = (earliest, due, not_after);
        let common = self.timing.common();
        if let Some(reminded) = common.and_then(|common| person.reminded(&common.moment, since)) {
            // When this one was to go, however late it is by now.
            let (planned, _) = settle(span, self.hours, reader, Timestamp::MIN);
            if reminded >= planned.min(due) {
                return Err(Skipped::Reminded);
            }
        }
        match rested.filter(|rested| *rested > due) {
            Some(rested) => self
                .after_joining(rested, not_after, reader, now)
                .ok_or(Skipped::JoinedLate),
            None => Ok(settle(span, self.hours, reader, now)),
        }
    }

    /// When somebody goes on to be reminded who joined late. No deadline breaks into their quiet hours:
    /// they know it.
    fn after_joining(
        &self,
        rested: Timestamp,
        not_after: Timestamp,
        reader: &Reader,
        now: Timestamp,
    ) -> Option<(Timestamp, Timed)> {
        let from = rested.max(now);
        let next = match self.hours {
            Some(hours) => hours.next(from, reader)?,
            None => from,
        };
        let at = if next == from { rested } else { next };
        (next <= not_after).then_some((at, Timed::AfterJoining))
    }
}
