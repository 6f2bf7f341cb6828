//! Mails on their way in, and mails that are no longer wanted.

use jiff::Timestamp;
use kontor_contracts::{ForumId, MailId};
use kontor_store::{Insert, StoreError, Tx, list};
use sea_orm::{FromQueryResult, Value};

use crate::{
    domain::{About, MailKey, MailState},
    kinds::AnyFacts,
};

/// A mail that is to be sent.
#[derive(Debug)]
pub(crate) struct NewMail<'a> {
    /// Names this mail in pages and logs.
    pub(crate) id: MailId,
    /// Its business key.
    pub(crate) key: &'a MailKey,
    /// The forum that it speaks of; it waits until that is known.
    pub(crate) forum: Option<ForumId>,
    /// What it is written from.
    pub(crate) facts: &'a dyn AnyFacts,
    /// Now, in milliseconds.
    pub(crate) now_ms: i64,
}

/// What a mail is found by.
pub(super) struct Found {
    /// Name, address and company in lower case.
    pub(super) search: String,
    /// Until when its link works, if it has one.
    pub(super) link_until: Option<i64>,
}

impl Found {
    pub(super) fn new(facts: &dyn AnyFacts) -> Self {
        let contact = facts.contact();
        let company = contact.organisation.as_deref().unwrap_or_default();
        let search = format!("{} {} {company}", contact.name, contact.email.as_str());
        let link_until = facts.link().and_then(|link| link.secret_until);
        Self {
            search: search.to_lowercase(),
            link_until: link_until.map(Timestamp::as_millisecond),
        }
    }
}

pub(super) fn facts_json(facts: &dyn AnyFacts) -> Result<String, StoreError> {
    facts
        .json()
        .map_err(|error| StoreError::Envelope(kontor_contracts::EnvelopeError::Envelope(error)))
}

const QUEUE: Insert = Insert {
    table: "mails",
    columns: &[
        "id",
        "about",
        "kind",
        "revision",
        "recipient",
        "forum",
        "rank",
        "facts",
        "search",
        "link_until",
        "state",
        "due_at",
        "fence",
        "attempts",
        "interruptions",
        "uncertainties",
        "created_at",
        "changed_at",
    ],
    ending: " ON CONFLICT (about, kind, revision, recipient) DO NOTHING",
};

/// Queues a mail, unless there is one of this key already, whatever became of it.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn queue_mail(tx: &Tx, mail: NewMail<'_>) -> Result<(), StoreError> {
    let due_ms = mail.now_ms;
    queue_mail_for(tx, mail, due_ms).await
}

/// The same, not to leave before a moment.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn queue_mail_for(
    tx: &Tx,
    mail: NewMail<'_>,
    due_ms: i64,
) -> Result<(), StoreError> {
    let (key, row) = (mail.key, row(&mail, due_ms)?);
    let name = format!(
        "{} {} {} {}",
        key.about.as_str(),
        key.kind,
        key.revision.as_str(),
        key.recipient.0
    );
    tx.gather(&QUEUE, name, row).await
}

/// How a mail that never left takes the place of itself: it was not wanted any more, or it waits and says
/// what is no longer so.
const IN_PLACE_OF_ITSELF: &str = " ON CONFLICT (about, kind, revision, recipient) DO UPDATE SET \
    state = 'ready', due_at = excluded.due_at, facts = excluded.facts, \
    link_until = excluded.link_until, reply = NULL, changed_at = excluded.changed_at \
    WHERE mails.state IN ('superseded', 'ready', 'deferred') AND mails.uncertainties = 0";

/// Queues mails, also those that were written before and never left; says how many. Those of their key
/// that have left stay as they are.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn queue_again<'a>(
    tx: &Tx,
    mails: impl Iterator<Item = NewMail<'a>>,
) -> Result<u64, StoreError> {
    let rows = mails
        .map(|mail| row(&mail, mail.now_ms))
        .collect::<Result<Vec<_>, _>>()?;
    tx.insert(QUEUE.table, QUEUE.columns, rows, IN_PLACE_OF_ITSELF)
        .await
}

fn row(mail: &NewMail<'_>, due_ms: i64) -> Result<Vec<Value>, StoreError> {
    let facts = facts_json(mail.facts)?;
    let found = Found::new(mail.facts);
    let key = mail.key;
    let (now, none) = (Value::from(mail.now_ms), Value::from(0_i64));
    Ok(vec![
        mail.id.uuid().into(),
        key.about.as_str().into(),
        key.kind.into(),
        key.revision.as_str().into(),
        key.recipient.0.as_str().into(),
        mail.forum.map(ForumId::uuid).into(),
        mail.facts.policy().rank.into(),
        facts.into(),
        found.search.into(),
        found.link_until.into(),
        MailState::Ready.word().into(),
        due_ms.into(),
        none.clone(),
        none.clone(),
        none.clone(),
        none,
        now.clone(),
        now,
    ])
}

/// Whether a mail of this transaction is kept, and not another of its key.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn is_kept(tx: &Tx, id: MailId) -> Result<bool, StoreError> {
    #[derive(FromQueryResult)]
    struct Kept {
        fence: i64,
    }
    let sql = "SELECT fence FROM mails WHERE id = $1";
    let kept: Option<Kept> = tx.row(sql, [id.uuid().into()]).await?;
    Ok(kept.is_some_and(|kept| kept.fence == 0))
}

/// Closes the mails about something that ask for what is decided already, if no relay has them yet.
/// One that is with a relay at this moment goes its way.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn supersede_unsent(
    tx: &Tx,
    about: &About,
    kinds: &[&str],
    now_ms: i64,
) -> Result<u64, StoreError> {
    let (marks, kinds) = list(3, kinds.iter().map(|kind| (*kind).into()));
    let sql = format!(
        "UPDATE mails SET state = 'superseded', due_at = NULL, changed_at = $2 \
         WHERE about = $1 AND kind IN {marks} AND state IN ('ready', 'deferred')"
    );
    let values = [about.as_str().into(), now_ms.into()];
    tx.execute(&sql, values.into_iter().chain(kinds)).await
}

/// Closes older mails of the same kind about the same thing to the same person, if no relay has them
/// yet: their links have ended.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn supersede_older(
    tx: &Tx,
    newest: &MailKey,
    now_ms: i64,
) -> Result<u64, StoreError> {
    let sql = "UPDATE mails SET state = 'superseded', due_at = NULL, changed_at = $5 \
               WHERE about = $1 AND kind = $2 AND recipient = $3 AND revision <> $4 \
               AND state IN ('ready', 'deferred')";
    let values = [
        newest.about.as_str().into(),
        newest.kind.into(),
        newest.recipient.0.as_str().into(),
        newest.revision.as_str().into(),
        now_ms.into(),
    ];
    tx.execute(sql, values).await
}
