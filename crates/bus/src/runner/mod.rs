//! The runner of a worker: takes its messages from the bus and decides what becomes of them.
//!
//! - [`lanes`]: from the queue into a few lanes by subject, a whole batch per transaction;
//! - [`attempt`]: one message to its handler, with a time limit and a net under panics;
//! - [`parked`]: what failed and waits, or is dead, as rows of the worker's own database;
//! - [`dead`]: what the bus itself gave up on.
//!
//! Order is kept per subject and per attempt: of one subject, messages reach their handlers in the
//! order of the queue, but a message that failed and waits is overtaken by its successors. Handlers
//! therefore ignore what is older than what they know (`sequence`).

mod attempt;
mod dead;
mod lanes;
mod parked;

use std::{
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};

use kontor_contracts::{Worker, catalogue};
use kontor_runtime::{Process, backoff::Backoff, health::Part, repeat};
use kontor_store::{Database, StoreError, inbox};
use tokio::sync::Notify;
use tokio_util::{sync::CancellationToken, task::task_tracker::TaskTrackerToken};

use crate::{Bus, Consumer};

/// How long handled messages are remembered, in milliseconds: 30 days. It only has to outlast the
/// longest redelivery; business keys protect for ever.
const INBOX_MS: i64 = 30 * 24 * 3_600 * 1_000;
/// How often old ones are forgotten, and how many at once.
const FORGET_EVERY: Duration = Duration::from_hours(1);
const FORGET_BATCH: u32 = 10_000;

/// What can become of a message, as it is counted.
const OUTCOMES: [&str; 4] = ["done", "retry", "retried", "dead"];

struct Runner {
    bus: Bus,
    process: Process,
    database: Database,
    consumer: Consumer,
    worker: Worker,
    part: Part,
    stopping: CancellationToken,
    /// Rung when a message was parked in this process.
    parked: Notify,
    /// Whether a transaction of a lane has succeeded since the last trouble.
    committed: AtomicBool,
    _open: TaskTrackerToken,
}

impl Bus {
    /// Starts the runner of a worker: takes its messages from the bus until the process stops.
    pub fn consume(&self, process: &Process, database: Database, consumer: Consumer) {
        self.watch(consumer.worker());
        start(self, process, database, consumer);
    }
}

/// Starts everything that one worker needs to hear.
fn start(bus: &Bus, process: &Process, database: Database, consumer: Consumer) {
    let worker = consumer.worker();
    warn_of_missing_handlers(&consumer);
    metrics::describe_counter!(
        "kontor_bus_messages_total",
        "Messages handled, by worker and outcome."
    );
    metrics::describe_counter!(
        "kontor_bus_stale_total",
        "Messages settled too late; they came again and were recognised."
    );
    // There from the start with 0: an alarm for the growth of a counter does not see one appear.
    for outcome in OUTCOMES {
        metrics::counter!("kontor_bus_messages_total", "worker" => worker.name(), "outcome" => outcome)
            .increment(0);
    }
    metrics::counter!("kontor_bus_stale_total", "worker" => worker.name()).increment(0);
    let runner = Arc::new(Runner {
        part: process.health.part(format!("{}.consumer", worker.name())),
        stopping: process.life.stopping(),
        bus: bus.clone(),
        process: process.clone(),
        database,
        consumer,
        worker,
        parked: Notify::new(),
        committed: AtomicBool::new(false),
        _open: bus.user(),
    });
    let life = &process.life;
    let (lanes, parked, dead) = (
        Arc::clone(&runner),
        Arc::clone(&runner),
        Arc::clone(&runner),
    );
    life.spawn("consumer", async move {
        lanes.consume().await;
        Ok(())
    });
    life.spawn("retries", async move {
        parked.retry().await;
        Ok(())
    });
    life.spawn("dead letters", async move {
        dead.collect_dead().await;
        Ok(())
    });
    life.spawn("inbox", async move {
        repeat("inbox", &runner.process, FORGET_EVERY, || runner.forget()).await
    });
}

fn warn_of_missing_handlers(consumer: &Consumer) {
    let worker = consumer.worker();
    let listens = catalogue()
        .iter()
        .filter(|entry| entry.consumers.contains(&worker));
    for entry in listens.filter(|entry| consumer.kinds().all(|kind| kind != entry.kind)) {
        let (worker, kind) = (worker.name(), entry.kind);
        tracing::warn!(
            worker,
            kind,
            "no handler: its messages will be dead letters"
        );
    }
}

impl Runner {
    /// Waits until the database can be written to; `false` if the process stops before.
    async fn wait_for_database(&self, failures: &mut Backoff) -> bool {
        loop {
            if !self.pause(failures.next(&self.process.ids)).await {
                return false;
            }
            match self.try_to_write().await {
                Ok(()) => return true,
                Err(error) => self.part.down(format!("database: {error}")),
            }
        }
    }

    /// Writes a row that means nothing: a database whose disk is full answers questions.
    async fn try_to_write(&self) -> Result<(), StoreError> {
        let tx = self.database.begin().await?;
        let (id, now) = (self.process.ids.next(), self.process.steady.now_ms());
        inbox::record(&tx, "probe", id, now).await?;
        tx.commit().await
    }

    /// Pauses; `false` if the process stops.
    async fn pause(&self, pause: Duration) -> bool {
        tokio::select! {
            () = self.stopping.cancelled() => false,
            () = tokio::time::sleep(pause) => true,
        }
    }

    async fn forget(&self) -> Result<Duration, StoreError> {
        let before = self.process.steady.now_ms() - INBOX_MS;
        let forgotten = inbox::forget_before(&self.database, before, FORGET_BATCH).await?;
        let more = forgotten == u64::from(FORGET_BATCH);
        Ok(if more { Duration::ZERO } else { FORGET_EVERY })
    }
}
