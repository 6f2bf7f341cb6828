//! Removes mails with all that belongs to them.

use kontor_contracts::MailId;
use kontor_store::{Database, StoreError, Tx, list};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use crate::kinds::KINDS;

/// Ids in one statement.
const IDS: usize = 500;

#[derive(FromQueryResult)]
struct IdRow {
    id: Uuid,
}

/// Removes the mails that `condition` chooses, with their messages and attempts; says which. One
/// that a line has at this moment stays.
pub(super) async fn remove(
    tx: &Tx,
    condition: &str,
    values: Vec<Value>,
) -> Result<Vec<MailId>, StoreError> {
    let sql = format!("DELETE FROM mails WHERE lease_until IS NULL AND {condition} RETURNING id");
    let removed: Vec<IdRow> = tx.rows(&sql, values).await?;
    for some in removed.chunks(IDS) {
        let (ids, values) = list(1, some.iter().map(|row| row.id.into()));
        for table in ["mail_messages", "mail_attempts"] {
            let sql = format!("DELETE FROM {table} WHERE mail IN {ids}");
            tx.execute(&sql, values.clone()).await?;
        }
    }
    Ok(removed.into_iter().map(|row| MailId::new(row.id)).collect())
}

/// Removes up to `limit` mails to addresses that were never confirmed: nothing was sent about the same
/// thing since `before_ms`, nothing waits, and no mail to a confirmed address was ever written about it. What
/// was written to somebody who is invited is kept as long as they have not answered.
/// Says how many.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn forget_unconfirmed(
    database: &Database,
    before_ms: i64,
    limit: u32,
) -> Result<u64, StoreError> {
    let unproved = KINDS.iter().filter(|kind| !kind.policy().to_proved);
    let (unproved, kinds) = list(3, unproved.map(|kind| kind.word().into()));
    let condition = format!(
        "id IN (SELECT id FROM mails WHERE changed_at < $1 AND due_at IS NULL \
         AND kind IN {unproved} AND NOT EXISTS (SELECT 1 FROM mails other \
         WHERE other.about = mails.about AND (other.kind NOT IN {unproved} \
         OR other.changed_at >= $1 OR other.due_at IS NOT NULL)) \
         AND NOT EXISTS (SELECT 1 FROM people WHERE people.about = mails.about \
         AND people.state = 'invited') LIMIT $2)"
    );
    let tx = database.begin().await?;
    let values = [before_ms.into(), i64::from(limit).into()];
    let removed = remove(&tx, &condition, values.into_iter().chain(kinds).collect()).await?;
    tx.commit().await?;
    Ok(removed.len() as u64)
}
