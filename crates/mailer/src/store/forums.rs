//! The projection of forums.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use kontor_contracts::{Envelope, ForumId, events::ForumPublished};
use kontor_store::{Database, StoreError, Tx, list};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::rows::ForumRow;
use crate::domain::Forum;

/// Keeps what people are told about a forum, unless something newer is known already.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn keep_forum(
    tx: &Tx,
    event: &Envelope<ForumPublished>,
) -> Result<(), StoreError> {
    let facts = serde_json::to_string(&event.data)
        .map_err(|error| StoreError::Envelope(kontor_contracts::EnvelopeError::Envelope(error)))?;
    let sql = "INSERT INTO forums (id, sequence, slug, facts) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, \
               slug = excluded.slug, facts = excluded.facts \
               WHERE forums.sequence < excluded.sequence";
    let values = [
        event.data.forum.uuid().into(),
        event.sequence.0.into(),
        event.data.slug.as_str().into(),
        facts.into(),
    ];
    tx.execute(sql, values).await?;
    Ok(())
}

/// The sequence of a forum as it is known, 0 if it is not.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn known_sequence(tx: &Tx, forum: ForumId) -> Result<i64, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        sequence: i64,
    }
    let sql = "SELECT sequence FROM forums WHERE id = $1";
    let row: Option<Row> = tx.row(sql, [forum.uuid().into()]).await?;
    Ok(row.map_or(0, |row| row.sequence))
}

/// Forums as they are known, by id.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn forums_by_id(
    database: &Database,
    ids: impl Iterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Arc<Forum>>, StoreError> {
    let (sql, values) = select_forums(ids);
    known(&database.rows(&sql, values).await?)
}

/// As [`forums_by_id`], within a transaction.
pub(super) async fn forums_in(
    tx: &Tx,
    ids: impl Iterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Arc<Forum>>, StoreError> {
    let (sql, values) = select_forums(ids);
    known(&tx.rows(&sql, values).await?)
}

fn select_forums(ids: impl Iterator<Item = Uuid>) -> (String, Vec<Value>) {
    let ids: BTreeSet<Uuid> = ids.collect();
    let (marks, values) = list(1, ids.into_iter().map(Value::from));
    let sql = format!("SELECT id, sequence, facts FROM forums WHERE id IN {marks}");
    (sql, values)
}

fn known(rows: &[ForumRow]) -> Result<HashMap<Uuid, Arc<Forum>>, StoreError> {
    rows.iter()
        .map(|row| Ok((row.id, Arc::new(row.forum()?))))
        .collect()
}

/// The forums' names in addresses, for pages.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn slugs(database: &Database) -> Result<HashMap<Uuid, String>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        slug: String,
    }
    // More forums than a person can choose from in a list.
    const MOST: i64 = 1_000;
    let sql = "SELECT id, slug FROM forums ORDER BY id DESC LIMIT $1";
    let rows = database.rows::<Row>(sql, [MOST.into()]).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.slug)).collect())
}
