//! The mailer: writes mail when something has happened, sends it exactly as often as it should,
//! and knows of each mail what became of it.
//!
//! | | |
//! |---|---|
//! | consumes | `forum.published.v1`, `registration.{received,repeated,confirmed,expired}.v1` |
//! | publishes | nothing yet |
//! | serves | the mail log for the staff: `/staff/mails`, `/api/v1/staff/mails` |
//! | stores | forums and people (projections), mails, messages as sent, attempts |
//! | runs | `claim_mails`, `send_mails` (one per connection), `keep_leases`, `forget_links`, `forget_mails`, `watch_mails` |

mod breaker;
mod domain;
mod folder;
mod handlers;
mod http;
mod kinds;
mod letter;
mod parts;
mod settings;
mod store;
mod tasks;
mod test_mail;
mod transport;
mod trouble;

use std::sync::Arc;

use kontor_bus::Bus;
use kontor_contracts::EmailAddress;
use kontor_runtime::{Process, config::InvalidSetting};
use kontor_store::{Database, StoreError};
use kontor_web::{Pages, Site};
use tokio::sync::Notify;

pub use kinds::BrokenTemplate;
pub use parts::PARTS;
pub use settings::{Settings, SmtpSettings, TransportKind};
pub use store::MIGRATIONS;
pub use test_mail::send_test;
pub use trouble::Trouble;

use crate::{breaker::Breaker, folder::Folder, tasks::PostOffice, transport::Transport};

/// Starts the mailer: listens to the bus, sends, and serves its pages. The database is migrated.
///
/// # Errors
/// [`StartError`] names the setting or the template that cannot be used.
pub fn start(
    process: &Process,
    database: Database,
    bus: &Bus,
    settings: &Settings,
    site: Site,
) -> Result<Pages, StartError> {
    settings.check()?;
    kinds::check(&site)?;
    let wake = Arc::new(Notify::new());
    let sender = settings.sender()?;
    let state = http::HttpState {
        database: database.clone(),
        clock: Arc::clone(&process.clock),
        sender: sender.clone(),
        wake: Arc::clone(&wake),
        health: process.health.clone(),
        ids: Arc::clone(&process.ids),
    };
    let office = PostOffice {
        process: process.clone(),
        database: database.clone(),
        site,
        sender,
        schedule: settings.schedule(),
        transport: transport(settings)?,
        breaker: Breaker::new(process.health.outside(RELAY)),
        marks: tasks::start_marks(process, database.clone()),
        wake: Arc::clone(&wake),
        held: std::sync::Mutex::default(),
    };
    tasks::start(office, settings);
    bus.consume(process, database, handlers::consumer(process, &wake));
    Ok(Pages {
        staff: http::routes(state),
        ..Pages::default()
    })
}

/// Why the worker cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A setting cannot be used.
    #[error(transparent)]
    Setting(#[from] InvalidSetting),
    /// A kind of mail cannot be written.
    #[error(transparent)]
    Template(#[from] BrokenTemplate),
}

/// Tries the template of every kind of mail with samples, as a start does. For `kontor config check` and
/// `kontor doctor`.
///
/// # Errors
/// [`BrokenTemplate`] names the first that cannot be used, with file and line.
pub fn check_templates(site: &Site) -> Result<(), BrokenTemplate> {
    kinds::check(site)
}

/// The relay's name among the parts of the process.
const RELAY: &str = "mailer.relay";

/// A mail as it is kept of a person.
#[derive(Debug, Clone, serde::Serialize)]
pub struct PersonMail {
    /// Its id.
    pub id: kontor_contracts::MailId,
    /// What kind of mail.
    pub kind: &'static str,
    /// What became of it.
    pub state: &'static str,
    /// When it was asked for.
    pub created_at: jiff::Timestamp,
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
#[derive(Debug, Clone, serde::Serialize)]
pub struct PersonKnown {
    /// What it is (`registration/…`).
    pub about: String,
    /// Its forum.
    pub forum: kontor_contracts::ForumId,
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
fn facts_shown(mail: &store::LoggedMail) -> serde_json::Value {
    let json = mail.facts.masked().json().unwrap_or_default();
    serde_json::from_str(&json).unwrap_or_default()
}

/// Erases the mails to an address with their messages and attempts; says how many.
///
/// # Errors
/// [`StoreError`]; nothing is erased then.
pub async fn erase_person(database: &Database, email: &EmailAddress) -> Result<u64, StoreError> {
    store::erase_mails_to(database, &email.key()).await
}

/// Whether mail could leave: the folder can be written to, or the relay answers, is who it says,
/// and lets us in. For `kontor doctor`.
///
/// # Errors
/// [`Trouble`] says what is wrong and what to do about it.
pub async fn check_transport(settings: &Settings) -> Result<(), Trouble> {
    settings.check()?;
    transport(settings)?.check().await
}

fn transport(settings: &Settings) -> Result<Transport, InvalidSetting> {
    match settings.transport {
        TransportKind::Folder => Ok(Transport::Folder(Folder::new(settings.folder.clone()))),
        TransportKind::Smtp => Ok(Transport::Smtp(Box::new(settings.server()?))),
    }
}

#[cfg(test)]
mod tests;
