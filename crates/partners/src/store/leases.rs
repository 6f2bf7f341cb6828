//! Who pulls a source, and since which page.
//!
//! A lease ends by itself, so that a dead worker holds up nothing; each lease has a higher token
//! than the one before, and a page is committed only with the newest, so that a worker that was
//! merely slow cannot write over its successor.

use kontor_contracts::SyncRunId;
use kontor_runtime::{millis, timestamp};
use kontor_store::{Database, StoreError, Tx};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::runs;
use crate::domain::{Cursor, Hash};

/// How long a worker may be silent before another takes its source over, in milliseconds. It
/// renews well before, also while it waits for the network.
pub(crate) const LEASE_MS: i64 = 15_000;

/// The right to pull a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lease {
    pub(crate) source: String,
    pub(crate) token: i64,
}

/// What a worker finds when it asks for a source.
#[derive(Debug)]
pub(crate) enum Claim {
    /// It may pull.
    Granted {
        lease: Lease,
        run: SyncRunId,
        cursor: Cursor,
        /// Failures in a row since the last page.
        attempts: u32,
    },
    /// Not due, or in other hands, until then (milliseconds).
    NotBefore(i64),
}

#[derive(FromQueryResult)]
struct SourceRow {
    lease_token: i64,
    attempts: i64,
    next_from: Option<i64>,
    run: Option<Uuid>,
    window_from: Option<i64>,
    next_page: i64,
    newest: Option<i64>,
    opened: Option<i64>,
    last_page: Option<Vec<u8>>,
    only_days: bool,
    unordered: bool,
    moved: bool,
}

#[derive(FromQueryResult)]
struct Times {
    lease_until: i64,
    due_at: i64,
}

/// Makes the rows of configured sources; they are due at once.
pub(crate) async fn known_sources(db: &Database, names: &[String]) -> Result<(), StoreError> {
    let columns = [
        "name",
        "lease_token",
        "lease_until",
        "due_at",
        "attempts",
        "next_page",
        "only_days",
        "unordered",
        "moved",
    ];
    let row = |name: &String| -> Vec<Value> {
        vec![
            name.clone().into(),
            0_i64.into(),
            0_i64.into(),
            0_i64.into(),
            0_i64.into(),
            1_i64.into(),
            true.into(),
            false.into(),
            false.into(),
        ]
    };
    let tx = db.begin().await?;
    let rows = names.iter().map(row).collect();
    tx.insert("sources", &columns, rows, " ON CONFLICT DO NOTHING")
        .await?;
    tx.commit().await
}

/// Asks for a source that is due. A run that broke off is taken up at its page; otherwise a new
/// one begins under the id `fresh`.
pub(crate) async fn claim(
    db: &Database,
    source: &str,
    now: i64,
    fresh: SyncRunId,
) -> Result<Claim, StoreError> {
    if let Some(until) = not_before(db, source, now).await? {
        return Ok(Claim::NotBefore(until));
    }
    let tx = db.begin().await?;
    let sql = "UPDATE sources SET lease_token = lease_token + 1, lease_until = $2 \
        WHERE name = $1 AND lease_until <= $3 AND due_at <= $3 \
        RETURNING lease_token, attempts, next_from, run, window_from, next_page, newest, opened, \
        last_page, only_days, unordered, moved";
    let values: [Value; 3] = [source.into(), (now + LEASE_MS).into(), now.into()];
    let Some(row) = tx.row::<SourceRow>(sql, values).await? else {
        return Ok(Claim::NotBefore(now + LEASE_MS));
    };
    let lease = Lease {
        source: source.to_owned(),
        token: row.lease_token,
    };
    let attempts = u32::try_from(row.attempts).unwrap_or(u32::MAX);
    let (run, cursor) = if let Some(run) = row.run {
        (SyncRunId::new(run), cursor_of(row)?)
    } else {
        let cursor = Cursor::open(row.next_from.map(timestamp));
        runs::begin(&tx, source, fresh, now).await?;
        save(&tx, &lease, Some(fresh), &cursor, now).await?;
        (fresh, cursor)
    };
    tx.commit().await?;
    Ok(Claim::Granted {
        lease,
        run,
        cursor,
        attempts,
    })
}

/// Reads first, because asking is frequent and writing is dear.
async fn not_before(db: &Database, source: &str, now: i64) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT lease_until, due_at FROM sources WHERE name = $1";
    let times = db.row::<Times>(sql, [source.into()]).await?;
    Ok(times
        .map(|times| times.lease_until.max(times.due_at))
        .filter(|until| *until > now))
}

