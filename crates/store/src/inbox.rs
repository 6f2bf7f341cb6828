//! What was heard: one row per message and consumer, written with the effects of the message, so
//! that a message that comes again changes nothing.

use sea_orm::Value;
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
    let sql = "INSERT INTO inbox (consumer, message_id, handled_at) VALUES ($1, $2, $3) \
               ON CONFLICT DO NOTHING";
    let values: [Value; 3] = [consumer.into(), message_id.into(), now.into()];
    Ok(tx.execute(sql, values).await? == 1)
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
