//! Taking mails to send them.

use std::{collections::HashMap, sync::Arc};

use kontor_contracts::{ConfirmToken, MailId};
use kontor_runtime::timestamp;
use kontor_store::{Database, Engine, StoreError, Tx, columns::parsed, list};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::{
    forums::forums_in,
    reminding::{Claims, remindings},
    rows::{MAIL_COLUMNS, MailRow, of_known_kind, of_known_kind_in},
};
use crate::{
    domain::{Forum, Known, MailKey, MailRecord},
    kinds::{Facts, KINDS},
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
    /// The sequence of the forum that it tells, if its reader did not know it so.
    pub(crate) tells: Option<i64>,
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
    let sql = claim(database.engine());
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let values = [lease_until.into(), now_ms.into(), limit.into()];
    let rows: Vec<MailRow> = tx.rows(&sql, values).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let news = rows
        .iter()
        .filter(|row| row.needs_versions().unwrap_or_default());
    let news = news.filter_map(|row| row.forum);
    let forums = forums_in(&tx, rows.iter().filter_map(|row| row.forum), news).await?;
    let messages = messages(&tx, &rows).await?;
    let links = own_links(&tx, &rows).await?;
    let mut mails = claimed(rows, &forums, messages, now_ms)?;
    for mail in &mut mails {
        mail.known.own_link = links.get(mail.key.about.as_str()).cloned();
    }
    remind(&tx, &mut mails, &forums, now_ms).await?;
    tx.commit().await?;
    // Nothing says in which order RETURNING gives them.
    mails.sort_by_key(|mail| (mail.facts.policy().rank, mail.id));
    Ok(mails)
}

/// Lease, now and limit are its values.
pub(super) fn claim(engine: Engine) -> String {
    format!(
        "UPDATE mails SET state = 'claimed', due_at = NULL, lease_until = $1, \
         fence = fence + 1, changed_at = $2 WHERE id IN (\
         SELECT id FROM mails WHERE due_at <= $2 \
         AND (forum IS NULL OR EXISTS (SELECT 1 FROM forums WHERE forums.id = mails.forum)) \
         AND {} ORDER BY rank, due_at, id LIMIT $3{}) RETURNING {MAIL_COLUMNS}",
        may_go(),
        engine.skip_locked()
    )
}

/// A mail waits for what is under way to the same person about the same thing: when it is known what became of
/// that, it is asked whether it is still wanted. So nobody hears first that a sign-up is called off, and then
/// that it counts. What says what has changed waits for anybody's about the same, and for what is due before
/// it: that one may tell it already, and must not arrive after it.
///
/// One whose fate is unknown waits for no other such: each would wait for the other.
fn may_go() -> String {
    let news = KINDS.iter().filter(|kind| kind.is_news());
    let news: Vec<_> = news.map(|kind| format!("'{}'", kind.word())).collect();
    let none = |whom: &str, due: &str| {
        format!(
            "NOT EXISTS (SELECT 1 FROM mails other WHERE other.about = mails.about \
             AND other.id <> mails.id{whom} AND (other.lease_until IS NOT NULL \
             OR mails.state <> 'uncertain' \
             AND (other.state = 'uncertain' AND other.due_at IS NOT NULL{due})))"
        )
    };
    let due = format!(
        " OR other.due_at <= $2 AND other.rank < mails.rank AND {}",
        of_known_kind_in("other")
    );
    format!(
        "{} AND CASE WHEN mails.kind IN ({}) THEN {} ELSE {} END",
        of_known_kind(),
        news.join(", "),
        none("", &due),
        none(" AND other.recipient = mails.recipient", "")
    )
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
        let message = messages.remove(&row.id);
        // The bytes of before say what was so before.
        let tells = forum.filter(|_| message.is_none());
        let tells = tells.and_then(|forum| tells_more(&row, forum).transpose());
        mails.push(ClaimedMail {
            id: MailId::new(row.id),
            fence: row.fence,
            key: row.key()?,
            facts: row.facts()?,
            known: row.known(forum.map(Arc::clone))?,
            record: row.record(now_ms)?,
            first_tried_at: row.first_tried_at,
            message,
            tells: tells.transpose()?,
        });
    }
    Ok(mails)
}

/// Adds what decides about reminders. One whose bytes are kept is sent again as it is.
async fn remind(
    tx: &Tx,
    mails: &mut [ClaimedMail],
    forums: &HashMap<Uuid, Arc<Forum>>,
    now_ms: i64,
) -> Result<(), StoreError> {
    let claims: Vec<_> = mails.iter().filter(|mail| mail.message.is_none()).collect();
    let claims: Vec<_> = claims.into_iter().map(claims_of).collect();
    let mut found = remindings(tx, &claims, forums, timestamp(now_ms)).await?;
    drop(claims);
    for mail in mails {
        mail.known.reminding = found.remove(&mail.id.uuid());
    }
    Ok(())
}

fn claims_of(mail: &ClaimedMail) -> Claims<'_> {
    let forum = mail.known.forum.as_ref();
    Claims {
        id: mail.id.uuid(),
        about: mail.key.about.as_str(),
        forum: forum.map(|forum| forum.facts.forum.uuid()),
        facts: &mail.facts,
    }
}

/// The forum's sequence, if the mail tells its reader more than they knew. Most mails do not: they go to
/// people who were here after the last change.
fn tells_more(row: &MailRow, forum: &Forum) -> Result<Option<i64>, StoreError> {
    let saw_it = row.heard_at.is_some_and(|at| at > forum.changed_at);
    let knows_it = row.told.is_some_and(|told| told >= forum.sequence) || saw_it;
    let tells = row.is_news()? || !knows_it;
    Ok(tells.then_some(forum.sequence))
}

/// The links to their own registrations, for mails that carry none of their own.
async fn own_links(tx: &Tx, rows: &[MailRow]) -> Result<HashMap<String, ConfirmToken>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        about: String,
        own_link: String,
    }
    let later = rows
        .iter()
        .filter(|row| row.needs_versions().unwrap_or_default());
    let (marks, values) = list(1, later.map(|row| row.about.as_str().into()));
    if values.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT about, own_link FROM people WHERE about IN {marks} AND own_link IS NOT NULL"
    );
    let rows: Vec<Row> = tx.rows(&sql, values).await?;
    let link = |row: Row| Ok((row.about, parsed("people", "own_link", &row.own_link)?));
    rows.into_iter().map(link).collect()
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
