//! Networks from which accounts have signed in, as hashes.

use kontor_contracts::AccountId;
use kontor_store::{Database, StoreError, Tx};
use sea_orm::{FromQueryResult, Value};

use super::run;
use crate::domain::secret::Hash;

/// Whether an account has signed in from a network.
pub(crate) async fn is_known(
    database: &Database,
    account: AccountId,
    network: Hash,
) -> Result<bool, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        #[expect(dead_code, reason = "only whether there is a row counts")]
        seen_at: i64,
    }
    let sql = "SELECT seen_at FROM known_networks WHERE account = $1 AND network = $2";
    let values: [Value; 2] = [account.uuid().into(), network.to_vec().into()];
    Ok(database.row::<Row>(sql, values).await?.is_some())
}

/// Notes that it has.
pub(crate) async fn learn(
    tx: &Tx,
    account: AccountId,
    network: Hash,
    now_ms: i64,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO known_networks (account, network, seen_at) VALUES ($1, $2, $3) \
               ON CONFLICT (account, network) DO UPDATE SET seen_at = excluded.seen_at";
    let values: [Value; 3] = [
        account.uuid().into(),
        network.to_vec().into(),
        now_ms.into(),
    ];
    tx.execute(sql, values).await?;
    Ok(())
}

pub(crate) async fn forget(
    database: &Database,
    before_ms: i64,
    limit: i64,
) -> Result<u64, StoreError> {
    let sql = "DELETE FROM known_networks WHERE (account, network) IN \
               (SELECT account, network FROM known_networks WHERE seen_at < $1 LIMIT $2)";
    run(database, sql, [before_ms.into(), limit.into()]).await
}
