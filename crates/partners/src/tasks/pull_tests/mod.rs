//! Pulls against a partner network that misbehaves on request, on both engines.

mod a_little_off;
mod changes;
mod trouble;

use std::{sync::Arc, time::Duration};

use jiff::SignedDuration;
use kontor_contracts::events::{RunCounts, RunOutcome};
use kontor_runtime::{Clock, Lifecycle, Process};
use kontor_store::{Database, outbox};
use kontor_testkit::{
    FakeClock,
    partner_stub::{PartnerStub, STUB_KEY, reference},
    process,
};

use super::pull_source::{PullSource, Pulled};
use crate::{
    settings::SourceSettings,
    store::{self, Query, RunLine},
};

/// Longer than any test.
const FOREVER: Duration = Duration::from_mins(10);
const NOW: &str = "2026-11-20T12:00:00Z";
const SOURCE: &str = "stub";

/// A network, a worker that pulls from it, and the time.
struct Office {
    stub: PartnerStub,
    clock: Arc<FakeClock>,
    worker: PullSource,
    database: Database,
}

impl Office {
    async fn open(database: Database) -> Self {
        Self::with(database, |_| {}).await
    }

    async fn with(database: Database, change: impl FnOnce(&mut SourceSettings)) -> Self {
        let (stub, clock) = (PartnerStub::start().await, FakeClock::at(NOW));
        stub.announce_clock(NOW);
        let mut settings = SourceSettings {
            page_size: 10,
            pages_max: 100,
            timeout_seconds: 5,
            ..SourceSettings::new(SOURCE, &stub.url, STUB_KEY)
        };
        change(&mut settings);
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
    fn successor(&self) -> PullSource {
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
    async fn asked(&self, pages: usize) {
        while self.stub.requests().len() < pages {
            tokio::task::yield_now().await;
        }
    }

    async fn pull(&self) -> Pulled {
        self.worker.pull().await.unwrap()
    }

    /// The next regular pull.
    async fn pull_later(&self) -> Pulled {
        self.clock.advance(SignedDuration::from_hours(1));
        self.pull().await
    }

    async fn last_run(&self) -> RunLine {
        store::runs(&self.database, SOURCE, 1)
            .await
            .unwrap()
            .remove(0)
    }

    async fn references(&self) -> Vec<String> {
        let now = self.clock.now_ms();
        let found = store::search(&self.database, &Query::default(), now, 1000)
            .await
            .unwrap();
        let mut references: Vec<_> = found.into_iter().map(|listing| listing.reference).collect();
        references.sort_unstable();
        references
    }

    async fn events(&self) -> i64 {
        outbox::backlog(&self.database).await.unwrap().rows
    }
}

const OK: Pulled = Pulled::Finished(RunOutcome::Ok);
const PARTIAL: Pulled = Pulled::Finished(RunOutcome::Partial);
const FAILED: Pulled = Pulled::Finished(RunOutcome::Failed);

fn all(count: u32) -> Vec<String> {
    (1..=count).map(reference).collect()
}

fn counts(received: u64) -> RunCounts {
    RunCounts {
        received,
        ..RunCounts::default()
    }
}
