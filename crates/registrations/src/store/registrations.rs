//! Registrations: who signed up, and how far that has come.

use kontor_book::{Address, Entry, Received, Standing};
use kontor_contracts::{
    ForumId, RegistrationId,
    events::{Contact, Participant},
};
use kontor_store::{StoreError, Tx, list};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::forum_terms::ForumTerms;
use super::{Read, corrupt, count, participants};
use crate::domain::SignUp;

/// A registration as it is kept.
#[derive(Debug, Clone)]
pub(crate) struct Registration {
    pub(crate) id: RegistrationId,
    pub(crate) forum: ForumId,
    /// How many events have told of it.
    pub(crate) sequence: i64,
    pub(crate) standing: Standing,
    pub(crate) places: u32,
    pub(crate) held_until_ms: i64,
    pub(crate) created_ms: i64,
    pub(crate) contact: Contact,
    /// The contact's address as it is counted.
    pub(crate) address: Address,
    pub(crate) participants: Vec<Participant>,
    /// Whether it takes its places already while it waits.
    pub(crate) holds: bool,
}

impl Registration {
    /// A new one, of which no event has told yet.
    pub(crate) fn new(new: &Received, forum: &ForumTerms, sign_up: &SignUp, now_ms: i64) -> Self {
        let held_until_ms = new.held_until_ms;
        Self {
            id: new.registration,
            forum: forum.id,
            sequence: 0,
            standing: Standing::Pending { held_until_ms },
            places: new.places,
            held_until_ms,
            created_ms: now_ms,
            contact: sign_up.contact(&forum.main_language),
            address: sign_up.address.clone(),
            participants: sign_up.participants.clone(),
            holds: new.holds,
        }
    }

    /// What the book of its forum needs to know of it.
    pub(crate) fn entry(&self) -> Entry {
        Entry {
            address: self.address.clone(),
            standing: self.standing,
            places: self.places,
            holds: self.holds,
        }
    }
}

#[derive(FromQueryResult)]
pub(super) struct Row {
    id: Uuid,
    forum: Uuid,
    state: String,
    sequence: i64,
    places: i64,
    held_until: i64,
    created_at: i64,
    email_key: String,
    domain: String,
    email: String,
    name: String,
    language: String,
    organisation: Option<String>,
    country: Option<String>,
    holds: i64,
}

pub(super) const TABLE: &str = "registrations";
/// What is live: it takes places or waits, and its address cannot sign up once more. The index
/// `registrations_live` says the same.
pub(super) const LIVE: &str = "state <> 'expired'";
pub(super) const COLUMNS: &str = "id, forum, state, sequence, places, held_until, created_at, email_key, \
    domain, email, name, language, organisation, country, holds";

impl TryFrom<Row> for Registration {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let standing = match row.state.as_str() {
            "pending" => Standing::Pending {
                held_until_ms: row.held_until,
            },
            "confirmed" => Standing::Confirmed,
            "expired" => Standing::Expired,
            other => return Err(corrupt(TABLE, "state", &format!("{other:?}"))),
        };
        let country = row.country.map(|code| code.parse()).transpose();
        let contact = Contact {
            name: row.name,
            email: row.email.parse().map_err(|e| corrupt(TABLE, "email", &e))?,
            language: row
                .language
                .parse()
                .map_err(|e| corrupt(TABLE, "language", &e))?,
            organisation: row.organisation,
            country: country.map_err(|e| corrupt(TABLE, "country", &e))?,
        };
        Ok(Self {
            id: RegistrationId::new(row.id),
            forum: ForumId::new(row.forum),
            sequence: row.sequence,
            standing,
            places: count(TABLE, "places", row.places)?,
            held_until_ms: row.held_until,
            created_ms: row.created_at,
            contact,
            address: Address {
                key: row.email_key,
                domain: row.domain,
            },
            participants: Vec::new(),
            holds: row.holds != 0,
        })
    }
}

/// Registrations without their participants.
pub(super) fn bare(rows: Vec<Row>) -> Result<Vec<Registration>, StoreError> {
    rows.into_iter().map(Registration::try_from).collect()
}

/// Registrations with their participants, which are read with one more statement.
pub(super) async fn whole(
    read: &impl Read,
    rows: Vec<Row>,
) -> Result<Vec<Registration>, StoreError> {
    let mut participants = participants::of(read, rows.iter().map(|row| row.id)).await?;
    let mut registrations = bare(rows)?;
    for registration in &mut registrations {
        registration.participants = participants.remove(&registration.id).unwrap_or_default();
    }
    Ok(registrations)
}

pub(super) fn ids(first: usize, ids: &[RegistrationId]) -> (String, Vec<Value>) {
    list(first, ids.iter().map(|id| id.uuid().into()))
}

#[derive(FromQueryResult)]
struct IdRow {
    id: Option<Uuid>,
}

/// The live registrations of these addresses, each at its forum.
///
/// Each address is looked up by itself, within one statement: given a list for `IN`, PostgreSQL
/// reads all registrations of the forum as long as it has no statistics of the table, which is just
/// when a new forum is stormed.
pub(crate) async fn of_addresses(
    tx: &Tx,
    addresses: impl IntoIterator<Item = (ForumId, &str)>,
) -> Result<Vec<Registration>, StoreError> {
    let (mut tuples, mut values) = (Vec::new(), Vec::<Value>::new());
    for (forum, email_key) in addresses {
        tuples.push(format!("(${},${})", values.len() + 1, values.len() + 2));
        values.extend([forum.uuid().into(), email_key.into()]);
    }
    // Filled up to a power of two, so that few statements are prepared.
    while !tuples.len().is_power_of_two() {
        let last = format!("(${},${})", values.len() - 1, values.len());
        tuples.push(last);
    }
    let sql = format!(
        "SELECT (SELECT r.id FROM registrations r WHERE r.forum = k.column1 \
         AND r.email_key = k.column2 AND {LIVE}) AS id \
         FROM (VALUES {}) AS k",
        tuples.join(",")
    );
    let found = tx.rows::<IdRow>(&sql, values).await?.into_iter();
    let mut found: Vec<_> = found
        .filter_map(|row| row.id)
        .map(RegistrationId::new)
        .collect();
    found.dedup();
    if found.is_empty() {
        return Ok(Vec::new());
    }
    by_id(tx, &found).await
}

/// The registrations with these ids, expired ones included.
pub(crate) async fn by_id(
    tx: &Tx,
    wanted: &[RegistrationId],
) -> Result<Vec<Registration>, StoreError> {
    let (ids, values) = ids(1, wanted);
    let sql = format!("SELECT {COLUMNS} FROM registrations WHERE id IN {ids}");
    whole(tx, tx.rows(&sql, values).await?).await
}

/// The forums of these registrations, which never change.
pub(crate) async fn forums_of(
    tx: &Tx,
    wanted: &[RegistrationId],
) -> Result<Vec<(RegistrationId, ForumId)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        forum: Uuid,
    }
    let (ids, values) = ids(1, wanted);
    let sql = format!("SELECT id, forum FROM registrations WHERE id IN {ids}");
    let rows = tx.rows::<Row>(&sql, values).await?.into_iter();
    Ok(rows
        .map(|row| (RegistrationId::new(row.id), ForumId::new(row.forum)))
        .collect())
}
