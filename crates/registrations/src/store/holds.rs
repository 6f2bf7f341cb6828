//! Places that are kept for a time, for registrations that wait for a confirmation or were offered some:
//! which are due, and how many there are.

use std::collections::HashMap;

use kontor_book::Taken;
use kontor_contracts::ForumId;
use kontor_store::{Database, StoreError, Tx, columns::count, list};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::registrations::{COLUMNS, LIVE, Registration, TABLE, bare};

/// For whom places are kept for a time. The index `registrations_due` says the same.
const KEPT: &str = "state IN ('pending', 'offered')";

/// The registrations of these forums whose hold or offer is over, without their participants: nobody asks who
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
         WHERE {KEPT} AND held_until <= $1 AND forum IN {forums} ORDER BY held_until"
    );
    bare(tx.rows(&sql, values).await?)
}

#[derive(FromQueryResult)]
struct ForumRow {
    forum: Uuid,
}

/// The forums at which a hold or an offer is over, or where places are free for which somebody waits.
pub(crate) async fn forums_due(
    database: &Database,
    now_ms: i64,
) -> Result<Vec<ForumId>, StoreError> {
    let sql = format!(
        "SELECT forum FROM registrations WHERE {KEPT} AND held_until <= $1 \
         UNION SELECT id AS forum FROM forums \
         WHERE waiting > 0 AND taken < capacity AND state = 'published'"
    );
    let rows = database.rows::<ForumRow>(&sql, [now_ms.into()]).await?;
    Ok(rows
        .into_iter()
        .map(|row| ForumId::new(row.forum))
        .collect())
}

#[derive(FromQueryResult)]
struct DueRow {
    held_until: Option<i64>,
}

/// When the next hold or offer ends.
pub(crate) async fn next_due(database: &Database) -> Result<Option<i64>, StoreError> {
    let sql = format!("SELECT MIN(held_until) AS held_until FROM registrations WHERE {KEPT}");
    let row = database.row::<DueRow>(&sql, []).await?;
    Ok(row.and_then(|row| row.held_until))
}

/// How many registrations ended because their hold or offer did, after one instant and until another.
pub(crate) async fn expired(
    database: &Database,
    after_ms: i64,
    until_ms: i64,
) -> Result<u64, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        registrations: i64,
    }
    let sql = "SELECT COUNT(*) AS registrations FROM registrations \
               WHERE state = 'expired' AND cancelled_at IS NULL \
               AND held_until > $1 AND held_until <= $2";
    let row: Option<Row> = database
        .row(sql, [after_ms.into(), until_ms.into()])
        .await?;
    Ok(row.map_or(0, |row| row.registrations.unsigned_abs()))
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
    offered: Option<i64>,
    waiting: Option<i64>,
}

/// The places that a forum's rows take, and the groups that wait for some, counted one by one.
pub(crate) async fn taken(tx: &Tx, forum: ForumId) -> Result<(Taken, u32), StoreError> {
    let sum = |condition: &str, what: &str| {
        format!("CAST(SUM(CASE WHEN {condition} THEN {what} ELSE 0 END) AS BIGINT)")
    };
    let sql = format!(
        "SELECT {} AS confirmed, {} AS held, {} AS offered, {} AS waiting \
         FROM registrations WHERE {LIVE} AND forum = $1",
        sum("state = 'confirmed'", "places"),
        sum("state = 'pending' AND holds = 1", "places"),
        sum("state = 'offered'", "places"),
        sum("state = 'waiting'", "1"),
    );
    let row = tx.row::<TakenRow>(&sql, [forum.uuid().into()]).await?;
    let counted = |of: fn(&TakenRow) -> Option<i64>| {
        let places = row.as_ref().and_then(of).unwrap_or(0);
        count(TABLE, "places", places)
    };
    let taken = Taken {
        confirmed: counted(|row| row.confirmed)?,
        held: counted(|row| row.held)?,
        offered: counted(|row| row.offered)?,
    };
    Ok((taken, counted(|row| row.waiting)?))
}
