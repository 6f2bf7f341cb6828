//! A forum from one change that people go by to the next.

use std::collections::HashMap;

use kontor_contracts::{
    Envelope, ForumId,
    events::{ForumParticulars, ForumPublished},
};
use kontor_store::{
    StoreError, Tx,
    columns::{from_json, to_json},
};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use crate::domain::Version;

pub(super) const TABLE: &str = "forum_versions";

/// The columns of [`VersionRow`].
pub(super) const COLUMNS: &str = "forum, sequence, kept_at, particulars, note, silent";

/// A row of `forum_versions`.
#[derive(Debug, FromQueryResult)]
pub(super) struct VersionRow {
    forum: Uuid,
    sequence: i64,
    kept_at: i64,
    particulars: String,
    note: Option<String>,
    silent: bool,
}

impl VersionRow {
    fn version(self) -> Result<Version, StoreError> {
        let note = self.note.map(|note| from_json(TABLE, "note", &note));
        Ok(Version {
            sequence: self.sequence,
            kept_at: self.kept_at,
            particulars: from_json(TABLE, "particulars", &self.particulars)?,
            note: note.transpose()?,
            silent: self.silent,
        })
    }
}

/// Versions of forums from their rows, which are in the order of their sequence.
pub(super) fn by_forum(rows: Vec<VersionRow>) -> Result<HashMap<Uuid, Vec<Version>>, StoreError> {
    let mut versions: HashMap<Uuid, Vec<Version>> = HashMap::new();
    for row in rows {
        let forum = row.forum;
        versions.entry(forum).or_default().push(row.version()?);
    }
    Ok(versions)
}

/// Keeps a forum as an event tells it, if people go by something else since. Says whether they do, and
/// are to hear of it.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn keep_version(
    tx: &Tx,
    event: &Envelope<ForumPublished>,
    now_ms: i64,
) -> Result<bool, StoreError> {
    let (facts, sequence) = (&event.data, event.sequence.0);
    let mut before = before(tx, facts.forum, sequence).await?;
    let change = facts.change.as_ref();
    if let Some(told) = change.map(|change| &change.before)
        && before.as_ref() != Some(told)
    {
        // The event between the two was lost, or comes late. What nobody knew before is the ground that
        // everybody stands on.
        let kept_at = if before.is_some() { now_ms } else { 0 };
        keep(
            tx,
            (facts.forum, sequence - 1, kept_at),
            told,
            (None, false),
        )
        .await?;
        before = Some(told.clone());
    }
    let now = facts.particulars();
    let is_other = before.as_ref() != Some(&now);
    if is_other {
        // An event that says nothing of a change is the first, or of an older version.
        let silent = change.is_none_or(|change| change.silent);
        let note = change.and_then(|change| change.note.as_ref());
        let note = note.map(|note| to_json(TABLE, "note", note)).transpose()?;
        keep(tx, (facts.forum, sequence, now_ms), &now, (note, silent)).await?;
    }
    Ok(is_other && change.is_some_and(|change| !change.silent))
}

/// What people went by before an event.
async fn before(
    tx: &Tx,
    forum: ForumId,
    sequence: i64,
) -> Result<Option<ForumParticulars>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        particulars: String,
    }
    let sql = "SELECT particulars FROM forum_versions WHERE forum = $1 AND sequence < $2 \
               ORDER BY sequence DESC LIMIT 1";
    let row: Option<Row> = tx.row(sql, [forum.uuid().into(), sequence.into()]).await?;
    let before = row.map(|row| from_json(TABLE, "particulars", &row.particulars));
    before.transpose()
}

async fn keep(
    tx: &Tx,
    (forum, sequence, kept_at): (ForumId, i64, i64),
    particulars: &ForumParticulars,
    (note, silent): (Option<String>, bool),
) -> Result<(), StoreError> {
    let sql = format!(
        "INSERT INTO {TABLE} ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (forum, sequence) DO UPDATE SET note = excluded.note, silent = excluded.silent"
    );
    let values: [Value; 6] = [
        forum.uuid().into(),
        sequence.into(),
        kept_at.into(),
        to_json(TABLE, "particulars", particulars)?.into(),
        note.into(),
        silent.into(),
    ];
    tx.execute(&sql, values).await?;
    Ok(())
}
