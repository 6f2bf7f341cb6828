//! What was answered to requests with an idempotency key.

use std::collections::HashMap;

use kontor_book::Refusal;
use kontor_store::{
    Database, StoreError, Tx,
    columns::{from_json, hash, to_json},
    list,
};
use sea_orm::{DbErr, FromQueryResult, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Hash;
use crate::intake::{Settled, SignedUp};

const TABLE: &str = "idempotency_keys";

/// An answer that is kept, and what it answered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kept {
    pub(crate) request: Hash,
    pub(crate) answer: Result<SignedUp, Refusal>,
}

/// An answer as it is kept: the names are part of the database.
#[derive(Serialize, Deserialize)]
#[serde(tag = "reply", rename_all = "snake_case")]
enum Answer {
    CheckMail {
        receipt: Uuid,
        hold_hours: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        settled: Option<Settled>,
    },
    Refused {
        refusal: Refusal,
    },
}

impl From<Result<SignedUp, Refusal>> for Answer {
    fn from(answer: Result<SignedUp, Refusal>) -> Self {
        match answer {
            Ok(SignedUp {
                receipt,
                hold_hours,
                settled,
            }) => Self::CheckMail {
                receipt,
                hold_hours,
                settled,
            },
            Err(refusal) => Self::Refused { refusal },
        }
    }
}

impl From<Answer> for Result<SignedUp, Refusal> {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::CheckMail {
                receipt,
                hold_hours,
                settled,
            } => Ok(SignedUp {
                receipt,
                hold_hours,
                settled,
            }),
            Answer::Refused { refusal } => Err(refusal),
        }
    }
}

#[derive(FromQueryResult)]
struct Row {
    key: Vec<u8>,
    request: Vec<u8>,
    answer: String,
}

/// What was answered under these keys since `since_ms`.
pub(crate) async fn find(
    tx: &Tx,
    keys: impl IntoIterator<Item = &Hash>,
    since_ms: i64,
) -> Result<HashMap<Hash, Kept>, StoreError> {
    let (keys, more) = list(2, keys.into_iter().map(|key| key.to_vec().into()));
    let values = [Value::from(since_ms)].into_iter().chain(more);
    let sql = format!(
        "SELECT key, request, answer FROM idempotency_keys \
         WHERE created_at >= $1 AND key IN {keys}"
    );
    let rows = tx.rows::<Row>(&sql, values).await?.into_iter();
    rows.map(|row| {
        let kept = Kept {
            request: hash(TABLE, "request", &row.request)?,
            answer: from_json::<Answer>(TABLE, "answer", &row.answer)?.into(),
        };
        Ok((hash(TABLE, "key", &row.key)?, kept))
    })
    .collect()
}

/// Keeps answers. One that is out of date is replaced; if another process has kept one under the
/// same key meanwhile, this is a conflict, and whoever tries again finds that one.
pub(crate) async fn insert(
    tx: &Tx,
    new: &[(Hash, Kept)],
    since_ms: i64,
    now_ms: i64,
) -> Result<(), StoreError> {
    let rows = new.iter().map(|(key, kept)| {
        Ok(vec![
            key.to_vec().into(),
            kept.request.to_vec().into(),
            to_json(TABLE, "answer", &Answer::from(kept.answer))?.into(),
            now_ms.into(),
        ])
    });
    let columns = ["key", "request", "answer", "created_at"];
    let ending = format!(
        " ON CONFLICT (key) DO UPDATE SET request = excluded.request, answer = excluded.answer, \
         created_at = excluded.created_at WHERE idempotency_keys.created_at < {since_ms}"
    );
    let rows = rows.collect::<Result<_, StoreError>>()?;
    let kept = tx.insert(TABLE, &columns, rows, &ending).await?;
    if kept == new.len() as u64 {
        Ok(())
    } else {
        Err(StoreError::Conflict(DbErr::RecordNotInserted))
    }
}

/// Forgets up to `limit` answers from before `before_ms`; says how many.
pub(crate) async fn forget(
    database: &Database,
    before_ms: i64,
    limit: u32,
) -> Result<u64, StoreError> {
    let sql = "DELETE FROM idempotency_keys WHERE key IN \
        (SELECT key FROM idempotency_keys WHERE created_at < $1 LIMIT $2)";
    super::forget(database, sql, before_ms, limit).await
}
