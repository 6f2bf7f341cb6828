//! The secrets of links: dropped from the rows as soon as nobody needs them, so that neither the log nor
//! a backup can confirm anything.

use kontor_contracts::MailId;
use kontor_store::{Database, StoreError};

use super::{
    log::{LoggedMail, logged},
    rows::{MAIL_COLUMNS, MailRow},
};

/// Most mails of one step.
const BATCH: i64 = 128;

/// Mails that still carry the secret of a link which has served its purpose: sent, no longer wanted, or
/// over.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn with_spent_links(
    database: &Database,
    now_ms: i64,
) -> Result<Vec<LoggedMail>, StoreError> {
    let sql = format!(
        "SELECT {MAIL_COLUMNS} FROM mails WHERE link_until IS NOT NULL AND lease_until IS NULL \
         AND (state IN ('sent', 'superseded') OR link_until <= $1) ORDER BY id LIMIT $2"
    );
    let rows: Vec<MailRow> = database.rows(&sql, [now_ms.into(), BATCH.into()]).await?;
    rows.into_iter().map(logged).collect()
}

/// Drops the secret of a mail, and puts `masked` in place of the message that carried it.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn drop_link(
    database: &Database,
    mail: &LoggedMail,
    masked: Option<Vec<u8>>,
) -> Result<(), StoreError> {
    let facts = super::queue::facts_json(&*mail.facts.masked())?;
    let tx = database.begin().await?;
    let id = mail.id.uuid();
    let sql =
        "UPDATE mails SET facts = $2, link_until = NULL WHERE id = $1 AND lease_until IS NULL";
    if tx.execute(sql, [id.into(), facts.into()]).await? > 0 {
        if let Some(message) = masked {
            let sql = "UPDATE mail_messages SET message = $2 WHERE mail = $1";
            tx.execute(sql, [id.into(), message.into()]).await?;
        } else {
            let sql = "DELETE FROM mail_messages WHERE mail = $1";
            tx.execute(sql, [id.into()]).await?;
        }
    }
    tx.commit().await
}

/// Fills the columns that rows of older versions do not have yet, step by step; says how many rows.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn fill_in(database: &Database) -> Result<u64, StoreError> {
    let sql = format!("SELECT {MAIL_COLUMNS} FROM mails WHERE recipient = '' ORDER BY id LIMIT $1");
    let mut filled = 0;
    loop {
        let rows: Vec<MailRow> = database.rows(&sql, [BATCH.into()]).await?;
        if rows.is_empty() {
            return Ok(filled);
        }
        let tx = database.begin().await?;
        for mail in rows.into_iter().map(logged) {
            let mail = mail?;
            let found = super::queue::Found::new(&*mail.facts);
            let sql = "UPDATE mails SET recipient = $2, search = $3, link_until = $4 WHERE id = $1";
            let values = [
                mail.id.uuid().into(),
                mail.facts.contact().email.key().into(),
                found.search.into(),
                found.link_until.into(),
            ];
            filled += tx.execute(sql, values).await?;
        }
        tx.commit().await?;
    }
}

/// Copies a mail that was sent, as a new one with a key and hence a Message-ID of its own: mailboxes
/// drop a second message of a known Message-ID unseen. `None` if it is in another state, or asks for a
/// confirmation whose link is gone.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn send_copy(
    database: &Database,
    original: &LoggedMail,
    copy: MailId,
    now_ms: i64,
) -> Result<bool, StoreError> {
    let tx = database.begin().await?;
    // "1", then "1.2", "1.3": the Message-ID and the log tell them apart.
    let sql = "INSERT INTO mails (id, about, kind, revision, recipient, forum, rank, facts, search, \
               state, due_at, fence, attempts, interruptions, uncertainties, created_at, changed_at) \
               SELECT $2, about, kind, revision || '.' || (SELECT COUNT(*) + 1 FROM mails m \
               WHERE m.about = o.about AND m.kind = o.kind AND m.recipient = o.recipient), \
               recipient, forum, rank, facts, search, 'ready', $3, 0, 0, 0, 0, $3, $3 FROM mails o \
               WHERE o.id = $1 AND o.state = 'sent' \
               ON CONFLICT (about, kind, revision, recipient) DO NOTHING";
    let values = [original.id.uuid().into(), copy.uuid().into(), now_ms.into()];
    let copied = tx.execute(sql, values).await?;
    tx.commit().await?;
    Ok(copied > 0)
}
