//! Tokens of programs, as hashes.

use kontor_contracts::{AccountId, ApiTokenId};
use kontor_store::{Database, StoreError, Tx, columns::corrupt};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::{grants::grant, run};
use crate::{Grant, domain::secret::Hash};

/// A token, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    /// Its id.
    pub id: ApiTokenId,
    /// Whose it is.
    pub account: AccountId,
    /// What it is for.
    pub name: String,
    /// What it may do, as far as its account may.
    pub grants: Vec<Grant>,
    /// When it was made.
    pub created_ms: i64,
    /// When it ends.
    pub until_ms: i64,
    /// When it was last used, to five minutes.
    pub used_ms: Option<i64>,
    /// When it was revoked.
    pub revoked_ms: Option<i64>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    account: Uuid,
    name: String,
    grants: String,
    created_at: i64,
    until: i64,
    used_at: Option<i64>,
    revoked_at: Option<i64>,
}

impl TryFrom<Row> for ApiToken {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: ApiTokenId::new(row.id),
            account: AccountId::new(row.account),
            name: row.name,
            grants: read(&row.grants)?,
            created_ms: row.created_at,
            until_ms: row.until,
            used_ms: row.used_at,
            revoked_ms: row.revoked_at,
        })
    }
}

fn read(text: &str) -> Result<Vec<Grant>, StoreError> {
    let grants = text.split_whitespace().map(str::parse);
    grants
        .collect::<Result<_, _>>()
        .map_err(|_| corrupt("tokens", "grants", "not a list of grants"))
}

fn written(grants: &[Grant]) -> String {
    let words: Vec<String> = grants.iter().map(Grant::to_string).collect();
    words.join(" ")
}

pub(crate) async fn insert(tx: &Tx, token: &ApiToken, hash: Hash) -> Result<(), StoreError> {
    let columns = [
        "id",
        "hash",
        "account",
        "name",
        "grants",
        "created_at",
        "until",
    ];
    let row = vec![
        token.id.uuid().into(),
        hash.to_vec().into(),
        token.account.uuid().into(),
        token.name.as_str().into(),
        written(&token.grants).into(),
        token.created_ms.into(),
        token.until_ms.into(),
    ];
    tx.insert("tokens", &columns, vec![row], "").await?;
    Ok(())
}

/// How many tokens of an account still work.
pub(crate) async fn count(tx: &Tx, account: AccountId, now_ms: i64) -> Result<i64, StoreError> {
    #[derive(FromQueryResult)]
    struct Count {
        n: i64,
    }
    let sql = "SELECT COUNT(*) AS n FROM tokens \
        WHERE account = $1 AND revoked_at IS NULL AND until > $2";
    let row: Option<Count> = tx.row(sql, [account.uuid().into(), now_ms.into()]).await?;
    Ok(row.map_or(0, |row| row.n))
}

const READ: &str =
    "SELECT id, account, name, grants, created_at, until, used_at, revoked_at FROM tokens";

/// All tokens, or those of an account, the newest first.
pub(crate) async fn all(
    database: &Database,
    account: Option<AccountId>,
) -> Result<Vec<ApiToken>, StoreError> {
    let rows: Vec<Row> = match account {
        None => {
            database
                .rows(&format!("{READ} ORDER BY id DESC"), [])
                .await?
        }
        Some(account) => {
            let sql = format!("{READ} WHERE account = $1 ORDER BY id DESC");
            database.rows(&sql, [account.uuid().into()]).await?
        }
    };
    rows.into_iter().map(ApiToken::try_from).collect()
}

/// Whose token it is, and whether it still works.
#[derive(FromQueryResult)]
struct Owner {
    account: Uuid,
    revoked_at: Option<i64>,
}

/// Revokes a token. `None` if there is no such one, otherwise whether it was in force.
pub(crate) async fn revoke(
    tx: &Tx,
    id: ApiTokenId,
    now_ms: i64,
) -> Result<Option<(AccountId, bool)>, StoreError> {
    let sql = format!(
        "SELECT account, revoked_at FROM tokens WHERE id = $1{}",
        tx.engine().for_update()
    );
    let owner: Option<Owner> = tx.row(&sql, [id.uuid().into()]).await?;
    let sql = "UPDATE tokens SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL";
    let values: [Value; 2] = [id.uuid().into(), now_ms.into()];
    tx.execute(sql, values).await?;
    Ok(owner.map(|owner| (AccountId::new(owner.account), owner.revoked_at.is_none())))
}

/// A token that works, with what it and its account may do.
#[derive(Debug, Clone)]
pub(crate) struct Working {
    pub(crate) id: ApiTokenId,
    pub(crate) account: AccountId,
    pub(crate) given: Vec<Grant>,
    pub(crate) held: Vec<Grant>,
    pub(crate) used_ms: Option<i64>,
}

#[derive(FromQueryResult)]
struct WorkingRow {
    id: Uuid,
    account: Uuid,
    grants: String,
    used_at: Option<i64>,
    role: Option<String>,
    scope: Option<String>,
}

/// The token behind a request, in one read: one row for each grant of its account.
pub(crate) async fn find(
    database: &Database,
    hash: Hash,
    now_ms: i64,
) -> Result<Option<Working>, StoreError> {
    let sql = "SELECT t.id, t.account, t.grants, t.used_at, g.role, g.scope \
        FROM tokens t JOIN accounts a ON a.id = t.account AND a.state = 'active' \
        LEFT JOIN grants g ON g.account = t.account \
        WHERE t.hash = $1 AND t.revoked_at IS NULL AND t.until > $2";
    let rows: Vec<WorkingRow> = database
        .rows(sql, [hash.to_vec().into(), now_ms.into()])
        .await?;
    let mut held = Vec::new();
    for row in &rows {
        if let (Some(role), Some(scope)) = (&row.role, &row.scope) {
            held.push(grant(role, scope)?);
        }
    }
    let Some(row) = rows.into_iter().next() else {
        return Ok(None);
    };
    Ok(Some(Working {
        id: ApiTokenId::new(row.id),
        account: AccountId::new(row.account),
        given: read(&row.grants)?,
        held,
        used_ms: row.used_at,
    }))
}

/// Notes that a token is used.
pub(crate) async fn touch(
    database: &Database,
    id: ApiTokenId,
    now_ms: i64,
) -> Result<(), StoreError> {
    let sql = "UPDATE tokens SET used_at = $2 WHERE id = $1 AND (used_at IS NULL OR used_at < $2)";
    run(database, sql, [id.uuid().into(), now_ms.into()]).await?;
    Ok(())
}
