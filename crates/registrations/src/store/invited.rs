//! What becomes of invitations: every statement that writes them.

use kontor_contracts::{ForumId, InvitationId, RegistrationId, events::Contact};
use kontor_store::{StoreError, Tx, columns::parsed, list, values};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::{Hash, invitations::TABLE};
use crate::domain::InvitationState;

/// An invitation that is to be made.
#[derive(Debug)]
pub(crate) struct NewInvitation {
    pub(crate) id: InvitationId,
    pub(crate) forum: ForumId,
    pub(crate) contact: Contact,
    pub(crate) hash: Hash,
}

/// Makes invitations, of each of which one event tells.
pub(crate) async fn insert(tx: &Tx, new: &[NewInvitation], now_ms: i64) -> Result<(), StoreError> {
    const NAMES: [&str; 12] = [
        "id",
        "forum",
        "email_key",
        "email",
        "name",
        "organisation",
        "language",
        "country",
        "hash",
        "state",
        "sequence",
        "invited_at",
    ];
    let rows = new.iter().map(|new| {
        let contact = &new.contact;
        vec![
            new.id.uuid().into(),
            new.forum.uuid().into(),
            contact.email.key().into(),
            contact.email.as_str().into(),
            contact.name.as_str().into(),
            contact.organisation.clone().into(),
            contact.language.as_str().into(),
            contact.country.map(|code| code.as_str().to_owned()).into(),
            new.hash.to_vec().into(),
            InvitationState::Invited.word().into(),
            1_i64.into(),
            now_ms.into(),
        ]
    });
    tx.insert(TABLE, &NAMES, rows.collect(), "").await?;
    Ok(())
}

/// Invites somebody once more whose invitation was withdrawn, by another link.
pub(crate) async fn issue_again(
    tx: &Tx,
    again: &NewInvitation,
    now_ms: i64,
) -> Result<(), StoreError> {
    let sql = "UPDATE invitations SET state = 'invited', sequence = sequence + 1, hash = $2, \
               name = $3, organisation = $4, language = $5, country = $6, invited_at = $7, \
               answered_at = NULL, registration = NULL WHERE id = $1";
    let contact = &again.contact;
    let values: [Value; 7] = [
        again.id.uuid().into(),
        again.hash.to_vec().into(),
        contact.name.as_str().into(),
        contact.organisation.clone().into(),
        contact.language.as_str().into(),
        contact.country.map(|code| code.as_str().to_owned()).into(),
        now_ms.into(),
    ];
    tx.execute(sql, values).await?;
    Ok(())
}

/// An invitation is declined, or withdrawn. One event tells of it.
pub(crate) async fn end(
    tx: &Tx,
    id: InvitationId,
    state: InvitationState,
    now_ms: i64,
) -> Result<(), StoreError> {
    let sql = "UPDATE invitations SET state = $2, sequence = sequence + 1, answered_at = $3 \
               WHERE id = $1";
    let values: [Value; 3] = [id.uuid().into(), state.word().into(), now_ms.into()];
    tx.execute(sql, values).await?;
    Ok(())
}

/// A sign-up whose address is proved.
#[derive(Debug)]
pub(crate) struct Answer<'a> {
    pub(crate) forum: ForumId,
    pub(crate) email_key: &'a str,
    pub(crate) registration: RegistrationId,
    /// The invitation by which it has come.
    pub(crate) invitation: Option<InvitationId>,
}

/// An invitation that was answered.
#[derive(Debug)]
pub(crate) struct Answered {
    pub(crate) invitation: InvitationId,
    pub(crate) forum: ForumId,
    pub(crate) sequence: i64,
    pub(crate) registration: RegistrationId,
}

