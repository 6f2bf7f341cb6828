//! Rows that make no listing: kept aside, once each, until the source sends a better one.

use kontor_contracts::SyncRunId;
use kontor_store::{Database, StoreError, Tx, list};
use sea_orm::{FromQueryResult, Value};
use serde::Serialize;

use crate::domain::Rejected;

const COLUMNS: [&str; 8] = [
    "source",
    "row_key",
    "run",
    "stage",
    "rule",
    "content_hash",
    "payload",
    "rejected_at",
];

/// The same row again is not written.
const REPLACE: &str = " ON CONFLICT (source, row_key) DO UPDATE SET run = excluded.run, \
    stage = excluded.stage, rule = excluded.rule, content_hash = excluded.content_hash, \
    payload = excluded.payload, rejected_at = excluded.rejected_at \
    WHERE rejected_rows.content_hash <> excluded.content_hash";

/// A row that makes no listing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RejectedRow {
    /// Its reference, or a hash of it if it has none.
    pub key: String,
    /// `decode` or `map`.
    pub stage: String,
    /// Which rule it breaks.
    pub rule: String,
    /// The row as received.
    pub payload: String,
    /// When, in milliseconds since 1970.
    pub rejected_at_ms: i64,
}

#[derive(FromQueryResult)]
struct RejectedLine {
    row_key: String,
    stage: String,
    rule: String,
    payload: String,
    rejected_at: i64,
}

/// Puts bad rows aside and lets go of those that have since come in order.
pub(crate) async fn settle(
    tx: &Tx,
    source: &str,
    run: SyncRunId,
    good: impl Iterator<Item = &String>,
    bad: impl Iterator<Item = &Rejected>,
    now: i64,
) -> Result<(), StoreError> {
    let values = |row: &Rejected| -> Vec<Value> {
        vec![
            source.into(),
            row.key.as_str().into(),
            run.uuid().into(),
            row.stage.name().into(),
            row.rule.as_str().into(),
            row.hash.to_vec().into(),
            row.payload.as_str().into(),
            now.into(),
        ]
    };
    tx.insert(
        "rejected_rows",
        &COLUMNS,
        bad.map(values).collect(),
        REPLACE,
    )
    .await?;
    let (good, keys) = list(2, good.map(|key| key.as_str().into()));
    let sql = format!("DELETE FROM rejected_rows WHERE source = $1 AND row_key IN {good}");
    tx.execute(&sql, std::iter::once(source.into()).chain(keys))
        .await?;
    Ok(())
}

/// A source's rejected rows, newest first.
pub(crate) async fn rejected(
    db: &Database,
    source: &str,
    limit: u32,
) -> Result<Vec<RejectedRow>, StoreError> {
    let sql = "SELECT row_key, stage, rule, payload, rejected_at FROM rejected_rows \
        WHERE source = $1 ORDER BY rejected_at DESC, row_key LIMIT $2";
    let rows = db
        .rows::<RejectedLine>(sql, [source.into(), i64::from(limit).into()])
        .await?;
    let row = |row: RejectedLine| RejectedRow {
        key: row.row_key,
        stage: row.stage,
        rule: row.rule,
        payload: row.payload,
        rejected_at_ms: row.rejected_at,
    };
    Ok(rows.into_iter().map(row).collect())
}
