//! What is to be told: rows written with the change they tell of, read by a relay, and removed when
//! the bus has confirmed them.
//!
//! Each opening of a database writes a *stream* of its own, and one relay at a time has a stream, by
//! a lease that it renews. So taking rows writes nothing: the relay remembers what it has sent. The
//! relay of a process has that process's stream; a stream whose relay is gone goes to another.
//!
//! A relay sends *rows that are there*, never only "ids greater than the last": transactions commit
//! in another order than they begin, and a position would skip the late ones.

mod row;

use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

pub use self::row::Row;
use crate::{
    Database, Engine, StoreError,
    sql::{filled, tuple},
};

/// Ids of one statement: so many fit into one write (see `Database`'s limit on statements).
const IDS_AT_ONCE: usize = 512;

/// A stream that has rows, and who has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromQueryResult)]
pub struct Stream {
    /// Its name.
    pub stream: Uuid,
    /// The relay that has or had it.
    pub relay: Option<Uuid>,
    /// Until when, in milliseconds.
    pub lease_until: Option<i64>,
}

/// How much waits to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromQueryResult)]
pub struct Backlog {
    /// Rows.
    pub rows: i64,
    /// When the oldest of them happened, in milliseconds.
    pub oldest_at: Option<i64>,
}

/// The streams that have rows. Costs one look into the index for each.
///
/// # Errors
/// [`StoreError::Unavailable`] if the database is down.
pub async fn streams(database: &Database) -> Result<Vec<Stream>, StoreError> {
    let sql = "WITH RECURSIVE found(stream) AS (\
               SELECT (SELECT stream FROM outbox ORDER BY stream LIMIT 1) UNION ALL \
               SELECT (SELECT stream FROM outbox WHERE stream > found.stream \
                       ORDER BY stream LIMIT 1) FROM found WHERE found.stream IS NOT NULL) \
               SELECT found.stream AS stream, held.relay AS relay, \
                      held.lease_until AS lease_until \
               FROM found LEFT JOIN outbox_streams AS held ON held.stream = found.stream \
               WHERE found.stream IS NOT NULL ORDER BY found.stream";
    database.rows(sql, []).await
}

/// Takes a stream for a relay until `lease_until`, or keeps it for longer. `false` if another relay
/// has it.
///
/// # Errors
/// [`StoreError::Unavailable`] if the database is down.
pub async fn take(
    database: &Database,
    stream: Uuid,
    relay: Uuid,
    now: i64,
    lease_until: i64,
) -> Result<bool, StoreError> {
    let tx = database.begin().await?;
    let sql = "INSERT INTO outbox_streams (stream, relay, lease_until) VALUES ($1, $2, $3) \
               ON CONFLICT (stream) DO UPDATE \
               SET relay = excluded.relay, lease_until = excluded.lease_until \
               WHERE outbox_streams.relay = excluded.relay OR outbox_streams.lease_until <= $4";
    let values: [Value; 4] = [stream.into(), relay.into(), lease_until.into(), now.into()];
    let taken = tx.execute(sql, values).await? == 1;
    tx.commit().await?;
    Ok(taken)
}

/// Lets go of a stream, and forgets leases that have ended: a stream without one is free as well.
///
/// # Errors
/// [`StoreError::Unavailable`] if the database is down; the stream is free when its lease ends.
pub async fn leave(
    database: &Database,
    stream: Uuid,
    relay: Uuid,
    now: i64,
) -> Result<(), StoreError> {
    let tx = database.begin().await?;
    let sql = "DELETE FROM outbox_streams \
               WHERE (stream = $1 AND relay = $2) OR lease_until <= $3";
    let values: [Value; 3] = [stream.into(), relay.into(), now.into()];
    tx.execute(sql, values).await?;
    tx.commit().await
}

/// The oldest rows of a stream that come after an id and may be sent now.
///
/// # Errors
/// [`StoreError::Unavailable`] if the database is down.
pub async fn next(
    database: &Database,
    stream: Uuid,
    after: Uuid,
    now: i64,
    limit: usize,
) -> Result<Vec<Row>, StoreError> {
    // As a range of the key: of a table that is new or filled quickly, PostgreSQL has no statistics
    // yet, thinks a stream small and would sort all of it for each batch.
    let sql = "SELECT id, kind, subject, body, created_at FROM outbox \
               WHERE (stream, id) > ($1, $2) AND (stream, id) <= ($1, $3) AND not_before <= $4 \
               ORDER BY stream, id LIMIT $5";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let values: [Value; 5] = [
        stream.into(),
        after.into(),
        Uuid::max().into(),
        now.into(),
        limit.into(),
    ];
    database.rows(sql, values).await
}

/// Removes rows that the bus has confirmed.
///
/// # Errors
/// [`StoreError::Unavailable`] if the database is down; the rows are then sent again, with the same
/// ids.
pub async fn remove(database: &Database, stream: Uuid, ids: &[Uuid]) -> Result<(), StoreError> {
    let tx = database.begin().await?;
    for ids in ids.chunks(IDS_AT_ONCE) {
        let (these, values) = these(tx.engine(), stream, ids);
        let sql = format!("DELETE FROM outbox WHERE {these}");
        tx.execute(&sql, values).await?;
    }
    tx.commit().await
}

/// Puts off rows that could not be sent: they are tried again from `not_before` on.
///
/// # Errors
/// [`StoreError::Unavailable`] if the database is down; the rows are then sent again at once.
pub async fn put_off(
    database: &Database,
    stream: Uuid,
    ids: &[Uuid],
    not_before: i64,
) -> Result<(), StoreError> {
    let tx = database.begin().await?;
    for ids in ids.chunks(IDS_AT_ONCE) {
        let (these, mut values) = these(tx.engine(), stream, ids);
        values.push(not_before.into());
        let last = values.len();
        let sql = format!("UPDATE outbox SET not_before = ${last} WHERE {these}");
        tx.execute(&sql, values).await?;
    }
    tx.commit().await
}

/// Chooses rows of a stream, which is `$1`, in the words that make an engine look each of them up:
/// PostgreSQL would read the whole stream for `IN (…)` as long as it has no statistics, SQLite the
/// whole table for `IN (VALUES …)`.
fn these(engine: Engine, stream: Uuid, ids: &[Uuid]) -> (String, Vec<Value>) {
    let ids: Vec<Value> = filled(ids.iter().map(|id| (*id).into()));
    let condition = match engine {
        Engine::Sqlite => format!("stream = $1 AND id IN {}", tuple(2, ids.len())),
        Engine::Postgres => {
            let keys: Vec<_> = (2..2 + ids.len()).map(|at| format!("($1,${at})")).collect();
            format!("(stream, id) IN (VALUES {})", keys.join(","))
        }
    };
    let values = std::iter::once(stream.into()).chain(ids).collect();
    (condition, values)
}

/// How much waits.
///
/// # Errors
/// [`StoreError::Unavailable`] if the database is down.
pub async fn backlog(database: &Database) -> Result<Backlog, StoreError> {
    let sql = "SELECT COUNT(*) AS rows, MIN(created_at) AS oldest_at FROM outbox";
    let row = database.row::<Backlog>(sql, []).await?;
    Ok(row.unwrap_or(Backlog {
        rows: 0,
        oldest_at: None,
    }))
}
