//! Messages that could not be handled: those that wait for another attempt, and the dead letters
//! that wait for a person. They are rows of the consumer's own database, so that a broker needs no
//! delays, an operator can read them, and a replay is one update.

use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use crate::{Database, StoreError, Tx};

/// A message that could not be handled.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Parked {
    /// Who could not handle it.
    pub consumer: String,
    /// Its id, kept through all attempts.
    pub message_id: Uuid,
    /// `waiting` for another attempt, or `dead`.
    pub state: String,
    /// Its type, as far as it could be read.
    pub kind: String,
    /// What it is about, as far as it could be read.
    pub subject: String,
    /// The message as it came.
    pub body: Vec<u8>,
    /// Attempts so far, with the one under way.
    pub attempts: i64,
    /// When the next attempt is due, in milliseconds.
    pub not_before: i64,
    /// Why the last attempt failed.
    pub reason: String,
    /// When the first attempt failed, in milliseconds.
    pub first_failed_at: i64,
    /// When the last attempt failed, in milliseconds.
    pub last_failed_at: i64,
}

const COLUMNS: &str = "consumer, message_id, state, kind, subject, body, attempts, not_before, \
                       reason, first_failed_at, last_failed_at";

/// Parks a message: as `waiting` until `not_before`, or as `dead`. A message that is parked already
/// takes the new state, count and reason.
///
/// # Errors
/// [`StoreError::Unavailable`] if the database is down.
pub async fn park(tx: &Tx, message: &Parked) -> Result<(), StoreError> {
    let sql = "INSERT INTO parked (consumer, message_id, state, kind, subject, body, attempts, \
               not_before, lease_until, reason, first_failed_at, last_failed_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
               ON CONFLICT (consumer, message_id) DO UPDATE SET state = excluded.state, \
               attempts = excluded.attempts, not_before = excluded.not_before, \
               lease_until = 0, reason = excluded.reason, \
               last_failed_at = excluded.last_failed_at";
    let values: [Value; 12] = [
        message.consumer.as_str().into(),
        message.message_id.into(),
        message.state.as_str().into(),
        message.kind.as_str().into(),
        message.subject.as_str().into(),
        message.body.clone().into(),
        message.attempts.into(),
        message.not_before.into(),
        0_i64.into(),
        message.reason.as_str().into(),
        message.first_failed_at.into(),
        message.last_failed_at.into(),
    ];
    tx.execute(sql, values).await?;
    Ok(())
}

/// Takes the message whose next attempt has been due for longest, until `lease_until`, and counts the
/// attempt: if the process dies of it, it has been one.
///
/// # Errors
/// [`StoreError::Unavailable`] if the database is down.
pub async fn claim_due(
    database: &Database,
    consumer: &str,
    now: i64,
    lease_until: i64,
) -> Result<Option<Parked>, StoreError> {
    let tx = database.begin().await?;
    let due = format!(
        "SELECT message_id FROM parked WHERE consumer = $2 AND state = 'waiting' \
         AND not_before <= $3 AND lease_until <= $3 ORDER BY not_before LIMIT 1{}",
        tx.engine().skip_locked()
    );
    let sql = format!(
        "UPDATE parked SET lease_until = $1, attempts = attempts + 1 \
         WHERE consumer = $2 AND message_id IN ({due}) RETURNING {COLUMNS}"
    );
    let values: [Value; 3] = [lease_until.into(), consumer.into(), now.into()];
    let row = tx.row::<Parked>(&sql, values).await?;
    tx.commit().await?;
    Ok(row)
}

/// Gives a claimed message back as it was: the attempt did not happen.
///
/// # Errors
/// [`StoreError::Unavailable`] if the database is down.
pub async fn unclaim(database: &Database, claimed: &Parked) -> Result<(), StoreError> {
    let tx = database.begin().await?;
    let sql = "UPDATE parked SET lease_until = 0, attempts = attempts - 1 \
               WHERE consumer = $1 AND message_id = $2 AND attempts = $3";
    let values: [Value; 3] = [
        claimed.consumer.as_str().into(),
        claimed.message_id.into(),
        claimed.attempts.into(),
    ];
    tx.execute(sql, values).await?;
    tx.commit().await
}

/// Removes a message that has now been handled, within the transaction of its effects.
///
/// # Errors
/// [`StoreError::Unavailable`] if the database is down.
pub async fn remove(tx: &Tx, consumer: &str, message_id: Uuid) -> Result<(), StoreError> {
    let sql = "DELETE FROM parked WHERE consumer = $1 AND message_id = $2";
    tx.execute(sql, [consumer.into(), message_id.into()])
        .await?;
    Ok(())
}

/// When the next waiting message is due, in milliseconds.
///
/// # Errors
/// [`StoreError::Unavailable`] if the database is down.
pub async fn next_due(database: &Database, consumer: &str) -> Result<Option<i64>, StoreError> {
    #[derive(FromQueryResult)]
    struct Due {
        at: Option<i64>,
    }
    let sql = "SELECT MIN(not_before) AS at FROM parked WHERE consumer = $1 AND state = 'waiting'";
    let row = database.row::<Due>(sql, [consumer.into()]).await?;
    Ok(row.and_then(|due| due.at))
}

/// Dead letters, newest first, older than `before` (`last_failed_at`, in milliseconds; `None` for the
/// newest).
///
/// # Errors
/// [`StoreError::Unavailable`] if the database is down.
pub async fn dead_letters(
    database: &Database,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<Parked>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM parked WHERE state = 'dead' AND last_failed_at < $1 \
         ORDER BY last_failed_at DESC, message_id LIMIT $2"
    );
    let before = before.unwrap_or(i64::MAX);
    database
        .rows(&sql, [before.into(), i64::from(limit).into()])
        .await
}

/// How many dead letters there are.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub async fn count_dead(database: &Database) -> Result<i64, StoreError> {
    #[derive(FromQueryResult)]
    struct Count {
        dead: i64,
    }
    let sql = "SELECT COUNT(*) AS dead FROM parked WHERE state = 'dead'";
    let row: Option<Count> = database.row(sql, []).await?;
    Ok(row.map_or(0, |row| row.dead))
}

/// One dead letter.
///
/// # Errors
/// [`StoreError::Unavailable`] if the database is down.
pub async fn dead_letter(
    database: &Database,
    message_id: Uuid,
) -> Result<Option<Parked>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM parked WHERE state = 'dead' AND message_id = $1");
    database.row(&sql, [message_id.into()]).await
}

/// Gives a dead letter another round of attempts, beginning now; `false` if there is none of that id.
/// The message keeps its id, so that replaying twice changes nothing.
///
/// # Errors
/// [`StoreError::Unavailable`] if the database is down.
pub async fn replay(tx: &Tx, message_id: Uuid, now: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE parked SET state = 'waiting', attempts = 0, not_before = $1, lease_until = 0 \
               WHERE state = 'dead' AND message_id = $2";
    let replayed = tx.execute(sql, [now.into(), message_id.into()]).await?;
    Ok(replayed > 0)
}
