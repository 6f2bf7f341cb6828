//! The secrets of links: dropped from the rows as soon as nobody needs them, so that neither the log nor
//! a backup can confirm anything.

use std::collections::HashSet;

use kontor_contracts::MailId;
use kontor_store::{Database, StoreError, list, values};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::{
    forums::forums_by_id,
    log::{Asker, LoggedMail, logged},
    marks::Kept,
    rows::{MAIL_COLUMNS, MailRow, of_known_kind},
};
use crate::{domain::Known, kinds::Facts};

/// Most mails of one step.
const BATCH: i64 = 128;

/// A mail that still carries the secret of a link which has served its purpose.
pub(crate) struct SpentLink {
    /// The mail.
    pub(crate) mail: LoggedMail,
    /// What is known of the things that it speaks of, if it was handed over and a message is kept that
    /// holds the secret too.
    pub(crate) known: Option<Known>,
}

/// A mail without the secret of its link.
pub(crate) struct Masked {
    /// Which mail.
    pub(crate) id: MailId,
    /// What it is written from.
    pub(crate) facts: Facts,
    /// The message to keep in place of the one that carried the secret; without it none is kept.
    pub(crate) message: Option<Kept>,
}

/// Mails whose links have served their purpose: sent, no longer wanted, or over.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn with_spent_links(
    database: &Database,
    now_ms: i64,
) -> Result<Vec<SpentLink>, StoreError> {
    let sql = format!(
        "SELECT {MAIL_COLUMNS} FROM mails WHERE link_until IS NOT NULL AND lease_until IS NULL \
         AND (state IN ('sent', 'superseded') OR link_until <= $1) AND {} ORDER BY id LIMIT $2",
        of_known_kind()
    );
    let rows: Vec<MailRow> = database.rows(&sql, [now_ms.into(), BATCH.into()]).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let kept = with_message(database, rows.iter().map(|row| row.id)).await?;
    let forums = forums_by_id(database, rows.iter().filter_map(|row| row.forum)).await?;
    let spent = rows.into_iter().map(|row| {
        let forum = row.forum.map(|forum| forums.get(&forum).cloned());
        let is_known = kept.contains(&row.id) && forum != Some(None);
        let known = row.known(forum.flatten())?;
        Ok(SpentLink {
            known: is_known.then_some(known),
            mail: logged(row)?,
        })
    });
    spent.collect()
}

#[derive(FromQueryResult)]
struct Id {
    id: Uuid,
}

/// Those of the mails of which a message is kept.
async fn with_message(
    database: &Database,
    mails: impl Iterator<Item = Uuid>,
) -> Result<HashSet<Uuid>, StoreError> {
    let (marks, values) = list(1, mails.map(Value::from));
    let sql = format!("SELECT mail AS id FROM mail_messages WHERE mail IN {marks}");
    let rows: Vec<Id> = database.rows(&sql, values).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Drops the secrets of mails, all in one transaction.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn drop_links(database: &Database, masked: Vec<Masked>) -> Result<(), StoreError> {
    let rows: Result<Vec<_>, StoreError> = masked
        .iter()
        .map(|mail| {
            let facts = super::queue::facts_json(&*mail.facts)?;
            Ok(vec![mail.id.uuid().into(), facts.into()])
        })
        .collect();
    let (spent, values) = values(1, rows?);
    let tx = database.begin().await?;
    let sql = format!(
        "WITH spent(id, facts) AS (VALUES {spent}) UPDATE mails SET facts = spent.facts, \
         link_until = NULL FROM spent WHERE mails.id = spent.id AND mails.lease_until IS NULL \
         RETURNING mails.id AS id"
    );
    let dropped: Vec<Id> = tx.rows(&sql, values).await?;
    let dropped: HashSet<Uuid> = dropped.into_iter().map(|row| row.id).collect();
    let (with, without): (Vec<_>, Vec<_>) = masked
        .into_iter()
        .filter(|mail| dropped.contains(&mail.id.uuid()))
        .partition(|mail| mail.message.is_some());
    let messages = with.into_iter().filter_map(|mail| {
        let id = Value::from(mail.id.uuid());
        mail.message
            .map(|kept| vec![id, kept.subject.into(), kept.bytes.into()])
    });
    super::marks::keep_messages(&tx, messages.collect()).await?;
    let (marks, values) = list(1, without.iter().map(|mail| mail.id.uuid().into()));
    let sql = format!("DELETE FROM mail_messages WHERE mail IN {marks}");
    tx.execute(&sql, values).await?;
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
    asker: Asker,
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
    if copied > 0 {
        asker.note(&tx, copy).await?;
    }
    tx.commit().await?;
    Ok(copied > 0)
}