/// Answers the invitations by which people have come, and those of their addresses. One event tells of
/// each.
pub(crate) async fn answer(
    tx: &Tx,
    answers: &[Answer<'_>],
    now_ms: i64,
) -> Result<Vec<Answered>, StoreError> {
    let mut answered = Vec::new();
    let by_link = answers.iter().filter_map(|answer| {
        let invitation = answer.invitation?.uuid();
        Some([invitation.into(), answer.registration.uuid().into()])
    });
    let by_link: Vec<[Value; 2]> = by_link.collect();
    let on = (
        "invitation, registration",
        "invitations.id = answers.invitation",
    );
    answered.extend(set(tx, by_link, on, now_ms).await?);
    let by_address = answers.iter().map(|answer| {
        [
            answer.forum.uuid().into(),
            answer.email_key.into(),
            answer.registration.uuid().into(),
        ]
    });
    let by_address: Vec<[Value; 3]> = by_address.collect();
    let on = (
        "forum, email_key, registration",
        "invitations.forum = answers.forum AND invitations.email_key = answers.email_key",
    );
    answered.extend(set(tx, by_address, on, now_ms).await?);
    Ok(answered)
}

async fn set<const N: usize>(
    tx: &Tx,
    answers: Vec<[Value; N]>,
    (names, condition): (&str, &str),
    now_ms: i64,
) -> Result<Vec<Answered>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        forum: Uuid,
        sequence: i64,
        registration: Uuid,
    }
    if answers.is_empty() {
        return Ok(Vec::new());
    }
    let (answers, more) = values(2, answers);
    // Whoever is told as answered once stays so, whatever becomes of the sign-up.
    let sql = format!(
        "WITH answers ({names}) AS (VALUES {answers}) UPDATE invitations SET state = 'answered', \
         answered_at = $1, registration = answers.registration, sequence = invitations.sequence + 1 \
         FROM answers WHERE {condition} AND (invitations.state IN ('invited', 'declined') \
         OR invitations.state = 'answered' AND invitations.registration <> answers.registration) \
         RETURNING invitations.id AS id, invitations.forum AS forum, \
         invitations.sequence AS sequence, invitations.registration AS registration"
    );
    let values = std::iter::once(now_ms.into()).chain(more);
    let rows: Vec<Row> = tx.rows(&sql, values).await?;
    let answered = rows.into_iter().map(|row| Answered {
        invitation: InvitationId::new(row.id),
        forum: ForumId::new(row.forum),
        sequence: row.sequence,
        registration: RegistrationId::new(row.registration),
    });
    Ok(answered.collect())
}

/// An invitation that is kept no more.
#[derive(Debug)]
pub(crate) struct Forgotten {
    pub(crate) invitation: InvitationId,
    pub(crate) forum: ForumId,
    pub(crate) sequence: i64,
    pub(crate) state: InvitationState,
}

/// Forgets up to `limit` invitations to these forums.
pub(crate) async fn forget(
    tx: &Tx,
    forums: &[ForumId],
    limit: u32,
) -> Result<Vec<Forgotten>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        forum: Uuid,
        sequence: i64,
        state: String,
    }
    let (marks, more) = list(2, forums.iter().map(|forum| forum.uuid().into()));
    let sql = format!(
        "DELETE FROM invitations WHERE id IN \
         (SELECT id FROM invitations WHERE forum IN {marks} ORDER BY id LIMIT $1) \
         RETURNING id, forum, sequence, state"
    );
    let values = std::iter::once(Value::from(i64::from(limit))).chain(more);
    let rows: Vec<Row> = tx.rows(&sql, values).await?;
    let forgotten = rows.into_iter().map(|row| {
        Ok(Forgotten {
            invitation: InvitationId::new(row.id),
            forum: ForumId::new(row.forum),
            sequence: row.sequence,
            state: parsed(TABLE, "state", &row.state)?,
        })
    });
    forgotten.collect()
}

/// Erases the invitation of a person.
pub(crate) async fn erase(tx: &Tx, id: InvitationId) -> Result<bool, StoreError> {
    let sql = "DELETE FROM invitations WHERE id = $1";
    Ok(tx.execute(sql, [id.uuid().into()]).await? > 0)
}
