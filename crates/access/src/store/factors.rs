//! Second factors and recovery codes.

use kontor_contracts::AccountId;
use kontor_store::{Database, StoreError, Tx};
use sea_orm::{FromQueryResult, Value};

use crate::domain::secret::Hash;

/// A second factor that is set up, or being set up.
#[derive(Clone, FromQueryResult)]
pub(crate) struct Factor {
    pub(crate) secret: Vec<u8>,
    pub(crate) last_step: i64,
    pub(crate) confirmed_at: Option<i64>,
}

/// Whether there is one that counts.
pub(crate) async fn is_set_up(tx: &Tx, account: AccountId) -> Result<bool, StoreError> {
    #[derive(FromQueryResult)]
    struct Found {
        confirmed_at: i64,
    }
    let sql = "SELECT confirmed_at FROM second_factors \
               WHERE account = $1 AND confirmed_at IS NOT NULL";
    let found: Option<Found> = tx.row(sql, [account.uuid().into()]).await?;
    Ok(found.is_some_and(|found| found.confirmed_at > 0))
}

pub(crate) async fn find(
    database: &Database,
    account: AccountId,
) -> Result<Option<Factor>, StoreError> {
    let sql = "SELECT secret, last_step, confirmed_at FROM second_factors WHERE account = $1";
    database.row(sql, [account.uuid().into()]).await
}

/// Begins to set one up; an unfinished one is replaced. `false` if there is a finished one.
pub(crate) async fn begin(tx: &Tx, account: AccountId, secret: &[u8]) -> Result<bool, StoreError> {
    let sql = "INSERT INTO second_factors (account, secret, confirmed_at, last_step) \
        VALUES ($1, $2, NULL, 0) ON CONFLICT (account) DO UPDATE SET secret = excluded.secret \
        WHERE second_factors.confirmed_at IS NULL";
    let values: [Value; 2] = [account.uuid().into(), secret.to_vec().into()];
    Ok(tx.execute(sql, values).await? == 1)
}

/// Finishes setting one up with the step of its first code; `false` if somebody was faster.
pub(crate) async fn confirm(
    tx: &Tx,
    account: AccountId,
    secret: &[u8],
    step: i64,
    now_ms: i64,
) -> Result<bool, StoreError> {
    let sql = "UPDATE second_factors SET confirmed_at = $3, last_step = $2 \
        WHERE account = $1 AND confirmed_at IS NULL AND secret = $4";
    let values: [Value; 4] = [
        account.uuid().into(),
        step.into(),
        now_ms.into(),
        secret.to_vec().into(),
    ];
    Ok(tx.execute(sql, values).await? == 1)
}

/// Uses up a step; `false` if it, or a later one, was used before.
pub(crate) async fn use_step(tx: &Tx, account: AccountId, step: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE second_factors SET last_step = $2 \
        WHERE account = $1 AND last_step < $2 AND confirmed_at IS NOT NULL";
    Ok(tx
        .execute(sql, [account.uuid().into(), step.into()])
        .await?
        == 1)
}

/// Uses up a recovery code; `false` if there is no such one.
pub(crate) async fn use_recovery(
    tx: &Tx,
    account: AccountId,
    hash: Hash,
) -> Result<bool, StoreError> {
    let sql = "DELETE FROM recovery_codes WHERE account = $1 AND hash = $2";
    Ok(tx
        .execute(sql, [account.uuid().into(), hash.to_vec().into()])
        .await?
        == 1)
}

/// Replaces all recovery codes.
pub(crate) async fn set_recovery(
    tx: &Tx,
    account: AccountId,
    hashes: &[Hash],
) -> Result<(), StoreError> {
    let sql = "DELETE FROM recovery_codes WHERE account = $1";
    tx.execute(sql, [account.uuid().into()]).await?;
    let rows = hashes
        .iter()
        .map(|hash| vec![account.uuid().into(), hash.to_vec().into()]);
    tx.insert("recovery_codes", &["account", "hash"], rows.collect(), "")
        .await?;
    Ok(())
}

/// Removes it, with the recovery codes; `false` if there was none.
pub(crate) async fn delete(tx: &Tx, account: AccountId) -> Result<bool, StoreError> {
    set_recovery(tx, account, &[]).await?;
    let sql = "DELETE FROM second_factors WHERE account = $1";
    Ok(tx.execute(sql, [account.uuid().into()]).await? == 1)
}
