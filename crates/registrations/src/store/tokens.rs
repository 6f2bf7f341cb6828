//! The links that were given out, as hashes.

use std::collections::HashMap;

use kontor_contracts::{ForumId, RegistrationId};
use kontor_store::{Database, StoreError, Tx, columns::hash, list};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::Hash;

/// A link that is to be given out.
#[derive(Debug)]
pub(crate) struct NewToken {
    pub(crate) hash: Hash,
    pub(crate) registration: RegistrationId,
    pub(crate) expires_ms: i64,
}

#[derive(FromQueryResult)]
struct Row {
    hash: Vec<u8>,
    registration: Uuid,
    forum: Uuid,
}

/// What these links belong to. Neither of the two ever changes, so no lock is needed.
pub(crate) async fn find(
    tx: &Tx,
    hashes: impl IntoIterator<Item = &Hash>,
) -> Result<HashMap<Hash, (RegistrationId, ForumId)>, StoreError> {
    let (hashes, values) = list(1, hashes.into_iter().map(|hash| hash.to_vec().into()));
    let sql = format!(
        "SELECT t.hash, t.registration, r.forum FROM confirm_tokens t \
         JOIN registrations r ON r.id = t.registration WHERE t.hash IN {hashes}"
    );
    let rows = tx.rows::<Row>(&sql, values).await?.into_iter();
    rows.map(|row| {
        let ids = (
            RegistrationId::new(row.registration),
            ForumId::new(row.forum),
        );
        Ok((hash("confirm_tokens", "hash", &row.hash)?, ids))
    })
    .collect()
}

pub(crate) async fn insert(tx: &Tx, new: &[NewToken]) -> Result<(), StoreError> {
    let rows = new.iter().map(|token| {
        vec![
            token.hash.to_vec().into(),
            token.registration.uuid().into(),
            token.expires_ms.into(),
        ]
    });
    let columns = ["hash", "registration", "expires_at"];
    tx.insert("confirm_tokens", &columns, rows.collect(), "")
        .await?;
    Ok(())
}

/// Forgets up to `limit` links that ended before `before_ms`; says how many.
pub(crate) async fn forget(
    database: &Database,
    before_ms: i64,
    limit: u32,
) -> Result<u64, StoreError> {
    let sql = "DELETE FROM confirm_tokens WHERE hash IN \
        (SELECT hash FROM confirm_tokens WHERE expires_at < $1 LIMIT $2)";
    super::forget(database, sql, before_ms, limit).await
}
