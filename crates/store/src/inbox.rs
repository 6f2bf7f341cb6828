//! What was heard: one row per message and consumer, written with the effects of the message, so
//! that a message that comes again changes nothing.

use std::collections::{BTreeSet, HashSet};

use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{Database, StoreError, Tx};

/// Notes that a message is being handled in this transaction. `false` if it was handled before.
///
/// # Errors
/// [`StoreError::Unavailable`] if the database is down.
pub async fn record(
    tx: &Tx,
    consumer: &str,
    message_id: Uuid,
    now: i64,
) -> Result<bool, StoreError> {
    let new = record_all(tx, consumer, [message_id], now).await?;
    Ok(!new.is_empty())
}

/// Notes that these messages are being handled in this transaction. Returns those that were not handled
/// before.
///
/// # Errors
/// [`StoreError::Unavailable`] if the database is down.
pub async fn record_all(
    tx: &Tx,
    consumer: &str,
    message_ids: impl IntoIterator<Item = Uuid>,
    now: i64,
) -> Result<HashSet<Uuid>, StoreError> {
    #[derive(FromQueryResult)]
    struct New {
        message_id: Uuid,
    }
    // In order: two processes that were given some of the same then wait for each other one way only.
    let ids: BTreeSet<Uuid> = message_ids.into_iter().collect();
    let row = |id: Uuid| vec![consumer.into(), id.into(), now.into()];
    let rows = ids.into_iter().map(row).collect();
    let columns = ["consumer", "message_id", "handled_at"];
    let ending = " ON CONFLICT DO NOTHING RETURNING message_id";
    let new: Vec<New> = tx.insert_returning("inbox", &columns, rows, ending).await?;
    Ok(new.into_iter().map(|row| row.message_id).collect())
}

/// Forgets messages handled before an instant, at most `limit` at once. Returns how many.
/// Business keys protect for ever; the inbox only has to outlive the longest redelivery.
///
/// # Errors
/// [`StoreError::Unavailable`] if the database is down.
pub async fn forget_before(
    database: &Database,
    before: i64,
    limit: u32,
) -> Result<u64, StoreError> {
    let tx = database.begin().await?;
    let sql = "DELETE FROM inbox WHERE (consumer, message_id) IN \
               (SELECT consumer, message_id FROM inbox WHERE handled_at < $1 LIMIT $2)";
    let forgotten = tx
        .execute(sql, [before.into(), i64::from(limit).into()])
        .await?;
    tx.commit().await?;
    Ok(forgotten)
}
