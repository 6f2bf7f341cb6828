//! How often something was tried.

use std::collections::HashMap;

use kontor_store::{Database, StoreError, Tx, columns::hash, list};
use sea_orm::{FromQueryResult, Value};

use super::run;
use crate::domain::{attempt::Tries, secret::Hash};

#[derive(FromQueryResult)]
struct Row {
    key: Vec<u8>,
    count: i64,
    last_at: i64,
    until: i64,
}

/// Locks the counts of these keys, which is what makes a hundred tries at once a hundred. All processes
/// lock them in the same order. A key that was never tried is new.
pub(crate) async fn lock(tx: &Tx, keys: &[Hash]) -> Result<HashMap<Hash, Tries>, StoreError> {
    let mut keys = keys.to_vec();
    keys.sort_unstable();
    let zero = Value::from(0_i64);
    let rows = keys.iter().map(|key| {
        vec![
            key.to_vec().into(),
            zero.clone(),
            zero.clone(),
            zero.clone(),
        ]
    });
    let columns = ["key", "count", "last_at", "until"];
    tx.insert(
        "attempts",
        &columns,
        rows.collect(),
        " ON CONFLICT DO NOTHING",
    )
    .await?;
    let (keys, values) = list(1, keys.iter().map(|key| key.to_vec().into()));
    let sql = format!(
        "SELECT key, count, last_at, until FROM attempts WHERE key IN {keys} ORDER BY key{}",
        tx.engine().for_update()
    );
    let rows: Vec<Row> = tx.rows(&sql, values).await?;
    let tries = rows.into_iter().map(|row| {
        let key = hash("attempts", "key", &row.key)?;
        let tries = Tries {
            count: row.count,
            last_ms: row.last_at,
            until_ms: row.until,
        };
        Ok((key, tries))
    });
    tries.collect()
}

pub(crate) async fn set(tx: &Tx, key: Hash, tries: Tries) -> Result<(), StoreError> {
    let sql = "UPDATE attempts SET count = $2, last_at = $3, until = $4 WHERE key = $1";
    let values: [Value; 4] = [
        key.to_vec().into(),
        tries.count.into(),
        tries.last_ms.into(),
        tries.until_ms.into(),
    ];
    tx.execute(sql, values).await?;
    Ok(())
}

/// Forgets all tries of a key: it has succeeded.
pub(crate) async fn clear(tx: &Tx, key: Hash) -> Result<(), StoreError> {
    tx.execute("DELETE FROM attempts WHERE key = $1", [key.to_vec().into()])
        .await?;
    Ok(())
}

/// Takes one try back, and its pause: it has succeeded, and others with the key have not.
pub(crate) async fn take_back(tx: &Tx, key: Hash) -> Result<(), StoreError> {
    let sql = "UPDATE attempts SET count = count - 1, until = 0 WHERE key = $1 AND count > 0";
    tx.execute(sql, [key.to_vec().into()]).await?;
    Ok(())
}

pub(crate) async fn forget(
    database: &Database,
    before_ms: i64,
    limit: i64,
) -> Result<u64, StoreError> {
    let sql = "DELETE FROM attempts WHERE key IN \
               (SELECT key FROM attempts WHERE last_at < $1 AND until < $1 LIMIT $2)";
    run(database, sql, [before_ms.into(), limit.into()]).await
}
