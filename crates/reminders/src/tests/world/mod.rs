//! A world in which everything happens: people join, confirm, decline and call off, the office moves
//! dates, pauses rules and hides the forum, and the program stands still for days or is killed. What is
//! kept between two looks are rows, as in a database.

mod promises;
mod steps;

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use jiff::SignedDuration;
use kontor_contracts::events::ForumKind;
use proptest::prelude::*;

use self::steps::{Step, step};
use super::*;

const ZONES: [&str; 6] = [
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "America/New_York",
    "America/Santiago",
    "Pacific/Apia",
    "Asia/Shanghai",
];
const COUNTRIES: [&str; 6] = ["DE", "CN", "US", "SA", "NC", "PY"];
/// Corrections go in office hours.
const OFFICE: Hours = Hours::OFFICE;

#[derive(Debug, Clone)]
struct Someone {
    standing: Standing,
    country: Option<Country>,
    /// Since when nothing has changed about them.
    steady: Timestamp,
}

/// What somebody was told of a moment.
#[derive(Debug, Clone)]
struct Told {
    moment: Deadline,
    revision: i64,
    at: Timestamp,
    by: ToldBy,
}

/// How far a look at everything came.
enum Looked {
    Killed,
    All { next: Option<Timestamp> },
}

struct World {
    now: Timestamp,
    forum: Forum,
    revision: i64,
    drafts: Vec<RuleDraft>,
    people: Vec<Someone>,
    /// The rows: what was written to whom, and when.
    written: BTreeMap<(OccurrenceKey, usize), Timestamp>,
    corrected: BTreeSet<(CorrectionKey, usize)>,
    told: BTreeMap<(usize, Anchor), Told>,
    /// Since when nothing was moved, hidden, paused or still.
    steady: Timestamp,
    /// Whose clocks count, by the forum's zone.
    readers: Rc<Readers>,
    /// After how many rows the program is killed, and starts again; never, if 0.
    killed_after: usize,
}

impl World {
    fn new(killed_after: usize) -> Self {
        let mut drafts = defaults(ForumKind::Mission);
        drafts.push(hours(Audience::Confirmed, Anchor::Starts, 2));
        drafts.push(RuleDraft {
            name: "last-call".to_owned(),
            hours: Some(Hours::OFFICE),
            ..hours(Audience::Invited, Anchor::RegistrationCloses, 20)
        });
        let now = instant("2026-12-20T08:00:00Z");
        Self {
            now,
            forum: forum(),
            revision: 1,
            drafts,
            people: Vec::new(),
            written: BTreeMap::new(),
            corrected: BTreeSet::new(),
            told: BTreeMap::new(),
            steady: now,
            readers: Rc::new(readers()),
            killed_after,
        }
    }

