//! Taking mails to send them.

use std::{collections::HashMap, sync::Arc};

use kontor_contracts::MailId;
use kontor_store::{Database, StoreError, Tx, list};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::{
    forums::forums_in,
    rows::{MAIL_COLUMNS, MailRow, of_known_kind},
};
use crate::{
    domain::{Forum, Known, MailKey, MailRecord},
    kinds::Facts,
};

/// A mail that this process holds under a lease.
#[derive(Debug, Clone)]
pub(crate) struct ClaimedMail {
    /// Which mail.
    pub(crate) id: MailId,
    /// The claim; whoever has a newer one owns the mail.
    pub(crate) fence: i64,
    /// Its business key.
    pub(crate) key: MailKey,
    /// What it is written from.
    pub(crate) facts: Facts,
    /// What is known of the things that it speaks of.
    pub(crate) known: Known,
    /// What the state machine knows of it.
    pub(crate) record: MailRecord,
    /// When the first attempt was.
    pub(crate) first_tried_at: Option<i64>,
    /// The bytes of an attempt whose end is unknown; they are sent again as they are.
    pub(crate) message: Option<Vec<u8>>,
}

/// Takes up to `limit` mails that are due, in the order of their rank, the oldest first. Mails whose
/// forum has not arrived yet wait for it.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn claim_due(
    database: &Database,
    now_ms: i64,
    lease_until: i64,
    limit: usize,
) -> Result<Vec<ClaimedMail>, StoreError> {
    let tx = database.begin().await?;
    let sql = format!(
        "UPDATE mails SET state = 'claimed', due_at = NULL, lease_until = $1, \
         fence = fence + 1, changed_at = $2 WHERE id IN (\
         SELECT id FROM mails WHERE due_at <= $2 \
         AND (forum IS NULL OR EXISTS (SELECT 1 FROM forums WHERE forums.id = mails.forum)) \
         AND {} ORDER BY rank, due_at, id LIMIT $3{}) RETURNING {MAIL_COLUMNS}",
        of_known_kind(),
        database.engine().skip_locked()
    );
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let values = [lease_until.into(), now_ms.into(), limit.into()];
    let rows: Vec<MailRow> = tx.rows(&sql, values).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let forums = forums_in(&tx, rows.iter().filter_map(|row| row.forum)).await?;
    let messages = messages(&tx, &rows).await?;
    let mut mails = claimed(rows, &forums, messages, now_ms)?;
    tx.commit().await?;
    // Nothing says in which order RETURNING gives them.
    mails.sort_by_key(|mail| (mail.facts.policy().rank, mail.id));
    Ok(mails)
}

fn claimed(
    rows: Vec<MailRow>,
    forums: &HashMap<Uuid, Arc<Forum>>,
    mut messages: HashMap<Uuid, Vec<u8>>,
    now_ms: i64,
) -> Result<Vec<ClaimedMail>, StoreError> {
    let mut mails = Vec::with_capacity(rows.len());
    for row in rows {
        let forum = row.forum.and_then(|forum| forums.get(&forum));
        mails.push(ClaimedMail {
            id: MailId::new(row.id),
            fence: row.fence,
            key: row.key()?,
            facts: row.facts()?,
            known: Known {
                forum: forum.map(Arc::clone),
                person: row.person()?,
            },
            record: row.record(now_ms)?,
            first_tried_at: row.first_tried_at,
            message: messages.remove(&row.id),
        });
    }
    Ok(mails)
}

/// The kept bytes of those mails of which nobody knows whether they arrived.
async fn messages(tx: &Tx, rows: &[MailRow]) -> Result<HashMap<Uuid, Vec<u8>>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        mail: Uuid,
        message: Vec<u8>,
    }
    let unknown: Vec<Uuid> = rows
        .iter()
        .filter(|row| row.uncertainties > 0)
        .map(|row| row.id)
        .collect();
    if unknown.is_empty() {
        return Ok(HashMap::new());
    }
    let (marks, values) = list(1, unknown.into_iter().map(Value::from));
    let sql = format!("SELECT mail, message FROM mail_messages WHERE mail IN {marks}");
    let rows: Vec<Row> = tx.rows(&sql, values).await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.mail, row.message))
        .collect())
}
