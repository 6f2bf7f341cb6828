//! What accounts may do.

use std::collections::HashMap;

use kontor_contracts::AccountId;
use kontor_store::{Database, StoreError, Tx, columns::corrupt};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::word;
use crate::Grant;

const TABLE: &str = "grants";

#[derive(FromQueryResult)]
struct Row {
    account: Uuid,
    role: String,
    scope: String,
}

/// A grant from its two columns.
pub(super) fn grant(role: &str, scope: &str) -> Result<Grant, StoreError> {
    let (role, scope) = (word(TABLE, "role", role)?, word(TABLE, "scope", scope)?);
    Grant::new(role, scope).map_err(|error| corrupt(TABLE, "scope", error))
}

const READ: &str = "SELECT account, role, scope FROM grants";

pub(super) async fn all(database: &Database) -> Result<HashMap<Uuid, Vec<Grant>>, StoreError> {
    collect(
        database
            .rows(&format!("{READ} ORDER BY role, scope"), [])
            .await?,
    )
}

pub(super) async fn of(database: &Database, account: Uuid) -> Result<Vec<Grant>, StoreError> {
    let sql = format!("{READ} WHERE account = $1 ORDER BY role, scope");
    let rows = database.rows(&sql, [account.into()]).await?;
    Ok(collect(rows)?.remove(&account).unwrap_or_default())
}

/// Those of an account that is locked.
pub(crate) async fn of_locked(tx: &Tx, account: AccountId) -> Result<Vec<Grant>, StoreError> {
    let sql = format!("{READ} WHERE account = $1 ORDER BY role, scope");
    let rows = tx.rows(&sql, [account.uuid().into()]).await?;
    Ok(collect(rows)?.remove(&account.uuid()).unwrap_or_default())
}

fn collect(rows: Vec<Row>) -> Result<HashMap<Uuid, Vec<Grant>>, StoreError> {
    let mut found: HashMap<Uuid, Vec<Grant>> = HashMap::new();
    for row in rows {
        let grant = grant(&row.role, &row.scope)?;
        found.entry(row.account).or_default().push(grant);
    }
    Ok(found)
}

/// Gives a grant; `false` if the account had it.
pub(crate) async fn insert(tx: &Tx, account: AccountId, grant: &Grant) -> Result<bool, StoreError> {
    let sql =
        "INSERT INTO grants (account, role, scope) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    Ok(tx.execute(sql, columns(account, grant)).await? == 1)
}

/// Takes a grant; `false` if the account did not have it.
pub(crate) async fn delete(tx: &Tx, account: AccountId, grant: &Grant) -> Result<bool, StoreError> {
    let sql = "DELETE FROM grants WHERE account = $1 AND role = $2 AND scope = $3";
    Ok(tx.execute(sql, columns(account, grant)).await? == 1)
}

fn columns(account: AccountId, grant: &Grant) -> [Value; 3] {
    [
        account.uuid().into(),
        grant.role().name().into(),
        grant.scope().as_str().into(),
    ]
}
