//! Registrations: who signed up, and how far that has come.

use std::collections::HashMap;

use kontor_book::{Address, Entry, Received, Standing, Taken};
use kontor_contracts::{
    EmailAddress, ForumId, RegistrationId,
    events::{Contact, Participant},
};
use kontor_store::{Database, Engine, StoreError, Tx, list};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::forum_terms::ForumTerms;
use super::{Read, corrupt, count, participants, to_json};
use crate::domain::{Consent, SignUp};

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

/// Most ids of one statement. In a rush thousands of holds end at once, and SQLite takes 32,766 values.
const IDS: usize = 1024;

pub(super) const TABLE: &str = "registrations";
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
fn bare(rows: Vec<Row>) -> Result<Vec<Registration>, StoreError> {
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

fn ids(first: usize, ids: &[RegistrationId]) -> (String, Vec<Value>) {
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
         AND r.email_key = k.column2 AND r.state <> 'expired') AS id \
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

/// The registrations of these forums whose hold is over, without their participants: nobody asks who
/// they were.
pub(crate) async fn due(
    tx: &Tx,
    forums: impl IntoIterator<Item = ForumId>,
    now_ms: i64,
) -> Result<Vec<Registration>, StoreError> {
    let (forums, more) = list(2, forums.into_iter().map(|id| id.uuid().into()));
    let values = [Value::from(now_ms)].into_iter().chain(more);
    let sql = format!(
        "SELECT {COLUMNS} FROM registrations \
         WHERE state = 'pending' AND held_until <= $1 AND forum IN {forums} ORDER BY held_until"
    );
    bare(tx.rows(&sql, values).await?)
}

#[derive(FromQueryResult)]
struct ForumRow {
    forum: Uuid,
}

/// The forums at which a hold is over.
pub(crate) async fn forums_due(
    database: &Database,
    now_ms: i64,
) -> Result<Vec<ForumId>, StoreError> {
    let sql =
        "SELECT DISTINCT forum FROM registrations WHERE state = 'pending' AND held_until <= $1";
    let rows = database.rows::<ForumRow>(sql, [now_ms.into()]).await?;
    Ok(rows
        .into_iter()
        .map(|row| ForumId::new(row.forum))
        .collect())
}

#[derive(FromQueryResult)]
struct DueRow {
    held_until: Option<i64>,
}

/// When the next hold ends.
pub(crate) async fn next_due(database: &Database) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT MIN(held_until) AS held_until FROM registrations WHERE state = 'pending'";
    let row = database.row::<DueRow>(sql, []).await?;
    Ok(row.and_then(|row| row.held_until))
}

/// The places that addresses of one domain hold at a forum without being confirmed.
pub(crate) type Held = HashMap<(ForumId, String), u32>;

#[derive(FromQueryResult)]
struct HeldRow {
    forum: Uuid,
    domain: String,
    places: i64,
}

/// What these domains hold at these forums.
pub(crate) async fn held(
    tx: &Tx,
    forums: impl IntoIterator<Item = ForumId>,
    domains: impl IntoIterator<Item = String>,
) -> Result<Held, StoreError> {
    let (forums, mut values) = list(1, forums.into_iter().map(|id| id.uuid().into()));
    let (domains, more) = list(values.len() + 1, domains.into_iter().map(Value::from));
    values.extend(more);
    let sql = format!(
        "SELECT forum, domain, CAST(SUM(places) AS BIGINT) AS places FROM registrations \
         WHERE state = 'pending' AND holds = 1 AND forum IN {forums} AND domain IN {domains} \
         GROUP BY forum, domain"
    );
    let rows = tx.rows::<HeldRow>(&sql, values).await?;
    rows.into_iter()
        .map(|row| {
            let domain = (ForumId::new(row.forum), row.domain);
            Ok((domain, count(TABLE, "places", row.places)?))
        })
        .collect()
}

/// Removes registrations that were never confirmed and ended before `before_ms`, up to `limit` of
/// them; says how many.
pub(crate) async fn forget_unconfirmed(
    database: &Database,
    before_ms: i64,
    limit: u32,
) -> Result<u64, StoreError> {
    let old = "SELECT id FROM registrations WHERE state = 'expired' AND confirmed_at IS NULL \
               AND held_until < $1 ORDER BY held_until, id LIMIT $2";
    let values = || [Value::from(before_ms), i64::from(limit).into()];
    let tx = database.begin().await?;
    let sql = format!("DELETE FROM participants WHERE registration IN ({old})");
    tx.execute(&sql, values()).await?;
    let sql = format!("DELETE FROM registrations WHERE id IN ({old})");
    let forgotten = tx.execute(&sql, values()).await?;
    tx.commit().await?;
    Ok(forgotten)
}

#[derive(FromQueryResult)]
struct KeyRow {
    id: Uuid,
    email: String,
}

