//! Travelling through time: from one thing that is due to the next, as an office would live through them.
//!
//! A jump over everything would have it done at the end at once: whoever was to be reminded in March would
//! be told in June that it is too late. So the clock stops at each, until it is done.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use jiff::Timestamp;
use kontor_runtime::{Agenda, Clock, lifecycle::TaskError};
use tokio::{sync::Mutex as Turn, time::Instant};

use crate::clock::{DemoClock, NotMoved};

/// How often is looked whether all is done, and how many looks must show the same before it is: a message
/// is on the bus for less.
const LOOK: Duration = Duration::from_millis(50);
const LOOKS: u32 = 3;
/// How long the clock stands at one thing at most, and how long a journey may take: a page waits for it.
const STOP_MAX: Duration = Duration::from_secs(3);
const JOURNEY_MAX: Duration = Duration::from_secs(15);

/// Something that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Due {
    pub(crate) kind: &'static str,
    pub(crate) at: Timestamp,
}

/// The last journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Journey {
    pub(crate) from: Timestamp,
    pub(crate) to: Timestamp,
    /// Whether it ended where it was to; else it took too long, and can be gone on with.
    pub(crate) arrived: bool,
}

/// Why there was no journey.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoJourney {
    #[error(transparent)]
    Clock(#[from] NotMoved),
    /// Nothing is due.
    #[error("nothing is planned")]
    Nothing,
    /// The databases could not be asked.
    #[error("it cannot be told what is due: {0}")]
    Unknown(TaskError),
}

/// The clock, and what waits for it.
#[derive(Debug)]
pub(crate) struct Travel {
    pub(crate) clock: Arc<DemoClock>,
    agenda: Agenda,
    last: Mutex<Option<Journey>>,
    /// One journey after the other.
    turn: Turn<()>,
}

impl Travel {
    pub(crate) fn new(clock: Arc<DemoClock>, agenda: Agenda) -> Self {
        Self {
            clock,
            agenda,
            last: Mutex::default(),
            turn: Turn::default(),
        }
    }

    /// The last journey since the start.
    pub(crate) fn last(&self) -> Option<Journey> {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is due next, of each kind, the soonest first.
    pub(crate) async fn due(&self) -> Result<Vec<Due>, NoJourney> {
        let (now, mut due) = (self.clock.now(), Vec::new());
        for awaited in self.agenda.all() {
            let next = awaited.next(now).await.map_err(NoJourney::Unknown)?;
            due.extend(next.map(|at| Due {
                kind: awaited.kind(),
                at,
            }));
        }
        due.sort_by_key(|one| one.at);
        Ok(due)
    }

    /// What was done after an instant, of each kind of which anything was.
    pub(crate) async fn done_after(
        &self,
        since: Timestamp,
    ) -> Result<Vec<(&'static str, u64)>, NoJourney> {
        let (now, mut done) = (self.clock.now(), Vec::new());
        for awaited in self.agenda.all() {
            let count = awaited.done(since, now).await.map_err(NoJourney::Unknown)?;
            if count > 0 {
                done.push((awaited.kind(), count));
            }
        }
        Ok(done)
    }

    /// To the next thing that is due, and until it is done.
    pub(crate) async fn next(&self) -> Result<(), NoJourney> {
        let turn = self.turn.lock().await;
        let now = self.clock.now();
        let next = self.due().await?.into_iter().find(|due| due.at > now);
        let to = next.ok_or(NoJourney::Nothing)?.at;
        drop(turn);
        self.to(to).await
    }

    /// To an instant, with a stop at everything that is due before.
    pub(crate) async fn to(&self, to: Timestamp) -> Result<(), NoJourney> {
        let _turn = self.turn.lock().await;
        let (from, begun) = (self.clock.now(), Instant::now());
        if to <= from {
            return Err(NotMoved::Back.into());
        }
        let (mut stop, mut is_done) = (from, true);
        // Past what is not done yet it would come too late: whoever waits goes on from there.
        while stop < to && is_done && begun.elapsed() < JOURNEY_MAX {
            let due = self.due().await?;
            let next = due.iter().map(|due| due.at).find(|at| *at > stop);
            stop = next.map_or(to, |at| at.min(to));
            match self.clock.jump(stop) {
                // Time has gone on meanwhile.
                Ok(()) | Err(NotMoved::Back) => {}
                Err(error) => return Err(error.into()),
            }
            is_done = self.settle().await?;
        }
        let journey = Journey {
            from,
            to: self.clock.now(),
            arrived: stop >= to,
        };
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        *last = Some(journey);
        Ok(())
    }

    /// Until nothing is overdue, and nothing has happened for a few looks; or for [`STOP_MAX`]. Says whether
    /// all is done.
    async fn settle(&self) -> Result<bool, NoJourney> {
        let (begun, mut same, mut before) = (Instant::now(), 0, None);
        while same < LOOKS && begun.elapsed() < STOP_MAX {
            tokio::time::sleep(LOOK).await;
            let (due, now) = (self.due().await?, self.clock.now());
            let is_overdue = due.iter().any(|due| due.at <= now);
            let seen = Some((due, self.done_after(Timestamp::UNIX_EPOCH).await?));
            same = if !is_overdue && seen == before {
                same + 1
            } else {
                0
            };
            before = seen;
        }
        Ok(same >= LOOKS)
    }
}

/// For tests: one thing that waits for an instant.
#[cfg(test)]
pub(crate) mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use jiff::SignedDuration;
    use kontor_runtime::{Awaited, Found};

