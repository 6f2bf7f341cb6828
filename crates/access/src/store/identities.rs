//! Who somebody is at the provider.

use kontor_contracts::AccountId;
use kontor_store::{Database, StoreError, Tx};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Row {
    account: Uuid,
}

/// Whose account somebody of the provider has.
pub(crate) async fn account_of(
    database: &Database,
    issuer: &str,
    subject: &str,
) -> Result<Option<AccountId>, StoreError> {
    let sql = "SELECT account FROM identities WHERE issuer = $1 AND subject = $2";
    let row: Option<Row> = database.row(sql, [issuer.into(), subject.into()]).await?;
    Ok(row.map(|row| AccountId::new(row.account)))
}

/// Issuers and subjects of an account.
pub(crate) async fn of(
    database: &Database,
    account: AccountId,
) -> Result<Vec<(String, String)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Named {
        issuer: String,
        subject: String,
    }
    let sql = "SELECT issuer, subject FROM identities WHERE account = $1 ORDER BY created_at";
    let rows: Vec<Named> = database.rows(sql, [account.uuid().into()]).await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.issuer, row.subject))
        .collect())
}

/// Since when an account is linked to a provider, and when that was last used.
pub(crate) async fn times(
    database: &Database,
    issuer: &str,
    account: AccountId,
) -> Result<Option<(i64, i64)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Times {
        created_at: i64,
        used_at: i64,
    }
    let sql = "SELECT created_at, used_at FROM identities WHERE issuer = $1 AND account = $2";
    let row: Option<Times> = database
        .row(sql, [issuer.into(), account.uuid().into()])
        .await?;
    Ok(row.map(|row| (row.created_at, row.used_at)))
}

/// Takes the link to a provider off an account; `false` if there is none.
pub(crate) async fn delete(tx: &Tx, issuer: &str, account: AccountId) -> Result<bool, StoreError> {
    let sql = "DELETE FROM identities WHERE issuer = $1 AND account = $2";
    let deleted = tx
        .execute(sql, [issuer.into(), account.uuid().into()])
        .await?;
    Ok(deleted > 0)
}

/// Whether somebody of this provider has the account already.
pub(crate) async fn is_linked(
    tx: &Tx,
    issuer: &str,
    account: AccountId,
) -> Result<bool, StoreError> {
    let sql = "SELECT account FROM identities WHERE issuer = $1 AND account = $2 LIMIT 1";
    let row: Option<Row> = tx.row(sql, [issuer.into(), account.uuid().into()]).await?;
    Ok(row.is_some())
}

/// Whether the account can be signed in to at any provider.
pub(crate) async fn exist(tx: &Tx, account: AccountId) -> Result<bool, StoreError> {
    let sql = "SELECT account FROM identities WHERE account = $1 LIMIT 1";
    let row: Option<Row> = tx.row(sql, [account.uuid().into()]).await?;
    Ok(row.is_some())
}

/// [`StoreError::Conflict`] if the person has an account already.
pub(crate) async fn insert(
    tx: &Tx,
    (issuer, subject): (&str, &str),
    account: AccountId,
    now_ms: i64,
) -> Result<(), StoreError> {
    let columns = ["issuer", "subject", "account", "created_at", "used_at"];
    let row = vec![
        issuer.into(),
        subject.into(),
        account.uuid().into(),
        now_ms.into(),
        now_ms.into(),
    ];
    tx.insert("identities", &columns, vec![row], "").await?;
    Ok(())
}

/// Notes that it was used.
pub(crate) async fn touch(
    tx: &Tx,
    (issuer, subject): (&str, &str),
    now_ms: i64,
) -> Result<(), StoreError> {
    let sql = "UPDATE identities SET used_at = $3 WHERE issuer = $1 AND subject = $2";
    let values: [Value; 3] = [issuer.into(), subject.into(), now_ms.into()];
    tx.execute(sql, values).await?;
    Ok(())
}