    fn person(&self, who: usize, row: Option<Row>, anchor: Option<Anchor>) -> Person<'_> {
        let known = anchor.and_then(|anchor| self.told.get(&(who, anchor)));
        Person {
            standing: self.people[who].standing,
            country: self.people[who].country,
            reach: Reach::Reachable,
            row,
            known: known.map(|told| Known {
                moment: &told.moment,
                revision: told.revision,
                at: told.at,
                by: told.by,
            }),
        }
    }

    fn rules(&self) -> Vec<Rule> {
        self.drafts.iter().map(rule).collect()
    }

    /// Does everything that is due and not done, and says when to look again.
    fn work(&mut self) -> Result<Option<Timestamp>, TestCaseError> {
        loop {
            // Killed: what was written stays, and everything is looked at from the beginning.
            if let Looked::All { next } = self.look()? {
                return Ok(next);
            }
        }
    }

    fn look(&mut self) -> Result<Looked, TestCaseError> {
        let mut rows = 0;
        let mut next: Option<Timestamp> = None;
        let mut again = |until: Timestamp| next = Some(next.map_or(until, |at| at.min(until)));
        let (rules, readers) = (self.rules(), Rc::clone(&self.readers));
        for anchor in Anchor::ALL {
            for who in 0..self.people.len() {
                match self.correct(who, anchor, &readers)? {
                    Some(Decision::Send { .. }) => rows += 1,
                    Some(Decision::Wait { until, .. }) => again(until),
                    Some(Decision::Skip { .. }) | None => {}
                }
                if rows == self.killed_after && rows > 0 {
                    return Ok(Looked::Killed);
                }
            }
        }
        let planned = plan_all(&rules, &self.forum);
        for occurrence in planned
            .into_iter()
            .filter_map(|planned| planned.occurrence.ok())
        {
            for who in 0..self.people.len() {
                match self.decide(&occurrence, who, &readers) {
                    Decision::Send { at, .. } => {
                        prop_assert!(at <= self.now);
                        self.remind(&occurrence, who, &readers)?;
                        rows += 1;
                    }
                    Decision::Wait { until, .. } => {
                        prop_assert!(until > self.now);
                        again(until);
                    }
                    Decision::Skip { .. } => {}
                }
                if rows == self.killed_after && rows > 0 {
                    return Ok(Looked::Killed);
                }
            }
        }
        Ok(Looked::All { next })
    }

    fn decide(&self, occurrence: &Occurrence, who: usize, readers: &Readers) -> Decision {
        let row = self.written.get(&(occurrence.key.clone(), who));
        let row = row.map(|_| Row::Written);
        let person = self.person(who, row, anchor_of(occurrence));
        occurrence.for_person(&person, readers, self.now)
    }

    /// Writes a correction, if one is due.
    fn correct(
        &mut self,
        who: usize,
        anchor: Anchor,
        readers: &Readers,
    ) -> Result<Option<Decision>, TestCaseError> {
        let person = self.person(who, None, Some(anchor));
        let people = [(who, person)];
        let Some((_, correction)) = corrections(&self.forum, anchor, people).next() else {
            return Ok(None);
        };
        let decision = correction.for_person(&person, Some(OFFICE), readers, self.now);
        let (decision, key) = (decision.unwrap(), correction.key);
        if matches!(decision, Decision::Send { .. }) {
            prop_assert!(self.corrected.insert((key, who)), "{key} twice");
            self.tell(who, anchor, ToldBy::Change);
        }
        Ok(Some(decision))
    }

    fn tell(&mut self, who: usize, anchor: Anchor, by: ToldBy) {
        let told = Told {
            moment: self.forum.moment(anchor).clone(),
            revision: self.revision,
            at: self.now,
            by,
        };
        self.told.insert((who, anchor), told);
    }

    /// Time passes, and the program looks whenever something is due.
    fn pass(&mut self, hours: i64) -> Result<(), TestCaseError> {
        let to = self.now + SignedDuration::from_hours(hours);
        while let Some(next) = self.work()?.filter(|next| *next <= to) {
            self.now = next;
        }
        self.now = to;
        self.expire();
        self.work()?;
        Ok(())
    }

    fn expire(&mut self) {
        for someone in &mut self.people {
            if matches!(someone.standing, Standing::Started { held_until, .. } if held_until <= self.now)
            {
                someone.standing = Standing::Expired;
            }
        }
    }
}

const fn anchor_of(occurrence: &Occurrence) -> Option<Anchor> {
    match &occurrence.timing {
        Timing::Common(common) => Some(common.anchor),
        Timing::Hold { .. } => None,
    }
}

fn live(steps: &[Step], killed_after: usize) -> Result<World, TestCaseError> {
    let mut world = World::new(killed_after);
    for step in steps {
        world.take(*step)?;
    }
    world.end()?;
    Ok(world)
}

proptest! {
    #[test]
    fn whatever_happens_nobody_is_reminded_twice_too_late_at_night_or_not_at_all(
        steps in prop::collection::vec(step(), 1..60),
    ) {
        live(&steps, 0)?;
    }

    #[test]
    fn killed_at_any_row_it_comes_to_the_same_end(
        steps in prop::collection::vec(step(), 1..40),
        killed_after in 1..4_usize,
    ) {
        let (undisturbed, killed) = (live(&steps, 0)?, live(&steps, killed_after)?);
        prop_assert_eq!(undisturbed.written, killed.written);
        prop_assert_eq!(undisturbed.corrected, killed.corrected);
    }
}
