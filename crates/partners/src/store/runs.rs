//! The record of pulls: one row per run, counted up with each page.

use kontor_contracts::{SyncRunId, events::RunCounts};
use kontor_store::{StoreError, Tx};
use sea_orm::{FromQueryResult, Value};

const COLUMNS: [&str; 10] = [
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

#[derive(FromQueryResult)]
struct Pages {
    pages: i64,
}

/// The counts of a run as the database has them.
#[derive(FromQueryResult)]
struct CountRow {
    received: i64,
    created: i64,
    updated: i64,
    unchanged: i64,
    withdrawn: i64,
    rejected: i64,
}

impl From<CountRow> for RunCounts {
    fn from(row: CountRow) -> Self {
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

/// Makes the row of a run that has read nothing yet.
pub(crate) async fn begin(
    tx: &Tx,
    source: &str,
    run: SyncRunId,
    now: i64,
) -> Result<(), StoreError> {
    let mut row: Vec<Value> = vec![run.uuid().into(), source.into(), now.into()];
    row.resize(COLUMNS.len(), 0_i64.into());
    tx.insert("sync_runs", &COLUMNS, vec![row], "").await?;
    Ok(())
}

/// How many pages of a run are in.
pub(crate) async fn pages(tx: &Tx, run: SyncRunId) -> Result<u32, StoreError> {
    let sql = "SELECT pages FROM sync_runs WHERE id = $1";
    let row = tx.row::<Pages>(sql, [run.uuid().into()]).await?;
    Ok(row.map_or(0, |row| u32::try_from(row.pages).unwrap_or(u32::MAX)))
}

/// Adds one page's counts.
pub(crate) async fn count(tx: &Tx, run: SyncRunId, page: RunCounts) -> Result<(), StoreError> {
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

/// What a run has counted.
pub(crate) async fn counts(tx: &Tx, run: SyncRunId) -> Result<Option<RunCounts>, StoreError> {
    let sql = "SELECT received, created, updated, unchanged, withdrawn, rejected \
        FROM sync_runs WHERE id = $1";
    let row = tx.row::<CountRow>(sql, [run.uuid().into()]).await?;
    Ok(row.map(RunCounts::from))
}

/// Writes how a run has ended.
pub(crate) async fn finish(
    tx: &Tx,
    run: SyncRunId,
    now: i64,
    outcome: &str,
    problem: Option<&str>,
) -> Result<(), StoreError> {
    let sql = "UPDATE sync_runs SET finished_at = $2, outcome = $3, problem = $4 WHERE id = $1";
    let values: [Value; 4] = [
        run.uuid().into(),
        now.into(),
        outcome.into(),
        problem.map(str::to_owned).into(),
    ];
    tx.execute(sql, values).await?;
    Ok(())
}
