//! Messages between workers, on an embedded file or on RabbitMQ, behind one contract.
//!
//! A worker writes events into its outbox ([`kontor_store::Tx::publish`]); the relay brings them to
//! the bus; the runner of each worker that listens takes them from its queue, calls the handler in a
//! transaction together with the inbox, and only then settles. No other code publishes or settles.

mod failure;
mod handler;

pub use failure::Failure;
pub use handler::{Consumer, Handler};

use kontor_contracts::Worker;
use kontor_runtime::Process;
use kontor_store::Database;

/// The bus of a process. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Bus {}

impl Bus {
    /// Starts the runner of a worker: takes its messages from the bus until the process stops.
    pub fn consume(&self, _process: &Process, _database: Database, _consumer: Consumer) {}

    /// Starts the relay of a worker: brings its outbox to the bus until the process stops.
    pub fn relay(&self, _process: &Process, _database: Database, _worker: Worker) {}
}
