//! What is kept of one person, to be shown or erased.

use kontor_contracts::MailId;
use kontor_store::{Database, StoreError, Tx};
use sea_orm::FromQueryResult;

use super::{
    log::{LoggedMail, logged},
    rows::{MAIL_COLUMNS, MailRow, of_known_kind},
};

/// The mails to an address, newest first, as [`list_mails`](super::list_mails) shows them.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn mails_to(
    database: &Database,
    recipient: &str,
) -> Result<Vec<LoggedMail>, StoreError> {
    let sql = format!(
        "SELECT {MAIL_COLUMNS} FROM mails WHERE recipient = $1 AND {} ORDER BY id DESC",
        of_known_kind()
    );
    let rows: Vec<MailRow> = database.rows(&sql, [recipient.into()]).await?;
    rows.into_iter().map(logged).collect()
}

/// Erases the mails to an address with their messages and attempts, and what is known of its sign-ups;
/// says which mails, and what it was known about. A mail that a relay has at this moment stays, and is
/// erased the next time.
///
/// # Errors
/// [`StoreError`]; nothing is erased then.
pub(crate) async fn erase_mails_to(
    tx: &Tx,
    recipient: &str,
) -> Result<(Vec<MailId>, Vec<String>), StoreError> {
    #[derive(FromQueryResult)]
    struct Known {
        about: String,
    }
    let mails = super::forget::remove(tx, "recipient = $1", vec![recipient.into()]).await?;
    let sql = "DELETE FROM people WHERE recipient = $1 RETURNING about";
    let known: Vec<Known> = tx.rows(sql, [recipient.into()]).await?;
    Ok((mails, known.into_iter().map(|row| row.about).collect()))
}
