//! The administrators who can sign in.

use kontor_contracts::AccountId;
use kontor_store::{Database, StoreError, Tx};
use sea_orm::FromQueryResult;
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
}

const ACTIVE: &str = "SELECT a.id FROM accounts a JOIN grants g ON g.account = a.id \
    WHERE g.role = 'admin' AND a.state = 'active' ORDER BY a.id";

/// Locks the accounts of all administrators and says which of them can sign in: of two who shut each
/// other out at once, one fails.
pub(crate) async fn lock(tx: &Tx) -> Result<Vec<AccountId>, StoreError> {
    let sql = format!(
        "SELECT a.id FROM accounts a WHERE a.id IN (SELECT account FROM grants WHERE role = 'admin') \
         ORDER BY a.id{}",
        tx.engine().for_update()
    );
    tx.rows::<Row>(&sql, []).await?;
    // Read once more: what was waited for may have changed who is one.
    let rows: Vec<Row> = tx.rows(ACTIVE, []).await?;
    Ok(rows.into_iter().map(|row| AccountId::new(row.id)).collect())
}

/// Whether there is one.
pub(crate) async fn exist(database: &Database) -> Result<bool, StoreError> {
    let row: Option<Row> = database.row(&format!("{ACTIVE} LIMIT 1"), []).await?;
    Ok(row.is_some())
}