    use super::*;

    /// Instants, of which each is done when its time has come and somebody looks.
    #[derive(Debug)]
    pub(crate) struct Plan {
        pub(crate) kind: &'static str,
        pub(crate) at: Vec<Timestamp>,
        pub(crate) done: Arc<AtomicUsize>,
    }

    impl Awaited for Plan {
        fn kind(&self) -> &'static str {
            self.kind
        }

        fn next(&self, now: Timestamp) -> Found<'_, Option<Timestamp>> {
            let done = self.at.iter().filter(|at| **at < now).count();
            self.done.store(done, Ordering::SeqCst);
            let next = self.at.get(done).copied();
            Box::pin(async move { Ok(next) })
        }

        fn done(&self, after: Timestamp, until: Timestamp) -> Found<'_, u64> {
            let done = self.done.load(Ordering::SeqCst);
            let between = |at: &&Timestamp| **at > after && **at <= until;
            let count = self.at[..done].iter().filter(between).count();
            Box::pin(async move { Ok(count as u64) })
        }
    }

    pub(crate) fn travel(plans: Vec<Plan>) -> Travel {
        let agenda = Agenda::default();
        for plan in plans {
            agenda.add(plan);
        }
        Travel::new(Arc::default(), agenda)
    }

    pub(crate) fn plan(kind: &'static str, days: &[i64]) -> Plan {
        let now = DemoClock::default().now();
        Plan {
            kind,
            at: days
                .iter()
                .map(|day| now + SignedDuration::from_hours(24 * day))
                .collect(),
            done: Arc::default(),
        }
    }

    #[tokio::test]
    async fn the_next_thing_is_the_soonest_of_all_kinds_and_is_done_on_arrival() {
        let travel = travel(vec![plan("mail", &[3, 5]), plan("hold", &[2])]);
        travel.next().await.unwrap();
        let journey = travel.last().unwrap();
        assert!(journey.arrived);
        assert_eq!(
            travel.done_after(journey.from).await.unwrap(),
            [("hold", 1)]
        );
        travel.next().await.unwrap();
        let journey = travel.last().unwrap();
        assert_eq!(
            travel.done_after(journey.from).await.unwrap(),
            [("mail", 1)]
        );
        assert_eq!(travel.due().await.unwrap().len(), 1);
        travel.next().await.unwrap();
        assert!(matches!(travel.next().await, Err(NoJourney::Nothing)));
    }

    #[tokio::test]
    async fn a_journey_stops_at_everything_on_its_way_and_ends_where_it_should() {
        let travel = travel(vec![plan("mail", &[1, 2, 3, 40])]);
        let to = travel.clock.now() + SignedDuration::from_hours(24 * 30);
        travel.to(to).await.unwrap();
        let journey = travel.last().unwrap();
        assert!(journey.arrived && journey.to >= to, "{journey:?}");
        assert_eq!(
            travel.done_after(journey.from).await.unwrap(),
            [("mail", 3)]
        );
        let back = travel.to(journey.from).await;
        assert!(
            matches!(back, Err(NoJourney::Clock(NotMoved::Back))),
            "{back:?}"
        );
    }

    /// Something that takes its time.
    #[derive(Debug)]
    struct Slow(Timestamp);

    impl Awaited for Slow {
        fn kind(&self) -> &'static str {
            "mail"
        }

        fn next(&self, _: Timestamp) -> Found<'_, Option<Timestamp>> {
            Box::pin(async { Ok(Some(self.0)) })
        }

        fn done(&self, _: Timestamp, _: Timestamp) -> Found<'_, u64> {
            Box::pin(async { Ok(0) })
        }
    }

    /// Whoever is to be reminded in March, and is not yet, would else be told in June that it is too late.
    #[tokio::test]
    async fn a_journey_does_not_go_past_what_is_not_done() {
        let day = SignedDuration::from_hours(24);
        let at = DemoClock::default().now() + day;
        let agenda = Agenda::default();
        agenda.add(Slow(at));
        let travel = Travel::new(Arc::default(), agenda);
        travel.to(at + day).await.unwrap();
        let journey = travel.last().unwrap();
        assert!(!journey.arrived && journey.to < at + day, "{journey:?}");
        // Whoever goes on all the same arrives: nobody is kept for ever.
        travel.to(at + day).await.unwrap();
        assert!(travel.clock.now() >= at + day);
    }
}
