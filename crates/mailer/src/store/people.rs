//! The projection of sign-ups: whom they concern and how they stand.

use kontor_contracts::{EnvelopeError, ForumId};
use kontor_store::{Database, StoreError, Tx};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::domain::{About, Person};

/// Keeps what an event says of a sign-up, unless something newer is known already.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn keep_person(
    tx: &Tx,
    person: &Person<'_>,
    now_ms: i64,
) -> Result<(), StoreError> {
    let contact = person.contact.map(serde_json::to_string).transpose();
    let contact = contact.map_err(|error| StoreError::Envelope(EnvelopeError::Envelope(error)))?;
    let sql = "INSERT INTO people (about, forum, sequence, state, recipient, contact, changed_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7) \
               ON CONFLICT (about) DO UPDATE SET forum = excluded.forum, \
               sequence = excluded.sequence, state = excluded.state, \
               recipient = COALESCE(excluded.recipient, people.recipient), \
               contact = COALESCE(excluded.contact, people.contact), \
               changed_at = excluded.changed_at WHERE people.sequence < excluded.sequence";
    let values = [
        person.about.as_str().into(),
        person.forum.uuid().into(),
        person.sequence.0.into(),
        person.state.word().into(),
        person.contact.map(|contact| contact.email.key()).into(),
        contact.into(),
        now_ms.into(),
    ];
    tx.execute(sql, values).await?;
    Ok(())
}

/// A sign-up as it is kept of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeptPerson {
    /// The sign-up.
    pub(crate) about: About,
    /// Its forum.
    pub(crate) forum: ForumId,
    /// How it stands.
    pub(crate) state: String,
    /// Who is written to (JSON).
    pub(crate) contact: Option<String>,
}

/// The sign-ups of an address, newest first.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn people_of(
    database: &Database,
    recipient: &str,
) -> Result<Vec<KeptPerson>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        about: String,
        forum: Uuid,
        state: String,
        contact: Option<String>,
    }
    let sql = "SELECT about, forum, state, contact FROM people WHERE recipient = $1 \
               ORDER BY about DESC";
    let rows: Vec<Row> = database.rows(sql, [recipient.into()]).await?;
    let people = rows.into_iter().map(|row| KeptPerson {
        about: About::stored(row.about),
        forum: ForumId::new(row.forum),
        state: row.state,
        contact: row.contact,
    });
    Ok(people.collect())
}

/// Forgets up to `limit` sign-ups that were never confirmed or are over, of which nothing was heard since
/// `before_ms` and to whom no mail is kept any more. Says how many.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn forget_people(
    database: &Database,
    before_ms: i64,
    limit: u32,
) -> Result<u64, StoreError> {
    let sql = "DELETE FROM people WHERE about IN (SELECT about FROM people \
               WHERE state <> 'confirmed' AND changed_at < $1 \
               AND NOT EXISTS (SELECT 1 FROM mails WHERE mails.about = people.about) LIMIT $2)";
    let tx = database.begin().await?;
    let values = [before_ms.into(), i64::from(limit).into()];
    let forgotten = tx.execute(sql, values).await?;
    tx.commit().await?;
    Ok(forgotten)
}
