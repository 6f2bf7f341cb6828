//! Registrations: who signed up, and how far that has come.

use std::collections::HashSet;

use kontor_book::{Address, Entry, Pass, Received, Standing};
use kontor_contracts::{
    CodeId, ForumId, InvitationId, RecipientId, RegistrationId,
    events::{self, Contact, Participant},
};
use kontor_runtime::Ids;
use kontor_store::{
    StoreError, Tx,
    columns::{corrupt, count},
    list, values,
};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::forum_terms::ForumTerms;
use super::{Read, participants};
use crate::domain::{Recipient, SignUp, group};

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
    /// Who of them is written to themselves.
    pub(crate) recipients: Vec<Recipient>,
    /// Whether it takes its places already while it waits.
    pub(crate) holds: bool,
    /// Whether it takes the waiting list where there are no places.
    pub(crate) may_wait: bool,
    /// By what it has come, if not as everybody may.
    pub(crate) pass: Option<Pass>,
}

impl Registration {
    /// A new one, of which no event has told yet.
    pub(crate) fn new(
        new: &Received,
        forum: &ForumTerms,
        sign_up: &SignUp,
        (ids, now_ms): (&Ids, i64),
    ) -> Self {
        let held_until_ms = new.held_until_ms;
        let new_id = || RecipientId::new(ids.next());
        let (participants, recipients) = group(&sign_up.participants, &[], new_id);
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
            participants,
            recipients,
            holds: new.holds,
            may_wait: new.may_wait,
            pass: new.pass,
        }
    }

    /// What the book of its forum needs to know of it.
    pub(crate) fn entry(&self) -> Entry {
        Entry {
            address: self.address.clone(),
            standing: self.standing,
            places: self.places,
            holds: self.holds,
            may_wait: self.may_wait,
            pass: self.pass,
        }
    }
}

impl Registration {
    /// How many of its places are for people whose names follow: those that nobody is named for. Known as
    /// far as its participants were read.
    pub(crate) fn unnamed(&self) -> u32 {
        let named = u32::try_from(self.participants.len()).unwrap_or(u32::MAX);
        self.places.saturating_sub(named)
    }

    /// Whose address this is, by its key, if it is not the contact's.
    pub(crate) fn named_with(&self, key: &str) -> Option<&Recipient> {
        let mut named = self.recipients.iter();
        named.find(|recipient| recipient.mailbox.key == key)
    }

    /// The names of those who are reached by a recipient.
    pub(crate) fn names_of(&self, id: RecipientId) -> impl Iterator<Item = &str> {
        let theirs = self.participants.iter();
        let theirs = theirs.filter(move |person| person.recipient == Some(id));
        theirs.map(|person| person.name.as_str())
    }

    /// A recipient as mails address one.
    pub(crate) fn as_contact(&self, recipient: &Recipient) -> Contact {
        let told = self.told_of(recipient);
        Contact {
            name: self
                .names_of(recipient.id)
                .next()
                .unwrap_or_default()
                .to_owned(),
            email: told.email,
            language: told.language,
            organisation: self.contact.organisation.clone(),
            country: self.contact.country,
        }
    }

