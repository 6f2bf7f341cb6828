//! Mails on their way in, and mails that are no longer wanted.

use kontor_contracts::{ForumId, MailId, RegistrationId};
use kontor_store::{StoreError, Tx, list};

use crate::{domain::MailKey, kinds::AnyFacts};

/// A mail that is to be sent.
#[derive(Debug)]
pub(crate) struct NewMail<'a> {
    /// Names this mail in pages and logs.
    pub(crate) id: MailId,
    /// Its business key.
    pub(crate) key: &'a MailKey,
    /// The forum that it speaks of.
    pub(crate) forum: ForumId,
    /// What it is written from.
    pub(crate) facts: &'a dyn AnyFacts,
    /// Now, in milliseconds.
    pub(crate) now_ms: i64,
}

/// What a mail is found by.
pub(super) struct Found {
    /// The key of the recipient's address.
    pub(super) recipient: String,
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
            recipient: contact.email.key(),
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
    let sql = "INSERT INTO mails (id, registration, kind, revision, forum, facts, state, due_at, \
               fence, attempts, interruptions, uncertainties, created_at, changed_at, recipient, \
               search, link_until) \
               VALUES ($1, $2, $3, $4, $5, $6, 'ready', $7, 0, 0, 0, 0, $7, $7, $8, $9, $10) \
               ON CONFLICT (registration, kind, revision) DO NOTHING";
    let values = [
        mail.id.uuid().into(),
        mail.key.registration.uuid().into(),
        mail.key.kind.into(),
        mail.key.revision.as_str().into(),
        mail.forum.uuid().into(),
        facts.into(),
        mail.now_ms.into(),
        found.recipient.into(),
        found.search.into(),
        found.link_until.into(),
    ];
    Ok(tx.execute(sql, values).await? > 0)
}

/// Closes the mails of a sign-up that ask for what is decided already, if no relay has them yet.
/// One that is with a relay at this moment goes its way.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn supersede_unsent(
    tx: &Tx,
    registration: RegistrationId,
    kinds: &[&str],
    now_ms: i64,
) -> Result<u64, StoreError> {
    let (marks, kinds) = list(3, kinds.iter().map(|kind| (*kind).into()));
    let sql = format!(
        "UPDATE mails SET state = 'superseded', due_at = NULL, changed_at = $2 \
         WHERE registration = $1 AND kind IN {marks} AND state IN ('ready', 'deferred')"
    );
    let values = [registration.uuid().into(), now_ms.into()];
    tx.execute(&sql, values.into_iter().chain(kinds)).await
}
