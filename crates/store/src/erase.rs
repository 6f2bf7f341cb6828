//! Messages that speak of one person, on their way or set aside: to be shown and erased.

use sea_orm::{FromQueryResult, Value};
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

/// Messages of one page. Each may have a megabyte.
const PAGE: i64 = 128;

/// A table that keeps messages, read page by page in the order of its key.
trait Keeps: FromQueryResult + Send + Sync {
    /// Reads a page after the key `$1, $2`.
    const READ: &str;
    /// Removes the row with the key `$1, $2`.
    const REMOVE: &str;
    /// What comes before every key.
    fn first() -> [Value; 2];
    fn key(&self) -> [Value; 2];
    fn id(&self) -> Uuid;
    fn body(&self) -> &[u8];
    fn message(self) -> KeptMessage;
}

#[derive(FromQueryResult)]
struct Outgoing {
    stream: Uuid,
    id: Uuid,
    kind: String,
    body: String,
}

impl Keeps for Outgoing {
    const READ: &str = "SELECT stream, id, kind, body FROM outbox WHERE (stream, id) > ($1, $2) \
                        ORDER BY stream, id LIMIT $3";
    const REMOVE: &str = "DELETE FROM outbox WHERE stream = $1 AND id = $2";

    fn first() -> [Value; 2] {
        [Uuid::nil().into(), Uuid::nil().into()]
    }

    fn key(&self) -> [Value; 2] {
        [self.stream.into(), self.id.into()]
    }

    fn id(&self) -> Uuid {
        self.id
    }

    fn body(&self) -> &[u8] {
        self.body.as_bytes()
    }

    fn message(self) -> KeptMessage {
        KeptMessage {
            id: self.id,
            kind: self.kind,
            state: "outgoing".to_owned(),
            body: self.body.into_bytes(),
        }
    }
}

#[derive(FromQueryResult)]
struct SetAside {
    consumer: String,
    message_id: Uuid,
    kind: String,
    state: String,
    body: Vec<u8>,
}

impl Keeps for SetAside {
    const READ: &str = "SELECT consumer, message_id, kind, state, body FROM parked \
                        WHERE (consumer, message_id) > ($1, $2) \
                        ORDER BY consumer, message_id LIMIT $3";
    const REMOVE: &str = "DELETE FROM parked WHERE consumer = $1 AND message_id = $2";

    fn first() -> [Value; 2] {
        ["".into(), Uuid::nil().into()]
    }

    fn key(&self) -> [Value; 2] {
        [self.consumer.as_str().into(), self.message_id.into()]
    }

    fn id(&self) -> Uuid {
        self.message_id
    }

    fn body(&self) -> &[u8] {
        &self.body
    }

    fn message(self) -> KeptMessage {
        KeptMessage {
            id: self.message_id,
            kind: self.kind,
            state: self.state,
            body: self.body,
        }
    }
}

/// Gives `each` what every page has of somebody. One page at a time is in memory, and no transaction
/// is open while it is read: a table of a million messages keeps nobody waiting.
async fn each_page<K: Keeps>(
    database: &Database,
    speaks: &impl Fn(&[u8]) -> bool,
    mut each: impl AsyncFnMut(Vec<K>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut after = K::first();
    loop {
        let values = after.into_iter().chain([PAGE.into()]);
        let page: Vec<K> = database.rows(K::READ, values).await?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = last.key();
        each(page.into_iter().filter(|row| speaks(row.body())).collect()).await?;
    }
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
    let mut found = Vec::new();
    each_page::<Outgoing>(database, &speaks, async |rows| {
        found.extend(rows.into_iter().map(Keeps::message));
        Ok(())
    })
    .await?;
    each_page::<SetAside>(database, &speaks, async |rows| {
        found.extend(rows.into_iter().map(Keeps::message));
        Ok(())
    })
    .await?;
    Ok(found)
}

/// Erases the messages whose body speaks of somebody, as [`messages_about`] finds them. Says how many.
/// `note` is told the id of each, in the transaction that erases it.
///
/// # Errors
/// [`StoreError`]; what was erased until then stays erased.
pub async fn erase_messages(
    database: &Database,
    speaks: impl Fn(&[u8]) -> bool,
    note: impl AsyncFn(&Tx, Uuid) -> Result<(), StoreError>,
) -> Result<u64, StoreError> {
    let mut erased = 0;
    each_page::<Outgoing>(database, &speaks, async |rows| {
        erased += remove(database, &rows, &note).await?;
        Ok(())
    })
    .await?;
    each_page::<SetAside>(database, &speaks, async |rows| {
        erased += remove(database, &rows, &note).await?;
        Ok(())
    })
    .await?;
    Ok(erased)
}

async fn remove<K: Keeps>(
    database: &Database,
    rows: &[K],
    note: &impl AsyncFn(&Tx, Uuid) -> Result<(), StoreError>,
) -> Result<u64, StoreError> {
    if rows.is_empty() {
        return Ok(0);
    }
    let tx = database.begin().await?;
    let mut removed = 0;
    for row in rows {
        // One that has left in the meantime was not erased.
        if tx.execute(K::REMOVE, row.key()).await? > 0 {
            note(&tx, row.id()).await?;
            removed += 1;
        }
    }
    tx.commit().await?;
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
