//! Messages that speak of one person, on their way or set aside: to be shown and erased.

use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{Database, Engine, StoreError, Tx};

/// A message between the workers that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptMessage {
    /// Its id.
    pub id: Uuid,
    /// What it tells.
    pub kind: String,
    /// `outgoing`, `waiting` for another attempt, or `dead`.
    pub state: String,
    /// What it says.
    pub body: Vec<u8>,
}

const KEPT: &str = "SELECT id, kind, 'outgoing' AS state, body FROM outbox";
const ASIDE: &str = "SELECT message_id AS id, kind, state, body FROM parked";

#[derive(FromQueryResult)]
struct Outgoing {
    id: Uuid,
    kind: String,
    state: String,
    body: String,
}

#[derive(FromQueryResult)]
struct SetAside {
    id: Uuid,
    kind: String,
    state: String,
    body: Vec<u8>,
}

async fn about(tx: &Tx, speaks: impl Fn(&[u8]) -> bool) -> Result<Vec<KeptMessage>, StoreError> {
    let outgoing: Vec<Outgoing> = tx.rows(KEPT, []).await?;
    let outgoing = outgoing.into_iter().map(|row| KeptMessage {
        id: row.id,
        kind: row.kind,
        state: row.state,
        body: row.body.into_bytes(),
    });
    let aside: Vec<SetAside> = tx.rows(ASIDE, []).await?;
    let aside = aside.into_iter().map(|row| KeptMessage {
        id: row.id,
        kind: row.kind,
        state: row.state,
        body: row.body,
    });
    let all = outgoing.chain(aside);
    Ok(all.filter(|message| speaks(&message.body)).collect())
}

/// The messages whose body speaks of somebody, as `speaks` decides: those that wait to be sent, those
/// that wait for another attempt, and dead letters.
///
/// # Errors
/// [`StoreError`] if the database cannot be read.
pub async fn messages_about(
    database: &Database,
    speaks: impl Fn(&[u8]) -> bool,
) -> Result<Vec<KeptMessage>, StoreError> {
    about(&database.begin().await?, speaks).await
}

/// Erases the messages whose body speaks of somebody, as [`messages_about`] finds them. Says how many.
///
/// # Errors
/// [`StoreError`]; nothing is erased then.
pub async fn erase_messages(
    database: &Database,
    speaks: impl Fn(&[u8]) -> bool,
) -> Result<u64, StoreError> {
    let tx = database.begin().await?;
    let mut erased = 0;
    for message in about(&tx, speaks).await? {
        let sql = match message.state.as_str() {
            "outgoing" => "DELETE FROM outbox WHERE id = $1",
            _ => "DELETE FROM parked WHERE message_id = $1",
        };
        erased += tx.execute(sql, [message.id.into()]).await?;
    }
    tx.commit().await?;
    Ok(erased)
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
