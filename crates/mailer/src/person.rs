//! What is kept of one person, to be shown and erased (GDPR, articles 15 and 17).

use jiff::Timestamp;
use kontor_contracts::{EmailAddress, ForumId, MailId};
use kontor_runtime::Process;
use kontor_store::{
    Database, StoreError,
    audit::{Action, Actor},
};
use serde::Serialize;

use crate::store;

const MAIL_ERASED: Action = Action::new("mail.erased");
const PERSON_ERASED: Action = Action::new("person.erased");

/// A mail as it is kept of a person.
#[derive(Debug, Clone, Serialize)]
pub struct PersonMail {
    /// Its id.
    pub id: MailId,
    /// What kind of mail.
    pub kind: &'static str,
    /// What became of it.
    pub state: &'static str,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// Name, address, company, language and participants, as the mail was written from.
    pub facts: serde_json::Value,
}

/// The mails to an address that are kept, newest first.
///
/// # Errors
/// [`StoreError`] if the database cannot be read.
pub async fn show_person(
    database: &Database,
    email: &EmailAddress,
) -> Result<Vec<PersonMail>, StoreError> {
    let mails = store::mails_to(database, &email.key()).await?;
    let shown = mails.into_iter().map(|mail| PersonMail {
        id: mail.id,
        kind: mail.key.kind,
        state: mail.state.word(),
        created_at: mail.created_at,
        facts: facts_shown(&mail),
    });
    Ok(shown.collect())
}

/// A sign-up as the mailer has heard of it.
#[derive(Debug, Clone, Serialize)]
pub struct PersonKnown {
    /// What it is (`registration/…`).
    pub about: String,
    /// Its forum.
    pub forum: ForumId,
    /// How it stands.
    pub state: String,
    /// Name, address, company and language.
    pub contact: serde_json::Value,
}

/// What is known of the sign-ups of an address, newest first.
///
/// # Errors
/// [`StoreError`] if the database cannot be read.
pub async fn known_of_person(
    database: &Database,
    email: &EmailAddress,
) -> Result<Vec<PersonKnown>, StoreError> {
    let people = store::people_of(database, &email.key()).await?;
    let shown = people.into_iter().map(|person| PersonKnown {
        about: person.about.to_string(),
        forum: person.forum,
        state: person.state,
        contact: serde_json::from_str(&person.contact.unwrap_or_default()).unwrap_or_default(),
    });
    Ok(shown.collect())
}

/// What a mail was written from, without the secret of a link.
pub(crate) fn facts_shown(mail: &store::LoggedMail) -> serde_json::Value {
    let json = mail.facts.masked().json().unwrap_or_default();
    serde_json::from_str(&json).unwrap_or_default()
}

/// Erases the mails to an address with their messages and attempts, and what is known of its sign-ups;
/// says how many mails.
///
/// # Errors
/// [`StoreError`]; nothing is erased then.
pub async fn erase_person(
    database: &Database,
    process: &Process,
    actor: Actor,
    email: &EmailAddress,
) -> Result<u64, StoreError> {
    let tx = database.begin().await?;
    let (mails, known) = store::erase_mails_to(&tx, &email.key()).await?;
    for mail in &mails {
        tx.audit(process.ids.next(), actor, MAIL_ERASED, mail)
            .await?;
    }
    for about in known {
        tx.audit(process.ids.next(), actor, PERSON_ERASED, about)
            .await?;
    }
    tx.commit().await?;
    Ok(mails.len() as u64)
}
