//! Mails on their way in, and mails that are no longer wanted.

use kontor_contracts::{ForumId, MailId};
use kontor_store::{StoreError, Tx, list};

use crate::{
    domain::{About, MailKey},
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
        let link = facts.asking().filter(|asking| asking.token.is_some());
        Self {
            search: search.to_lowercase(),
            link_until: link.map(|asking| asking.held_until.as_millisecond()),
        }
    }
}

pub(super) fn facts_json(facts: &dyn AnyFacts) -> Result<String, StoreError> {
    facts
        .json()
        .map_err(|error| StoreError::Envelope(kontor_contracts::EnvelopeError::Envelope(error)))
}

/// Queues a mail. `false` if there is one of this key already, whatever became of it.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn queue_mail(tx: &Tx, mail: NewMail<'_>) -> Result<bool, StoreError> {
    let facts = facts_json(mail.facts)?;
    let found = Found::new(mail.facts);
    // A row of an older version may not have its recipient yet; it is the same mail all the same.
    let sql = "INSERT INTO mails (id, about, kind, revision, recipient, forum, rank, facts, search, \
               link_until, state, due_at, fence, attempts, interruptions, uncertainties, \
               created_at, changed_at) \
               SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'ready', $11, 0, 0, 0, 0, $11, $11 \
               WHERE NOT EXISTS (SELECT 1 FROM mails WHERE about = $2 AND kind = $3 \
               AND revision = $4 AND recipient = '') \
               ON CONFLICT (about, kind, revision, recipient) DO NOTHING";
    let values = [
        mail.id.uuid().into(),
        mail.key.about.as_str().into(),
        mail.key.kind.into(),
        mail.key.revision.as_str().into(),
        mail.key.recipient.0.as_str().into(),
        mail.forum.map(ForumId::uuid).into(),
        mail.facts.policy().rank.into(),
        facts.into(),
        found.search.into(),
        found.link_until.into(),
        mail.now_ms.into(),
    ];
    Ok(tx.execute(sql, values).await? > 0)
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
