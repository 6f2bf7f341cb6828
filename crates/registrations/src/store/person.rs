//! What is kept of one person, to be shown and erased.

use kontor_contracts::{RecipientId, RegistrationId};
use kontor_store::{Database, StoreError, Tx};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// What stands in place of a name that was erased where the sign-up of somebody else is kept.
const ERASED: &str = "–";

/// The registrations by which somebody else has named this address, newest first.
pub(crate) async fn named(
    database: &Database,
    email_key: &str,
) -> Result<Vec<(RegistrationId, RecipientId)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        registration: Uuid,
        id: Uuid,
    }
    let sql = "SELECT registration, id FROM recipients WHERE email_key = $1 \
               ORDER BY registration DESC";
    let rows: Vec<Row> = database.rows(sql, [email_key.into()]).await?;
    let ids = rows.into_iter().map(|row| {
        let registration = RegistrationId::new(row.registration);
        (registration, RecipientId::new(row.id))
    });
    Ok(ids.collect())
}

/// Erases who was named by somebody else, whose sign-up is kept. `false` if there is nothing of them.
pub(crate) async fn erase_named(tx: &Tx, id: RecipientId) -> Result<bool, StoreError> {
    let sql = "UPDATE participants SET name = $1, recipient = NULL WHERE recipient = $2";
    tx.execute(sql, [ERASED.into(), id.uuid().into()]).await?;
    let sql = "DELETE FROM own_links WHERE recipient = $1";
    tx.execute(sql, [id.uuid().into()]).await?;
    let sql = "DELETE FROM recipients WHERE id = $1";
    Ok(tx.execute(sql, [id.uuid().into()]).await? > 0)
}

/// Erases a registration that takes no place any more, with its participants and links. `false` if it takes one.
pub(crate) async fn erase(tx: &Tx, id: RegistrationId) -> Result<bool, StoreError> {
    let sql = "DELETE FROM registrations WHERE id = $1 AND state = 'expired'";
    let erased = tx.execute(sql, [id.uuid().into()]).await? > 0;
    if erased {
        for sql in [
            "DELETE FROM participants WHERE registration = $1",
            "DELETE FROM recipients WHERE registration = $1",
            "DELETE FROM confirm_tokens WHERE registration = $1",
            "DELETE FROM own_links WHERE registration = $1",
        ] {
            tx.execute(sql, [id.uuid().into()]).await?;
        }
    }
    Ok(erased)
}
