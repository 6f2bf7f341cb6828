//! What must be true of each reminder, and at the end.

use super::*;
use crate::{
    hours::LONGEST_QUIET,
    tests::courtesy::{is_any_welcome, is_welcome},
};

const MONTH: SignedDuration = SignedDuration::from_hours(30 * 24);

impl World {
    /// Writes a reminder, and checks everything that must be true of it.
    pub(super) fn remind(
        &mut self,
        occurrence: &Occurrence,
        who: usize,
        readers: &Readers,
    ) -> Result<(), TestCaseError> {
        let (now, key) = (self.now, occurrence.key.clone());
        let draft = self
            .drafts
            .iter()
            .find(|draft| draft.name == key.rule.as_str())
            .unwrap();
        prop_assert_eq!(self.forum.state, ForumState::Published);
        prop_assert!(!draft.paused);
        let standing = self.people[who].standing;
        prop_assert!(standing.since(occurrence.to).is_ok(), "{standing:?}");
        let latest = match &occurrence.timing {
            Timing::Common(common) => self.promise_of(common, who, draft)?,
            Timing::Hold { least, .. } => {
                let Standing::Started { held_until, .. } = standing else {
                    return Err(TestCaseError::fail("holds nothing"));
                };
                held_until - *least
            }
        };
        prop_assert!(now <= latest, "{key} too late");
        let looked_at = occurrence.looked_at_from().is_none_or(|from| from <= now);
        prop_assert!(looked_at, "{key} before anybody need look");
        let reader = readers.in_country(self.people[who].country);
        let is_quiet = |hours: &Hours| !is_welcome(now, *hours, reader);
        if let Some(hours) = draft.hours.filter(is_quiet) {
            let left = is_any_welcome((now, latest), hours, reader);
            prop_assert!(!left, "{key} in a quiet hour: {now}");
        }
        prop_assert!(self.written.insert((key, who), now).is_none(), "twice");
        if let Some(anchor) = anchor_of(occurrence) {
            self.tell(who, anchor, ToldBy::Reminder);
        }
        Ok(())
    }

    /// What must be true of a reminder of a moment of the forum. The answer is its latest moment.
    fn promise_of(
        &self,
        common: &Common,
        who: usize,
        draft: &RuleDraft,
    ) -> Result<Timestamp, TestCaseError> {
        prop_assert!(Some(common.due) >= self.forum.published);
        let moment = self.forum.moment(common.anchor);
        prop_assert_eq!(&common.moment, moment);
        // Who has signed up does not care until when one can, and the office knows.
        let cares = match draft.to {
            Audience::Confirmed => common.anchor != Anchor::RegistrationCloses,
            Audience::Organizer => false,
            Audience::Invited
            | Audience::Unconfirmed
            | Audience::Waiting
            | Audience::Incomplete => true,
        };
        if let Some(told) = self.told.get(&(who, common.anchor)).filter(|_| cares) {
            prop_assert_eq!(&told.moment, moment, "reminded, and not corrected");
        }
        if draft.side == Side::Before {
            prop_assert!(self.now < moment.instant().unwrap());
            prop_assert!(days_until(self.now, moment).unwrap() >= 0);
        }
        Ok(common.not_after)
    }

    /// Lives on in peace until all is over. Then nothing is left to do, and whoever belonged to an
    /// audience in good time, in a world that stood still, has got the reminder.
    pub(super) fn end(&mut self) -> Result<(), TestCaseError> {
        let over = Anchor::ALL.map(|anchor| self.forum.moment(anchor).instant().unwrap());
        // Somebody may have joined after it was over.
        let over = over.into_iter().fold(self.now, Timestamp::max) + MONTH;
        let hours = self.now.duration_until(over).as_hours();
        self.pass(hours)?;
        prop_assert_eq!(self.work()?, None, "nothing waits");
        let (rules, readers) = (self.rules(), Rc::clone(&self.readers));
        let planned = plan_all(&rules, &self.forum);
        for occurrence in planned
            .into_iter()
            .filter_map(|planned| planned.occurrence.ok())
        {
            let Some(Common { anchor, due, .. }) = occurrence.timing.common() else {
                continue;
            };
            let in_time = *due - LONGEST_QUIET - SignedDuration::from_hours(24);
            for (who, someone) in self.people.iter().enumerate() {
                let decision = self.decide(&occurrence, who, &readers);
                prop_assert!(matches!(decision, Decision::Skip { .. }), "{decision:?}");
                let is_steady = self.steady < in_time && someone.steady < in_time;
                let told = self.told.get(&(who, *anchor));
                let told_late = told.is_some_and(|t| t.by == ToldBy::Change && t.at >= in_time);
                let belongs = someone.standing.since(occurrence.to).is_ok();
                if belongs && is_steady && !told_late && occurrence.withheld.is_none() {
                    let key = (occurrence.key.clone(), who);
                    prop_assert!(self.written.contains_key(&key), "{key:?} was lost");
                }
            }
        }
        Ok(())
    }
}
