//! What the office sees of its sources: their state, their runs, the rows kept aside.

use kontor_contracts::{Reach, SyncRunId, events::RunCounts};
use kontor_store::{Database, StoreError, list};
use sea_orm::FromQueryResult;
use serde::Serialize;
use uuid::Uuid;

/// A source with its last run, for lists and the command line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceLine {
    /// Its configured name.
    pub name: String,
    /// When the next pull is due, in milliseconds since 1970; in the past: as soon as possible.
    pub due_at_ms: i64,
    /// Why the open run waits, if it does.
    pub trouble: Option<String>,
    /// Listings that stand.
    pub listings: u64,
    /// Rows kept aside.
    pub rejected: u64,
    /// The last run, if there was one.
    pub last_run: Option<RunLine>,
    /// When the last run that read everything ended, in milliseconds since 1970.
    pub complete_at_ms: Option<i64>,
}

/// A run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RunLine {
    /// The run.
    pub run: SyncRunId,
    /// When it began, in milliseconds since 1970.
    pub started_at_ms: i64,
    /// When it ended; nothing while it is under way or waits.
    pub finished_at_ms: Option<i64>,
    /// `ok`, `partial` or `failed`; nothing while it is under way or waits.
    pub outcome: Option<String>,
    /// Why it failed, or what should be known although it went well.
    pub problem: Option<String>,
    /// Pages read.
    pub pages: u64,
    /// Rows, by what became of them.
    pub counts: RunCounts,
}

#[derive(FromQueryResult)]
struct SourceRow {
    name: String,
    due_at: i64,
    trouble: Option<String>,
    listings: i64,
    rejected: i64,
    complete_at: Option<i64>,
}

#[derive(FromQueryResult)]
struct FinishedAt {
    finished_at: i64,
}

#[derive(FromQueryResult)]
struct RunRow {
    id: Uuid,
    started_at: i64,
    finished_at: Option<i64>,
    outcome: Option<String>,
    problem: Option<String>,
    pages: i64,
    received: i64,
    created: i64,
    updated: i64,
    unchanged: i64,
    withdrawn: i64,
    rejected: i64,
}

/// The sources within somebody's reach that were ever configured, by name. Names within a reach are in
/// lower case, as scopes are.
pub(crate) async fn sources(db: &Database, reach: &Reach) -> Result<Vec<SourceLine>, StoreError> {
    let (within, names) = match reach {
        Reach::All => (String::new(), Vec::new()),
        Reach::Only(names) => {
            let (marks, names) = list(1, names.iter().map(|name| name.as_str().into()));
            (format!("WHERE LOWER(s.name) IN {marks} "), names)
        }
    };
    let sql = format!(
        "SELECT name, due_at, trouble, \
        (SELECT COUNT(*) FROM listings l WHERE l.source = s.name AND l.withdrawn_at IS NULL) \
        AS listings, \
        (SELECT COUNT(*) FROM rejected_rows r WHERE r.source = s.name) AS rejected, \
        (SELECT MAX(finished_at) FROM sync_runs u WHERE u.source = s.name \
        AND u.outcome IN ('ok', 'partial')) AS complete_at \
        FROM sources s {within}ORDER BY name"
    );
    let mut lines = Vec::new();
    for row in db.rows::<SourceRow>(&sql, names).await? {
        lines.push(SourceLine {
            last_run: runs(db, &row.name, 1).await?.pop(),
            name: row.name,
            due_at_ms: row.due_at,
            trouble: row.trouble,
            listings: unsigned(row.listings),
            rejected: unsigned(row.rejected),
            complete_at_ms: row.complete_at,
        });
    }
    Ok(lines)
}

/// When the last run that read everything ended, in milliseconds.
pub(crate) async fn complete_at(db: &Database, source: &str) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT finished_at FROM sync_runs WHERE source = $1 \
        AND outcome IN ('ok', 'partial') ORDER BY id DESC LIMIT 1";
    let row = db.row::<FinishedAt>(sql, [source.into()]).await?;
    Ok(row.map(|row| row.finished_at))
}

/// A source's runs, newest first.
pub(crate) async fn runs(
    db: &Database,
    source: &str,
    limit: u32,
) -> Result<Vec<RunLine>, StoreError> {
    let sql = "SELECT id, started_at, finished_at, outcome, problem, pages, received, created, \
        updated, unchanged, withdrawn, rejected FROM sync_runs WHERE source = $1 \
        ORDER BY id DESC LIMIT $2";
    let rows = db
        .rows::<RunRow>(sql, [source.into(), i64::from(limit).into()])
        .await?;
    Ok(rows.into_iter().map(run_line).collect())
}

fn run_line(row: RunRow) -> RunLine {
    RunLine {
        run: SyncRunId::new(row.id),
        started_at_ms: row.started_at,
        finished_at_ms: row.finished_at,
        outcome: row.outcome,
        problem: row.problem,
        pages: unsigned(row.pages),
        counts: RunCounts {
            received: unsigned(row.received),
            created: unsigned(row.created),
            updated: unsigned(row.updated),
            unchanged: unsigned(row.unchanged),
            withdrawn: unsigned(row.withdrawn),
            rejected: unsigned(row.rejected),
        },
    }
}

fn unsigned(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}
