//! What is kept of one person, to be erased.

use kontor_contracts::RegistrationId;
use kontor_store::{Database, StoreError};

/// Erases a registration that takes no place any more, with its participants and links. `false` if it takes one.
pub(crate) async fn erase(database: &Database, id: RegistrationId) -> Result<bool, StoreError> {
    let tx = database.begin().await?;
    let sql = "DELETE FROM registrations WHERE id = $1 AND state = 'expired'";
    let erased = tx.execute(sql, [id.uuid().into()]).await? > 0;
    if erased {
        for sql in [
            "DELETE FROM participants WHERE registration = $1",
            "DELETE FROM confirm_tokens WHERE registration = $1",
        ] {
            tx.execute(sql, [id.uuid().into()]).await?;
        }
    }
    tx.commit().await?;
    Ok(erased)
}
