//! Registrations as pages show them: read outside of a transaction, never to decide anything.

use kontor_contracts::{ForumId, RegistrationId};
use kontor_store::{Database, StoreError};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::{
    Hash, count,
    registrations::{COLUMNS, Registration, Row, TABLE, read},
};

/// The registration that a link belongs to.
pub(crate) async fn of_token(
    database: &Database,
    hash: &Hash,
) -> Result<Option<Registration>, StoreError> {
    let columns = COLUMNS.replace("id, forum", "r.id, r.forum");
    let sql = format!(
        "SELECT {columns} FROM confirm_tokens t JOIN registrations r ON r.id = t.registration \
         WHERE t.hash = $1"
    );
    let row: Option<Row> = database.row(&sql, [hash.to_vec().into()]).await?;
    row.map(Registration::try_from).transpose()
}

/// Up to `limit` registrations of a forum before `before`, newest first.
pub(crate) async fn newest_of_forum(
    database: &Database,
    forum: ForumId,
    before: Option<RegistrationId>,
    limit: u32,
) -> Result<Vec<Registration>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM registrations WHERE forum = $1 AND id < $2 ORDER BY id DESC LIMIT $3"
    );
    let before = before.map_or(Uuid::max(), RegistrationId::uuid);
    let values: [Value; 3] = [forum.uuid().into(), before.into(), i64::from(limit).into()];
    read(database.rows(&sql, values).await?)
}

/// How many registrations of a forum have come how far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// Waiting for their address to be confirmed.
    pub pending: u32,
    /// Confirmed.
    pub confirmed: u32,
    /// Not confirmed in time.
    pub expired: u32,
}

#[derive(FromQueryResult)]
struct CountRow {
    state: String,
    n: i64,
}

pub(crate) async fn counts(database: &Database, forum: ForumId) -> Result<Counts, StoreError> {
    let sql = "SELECT state, COUNT(*) AS n FROM registrations WHERE forum = $1 GROUP BY state";
    let rows = database
        .rows::<CountRow>(sql, [forum.uuid().into()])
        .await?;
    let mut counts = Counts::default();
    for row in rows {
        let n = count(TABLE, "state", row.n)?;
        match row.state.as_str() {
            "pending" => counts.pending = n,
            "confirmed" => counts.confirmed = n,
            _ => counts.expired = n,
        }
    }
    Ok(counts)
}
