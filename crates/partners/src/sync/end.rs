//! The end of a run: its outcome, when the next is due and where it begins, and the event that tells of it.

use kontor_contracts::{
    SyncRunId,
    events::{RunOutcome, SyncRunFinished},
};
use kontor_runtime::millis;
use kontor_store::{Database, Tx};

use super::{Stamp, SyncError, outcome_name};
use crate::{
    adapters::Position,
    store::{leases, runs},
};

/// How a run ends.
#[derive(Debug, Clone)]
pub(super) struct End {
    /// Whether it stopped before the end of the source.
    pub(super) failed: bool,
    /// Why, or what a person should know although it went well.
    pub(super) problem: Option<String>,
    /// Where the next run begins.
    pub(super) next: Position,
    /// When the next run is due, in milliseconds.
    pub(super) due_at: i64,
}

/// Ends a run outside of a page.
pub(super) async fn finish(
    db: &Database,
    lease: &leases::Lease,
    run: SyncRunId,
    end: &End,
    stamp: &Stamp,
) -> Result<RunOutcome, SyncError> {
    let tx = db.begin().await?;
    let outcome = finish_in(&tx, lease, run, end, stamp).await?;
    tx.commit().await?;
    Ok(outcome)
}

/// Ends a run in the transaction of its last page.
pub(super) async fn finish_in(
    tx: &Tx,
    lease: &leases::Lease,
    run: SyncRunId,
    end: &End,
    stamp: &Stamp,
) -> Result<RunOutcome, SyncError> {
    if !leases::close(tx, lease, &end.next, end.due_at).await? {
        return Err(SyncError::Lost);
    }
    let counts = runs::counts(tx, run).await?.ok_or(SyncError::Lost)?;
    let outcome = match (end.failed, counts.rejected) {
        (true, _) => RunOutcome::Failed,
        (false, 0) => RunOutcome::Ok,
        (false, _) => RunOutcome::Partial,
    };
    let problem = end.problem.as_deref();
    runs::finish(tx, run, millis(stamp.now), outcome_name(outcome), problem).await?;
    let event = SyncRunFinished {
        run,
        source: lease.source.clone(),
        outcome,
        counts,
    };
    tx.publish(&stamp.envelope(1, event))?;
    Ok(outcome)
}
