//! The tables of this worker and every statement on them, named by intent. Nothing outside of this
//! folder writes SQL.

pub(crate) mod answers;
pub(crate) mod changes;
pub(crate) mod forum_terms;
pub(crate) mod forums;
pub(crate) mod holds;
mod participants;
pub(crate) mod person;
pub(crate) mod registered;
pub(crate) mod registrations;
pub(crate) mod tokens;

use jiff::civil::DateTime;
use kontor_contracts::Deadline;
use kontor_store::{Database, Migration, Migrations, StoreError, Tx};
use sea_orm::{FromQueryResult, Value};
use serde::{
    Serialize,
    de::{DeserializeOwned, IntoDeserializer, value::Error as ValueError},
};

/// The tables of this worker.
pub const MIGRATIONS: Migrations = Migrations {
    set: "registrations",
    steps: &[
        Migration {
            version: 1,
            name: "registrations",
            sql: include_str!("migrations/0001_registrations.sql"),
        },
        Migration {
            version: 2,
            name: "holds",
            sql: include_str!("migrations/0002_holds.sql"),
        },
        Migration {
            version: 3,
            name: "places",
            sql: include_str!("migrations/0003_places.sql"),
        },
        Migration {
            version: 4,
            name: "participants",
            sql: include_str!("migrations/0004_participants.sql"),
        },
        Migration {
            version: 5,
            name: "forum terms",
            sql: include_str!("migrations/0005_forum_terms.sql"),
        },
    ],
};

/// SHA-256, as links and keys are kept.
pub(crate) type Hash = [u8; 32];

/// Where rows are read: in a transaction or outside of one.
trait Read: Sync {
    fn rows<R: FromQueryResult + Send + Sync>(
        &self,
        sql: &str,
        values: Vec<Value>,
    ) -> impl Future<Output = Result<Vec<R>, StoreError>> + Send;
}

impl Read for Tx {
    async fn rows<R: FromQueryResult + Send + Sync>(
        &self,
        sql: &str,
        values: Vec<Value>,
    ) -> Result<Vec<R>, StoreError> {
        self.rows(sql, values).await
    }
}

impl Read for Database {
    async fn rows<R: FromQueryResult + Send + Sync>(
        &self,
        sql: &str,
        values: Vec<Value>,
    ) -> Result<Vec<R>, StoreError> {
        self.rows(sql, values).await
    }
}

/// Removes rows by a statement that says which are older than `$1`, `$2` of them at most; says how
/// many.
async fn forget(
    database: &Database,
    sql: &str,
    before_ms: i64,
    limit: u32,
) -> Result<u64, StoreError> {
    let tx = database.begin().await?;
    let values: [Value; 2] = [before_ms.into(), i64::from(limit).into()];
    let forgotten = tx.execute(sql, values).await?;
    tx.commit().await?;
    Ok(forgotten)
}

fn corrupt(
    table: &'static str,
    column: &'static str,
    detail: &dyn std::fmt::Display,
) -> StoreError {
    StoreError::Corrupt {
        table,
        column,
        detail: detail.to_string(),
    }
}

fn from_json<T: DeserializeOwned>(
    table: &'static str,
    column: &'static str,
    text: &str,
) -> Result<T, StoreError> {
    // The message of serde_json may quote the value, which may be personal; its place may not.
    serde_json::from_str(text).map_err(|error| {
        let detail = format!("{:?} at column {}", error.classify(), error.column());
        corrupt(table, column, &detail)
    })
}

fn to_json<T: Serialize>(
    table: &'static str,
    column: &'static str,
    value: &T,
) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| corrupt(table, column, &error))
}

/// A word of a list of words, as its type names it.
fn from_word<T: DeserializeOwned>(
    table: &'static str,
    column: &'static str,
    word: &str,
) -> Result<T, StoreError> {
    let known = T::deserialize(IntoDeserializer::<ValueError>::into_deserializer(word));
    known.map_err(|error| corrupt(table, column, &error))
}

fn to_word<T: Serialize>(
    table: &'static str,
    column: &'static str,
    value: &T,
) -> Result<String, StoreError> {
    let word = serde_json::to_value(value).ok();
    let word = word.as_ref().and_then(serde_json::Value::as_str);
    word.map(str::to_owned)
        .ok_or_else(|| corrupt(table, column, &"not a word"))
}

/// A moment from its local date and time.
fn moment(column: &'static str, local: &str, zone: &str) -> Result<Deadline, StoreError> {
    let local = local.parse::<DateTime>();
    Ok(Deadline {
        local: local.map_err(|error| corrupt("forums", column, &error))?,
        zone: zone.to_owned(),
    })
}

fn count(table: &'static str, column: &'static str, value: i64) -> Result<u32, StoreError> {
    u32::try_from(value).map_err(|_| corrupt(table, column, &"not a count"))
}

fn hash(table: &'static str, column: &'static str, bytes: &[u8]) -> Result<Hash, StoreError> {
    bytes
        .try_into()
        .map_err(|_| corrupt(table, column, &"not 32 bytes"))
}

#[cfg(test)]
mod tests;
