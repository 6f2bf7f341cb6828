//! Who pulls a source, and where it stands.
//!
//! A lease ends by itself, so that a dead worker holds up nothing; each lease has a higher token
//! than the one before, and a page is committed only with the newest, so that a worker that was
//! merely slow cannot write over its successor.

use kontor_contracts::SyncRunId;
use kontor_store::{
    Database, StoreError, Tx,
    audit::{Action, Actor},
    columns::hash,
};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use crate::{adapters::Position, domain::Hash};

/// How long a worker may be silent before another takes its source over, in milliseconds. It
/// renews well before, also while it waits for the network.
pub(crate) const LEASE_MS: i64 = 15_000;

/// The right to pull a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lease {
    pub(crate) source: String,
    pub(crate) token: i64,
}

/// A source that was taken, as it stands.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) lease: Lease,
    /// The run that broke off, if one did.
    pub(crate) run: Option<SyncRunId>,
    /// Where that run stands, or where the next begins.
    pub(crate) position: Position,
    /// The hash of the last page of that run.
    pub(crate) last_page: Option<Hash>,
    /// Failures in a row since then.
    pub(crate) attempts: u32,
}

#[derive(FromQueryResult)]
struct SourceRow {
    lease_token: i64,
    attempts: i64,
    run: Option<Uuid>,
    position: Option<String>,
    last_page: Option<Vec<u8>>,
}

#[derive(FromQueryResult)]
struct Times {
    lease_until: i64,
    due_at: i64,
}

/// Makes the rows of configured sources; they are due at once. The last four columns are those that
/// `position` has replaced; they must have some value.
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

/// Takes a source if it is due and free.
pub(crate) async fn take(tx: &Tx, source: &str, now: i64) -> Result<Option<Found>, StoreError> {
    let sql = "UPDATE sources SET lease_token = lease_token + 1, lease_until = $2 \
        WHERE name = $1 AND lease_until <= $3 AND due_at <= $3 \
        RETURNING lease_token, attempts, run, position, last_page";
    let values: [Value; 3] = [source.into(), (now + LEASE_MS).into(), now.into()];
    let Some(row) = tx.row::<SourceRow>(sql, values).await? else {
        return Ok(None);
    };
    let last_page = row.last_page.as_deref();
    let last_page = last_page.map(|bytes| hash("sources", "last_page", bytes));
    Ok(Some(Found {
        lease: Lease {
            source: source.to_owned(),
            token: row.lease_token,
        },
        run: row.run.map(SyncRunId::new),
        position: Position::stored(row.position),
        last_page: last_page.transpose()?,
        attempts: u32::try_from(row.attempts).unwrap_or(u32::MAX),
    }))
}

/// Writes which run has begun at the source's position.
pub(crate) async fn open(tx: &Tx, lease: &Lease, run: SyncRunId) -> Result<(), StoreError> {
    let sql = "UPDATE sources SET attempts = 0, trouble = NULL, run = $3 \
        WHERE name = $1 AND lease_token = $2";
    let values: [Value; 3] = [
        lease.source.as_str().into(),
        lease.token.into(),
        run.uuid().into(),
    ];
    tx.execute(sql, values).await?;
    Ok(())
}

/// Until when a source is not due or in other hands, in milliseconds; nothing if it may be taken. Reads
/// only, because asking is frequent and writing is expensive.
pub(crate) async fn not_before(
    db: &Database,
    source: &str,
    now: i64,
) -> Result<Option<i64>, StoreError> {
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
pub(crate) async fn request(
    db: &Database,
    source: &str,
    actor: Actor,
    audit: Uuid,
) -> Result<bool, StoreError> {
    const ASKED: Action = Action::new("source.pull_asked");
    let tx = db.begin().await?;
    let sql = "UPDATE sources SET due_at = 0 WHERE name = $1";
    let is_known = tx.execute(sql, [source.into()]).await? > 0;
    if is_known {
        tx.audit(audit, actor, ASKED, format!("source/{source}"))
            .await?;
    }
    tx.commit().await?;
    Ok(is_known)
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

/// Writes where the source stands after a page, and renews the lease. False if the lease is lost.
pub(crate) async fn save(
    tx: &Tx,
    lease: &Lease,
    after: &Position,
    page: Hash,
    now: i64,
) -> Result<bool, StoreError> {
    let sql = "UPDATE sources SET lease_until = $3, attempts = 0, trouble = NULL, \
        position = $4, last_page = $5 WHERE name = $1 AND lease_token = $2";
    let values: [Value; 5] = [
        lease.source.as_str().into(),
        lease.token.into(),
        (now + LEASE_MS).into(),
        after.as_str().into(),
        page.to_vec().into(),
    ];
    Ok(tx.execute(sql, values).await? > 0)
}

/// Ends the lease and the run; the next begins at `next`. False if the lease is lost.
pub(crate) async fn close(
    tx: &Tx,
    lease: &Lease,
    next: &Position,
    due_at: i64,
) -> Result<bool, StoreError> {
    let sql = "UPDATE sources SET lease_until = 0, attempts = 0, trouble = NULL, run = NULL, \
        position = $3, due_at = $4, last_page = NULL WHERE name = $1 AND lease_token = $2";
    let values: [Value; 4] = [
        lease.source.as_str().into(),
        lease.token.into(),
        next.as_str().into(),
        due_at.into(),
    ];
    Ok(tx.execute(sql, values).await? > 0)
}
