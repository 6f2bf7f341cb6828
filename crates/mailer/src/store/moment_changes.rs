//! Moments of forums that have changed, until everybody is found who was told the old ones.

use kontor_contracts::ForumId;
use kontor_reminders::Anchor;
use kontor_store::{StoreError, Tx, columns::from_word};
use sea_orm::FromQueryResult;
use uuid::Uuid;

const TABLE: &str = "moment_changes";

/// A search for those who were told an old moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MomentChange {
    /// Whose moment.
    pub(crate) forum: ForumId,
    /// Which moment.
    pub(crate) anchor: Anchor,
    /// When to look on; not any more if absent.
    pub(crate) look_at: Option<i64>,
    /// The mail that was looked at last.
    pub(crate) page_after: Uuid,
}

/// Begins a search, from the first mail on.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn keep_change(tx: &Tx, change: &MomentChange) -> Result<(), StoreError> {
    let sql = "INSERT INTO moment_changes (forum, anchor, look_at, page_after) \
               VALUES ($1, $2, $3, $4) ON CONFLICT (forum, anchor) DO UPDATE SET \
               look_at = excluded.look_at, page_after = excluded.page_after";
    let values = [
        change.forum.uuid().into(),
        change.anchor.as_str().into(),
        change.look_at.into(),
        change.page_after.into(),
    ];
    tx.execute(sql, values).await?;
    Ok(())
}

/// A search that is due, for this transaction alone.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn next_change(tx: &Tx, now_ms: i64) -> Result<Option<MomentChange>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        forum: Uuid,
        anchor: String,
        look_at: Option<i64>,
        page_after: Uuid,
    }
    let sql = format!(
        "SELECT forum, anchor, look_at, page_after FROM moment_changes WHERE look_at <= $1 \
         ORDER BY look_at LIMIT 1{}",
        tx.engine().skip_locked()
    );
    let row: Option<Row> = tx.row(&sql, [now_ms.into()]).await?;
    let change = row.map(|row| {
        Ok(MomentChange {
            forum: ForumId::new(row.forum),
            anchor: from_word(TABLE, "anchor", &row.anchor)?,
            look_at: row.look_at,
            page_after: row.page_after,
        })
    });
    change.transpose()
}
