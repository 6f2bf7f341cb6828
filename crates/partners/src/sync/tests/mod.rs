//! Pulls against partner networks that misbehave on request, on both engines.

mod changes;
pub(crate) mod conformance;
mod trouble;
mod update;

use std::{sync::Arc, time::Duration};

use jiff::SignedDuration;
use kontor_contracts::{
    Reach,
    events::{RunCounts, RunOutcome},
};
use kontor_runtime::{Clock, Lifecycle, Process};
use kontor_store::{Database, outbox};
use kontor_testkit::{
    FakeClock,
    networks::{EenStub, Stub},
    process,
};
use serde_json::Value;

use super::{PullSource, Pulled};
use crate::{
    settings::SourceSettings,
    store::{self, Query, RunLine, Stored},
};

/// Longer than any test.
pub(crate) const FOREVER: Duration = Duration::from_mins(10);
pub(crate) const NOW: &str = "2026-11-20T12:00:00Z";
pub(crate) const SOURCE: &str = "stub";

/// A network, a worker that pulls from it, and the time.
pub(crate) struct Office<S> {
    pub(crate) stub: S,
    pub(crate) clock: Arc<FakeClock>,
    pub(crate) worker: PullSource,
    pub(crate) database: Database,
}

/// The network that stands for all in tests of what is the same for all.
pub(crate) type EenOffice = Office<EenStub>;

impl<S: Stub> Office<S> {
    pub(crate) async fn open(database: Database) -> Self {
        Self::with(database, |_| {}).await
    }

    /// An office whose source is written otherwise than the stub says.
    pub(crate) async fn with(database: Database, change: impl FnOnce(&mut Value)) -> Self {
        let (stub, clock) = (S::start().await, FakeClock::at(NOW));
        stub.server().announce_clock(NOW);
        let mut table = stub.settings();
        change(&mut table);
        let settings = SourceSettings::of(SOURCE, table);
        store::known_sources(&database, &[SOURCE.to_owned()])
            .await
            .unwrap();
        let worker = PullSource::new(&process(clock.clone()), database.clone(), settings).unwrap();
        Self {
            stub,
            clock,
            worker,
            database,
        }
    }

    /// A second worker on the same tables, as after a crash.
    pub(crate) fn successor(&self) -> PullSource {
        let (settings, first) = (
            self.worker.settings().clone(),
            self.worker.process().clone(),
        );
        let second = Process {
            life: Lifecycle::new(),
            ..first
        };
        PullSource::new(&second, self.database.clone(), settings).unwrap()
    }

    /// Waits until so many pages were asked for.
    pub(crate) async fn asked(&self, pages: usize) {
        while self.stub.server().requests().len() < pages {
            tokio::task::yield_now().await;
        }
    }

    pub(crate) async fn pull(&self) -> Pulled {
        self.worker.pull().await.unwrap()
    }

    /// The next regular pull.
    pub(crate) async fn pull_later(&self) -> Pulled {
        self.clock.advance(SignedDuration::from_hours(1));
        self.pull().await
    }

    pub(crate) async fn last_run(&self) -> RunLine {
        store::runs(&self.database, SOURCE, 1)
            .await
            .unwrap()
            .remove(0)
    }

    /// Why the run under way waits.
    pub(crate) async fn trouble(&self) -> String {
        let line = store::sources(&self.database, &Reach::All)
            .await
            .unwrap()
            .remove(0);
        line.trouble.expect("it waits")
    }

    /// The listing with a reference.
    pub(crate) async fn find(&self, reference: &str) -> Stored {
        let query = Query {
            words: reference.to_owned(),
            ..Query::default()
        };
        let now = self.clock.now_ms();
        let found = store::search(&self.database, &query, now, 1).await;
        found.unwrap().remove(0)
    }

    pub(crate) async fn references(&self) -> Vec<String> {
        let now = self.clock.now_ms();
        let found = store::search(&self.database, &Query::default(), now, 1000)
            .await
            .unwrap();
        let mut references: Vec<_> = found.into_iter().map(|listing| listing.reference).collect();
        references.sort_unstable();
        references
    }

    pub(crate) async fn events(&self) -> i64 {
        outbox::backlog(&self.database).await.unwrap().rows
    }
}

pub(crate) const OK: Pulled = Pulled::Finished(RunOutcome::Ok);
pub(crate) const PARTIAL: Pulled = Pulled::Finished(RunOutcome::Partial);
pub(crate) const FAILED: Pulled = Pulled::Finished(RunOutcome::Failed);

/// The references of the listings 1 to `count`.
pub(crate) fn all<S: Stub>(count: u32) -> Vec<String> {
    let mut all: Vec<_> = (1..=count).map(S::reference).collect();
    all.sort_unstable();
    all
}

pub(crate) fn counts(received: u32) -> RunCounts {
    RunCounts {
        received: received.into(),
        ..RunCounts::default()
    }
}
