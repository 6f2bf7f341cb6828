//! What is to be told: rows written with the change they tell of, taken by the relay, and removed
//! when the bus has confirmed them.
//!
//! The relay takes *rows that are not sent*, never "ids greater than the last": transactions commit
//! in another order than they begin, and a position would skip the late ones.

use kontor_contracts::{Envelope, Event};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use crate::{Database, Engine, StoreError, Tx, sql::list};

/// An event on its way out.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Row {
    /// The id of the message, the same however often it is sent.
    pub id: Uuid,
    /// Its type.
    pub kind: String,
    /// What it is about.
    pub subject: String,
    /// The envelope as it travels.
    pub body: String,
    /// When it happened, in milliseconds.
    pub created_at: i64,
}

/// How much waits to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromQueryResult)]
pub struct Backlog {
    /// Rows.
    pub rows: i64,
    /// When the oldest of them happened, in milliseconds.
    pub oldest_at: Option<i64>,
}

impl Row {
    pub(crate) fn new<E: Event>(envelope: &Envelope<E>) -> Result<Self, StoreError> {
        Ok(Self {
            id: envelope.id.uuid(),
            kind: envelope.kind.clone(),
            subject: envelope.subject.clone(),
            body: envelope.to_json()?,
            created_at: envelope.time.as_millisecond(),
        })
    }
}

pub(crate) async fn insert(tx: &Tx, rows: Vec<Row>) -> Result<(), StoreError> {
    let columns = ["id", "kind", "subject", "body", "created_at"];
    let values = rows.into_iter().map(|row| {
        vec![
            row.id.into(),
            row.kind.into(),
            row.subject.into(),
            row.body.into(),
            row.created_at.into(),
        ]
    });
    tx.insert("outbox", &columns, values.collect(), "").await?;
    Ok(())
}

/// Takes up to `limit` rows, oldest first, until `lease_until`; other relays do not see them till
/// then. If the relay dies, they come back by themselves.
///
/// # Errors
/// [`StoreError::Unavailable`] if the database is down.
pub async fn claim(
    database: &Database,
    now: i64,
    lease_until: i64,
    limit: u32,
) -> Result<Vec<Row>, StoreError> {
    let tx = database.begin().await?;
    if tx.engine() == Engine::Postgres {
        // One relay of this worker at a time looks and takes; the statement that follows sees what
        // others took. Such locks are the whole database's, hence the schema in the key.
        let lock = "SELECT pg_advisory_xact_lock(hashtext('kontor outbox ' || current_schema()))";
        tx.execute(lock, []).await?;
    }
    let sql = "SELECT id, kind, subject, body, created_at FROM outbox WHERE NOT EXISTS \
               (SELECT 1 FROM outbox_leases AS taken \
                WHERE taken.id = outbox.id AND taken.lease_until > $1) ORDER BY id LIMIT $2";
    let rows = tx
        .rows::<Row>(sql, [now.into(), i64::from(limit).into()])
        .await?;
    let lease = |row: &Row| vec![row.id.into(), lease_until.into(), 1_i64.into()];
    let again = " ON CONFLICT (id) DO UPDATE SET lease_until = excluded.lease_until, \
                 attempts = outbox_leases.attempts + 1";
    let columns = ["id", "lease_until", "attempts"];
    tx.insert(
        "outbox_leases",
        &columns,
        rows.iter().map(lease).collect(),
        again,
    )
    .await?;
    tx.commit().await?;
    Ok(rows)
}

/// Removes rows that the bus has confirmed.
///
/// # Errors
/// [`StoreError::Unavailable`] if the database is down; the rows are then sent again, with the same
/// ids.
pub async fn mark_sent(database: &Database, ids: &[Uuid]) -> Result<(), StoreError> {
    let tx = database.begin().await?;
    let (ids, values) = list(1, ids.iter().map(|id| (*id).into()));
    tx.execute(
        &format!("DELETE FROM outbox WHERE id IN {ids}"),
        values.clone(),
    )
    .await?;
    tx.execute(
        &format!("DELETE FROM outbox_leases WHERE id IN {ids}"),
        values,
    )
    .await?;
    tx.commit().await
}

/// Gives rows back that could not be sent, to be tried again at `not_before`.
///
/// # Errors
/// [`StoreError::Unavailable`] if the database is down; the rows come back when their lease ends.
pub async fn give_back(
    database: &Database,
    ids: &[Uuid],
    not_before: i64,
    reason: &str,
) -> Result<(), StoreError> {
    let tx = database.begin().await?;
    let (ids, more) = list(3, ids.iter().map(|id| (*id).into()));
    let values = [Value::from(not_before), reason.into()]
        .into_iter()
        .chain(more);
    let sql =
        format!("UPDATE outbox_leases SET lease_until = $1, last_error = $2 WHERE id IN {ids}");
    tx.execute(&sql, values).await?;
    tx.commit().await
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
