//! One-time links, as hashes.

use kontor_contracts::AccountId;
use kontor_store::{Database, StoreError, Tx};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::{letters, run, word};
use crate::{Purpose, domain::secret::Hash};

/// Whom a link belongs to that makes the first administrator.
const NOBODY: Uuid = Uuid::nil();

#[derive(FromQueryResult)]
struct Row {
    account: Uuid,
    purpose: String,
    until: i64,
}

/// A link that can be used.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Good {
    pub(crate) account: Option<AccountId>,
    pub(crate) purpose: Purpose,
    pub(crate) until_ms: i64,
}

impl TryFrom<Row> for Good {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            account: (row.account != NOBODY).then(|| AccountId::new(row.account)),
            purpose: word("links", "purpose", &row.purpose)?,
            until_ms: row.until,
        })
    }
}

/// Keeps a new link; the older one of the same purpose ends, and is not written to anybody any more.
pub(crate) async fn replace(
    tx: &Tx,
    account: Option<AccountId>,
    purpose: Purpose,
    hash: Hash,
    until_ms: i64,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO links (account, purpose, hash, until, used_at) VALUES ($1, $2, $3, $4, NULL) \
               ON CONFLICT (account, purpose) DO UPDATE SET hash = excluded.hash, \
               until = excluded.until, used_at = NULL";
    let values: [Value; 4] = [
        account.map_or(NOBODY, AccountId::uuid).into(),
        purpose.name().into(),
        hash.to_vec().into(),
        until_ms.into(),
    ];
    tx.execute(sql, values).await?;
    match account {
        Some(account) => letters::remove_links_of(tx, account).await,
        None => Ok(()),
    }
}

/// A link, if it can be used now.
pub(crate) async fn find(
    database: &Database,
    hash: Hash,
    now_ms: i64,
) -> Result<Option<Good>, StoreError> {
    let sql = "SELECT account, purpose, until FROM links \
               WHERE hash = $1 AND used_at IS NULL AND until > $2";
    let row: Option<Row> = database
        .row(sql, [hash.to_vec().into(), now_ms.into()])
        .await?;
    row.map(Good::try_from).transpose()
}

/// Uses a link: of two at once, one gets it.
pub(crate) async fn take(tx: &Tx, hash: Hash, now_ms: i64) -> Result<Option<Good>, StoreError> {
    let sql = "UPDATE links SET used_at = $2 WHERE hash = $1 AND used_at IS NULL AND until > $2 \
               RETURNING account, purpose, until";
    let row: Option<Row> = tx.row(sql, [hash.to_vec().into(), now_ms.into()]).await?;
    row.map(Good::try_from).transpose()
}

/// Ends all links of an account that can still be used.
pub(crate) async fn end_all(tx: &Tx, account: AccountId) -> Result<(), StoreError> {
    let sql = "DELETE FROM links WHERE account = $1 AND used_at IS NULL";
    tx.execute(sql, [account.uuid().into()]).await?;
    letters::remove_links_of(tx, account).await
}

pub(crate) async fn forget(
    database: &Database,
    before_ms: i64,
    limit: i64,
) -> Result<u64, StoreError> {
    let sql = "DELETE FROM links WHERE hash IN (SELECT hash FROM links WHERE until < $1 LIMIT $2)";
    run(database, sql, [before_ms.into(), limit.into()]).await
}
