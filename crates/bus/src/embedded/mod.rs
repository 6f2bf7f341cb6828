//! The bus in a file, for one machine: SQLite with `synchronous=FULL`, so that what is confirmed has
//! reached the disk. Several processes may use the same file; each finds the others' messages by
//! looking once a second.

mod feed;
mod ledger;
mod lock;
mod settle;
mod tables;
mod wakes;

use std::sync::Arc;

use kontor_runtime::{Process, health::Part};
use kontor_store::{Database, GroupCommit, GroupError, GroupLimits, StoreError};
use sea_orm::FromQueryResult;
use tokio_util::sync::CancellationToken;

pub(crate) use ledger::MIGRATIONS;

use self::{
    ledger::{Command, Reply},
    lock::FolderLock,
    tables::Ledger,
    wakes::Wakes,
};
use crate::{BusError, Message, Outcome, Queue, Stats, Subscription};

/// Most messages in one queue; more are rejected, so that a consumer that is gone for weeks does not
/// fill the disk.
const QUEUE_MAX: i64 = 1_000_000;

/// The engine. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Engine(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    process: Process,
    database: Database,
    ledger: GroupCommit<Ledger>,
    wakes: Wakes,
    part: Part,
    closing: CancellationToken,
    /// When this process had the folder for itself, if it had, in milliseconds.
    alone_at: Option<i64>,
    _lock: FolderLock,
}

impl Engine {
    /// Opens the file `bus.sqlite` in a folder and gives back what dead processes had taken.
    pub(crate) async fn open(
        folder: &str,
        process: &Process,
        closing: CancellationToken,
    ) -> Result<Self, BusError> {
        let database = open(folder).await?;
        let wakes = Wakes::new();
        let work = Ledger {
            wakes: wakes.clone(),
            queue_max: QUEUE_MAX,
        };
        let limits = GroupLimits::default();
        let (ledger, task) = GroupCommit::new(database.clone(), work, limits, closing.clone());
        let closes = database.clone();
        process.life.spawn("bus", async move {
            task.await;
            closes.close().await;
            Ok(())
        });
        let (lock, alone) = FolderLock::take(folder)?;
        let alone_at = alone.then(|| process.steady.now_ms());
        if alone {
            let released = ledger.submit(Command::ReleaseAll).await;
            released.map_err(|error| unusable(folder, error))?;
        }
        let part = process.health.part("bus");
        part.up();
        Ok(Self(Arc::new(Inner {
            process: process.clone(),
            database,
            ledger,
            wakes,
            part,
            closing,
            alone_at,
            _lock: lock.share()?,
        })))
    }

    pub(crate) fn alone_at(&self) -> Option<i64> {
        self.0.alone_at
    }

    pub(crate) async fn publish(&self, messages: Vec<Message>) -> Vec<Outcome> {
        let count = messages.len();
        match self.0.ledger.submit(Command::Publish(messages)).await {
            Ok(Reply::Published(outcomes)) => {
                self.0.part.up();
                outcomes
            }
            Ok(_) => vec![Outcome::Unknown("the bus gave another answer".into()); count],
            Err(error) => {
                self.0.part.down(error.to_string());
                vec![Outcome::Unknown(error.to_string()); count]
            }
        }
    }

    pub(crate) fn subscribe(&self, queue: Queue, prefetch: u16, part: Part) -> Subscription {
        feed::start(Arc::clone(&self.0), queue, prefetch, part)
    }

    pub(crate) async fn stats(&self, queue: Queue) -> Result<Stats, BusError> {
        #[derive(FromQueryResult)]
        struct Ready {
            ready: i64,
        }
        let sql = "SELECT COUNT(*) AS ready FROM deliveries WHERE queue = $1 AND lease_until <= $2";
        let now = self.0.process.steady.now_ms();
        let values = [queue.to_string().into(), now.into()];
        let row = self.0.database.row::<Ready>(sql, values).await;
        let row = row.map_err(|source| BusError::Embedded {
            folder: self.0.database.name().to_owned(),
            source,
        })?;
        Ok(Stats {
            ready: row.map_or(0, |row| row.ready.unsigned_abs()),
        })
    }
}

/// Whether the folder can hold the bus; makes the file if it is missing.
pub(crate) async fn check(folder: &str) -> Result<(), BusError> {
    open(folder).await?.close().await;
    Ok(())
}

/// As [`crate::Bus::is_new`].
pub(crate) async fn is_new(folder: &str) -> Result<bool, BusError> {
    let database = open_file(folder).await?;
    let is_new = database.is_new().await.map_err(wrong(folder))?;
    database.close().await;
    Ok(is_new)
}

async fn open(folder: &str) -> Result<Database, BusError> {
    let database = open_file(folder).await?;
    let migrated = database.migrate(&[MIGRATIONS]).await;
    migrated.map_err(wrong(folder))?;
    Ok(database)
}

async fn open_file(folder: &str) -> Result<Database, BusError> {
    let opened = Database::open(&format!("sqlite:{folder}"), "bus").await;
    opened.map_err(wrong(folder))
}

fn wrong(folder: &str) -> impl Fn(StoreError) -> BusError {
    move |source| BusError::Embedded {
        folder: folder.to_owned(),
        source,
    }
}

fn unusable(folder: &str, error: GroupError) -> BusError {
    let source = match error {
        GroupError::Store(error) => std::io::Error::other(error),
        other => std::io::Error::other(other),
    };
    BusError::Lock {
        path: folder.to_owned(),
        source,
    }
}
