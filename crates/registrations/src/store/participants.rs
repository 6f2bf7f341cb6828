//! Who takes part, in the order in which they were named, and who is written to for them.

use std::collections::HashMap;

use kontor_contracts::{ForumId, RecipientId, RegistrationId, events::Participant};
use kontor_store::{StoreError, Tx, columns::parsed, list};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::Read;
use crate::domain::{Mailbox, Recipient};

/// Who takes part in a registration.
#[derive(Debug, Clone, Default)]
pub(super) struct People {
    pub(super) participants: Vec<Participant>,
    pub(super) recipients: Vec<Recipient>,
}

#[derive(FromQueryResult)]
struct Row {
    registration: Uuid,
    name: String,
    recipient: Option<Uuid>,
    email_key: Option<String>,
    email: Option<String>,
    language: Option<String>,
}

impl Row {
    fn recipient(&self) -> Result<Option<Recipient>, StoreError> {
        const TABLE: &str = "recipients";
        let (Some(id), Some(key), Some(email)) = (self.recipient, &self.email_key, &self.email)
        else {
            return Ok(None);
        };
        let language = self.language.as_deref();
        let mailbox = Mailbox {
            email: parsed(TABLE, "email", email)?,
            key: key.clone(),
            language: language
                .map(|tag| parsed(TABLE, "language", tag))
                .transpose()?,
        };
        let id = RecipientId::new(id);
        Ok(Some(Recipient { id, mailbox }))
    }
}

/// Who takes part in these.
pub(super) async fn of(
    read: &impl Read,
    registrations: impl Iterator<Item = Uuid> + Send,
) -> Result<HashMap<RegistrationId, People>, StoreError> {
    let (ids, values) = list(1, registrations.map(Into::into));
    let mut people: HashMap<_, People> = HashMap::new();
    if values.is_empty() {
        return Ok(people);
    }
    let sql = format!(
        "SELECT p.registration, p.name, p.recipient, c.email_key, c.email, c.language \
         FROM participants p LEFT JOIN recipients c ON c.id = p.recipient \
         WHERE p.registration IN {ids} ORDER BY p.registration, p.position"
    );
    for row in read.rows::<Row>(&sql, values).await? {
        let of_this = people.entry(RegistrationId::new(row.registration));
        let of_this = of_this.or_default();
        let recipient = row.recipient()?;
        let id = recipient.as_ref().map(|recipient| recipient.id);
        let is_new = |one: &Recipient| of_this.recipients.iter().all(|known| known.id != one.id);
        if let Some(recipient) = recipient.filter(is_new) {
            of_this.recipients.push(recipient);
        }
        let name = row.name;
        let recipient = id;
        of_this.participants.push(Participant { name, recipient });
    }
    Ok(people)
}

/// Who takes part in a registration, as it is to be written.
#[derive(Debug, Clone, Copy)]
pub(super) struct ToWrite<'a> {
    pub(super) registration: RegistrationId,
    pub(super) forum: ForumId,
    pub(super) participants: &'a [Participant],
    pub(super) recipients: &'a [Recipient],
}

/// Writes who takes part in registrations of which nothing is written yet.
pub(super) async fn insert(tx: &Tx, new: &[ToWrite<'_>]) -> Result<(), StoreError> {
    let rows = new.iter().flat_map(|people| {
        (0_i64..)
            .zip(people.participants)
            .map(|(position, person)| {
                vec![
                    people.registration.uuid().into(),
                    position.into(),
                    person.name.as_str().into(),
                    person.recipient.map(RecipientId::uuid).into(),
                ]
            })
    });
    let columns = ["registration", "position", "name", "recipient"];
    tx.insert("participants", &columns, rows.collect(), "")
        .await?;
    let rows: Vec<_> = new.iter().flat_map(rows_of_recipients).collect();
    if rows.is_empty() {
        return Ok(());
    }
    let columns = [
        "id",
        "registration",
        "forum",
        "email_key",
        "email",
        "language",
    ];
    tx.insert("recipients", &columns, rows, "").await?;
    Ok(())
}

fn rows_of_recipients(people: &ToWrite<'_>) -> Vec<Vec<sea_orm::Value>> {
    let of = (people.registration.uuid(), people.forum.uuid());
    let rows = people.recipients.iter().map(|Recipient { id, mailbox }| {
        let language = mailbox.language.as_ref();
        vec![
            id.uuid().into(),
            of.0.into(),
            of.1.into(),
            mailbox.key.as_str().into(),
            mailbox.email.as_str().into(),
            language.map(|tag| tag.as_str().to_owned()).into(),
        ]
    });
    rows.collect()
}

/// Removes who takes part in these, and their links.
pub(super) async fn remove(tx: &Tx, registrations: &[RegistrationId]) -> Result<(), StoreError> {
    let (ids, values) = list(1, registrations.iter().map(|id| id.uuid().into()));
    for sql in [
        format!("DELETE FROM participants WHERE registration IN {ids}"),
        format!("DELETE FROM recipients WHERE registration IN {ids}"),
    ] {
        tx.execute(&sql, values.clone()).await?;
    }
    Ok(())
}

/// Removes the links of those who take part no more.
pub(super) async fn remove_links(tx: &Tx, of: &[RecipientId]) -> Result<(), StoreError> {
    let (ids, values) = list(1, of.iter().map(|id| id.uuid().into()));
    if values.is_empty() {
        return Ok(());
    }
    let sql = format!("DELETE FROM own_links WHERE recipient IN {ids}");
    tx.execute(&sql, values).await?;
    Ok(())
}