/// Gives the addresses that were kept under an older form of their key the one of today. Where two
/// registrations of one person have met since, the later keeps its old key.
pub(crate) async fn rekey(database: &Database) -> Result<u64, StoreError> {
    // Only keys with letters beyond ASCII have changed their form.
    let beyond_ascii = match database.engine() {
        Engine::Postgres => "email_key ~ '[^ -~]'",
        Engine::Sqlite => "email_key GLOB '*[^ -~]*'",
    };
    let sql = format!("SELECT id, email FROM registrations WHERE {beyond_ascii} ORDER BY id");
    let rows: Vec<KeyRow> = database.rows(&sql, []).await?;
    let tx = database.begin().await?;
    let mut changed = 0;
    for row in rows {
        let Ok(email) = row.email.parse::<EmailAddress>() else {
            continue;
        };
        let sql = "UPDATE registrations SET email_key = $2 WHERE id = $1 AND email_key <> $2 \
                   AND NOT EXISTS (SELECT 1 FROM registrations other WHERE other.email_key = $2 \
                   AND other.forum = registrations.forum AND other.state <> 'expired')";
        changed += tx.execute(sql, [row.id.into(), email.key().into()]).await?;
    }
    tx.commit().await?;
    Ok(changed)
}

/// Writes new registrations. `email_key` is the key under which an address is one person.
pub(crate) async fn insert<'a>(
    tx: &Tx,
    new: impl Iterator<Item = (&'a Registration, &'a [Consent])>,
) -> Result<(), StoreError> {
    const NAMES: [&str; 17] = [
        "id",
        "forum",
        "state",
        "sequence",
        "places",
        "held_until",
        "created_at",
        "email_key",
        "email",
        "name",
        "language",
        "organisation",
        "country",
        "participants",
        "consents",
        "holds",
        "domain",
    ];
    let new: Vec<_> = new.collect();
    let rows = new
        .iter()
        .map(|(registration, consents)| values(registration, consents));
    tx.insert(TABLE, &NAMES, rows.collect::<Result<_, _>>()?, "")
        .await?;
    let named = new
        .iter()
        .map(|(new, _)| (new.id, new.participants.as_slice()));
    participants::insert(tx, named).await
}

fn values(new: &Registration, consents: &[Consent]) -> Result<Vec<Value>, StoreError> {
    let contact = &new.contact;
    Ok(vec![
        new.id.uuid().into(),
        new.forum.uuid().into(),
        "pending".into(),
        new.sequence.into(),
        i64::from(new.places).into(),
        new.held_until_ms.into(),
        new.created_ms.into(),
        new.address.key.as_str().into(),
        contact.email.as_str().into(),
        contact.name.as_str().into(),
        contact.language.as_str().into(),
        contact.organisation.clone().into(),
        contact.country.map(|c| c.as_str().to_owned()).into(),
        // Must be there, and is not used any more.
        "[]".into(),
        to_json(TABLE, "consents", &consents)?.into(),
        i64::from(new.holds).into(),
        new.address.domain.as_str().into(),
    ])
}

/// These count from now on.
pub(crate) async fn confirm(
    tx: &Tx,
    wanted: &[RegistrationId],
    now_ms: i64,
) -> Result<(), StoreError> {
    let change = ", state = 'confirmed', confirmed_at = $1, holds = 1";
    update(tx, wanted, change, vec![now_ms.into()]).await
}

/// These were not confirmed in time, or others have replaced them.
pub(crate) async fn expire(tx: &Tx, wanted: &[RegistrationId]) -> Result<(), StoreError> {
    update(tx, wanted, ", state = 'expired'", Vec::new()).await
}

/// These were called off.
pub(crate) async fn cancel(
    tx: &Tx,
    wanted: &[RegistrationId],
    now_ms: i64,
) -> Result<(), StoreError> {
    let change = ", state = 'expired', cancelled_at = $1";
    update(tx, wanted, change, vec![now_ms.into()]).await
}

/// Nothing has changed but that one more event has told of them.
pub(crate) async fn count_event(tx: &Tx, wanted: &[RegistrationId]) -> Result<(), StoreError> {
    update(tx, wanted, "", Vec::new()).await
}

/// Counts the event that tells of a change of registrations, and makes it: `change` follows in the list
/// of what is set.
async fn update(
    tx: &Tx,
    wanted: &[RegistrationId],
    change: &str,
    values: Vec<Value>,
) -> Result<(), StoreError> {
    for wanted in wanted.chunks(IDS) {
        let (ids, more) = ids(values.len() + 1, wanted);
        let values = values.iter().cloned().chain(more);
        let sql =
            format!("UPDATE registrations SET sequence = sequence + 1{change} WHERE id IN {ids}");
        tx.execute(&sql, values).await?;
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct TakenRow {
    confirmed: Option<i64>,
    held: Option<i64>,
}

/// The places that a forum's rows take, counted one by one.
pub(crate) async fn taken(tx: &Tx, forum: ForumId) -> Result<Taken, StoreError> {
    let sql = "SELECT \
        CAST(SUM(CASE WHEN state = 'confirmed' THEN places ELSE 0 END) AS BIGINT) AS confirmed, \
        CAST(SUM(CASE WHEN state = 'pending' THEN places ELSE 0 END) AS BIGINT) AS held \
        FROM registrations WHERE state <> 'expired' AND holds = 1 AND forum = $1";
    let row = tx.row::<TakenRow>(sql, [forum.uuid().into()]).await?;
    let (confirmed, held) = row.map_or((None, None), |row| (row.confirmed, row.held));
    Ok(Taken {
        confirmed: count(TABLE, "places", confirmed.unwrap_or(0))?,
        held: count(TABLE, "places", held.unwrap_or(0))?,
    })
}
