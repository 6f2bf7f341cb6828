//! Places that are held for registrations that wait for a confirmation: which are due, and how many
//! there are.

use std::collections::HashMap;

use kontor_book::Taken;
use kontor_contracts::ForumId;
use kontor_store::{Database, StoreError, Tx, list};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::{
    count,
    registrations::{COLUMNS, LIVE, Registration, TABLE, bare},
};

/// The registrations of these forums whose hold is over, without their participants: nobody asks who
/// they were.
pub(crate) async fn due(
    tx: &Tx,
    forums: impl IntoIterator<Item = ForumId>,
    now_ms: i64,
) -> Result<Vec<Registration>, StoreError> {
    let (forums, more) = list(2, forums.into_iter().map(|id| id.uuid().into()));
    let values = [Value::from(now_ms)].into_iter().chain(more);
    let sql = format!(
        "SELECT {COLUMNS} FROM registrations \
         WHERE state = 'pending' AND held_until <= $1 AND forum IN {forums} ORDER BY held_until"
    );
    bare(tx.rows(&sql, values).await?)
}

#[derive(FromQueryResult)]
struct ForumRow {
    forum: Uuid,
}

/// The forums at which a hold is over.
pub(crate) async fn forums_due(
    database: &Database,
    now_ms: i64,
) -> Result<Vec<ForumId>, StoreError> {
    let sql =
        "SELECT DISTINCT forum FROM registrations WHERE state = 'pending' AND held_until <= $1";
    let rows = database.rows::<ForumRow>(sql, [now_ms.into()]).await?;
    Ok(rows
        .into_iter()
        .map(|row| ForumId::new(row.forum))
        .collect())
}

#[derive(FromQueryResult)]
struct DueRow {
    held_until: Option<i64>,
}

/// When the next hold ends.
pub(crate) async fn next_due(database: &Database) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT MIN(held_until) AS held_until FROM registrations WHERE state = 'pending'";
    let row = database.row::<DueRow>(sql, []).await?;
    Ok(row.and_then(|row| row.held_until))
}

/// The places that addresses of one domain hold at a forum without being confirmed.
pub(crate) type Held = HashMap<(ForumId, String), u32>;

#[derive(FromQueryResult)]
struct HeldRow {
    forum: Uuid,
    domain: String,
    places: i64,
}

/// What these domains hold at these forums.
pub(crate) async fn held(
    tx: &Tx,
    forums: impl IntoIterator<Item = ForumId>,
    domains: impl IntoIterator<Item = String>,
) -> Result<Held, StoreError> {
    let (forums, mut values) = list(1, forums.into_iter().map(|id| id.uuid().into()));
    let (domains, more) = list(values.len() + 1, domains.into_iter().map(Value::from));
    values.extend(more);
    let sql = format!(
        "SELECT forum, domain, CAST(SUM(places) AS BIGINT) AS places FROM registrations \
         WHERE state = 'pending' AND holds = 1 AND forum IN {forums} AND domain IN {domains} \
         GROUP BY forum, domain"
    );
    let rows = tx.rows::<HeldRow>(&sql, values).await?;
    rows.into_iter()
        .map(|row| {
            let domain = (ForumId::new(row.forum), row.domain);
            Ok((domain, count(TABLE, "places", row.places)?))
        })
        .collect()
}

#[derive(FromQueryResult)]
struct TakenRow {
    confirmed: Option<i64>,
    held: Option<i64>,
}

/// The places that a forum's rows take, counted one by one.
pub(crate) async fn taken(tx: &Tx, forum: ForumId) -> Result<Taken, StoreError> {
    let sql = format!(
        "SELECT \
         CAST(SUM(CASE WHEN state = 'confirmed' THEN places ELSE 0 END) AS BIGINT) AS confirmed, \
         CAST(SUM(CASE WHEN state = 'pending' THEN places ELSE 0 END) AS BIGINT) AS held \
         FROM registrations WHERE {LIVE} AND holds = 1 AND forum = $1"
    );
    let row = tx.row::<TakenRow>(&sql, [forum.uuid().into()]).await?;
    let (confirmed, held) = row.map_or((None, None), |row| (row.confirmed, row.held));
    Ok(Taken {
        confirmed: count(TABLE, "places", confirmed.unwrap_or(0))?,
        held: count(TABLE, "places", held.unwrap_or(0))?,
    })
}
