//! Who is invited, as it is kept: read.

use std::collections::HashMap;

use kontor_contracts::{ForumId, InvitationId, RegistrationId, events::Contact};
use kontor_store::{
    Database, StoreError, Tx,
    columns::{corrupt, count, parsed},
    list,
};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::{Hash, Read};
use crate::domain::InvitationState;

pub(super) const TABLE: &str = "invitations";
const COLUMNS: &str = "i.id, i.forum, i.email, i.name, i.organisation, i.language, i.country, i.state, \
    i.sequence, i.invited_at, i.answered_at, i.registration";

/// An invitation as it is kept.
#[derive(Debug, Clone)]
pub(crate) struct Invitation {
    pub(crate) id: InvitationId,
    pub(crate) forum: ForumId,
    /// How many events have told of it.
    pub(crate) sequence: i64,
    pub(crate) state: InvitationState,
    /// Who is invited, as the office's list says.
    pub(crate) contact: Contact,
    pub(crate) invited_ms: i64,
    /// When it was answered, declined or withdrawn.
    pub(crate) answered_ms: Option<i64>,
    /// The sign-up that answers it.
    pub(crate) registration: Option<RegistrationId>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    forum: Uuid,
    email: String,
    name: String,
    organisation: Option<String>,
    language: String,
    country: Option<String>,
    state: String,
    sequence: i64,
    invited_at: i64,
    answered_at: Option<i64>,
    registration: Option<Uuid>,
}

impl TryFrom<Row> for Invitation {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let country = row.country.map(|code| code.parse()).transpose();
        Ok(Self {
            id: InvitationId::new(row.id),
            forum: ForumId::new(row.forum),
            sequence: row.sequence,
            state: parsed(TABLE, "state", &row.state)?,
            contact: Contact {
                name: row.name,
                email: row.email.parse().map_err(|e| corrupt(TABLE, "email", e))?,
                language: parsed(TABLE, "language", &row.language)?,
                organisation: row.organisation,
                country: country.map_err(|e| corrupt(TABLE, "country", &e))?,
            },
            invited_ms: row.invited_at,
            answered_ms: row.answered_at,
            registration: row.registration.map(RegistrationId::new),
        })
    }
}

async fn select(
    read: &impl Read,
    condition: &str,
    values: Vec<Value>,
) -> Result<Vec<Invitation>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM invitations i WHERE {condition}");
    let rows: Vec<Row> = read.rows(&sql, values).await?;
    rows.into_iter().map(Invitation::try_from).collect()
}

/// The invitation that a personal link belongs to.
pub(crate) async fn of_link(
    database: &Database,
    hash: &Hash,
) -> Result<Option<Invitation>, StoreError> {
    Ok(select(database, "i.hash = $1", vec![hash.to_vec().into()])
        .await?
        .pop())
}

/// An invitation. In a transaction that holds the lock of its forum it stays as it is.
pub(crate) async fn find(tx: &Tx, id: InvitationId) -> Result<Option<Invitation>, StoreError> {
    Ok(select(tx, "i.id = $1", vec![id.uuid().into()]).await?.pop())
}

/// An invitation of a forum.
pub(crate) async fn of_forum_by_id(
    database: &Database,
    forum: ForumId,
    id: InvitationId,
) -> Result<Option<Invitation>, StoreError> {
    let values = vec![id.uuid().into(), forum.uuid().into()];
    Ok(select(database, "i.id = $1 AND i.forum = $2", values)
        .await?
        .pop())
}

/// Up to `limit` invitations of a forum after one of them, in the order in which they were made.
pub(crate) async fn of_forum(
    database: &Database,
    forum: ForumId,
    after: Option<InvitationId>,
    limit: u32,
) -> Result<Vec<Invitation>, StoreError> {
    let after = after.map_or(Uuid::nil(), InvitationId::uuid);
    let values = vec![forum.uuid().into(), after.into(), i64::from(limit).into()];
    select(
        database,
        "i.forum = $1 AND i.id > $2 ORDER BY i.id LIMIT $3",
        values,
    )
    .await
}

/// The invitations of an address, newest first.
pub(crate) async fn of_address(
    database: &Database,
    email_key: &str,
) -> Result<Vec<Invitation>, StoreError> {
    let condition = "i.email_key = $1 ORDER BY i.id DESC";
    select(database, condition, vec![email_key.into()]).await
}

/// The invitations of these addresses to a forum, by address.
pub(crate) async fn known(
    tx: &Tx,
    forum: ForumId,
    keys: impl Iterator<Item = &str>,
) -> Result<HashMap<String, Invitation>, StoreError> {
    let (marks, more) = list(2, keys.map(Value::from));
    let values: Vec<Value> = std::iter::once(forum.uuid().into()).chain(more).collect();
    let condition = format!("i.forum = $1 AND i.email_key IN {marks}");
    let found = select(tx, &condition, values).await?.into_iter();
    Ok(found
        .map(|invitation| (invitation.contact.email.key(), invitation))
        .collect())
}

/// Those of the invitations by which somebody may come, each with its forum.
pub(crate) async fn good(
    tx: &Tx,
    ids: &[InvitationId],
) -> Result<Vec<(InvitationId, ForumId)>, StoreError> {
    let (marks, values) = list(1, ids.iter().map(|id| id.uuid().into()));
    let condition = format!("i.id IN {marks} AND i.state <> 'withdrawn'");
    let found = select(tx, &condition, values).await?.into_iter();
    Ok(found
        .map(|invitation| (invitation.id, invitation.forum))
        .collect())
}

/// How many invitations of a forum stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct InvitationCounts {
    /// Without an answer.
    pub invited: u32,
    /// Signed up.
    pub answered: u32,
    /// Not coming.
    pub declined: u32,
    /// Withdrawn by the office.
    pub withdrawn: u32,
}

/// The invitations of a forum, counted.
pub(crate) async fn counts(
    database: &Database,
    forum: ForumId,
) -> Result<InvitationCounts, StoreError> {
    #[derive(FromQueryResult)]
    struct Counted {
        state: String,
        n: i64,
    }
    let sql = "SELECT state, COUNT(*) AS n FROM invitations WHERE forum = $1 GROUP BY state";
    let rows: Vec<Counted> = database.rows(sql, [forum.uuid().into()]).await?;
    let mut counts = InvitationCounts::default();
    for row in rows {
        let n = count(TABLE, "state", row.n)?;
        match parsed(TABLE, "state", &row.state)? {
            InvitationState::Invited => counts.invited = n,
            InvitationState::Answered => counts.answered = n,
            InvitationState::Declined => counts.declined = n,
            InvitationState::Withdrawn => counts.withdrawn = n,
        }
    }
    Ok(counts)
}
