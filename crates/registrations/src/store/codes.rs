//! Codes by which the people of a partner sign up, and what of each is used.

use kontor_book::Allowance;
use kontor_contracts::{CodeId, ForumId};
use kontor_store::{Database, StoreError, Tx, columns::count, list};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::Read;

const TABLE: &str = "codes";

/// A code as it is kept.
#[derive(Debug, Clone)]
pub(crate) struct Code {
    pub(crate) id: CodeId,
    pub(crate) forum: ForumId,
    /// As it is compared.
    pub(crate) text: String,
    /// Whose it is.
    pub(crate) name: String,
    /// Once it has ended, what is used of it and no more.
    pub(crate) allowance: Allowance,
    pub(crate) created_ms: i64,
    pub(crate) ended_ms: Option<i64>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    forum: Uuid,
    code: String,
    name: String,
    most_uses: Option<i64>,
    most_places: Option<i64>,
    created_at: i64,
    ended_at: Option<i64>,
    uses: i64,
    places: i64,
}

impl TryFrom<Row> for Code {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let limit = |column, most: Option<i64>| most.map(|most| count(TABLE, column, most));
        let uses = count("registrations", "code", row.uses)?;
        let places = count("registrations", "places", row.places)?;
        let (mut most_uses, mut most_places) = (
            limit("most_uses", row.most_uses).transpose()?,
            limit("most_places", row.most_places).transpose()?,
        );
        if row.ended_at.is_some() {
            (most_uses, most_places) = (Some(uses), Some(places));
        }
        Ok(Self {
            id: CodeId::new(row.id),
            forum: ForumId::new(row.forum),
            text: row.code,
            name: row.name,
            allowance: Allowance {
                most_uses,
                most_places,
                uses,
                places,
            },
            created_ms: row.created_at,
            ended_ms: row.ended_at,
        })
    }
}

async fn select(
    read: &impl Read,
    condition: &str,
    values: Vec<Value>,
) -> Result<Vec<Code>, StoreError> {
    let used = |what: &str| {
        format!("(SELECT {what} FROM registrations r WHERE r.code = c.id AND r.state <> 'expired')")
    };
    let sql = format!(
        "SELECT c.id, c.forum, c.code, c.name, c.most_uses, c.most_places, c.created_at, c.ended_at, \
         {} AS uses, {} AS places FROM codes c WHERE {condition}",
        used("COUNT(*)"),
        used("CAST(COALESCE(SUM(r.places), 0) AS BIGINT)"),
    );
    let rows: Vec<Row> = read.rows(&sql, values).await?;
    rows.into_iter().map(Code::try_from).collect()
}

/// Codes, under the locks of their forums: what is used of them stays so until the transaction ends.
pub(crate) async fn by_id(tx: &Tx, ids: &[CodeId]) -> Result<Vec<Code>, StoreError> {
    let (marks, values) = list(1, ids.iter().map(|id| id.uuid().into()));
    select(tx, &format!("c.id IN {marks}"), values).await
}

/// The code of a forum that somebody has typed.
pub(crate) async fn find(
    database: &Database,
    forum: ForumId,
    code: &str,
) -> Result<Option<Code>, StoreError> {
    let values = vec![forum.uuid().into(), code.into()];
    Ok(select(database, "c.forum = $1 AND c.code = $2", values)
        .await?
        .pop())
}

/// The codes of a forum, in the order in which they were made.
pub(crate) async fn of_forum(read: &impl Read, forum: ForumId) -> Result<Vec<Code>, StoreError> {
    let condition = "c.forum = $1 ORDER BY c.id";
    select(read, condition, vec![forum.uuid().into()]).await
}

/// Whether a forum has codes that let somebody in, so that its form asks for one.
pub(crate) async fn are_there(database: &Database, forum: ForumId) -> Result<bool, StoreError> {
    #[derive(FromQueryResult)]
    struct One {
        n: i64,
    }
    let sql = "SELECT COUNT(*) AS n FROM \
               (SELECT id FROM codes WHERE forum = $1 AND ended_at IS NULL LIMIT 1) found";
    let row: Option<One> = database.row(sql, [forum.uuid().into()]).await?;
    Ok(row.is_some_and(|row| row.n > 0))
}

/// Keeps a new code.
pub(crate) async fn insert(tx: &Tx, new: &Code) -> Result<(), StoreError> {
    let names = [
        "id",
        "forum",
        "code",
        "name",
        "most_uses",
        "most_places",
        "created_at",
    ];
    let row = vec![
        new.id.uuid().into(),
        new.forum.uuid().into(),
        new.text.as_str().into(),
        new.name.as_str().into(),
        new.allowance.most_uses.map(i64::from).into(),
        new.allowance.most_places.map(i64::from).into(),
        new.created_ms.into(),
    ];
    tx.insert(TABLE, &names, vec![row], "").await?;
    Ok(())
}

/// A code lets nobody else in from now on.
pub(crate) async fn end(tx: &Tx, id: CodeId, now_ms: i64) -> Result<(), StoreError> {
    let sql = "UPDATE codes SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
    tx.execute(sql, [id.uuid().into(), now_ms.into()]).await?;
    Ok(())
}
