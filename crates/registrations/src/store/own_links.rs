//! The links to one's own registration, as hashes. They work as long as it is kept: the contact's for all
//! of it, that of somebody whom the contact has signed up for what concerns them.

use std::collections::HashMap;

use kontor_contracts::{ForumId, RecipientId, RegistrationId};
use kontor_store::{Database, StoreError, Tx, columns::hash, list};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::{
    Hash,
    registrations::{COLUMNS, Registration, Row, whole},
};

/// Whose link it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Owner {
    pub(crate) registration: RegistrationId,
    pub(crate) forum: ForumId,
    /// Somebody whom the contact has signed up; the contact, if nobody.
    pub(crate) recipient: Option<RecipientId>,
}

/// What these links belong to. None of it ever changes, so no lock is needed.
pub(crate) async fn find(tx: &Tx, hashes: &[Hash]) -> Result<HashMap<Hash, Owner>, StoreError> {
    #[derive(FromQueryResult)]
    struct Found {
        hash: Vec<u8>,
        registration: Uuid,
        forum: Uuid,
        recipient: Option<Uuid>,
    }
    let (hashes, values) = list(1, hashes.iter().map(|hash| hash.to_vec().into()));
    let sql = format!(
        "SELECT l.hash, l.registration, r.forum, l.recipient FROM own_links l \
         JOIN registrations r ON r.id = l.registration WHERE l.hash IN {hashes}"
    );
    let rows = tx.rows::<Found>(&sql, values).await?.into_iter();
    rows.map(|row| {
        let owner = Owner {
            registration: RegistrationId::new(row.registration),
            forum: ForumId::new(row.forum),
            recipient: row.recipient.map(RecipientId::new),
        };
        Ok((hash("own_links", "hash", &row.hash)?, owner))
    })
    .collect()
}

/// The registration that a link belongs to, and whom of it.
pub(crate) async fn registration(
    database: &Database,
    hash: &Hash,
) -> Result<Option<(Registration, Option<RecipientId>)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Whose {
        recipient: Option<Uuid>,
    }
    #[derive(FromQueryResult)]
    struct Found {
        #[sea_orm(nested)]
        row: Row,
        #[sea_orm(nested)]
        whose: Whose,
    }
    let columns = COLUMNS.replace("id, forum", "r.id, r.forum");
    let sql = format!(
        "SELECT {columns}, l.recipient FROM own_links l \
         JOIN registrations r ON r.id = l.registration WHERE l.hash = $1"
    );
    let found: Option<Found> = database.row(&sql, [hash.to_vec().into()]).await?;
    let Some(Found { row, whose }) = found else {
        return Ok(None);
    };
    let registration = whole(database, vec![row]).await?.pop();
    let recipient = whose.recipient.map(RecipientId::new);
    Ok(registration.map(|registration| (registration, recipient)))
}

/// A link that is to be given out.
#[derive(Debug)]
pub(crate) struct NewLink {
    pub(crate) hash: Hash,
    pub(crate) registration: RegistrationId,
    pub(crate) recipient: Option<RecipientId>,
}

pub(crate) async fn insert(tx: &Tx, new: &[NewLink]) -> Result<(), StoreError> {
    let rows = new.iter().map(|link| {
        vec![
            link.hash.to_vec().into(),
            link.registration.uuid().into(),
            link.recipient.map(RecipientId::uuid).into(),
        ]
    });
    let columns = ["hash", "registration", "recipient"];
    tx.insert("own_links", &columns, rows.collect(), "").await?;
    Ok(())
}

/// The links of an owner work no more.
pub(crate) async fn remove(tx: &Tx, of: Owner) -> Result<(), StoreError> {
    let (sql, id) = match of.recipient {
        Some(recipient) => (
            "DELETE FROM own_links WHERE recipient = $1",
            recipient.uuid(),
        ),
        None => (
            "DELETE FROM own_links WHERE registration = $1 AND recipient IS NULL",
            of.registration.uuid(),
        ),
    };
    tx.execute(sql, [id.into()]).await?;
    Ok(())
}
