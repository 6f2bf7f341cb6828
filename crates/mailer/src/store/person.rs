//! What is kept of one person, to be shown or erased.

use kontor_store::{Database, StoreError};

use super::{
    log::{LoggedMail, logged},
    rows::{MAIL_COLUMNS, MailRow},
};

/// The mails to an address, newest first.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn mails_to(
    database: &Database,
    recipient: &str,
) -> Result<Vec<LoggedMail>, StoreError> {
    let sql = format!("SELECT {MAIL_COLUMNS} FROM mails WHERE recipient = $1 ORDER BY id DESC");
    let rows: Vec<MailRow> = database.rows(&sql, [recipient.into()]).await?;
    rows.into_iter().map(logged).collect()
}

/// Erases the mails to an address with their messages and attempts, and what is known of its sign-ups;
/// says how many mails. One that a relay has at this moment stays, and is erased the next time.
///
/// # Errors
/// [`StoreError`]; nothing is erased then.
pub(crate) async fn erase_mails_to(
    database: &Database,
    recipient: &str,
) -> Result<u64, StoreError> {
    let tx = database.begin().await?;
    let erased = super::forget::remove(&tx, "recipient = $1", vec![recipient.into()]).await?;
    let sql = "DELETE FROM people WHERE recipient = $1";
    tx.execute(sql, [recipient.into()]).await?;
    tx.commit().await?;
    Ok(erased)
}
