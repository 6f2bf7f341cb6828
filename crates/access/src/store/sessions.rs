//! Browsers that are signed in.

use std::fmt;

use kontor_contracts::{AccountId, EmailAddress};
use kontor_store::{Database, StoreError, Tx};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::{grants::grant, run, word};
use crate::{Grant, Stage, domain::secret::Hash};

const TABLE: &str = "sessions";

/// A session with its owner.
#[derive(Clone)]
pub(crate) struct Found {
    pub(crate) id: Uuid,
    pub(crate) account: AccountId,
    pub(crate) name: String,
    pub(crate) email: EmailAddress,
    pub(crate) grants: Vec<Grant>,
    pub(crate) stage: Stage,
    pub(crate) seen_ms: i64,
    pub(crate) until_ms: i64,
}

impl fmt::Debug for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Found")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    account: Uuid,
    name: String,
    email: String,
    stage: String,
    seen_at: i64,
    until: i64,
    role: Option<String>,
    scope: Option<String>,
}

/// The session behind a cookie, with its owner and what they may do, in one read: one row for each
/// grant. Whoever is disabled has none.
pub(crate) async fn find(database: &Database, hash: Hash) -> Result<Option<Found>, StoreError> {
    let sql = "SELECT s.id, s.account, a.name, a.email, s.stage, s.seen_at, s.until, g.role, g.scope \
        FROM sessions s JOIN accounts a ON a.id = s.account AND a.state = 'active' \
        LEFT JOIN grants g ON g.account = s.account WHERE s.hash = $1 ORDER BY g.role, g.scope";
    let rows: Vec<Row> = database.rows(sql, [hash.to_vec().into()]).await?;
    let mut grants = Vec::new();
    for row in &rows {
        if let (Some(role), Some(scope)) = (&row.role, &row.scope) {
            grants.push(grant(role, scope)?);
        }
    }
    let Some(row) = rows.into_iter().next() else {
        return Ok(None);
    };
    Ok(Some(Found {
        id: row.id,
        account: AccountId::new(row.account),
        name: row.name,
        email: word("accounts", "email", &row.email)?,
        grants,
        stage: word(TABLE, "stage", &row.stage)?,
        seen_ms: row.seen_at,
        until_ms: row.until,
    }))
}

/// A new session.
#[derive(Debug)]
pub(crate) struct New {
    pub(crate) id: Uuid,
    pub(crate) hash: Hash,
    pub(crate) account: AccountId,
    pub(crate) stage: Stage,
    pub(crate) until_ms: i64,
    pub(crate) agent: String,
}

pub(crate) async fn insert(tx: &Tx, new: New, now_ms: i64) -> Result<(), StoreError> {
    let columns = [
        "id",
        "hash",
        "account",
        "stage",
        "created_at",
        "seen_at",
        "until",
        "agent",
    ];
    let row = vec![
        new.id.into(),
        new.hash.to_vec().into(),
        new.account.uuid().into(),
        new.stage.name().into(),
        now_ms.into(),
        now_ms.into(),
        new.until_ms.into(),
        new.agent.into(),
    ];
    tx.insert(TABLE, &columns, vec![row], "").await?;
    Ok(())
}

/// Notes that a session is used.
pub(crate) async fn touch(database: &Database, id: Uuid, now_ms: i64) -> Result<(), StoreError> {
    let sql = "UPDATE sessions SET seen_at = $2 WHERE id = $1 AND seen_at < $2";
    run(database, sql, [id.into(), now_ms.into()]).await?;
    Ok(())
}

/// Ends a session; `false` if there was none.
pub(crate) async fn end(tx: &Tx, account: AccountId, id: Uuid) -> Result<bool, StoreError> {
    let sql = "DELETE FROM sessions WHERE account = $1 AND id = $2";
    Ok(tx.execute(sql, [account.uuid().into(), id.into()]).await? == 1)
}

/// Ends all sessions of an account, but for one that may stay. Says how many.
pub(crate) async fn end_all(
    tx: &Tx,
    account: AccountId,
    but: Option<Uuid>,
) -> Result<u64, StoreError> {
    let sql = "DELETE FROM sessions WHERE account = $1 AND id <> $2";
    let values: [Value; 2] = [account.uuid().into(), but.unwrap_or_default().into()];
    tx.execute(sql, values).await
}

/// A session as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct OpenSession {
    /// By which it is ended.
    pub id: Uuid,
    /// The browser, such as `Firefox, Windows`.
    pub agent: String,
    /// When it was begun.
    #[sea_orm(from_alias = "created_at")]
    pub created_ms: i64,
    /// When it was last used, to five minutes.
    #[sea_orm(from_alias = "seen_at")]
    pub seen_ms: i64,
}

/// The sessions of an account that are alive, the latest first.
pub(crate) async fn of(
    database: &Database,
    account: AccountId,
    now_ms: i64,
    seen_after_ms: i64,
) -> Result<Vec<OpenSession>, StoreError> {
    let sql = "SELECT id, agent, created_at, seen_at FROM sessions WHERE account = $1 \
        AND stage = 'full' AND until > $2 AND seen_at > $3 ORDER BY seen_at DESC, id";
    let values: [Value; 3] = [account.uuid().into(), now_ms.into(), seen_after_ms.into()];
    database.rows(sql, values).await
}

/// Forgets those that have ended, by time or by idleness.
pub(crate) async fn forget(
    database: &Database,
    now_ms: i64,
    seen_before_ms: i64,
    limit: i64,
) -> Result<u64, StoreError> {
    let sql = "DELETE FROM sessions WHERE hash IN \
        (SELECT hash FROM sessions WHERE until <= $1 OR seen_at <= $2 LIMIT $3)";
    run(
        database,
        sql,
        [now_ms.into(), seen_before_ms.into(), limit.into()],
    )
    .await
}