/// Says that the worker is alive. False if the lease is lost.
pub(crate) async fn renew(db: &Database, lease: &Lease, now: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE sources SET lease_until = $3 WHERE name = $1 AND lease_token = $2";
    change(
        db,
        sql,
        [
            lease.source.as_str().into(),
            lease.token.into(),
            (now + LEASE_MS).into(),
        ],
    )
    .await
}

/// Ends the lease; the run stays open and goes on at its page at `due_at`.
pub(crate) async fn postpone(
    db: &Database,
    lease: &Lease,
    due_at: i64,
    trouble: &str,
) -> Result<bool, StoreError> {
    let sql = "UPDATE sources SET lease_until = 0, attempts = attempts + 1, due_at = $3, \
        trouble = $4 WHERE name = $1 AND lease_token = $2";
    let values = [
        lease.source.as_str().into(),
        lease.token.into(),
        due_at.into(),
        trouble.into(),
    ];
    change(db, sql, values).await
}

/// Ends the lease because this process stops; whoever comes next may go on at once.
pub(crate) async fn give_up(db: &Database, lease: &Lease) -> Result<bool, StoreError> {
    let sql = "UPDATE sources SET lease_until = 0 WHERE name = $1 AND lease_token = $2";
    change(db, sql, [lease.source.as_str().into(), lease.token.into()]).await
}

/// Makes a source due now. False if there is none of that name.
pub(crate) async fn request(db: &Database, source: &str) -> Result<bool, StoreError> {
    change(
        db,
        "UPDATE sources SET due_at = 0 WHERE name = $1",
        [source.into()],
    )
    .await
}

async fn change(
    db: &Database,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<bool, StoreError> {
    let tx = db.begin().await?;
    let touched = tx.execute(sql, values).await?;
    tx.commit().await?;
    Ok(touched > 0)
}

/// Writes the cursor and renews the lease. False if the lease is lost.
pub(super) async fn save(
    tx: &Tx,
    lease: &Lease,
    run: Option<SyncRunId>,
    cursor: &Cursor,
    now: i64,
) -> Result<bool, StoreError> {
    let sql = "UPDATE sources SET lease_until = $3, attempts = 0, trouble = NULL, run = $4, \
        window_from = $5, next_page = $6, newest = $7, opened = $8, last_page = $9, \
        only_days = $10, unordered = $11, moved = $12 WHERE name = $1 AND lease_token = $2";
    let values: [Value; 12] = [
        lease.source.as_str().into(),
        lease.token.into(),
        (now + LEASE_MS).into(),
        run.map(SyncRunId::uuid).into(),
        cursor.window_from.map(millis).into(),
        i64::from(cursor.next_page).into(),
        cursor.newest.map(millis).into(),
        cursor.opened.map(millis).into(),
        cursor.last_page.map(|hash| hash.to_vec()).into(),
        cursor.only_days.into(),
        cursor.unordered.into(),
        cursor.moved.into(),
    ];
    Ok(tx.execute(sql, values).await? > 0)
}

/// Ends the lease and the run; the next window begins at `next_from`. False if the lease is lost.
pub(super) async fn close(
    tx: &Tx,
    lease: &Lease,
    next_from: Option<i64>,
    due_at: i64,
) -> Result<bool, StoreError> {
    let sql = "UPDATE sources SET lease_until = 0, attempts = 0, trouble = NULL, run = NULL, \
        next_from = $3, due_at = $4, last_page = NULL WHERE name = $1 AND lease_token = $2";
    let values: [Value; 4] = [
        lease.source.as_str().into(),
        lease.token.into(),
        next_from.into(),
        due_at.into(),
    ];
    Ok(tx.execute(sql, values).await? > 0)
}

fn cursor_of(row: SourceRow) -> Result<Cursor, StoreError> {
    let corrupt = |column, detail: &str| StoreError::Corrupt {
        table: "sources",
        column,
        detail: detail.to_owned(),
    };
    let last_page = row.last_page.map(Hash::try_from).transpose();
    Ok(Cursor {
        window_from: row.window_from.map(timestamp),
        next_page: u32::try_from(row.next_page)
            .map_err(|_| corrupt("next_page", "is no page number"))?,
        newest: row.newest.map(timestamp),
        opened: row.opened.map(timestamp),
        last_page: last_page.map_err(|_| corrupt("last_page", "is not 32 bytes long"))?,
        only_days: row.only_days,
        unordered: row.unordered,
        moved: row.moved,
    })
}