    /// A recipient as the events tell it, without a link.
    pub(crate) fn told_of(&self, recipient: &Recipient) -> events::Recipient {
        let mailbox = &recipient.mailbox;
        let language = mailbox.language.as_ref();
        events::Recipient {
            id: recipient.id,
            email: mailbox.email.clone(),
            language: language.unwrap_or(&self.contact.language).clone(),
            own_link: None,
            takes_part_already: false,
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
    may_wait: i64,
    waiting_since: Option<i64>,
    passed: i64,
    invitation: Option<Uuid>,
    code: Option<Uuid>,
}

pub(super) const TABLE: &str = "registrations";
/// What is live: it takes places or waits, and its address cannot sign up once more. The index
/// `registrations_live` says the same.
pub(super) const LIVE: &str = "state <> 'expired'";
pub(super) const COLUMNS: &str = "id, forum, state, sequence, places, held_until, created_at, email_key, \
    domain, email, name, language, organisation, country, holds, \
    may_wait, waiting_since, passed, invitation, code";

impl TryFrom<Row> for Registration {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let standing = match row.state.as_str() {
            "pending" => Standing::Pending {
                held_until_ms: row.held_until,
            },
            "confirmed" => Standing::Confirmed,
            "waiting" => Standing::Waiting {
                since_ms: row.waiting_since.unwrap_or_default(),
                passed: count(TABLE, "passed", row.passed)?,
            },
            "offered" => Standing::Offered {
                until_ms: row.held_until,
            },
            "expired" => Standing::Expired,
            other => return Err(corrupt(TABLE, "state", format!("{other:?}"))),
        };
        let country = row.country.map(|code| code.parse()).transpose();
        let contact = Contact {
            name: row.name,
            email: row.email.parse().map_err(|e| corrupt(TABLE, "email", e))?,
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
            recipients: Vec::new(),
            holds: row.holds != 0,
            may_wait: row.may_wait != 0,
            pass: match (row.invitation, row.code) {
                (Some(id), _) => Some(Pass::Invitation(InvitationId::new(id))),
                (None, Some(id)) => Some(Pass::Code(CodeId::new(id))),
                (None, None) => None,
            },
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
    let mut people = participants::of(read, rows.iter().map(|row| row.id)).await?;
    let mut registrations = bare(rows)?;
    for registration in &mut registrations {
        let people = people.remove(&registration.id).unwrap_or_default();
        (registration.participants, registration.recipients) =
            (people.participants, people.recipients);
    }
    Ok(registrations)
}

pub(super) fn ids(first: usize, ids: &[RegistrationId]) -> (String, Vec<Value>) {
    list(first, ids.iter().map(|id| id.uuid().into()))
}

#[derive(FromQueryResult)]
struct IdRow {
    own: Option<Uuid>,
    other: Option<Uuid>,
}

/// The live registrations of these addresses, each at its forum, and those by which they take part though
/// somebody else has signed up.
///
/// Each address is looked up by itself, within one statement: given a list for `IN`, PostgreSQL
/// reads all registrations of the forum as long as it has no statistics of the table, which is just
/// when a new forum is stormed.
pub(crate) async fn of_addresses(
    tx: &Tx,
    addresses: impl IntoIterator<Item = (ForumId, &str)>,
) -> Result<Vec<Registration>, StoreError> {
    let addresses = addresses.into_iter();
    let keys = addresses.map(|(forum, email_key)| [forum.uuid().into(), email_key.into()]);
    let (keys, values) = values(1, keys);
    let sql = format!(
        "SELECT (SELECT r.id FROM registrations r WHERE r.forum = k.column1 \
         AND r.email_key = k.column2 AND {LIVE}) AS own, \
         (SELECT r.id FROM recipients c JOIN registrations r ON r.id = c.registration \
         WHERE c.forum = k.column1 AND c.email_key = k.column2 AND r.state = 'confirmed' \
         ORDER BY r.id LIMIT 1) AS other \
         FROM (VALUES {keys}) AS k"
    );
    let found = tx.rows::<IdRow>(&sql, values).await?.into_iter();
    let mut found: Vec<_> = found
        .flat_map(|row| [row.own, row.other])
        .flatten()
        .map(RegistrationId::new)
        .collect();
    found.sort_unstable();
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

/// The registrations that have come by these invitations and have not ended.
pub(crate) async fn of_invitations(
    tx: &Tx,
    invitations: &[InvitationId],
) -> Result<Vec<Registration>, StoreError> {
    let (ids, values) = list(1, invitations.iter().map(|id| id.uuid().into()));
    let sql = format!("SELECT {COLUMNS} FROM registrations WHERE invitation IN {ids} AND {LIVE}");
    whole(tx, tx.rows(&sql, values).await?).await
}

/// Those of the addresses that have signed up to a forum and are proved, or take part because others have
/// named them.
pub(crate) async fn proved(
    tx: &Tx,
    forum: ForumId,
    keys: impl Iterator<Item = &str>,
) -> Result<HashSet<String>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        email_key: String,
    }
    let (marks, more) = list(2, keys.map(Value::from));
    let sql = format!(
        "SELECT email_key FROM registrations WHERE forum = $1 AND email_key IN {marks} AND {LIVE} \
         AND state <> 'pending' UNION SELECT c.email_key FROM recipients c \
         JOIN registrations r ON r.id = c.registration WHERE c.forum = $1 \
         AND c.email_key IN {marks} AND r.state = 'confirmed'"
    );
    let values = std::iter::once(Value::from(forum.uuid())).chain(more);
    let rows: Vec<Row> = tx.rows(&sql, values).await?;
    Ok(rows.into_iter().map(|row| row.email_key).collect())
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
