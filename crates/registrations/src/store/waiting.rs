//! The waiting lists: who waits at a forum, in order.

use kontor_contracts::ForumId;
use kontor_store::{Database, StoreError, Tx, columns::count};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::{
    moment,
    registrations::{COLUMNS, Registration, TABLE, whole},
};

/// How many groups are read when places are given: more than ever are served at once but in a forum that
/// grows by hundreds, which takes several rounds.
pub(crate) const READ: u32 = 64;

/// The first groups of a forum's waiting list, in order.
pub(crate) async fn head(tx: &Tx, forum: ForumId) -> Result<Vec<Registration>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM registrations WHERE forum = $1 AND state = 'waiting' \
         ORDER BY waiting_since, id LIMIT $2"
    );
    let values: [Value; 2] = [forum.uuid().into(), i64::from(READ).into()];
    whole(tx, tx.rows(&sql, values).await?).await
}

#[derive(FromQueryResult)]
struct Before {
    groups: i64,
}

/// How many groups stand before this one, which waits since `since_ms`.
pub(crate) async fn before(
    database: &Database,
    registration: &Registration,
    since_ms: i64,
) -> Result<u32, StoreError> {
    let sql = "SELECT COUNT(*) AS groups FROM registrations WHERE forum = $1 AND state = 'waiting' \
               AND (waiting_since < $2 OR (waiting_since = $2 AND id < $3))";
    let values: [Value; 3] = [
        registration.forum.uuid().into(),
        since_ms.into(),
        registration.id.uuid().into(),
    ];
    let row = database.row::<Before>(sql, values).await?;
    count(TABLE, "waiting_since", row.map_or(0, |row| row.groups))
}

/// When the lists end at which somebody waits, in milliseconds since 1970.
pub(crate) async fn ends(database: &Database) -> Result<Vec<(ForumId, i64)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        closes: String,
        zone: String,
    }
    let sql = "SELECT id, closes, zone FROM forums WHERE waiting > 0 AND state = 'published'";
    let rows: Vec<Row> = database.rows(sql, []).await?;
    let mut ends = Vec::with_capacity(rows.len());
    for row in rows {
        // A deadline that cannot be told ends nothing.
        if let Ok(closes) = moment("closes", &row.closes, &row.zone)?.instant() {
            ends.push((ForumId::new(row.id), closes.as_millisecond()));
        }
    }
    Ok(ends)
}
