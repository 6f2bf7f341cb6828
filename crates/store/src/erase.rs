//! Messages that speak of one person, on their way or set aside.

use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{Database, Engine, StoreError, Tx};

#[derive(FromQueryResult)]
struct Outgoing {
    id: Uuid,
    body: String,
}

#[derive(FromQueryResult)]
struct SetAside {
    message_id: Uuid,
    body: Vec<u8>,
}

/// Erases the messages whose body speaks of somebody, as `speaks` decides: those that wait to be sent,
/// those that wait for another attempt, and dead letters. Says how many.
///
/// # Errors
/// [`StoreError`]; nothing is erased then.
pub async fn erase_messages(
    database: &Database,
    speaks: impl Fn(&[u8]) -> bool,
) -> Result<u64, StoreError> {
    let tx = database.begin().await?;
    let outgoing: Vec<Outgoing> = tx.rows("SELECT id, body FROM outbox", []).await?;
    let outgoing = outgoing
        .into_iter()
        .filter(|row| speaks(row.body.as_bytes()));
    let outgoing: Vec<Uuid> = outgoing.map(|row| row.id).collect();
    let aside: Vec<SetAside> = tx.rows("SELECT message_id, body FROM parked", []).await?;
    let aside = aside.into_iter().filter(|row| speaks(&row.body));
    let aside: Vec<Uuid> = aside.map(|row| row.message_id).collect();
    let erased = remove(&tx, "DELETE FROM outbox WHERE id = $1", &outgoing).await?
        + remove(&tx, "DELETE FROM parked WHERE message_id = $1", &aside).await?;
    tx.commit().await?;
    Ok(erased)
}

async fn remove(tx: &Tx, sql: &str, ids: &[Uuid]) -> Result<u64, StoreError> {
    let mut removed = 0;
    for id in ids {
        removed += tx.execute(sql, [(*id).into()]).await?;
    }
    Ok(removed)
}

/// Empties the log that SQLite writes ahead: what was deleted stands in it until it is overwritten.
/// PostgreSQL's own log is the administrator's. `false` if somebody reads just now; ask again then.
///
/// # Errors
/// [`StoreError`] if the database is down.
pub async fn empty_log(database: &Database) -> Result<bool, StoreError> {
    #[derive(FromQueryResult)]
    struct Checkpoint {
        busy: i32,
    }
    if database.engine() == Engine::Postgres {
        return Ok(true);
    }
    let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
    let checkpoint: Option<Checkpoint> = database.row(sql, []).await?;
    Ok(checkpoint.is_none_or(|checkpoint| checkpoint.busy == 0))
}
