//! Pulling a source: `pull.rs` is the run, `begin.rs`, `page.rs` and `end.rs` are its transactions. What a
//! page means for what we have is decided here, whatever the network's interface.

mod begin;
mod end;
mod metrics;
mod page;
mod pull;
mod run;
#[cfg(test)]
pub(crate) mod tests;

use std::sync::Arc;

use jiff::Timestamp;
use kontor_contracts::{Envelope, Event, EventId, Sequence, Worker, events::RunOutcome};
use kontor_runtime::Ids;
use kontor_store::StoreError;

pub(crate) use metrics::describe as describe_metrics;
pub(crate) use pull::{PullSource, Pulled};

/// Why something was not written. Nothing of it has happened then.
#[derive(Debug, thiserror::Error)]
enum SyncError {
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Another worker has taken the source over.
    #[error("the source is in other hands")]
    Lost,
}

/// When something is written, and where the ids of its messages come from.
#[derive(Debug, Clone)]
struct Stamp {
    now: Timestamp,
    ids: Arc<Ids>,
}

impl Stamp {
    fn envelope<E: Event>(&self, sequence: i64, event: E) -> Envelope<E> {
        let id = EventId::new(self.ids.next());
        Envelope::new(
            id,
            Worker::Partners.source(),
            Sequence(sequence),
            self.now,
            event,
        )
    }
}

/// As databases and metrics keep it.
const fn outcome_name(outcome: RunOutcome) -> &'static str {
    match outcome {
        RunOutcome::Ok => "ok",
        RunOutcome::Partial => "partial",
        RunOutcome::Failed => "failed",
    }
}
