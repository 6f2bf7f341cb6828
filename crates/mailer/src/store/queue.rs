//! Mails on their way in, and mails that are no longer wanted.

use kontor_contracts::{ForumId, MailId, RegistrationId};
use kontor_store::{StoreError, Tx};

use crate::domain::{MailFacts, MailKey, MailKind};

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
    pub(crate) facts: &'a MailFacts,
    /// Now, in milliseconds.
    pub(crate) now_ms: i64,
}

/// Queues a mail. `false` if there is one of this key already, whatever became of it.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn queue_mail(tx: &Tx, mail: NewMail<'_>) -> Result<bool, StoreError> {
    let facts = serde_json::to_string(mail.facts)
        .map_err(|error| StoreError::Envelope(kontor_contracts::EnvelopeError::Envelope(error)))?;
    let sql = "INSERT INTO mails (id, registration, kind, revision, forum, facts, state, due_at, \
               fence, attempts, interruptions, uncertainties, created_at, changed_at) \
               VALUES ($1, $2, $3, $4, $5, $6, 'ready', $7, 0, 0, 0, 0, $7, $7) \
               ON CONFLICT (registration, kind, revision) DO NOTHING";
    let values = [
        mail.id.uuid().into(),
        mail.key.registration.uuid().into(),
        mail.key.kind.word().into(),
        mail.key.revision.as_str().into(),
        mail.forum.uuid().into(),
        facts.into(),
        mail.now_ms.into(),
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
    kinds: [MailKind; 2],
    now_ms: i64,
) -> Result<u64, StoreError> {
    let sql = "UPDATE mails SET state = 'superseded', due_at = NULL, changed_at = $4 \
               WHERE registration = $1 AND kind IN ($2, $3) AND state IN ('ready', 'deferred')";
    let [one, other] = kinds.map(MailKind::word);
    tx.execute(
        sql,
        [
            registration.uuid().into(),
            one.into(),
            other.into(),
            now_ms.into(),
        ],
    )
    .await
}
