//! The projection of sign-ups: whom they concern and how they stand.

use std::collections::HashMap;

use jiff::Timestamp;
use kontor_contracts::{EnvelopeError, ForumId, events::Contact};
use kontor_store::{Database, Insert, StoreError, Tx, columns::from_json, list};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::domain::{About, Person};

const KEEP: Insert = Insert {
    table: "people",
    columns: &[
        "about",
        "forum",
        "sequence",
        "state",
        "recipient",
        "contact",
        "changed_at",
        "since",
        "persons",
        "unnamed",
        "secret",
        "held_until",
        "held",
        "look_at",
        "own_link",
    ],
    // What confirms a sign-up is kept as long as it waits for that, and not longer.
    ending: " ON CONFLICT (about) DO UPDATE SET forum = excluded.forum, \
             sequence = excluded.sequence, state = excluded.state, \
             recipient = COALESCE(excluded.recipient, people.recipient), \
             contact = COALESCE(excluded.contact, people.contact), \
             changed_at = excluded.changed_at, \
             since = CASE WHEN people.state = excluded.state THEN people.since \
             ELSE excluded.since END, \
             persons = COALESCE(excluded.persons, people.persons), \
             unnamed = COALESCE(excluded.unnamed, people.unnamed), \
             secret = CASE WHEN people.state = excluded.state \
             THEN COALESCE(excluded.secret, people.secret) ELSE excluded.secret END, \
             held_until = CASE WHEN people.state = excluded.state \
             THEN COALESCE(excluded.held_until, people.held_until) ELSE excluded.held_until END, \
             held = COALESCE(excluded.held, people.held), \
             own_link = CASE WHEN excluded.state = 'over' THEN NULL \
             ELSE COALESCE(excluded.own_link, people.own_link) END, \
             look_at = excluded.look_at WHERE people.sequence < excluded.sequence",
};

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
    let about = person.about.as_str();
    let row = vec![
        about.into(),
        person.forum.uuid().into(),
        person.sequence.0.into(),
        person.state.word().into(),
        person.contact.map(|contact| contact.email.key()).into(),
        contact.into(),
        now_ms.into(),
        person.at.as_millisecond().into(),
        person.group.map(|group| i64::from(group.persons)).into(),
        person.group.map(|group| i64::from(group.unnamed)).into(),
        person
            .asked
            .map(|asked| asked.token.reveal().to_owned())
            .into(),
        person
            .asked
            .and_then(|asked| asked.until)
            .map(Timestamp::as_millisecond)
            .into(),
        person.asked.map(|asked| i64::from(asked.held)).into(),
        // Whether they are to be reminded of something is decided next.
        now_ms.into(),
        person.own_link.map(|link| link.reveal().to_owned()).into(),
    ];
    tx.gather(&KEEP, about.to_owned(), row).await
}

/// The names of people, by what they are kept under.
pub(crate) type KnownNames = HashMap<String, String>;

/// The names of some people.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn names_of(
    database: &Database,
    abouts: impl Iterator<Item = &str>,
) -> Result<KnownNames, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        about: String,
        contact: Option<String>,
    }
    let (marks, values) = list(1, abouts.map(Into::into));
    let sql = format!("SELECT about, contact FROM people WHERE about IN {marks}");
    let rows: Vec<Row> = database.rows(&sql, values).await?;
    let named = rows.into_iter().filter_map(|row| {
        let contact = from_json::<Contact>("people", "contact", &row.contact?);
        Some(contact.map(|contact| (row.about, contact.name)))
    });
    named.collect()
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
/// `before_ms` and to whom no mail is kept any more. Says how many. Who is invited is kept until an event
/// says that there is nothing to wait for any more.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn forget_people(
    database: &Database,
    before_ms: i64,
    limit: u32,
) -> Result<u64, StoreError> {
    let sql = "DELETE FROM people WHERE about IN (SELECT about FROM people \
               WHERE state NOT IN ('confirmed', 'invited') AND changed_at < $1 \
               AND NOT EXISTS (SELECT 1 FROM mails WHERE mails.about = people.about) LIMIT $2)";
    let tx = database.begin().await?;
    let values = [before_ms.into(), i64::from(limit).into()];
    let forgotten = tx.execute(sql, values).await?;
    tx.commit().await?;
    Ok(forgotten)
}
