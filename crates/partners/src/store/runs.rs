//! The record of pulls: one row per run, counted up with each page.

use std::sync::Arc;

use jiff::Timestamp;
use kontor_contracts::{
    Envelope, Event, EventId, Sequence, SyncRunId, Worker,
    events::{RunCounts, RunOutcome, SyncRunFinished},
};
use kontor_runtime::{Ids, millis};
use kontor_store::{Database, StoreError, Tx};
use sea_orm::{FromQueryResult, Value};

use super::{
    leases::{self, Lease},
    pages::CommitError,
};

/// When something is written, and where the ids of its messages come from.
#[derive(Debug, Clone)]
pub(crate) struct Stamp {
    pub(crate) now: Timestamp,
    pub(crate) ids: Arc<Ids>,
}

impl Stamp {
    pub(super) fn envelope<E: Event>(&self, sequence: i64, event: E) -> Envelope<E> {
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

/// How a run ends.
#[derive(Debug, Clone)]
pub(crate) struct End {
    /// Whether it stopped before the end of the source.
    pub(crate) failed: bool,
    /// Why, or what a person should know although it went well.
    pub(crate) problem: Option<String>,
    /// Begin of the next window.
    pub(crate) next_from: Option<Timestamp>,
    /// When the next run is due, in milliseconds.
    pub(crate) due_at: i64,
}

/// The counts of a run as the database has them.
#[derive(Debug, Clone, FromQueryResult)]
pub(super) struct CountRow {
    received: i64,
    created: i64,
    updated: i64,
    unchanged: i64,
    withdrawn: i64,
    rejected: i64,
}

impl From<&CountRow> for RunCounts {
    fn from(row: &CountRow) -> Self {
        let count = |n: i64| u64::try_from(n).unwrap_or(0);
        Self {
            received: count(row.received),
            created: count(row.created),
            updated: count(row.updated),
            unchanged: count(row.unchanged),
            withdrawn: count(row.withdrawn),
            rejected: count(row.rejected),
        }
    }
}

pub(crate) const fn outcome_name(outcome: RunOutcome) -> &'static str {
    match outcome {
        RunOutcome::Ok => "ok",
        RunOutcome::Partial => "partial",
        RunOutcome::Failed => "failed",
    }
}

/// Ends a run outside of a page.
pub(crate) async fn finish(
    db: &Database,
    lease: &Lease,
    run: SyncRunId,
    end: &End,
    stamp: &Stamp,
) -> Result<RunOutcome, CommitError> {
    let tx = db.begin().await?;
    let outcome = finish_in(&tx, lease, run, end, stamp).await?;
    tx.commit().await?;
    Ok(outcome)
}

pub(super) async fn begin(
    tx: &Tx,
    source: &str,
    run: SyncRunId,
    now: i64,
) -> Result<(), StoreError> {
    let columns = [
        "id",
        "source",
        "started_at",
        "pages",
        "received",
        "created",
        "updated",
        "unchanged",
        "withdrawn",
        "rejected",
    ];
    let mut row: Vec<Value> = vec![run.uuid().into(), source.into(), now.into()];
    row.resize(columns.len(), 0_i64.into());
    tx.insert("sync_runs", &columns, vec![row], "").await?;
    Ok(())
}

/// Adds one page's counts.
pub(super) async fn count(tx: &Tx, run: SyncRunId, page: RunCounts) -> Result<(), StoreError> {
    let sql = "UPDATE sync_runs SET pages = pages + 1, received = received + $2, \
        created = created + $3, updated = updated + $4, unchanged = unchanged + $5, \
        withdrawn = withdrawn + $6, rejected = rejected + $7 WHERE id = $1";
    let counts = [
        page.received,
        page.created,
        page.updated,
        page.unchanged,
        page.withdrawn,
        page.rejected,
    ];
    let counts = counts.map(|n| Value::from(i64::try_from(n).unwrap_or(i64::MAX)));
    tx.execute(sql, std::iter::once(run.uuid().into()).chain(counts))
        .await?;
    Ok(())
}

/// Ends the run and tells it.
pub(super) async fn finish_in(
    tx: &Tx,
    lease: &Lease,
    run: SyncRunId,
    end: &End,
    stamp: &Stamp,
) -> Result<RunOutcome, CommitError> {
    if !leases::close(tx, lease, end.next_from.map(millis), end.due_at).await? {
        return Err(CommitError::Lost);
    }
    let sql = "UPDATE sync_runs SET finished_at = $2, problem = $3, \
        outcome = CASE WHEN $4 <> 0 THEN 'failed' WHEN rejected > 0 THEN 'partial' ELSE 'ok' END \
        WHERE id = $1 \
        RETURNING received, created, updated, unchanged, withdrawn, rejected";
    let values: [Value; 4] = [
        run.uuid().into(),
        millis(stamp.now).into(),
        end.problem.clone().into(),
        i64::from(end.failed).into(),
    ];
    let row = tx
        .row::<CountRow>(sql, values)
        .await?
        .ok_or(CommitError::Lost)?;
    let counts = RunCounts::from(&row);
    let outcome = match (end.failed, counts.rejected) {
        (true, _) => RunOutcome::Failed,
        (false, 0) => RunOutcome::Ok,
        (false, _) => RunOutcome::Partial,
    };
    let event = SyncRunFinished {
        run,
        source: lease.source.clone(),
        outcome,
        counts,
    };
    tx.publish(&stamp.envelope(1, event))?;
    Ok(outcome)
}
