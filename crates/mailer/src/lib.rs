//! The mailer: writes mail when something has happened, sends it exactly as often as it should,
//! and knows of each mail what became of it.
//!
//! | | |
//! |---|---|
//! | consumes | `forum.published.v1`, `registration.{received,repeated,confirmed,expired}.v1`, `invitation.{issued,answered,declined,withdrawn}.v1` |
//! | takes | letters to the staff, by [`queue_staff_letter`] |
//! | publishes | nothing yet |
//! | serves | for the staff: the mail log (`/console/mails`, `/api/v1/mails`), reminders (`/console/reminders`, `/api/v1/reminders`) |
//! | stores | forums with their versions and people (projections), news to tell, mails, messages as sent, attempts |
//! | runs | `claim_mails`, `send_mails` (one per connection), `keep_leases`, `forget_links`, `forget_mails`, `tell_news`, `watch_mails` |

mod breaker;
mod desk;
mod domain;
mod folder;
mod handlers;
mod http;
mod kinds;
mod letter;
mod parts;
mod person;
mod planned;
mod reminders;
mod settings;
mod staff_letters;
mod store;
mod tasks;
mod test_mail;
mod transport;
mod trouble;

use std::sync::Arc;

use kontor_bus::Bus;
use kontor_runtime::{Process, config::InvalidSetting};
use kontor_store::{Database, StoreError};
use kontor_web::{Pages, Site};
use tokio::sync::Notify;

pub use desk::{
    KindInfo, LogError, LogWish, MailSentAgain, MailShown, NotSentAgain, Preview, PreviewError,
    PreviewForum, PreviewKind, PreviewWish, list_log, mail_kinds, preview_forum, preview_kind,
    preview_mail, send_mail_again, show_mail,
};
pub use http::{AttemptView, MailView, Recipient};
pub use kinds::BrokenTemplate;
pub use parts::PARTS;
pub use person::{PersonKnown, PersonMail, erase_person, known_of_person, show_person};
pub use planned::{
    PersonLine, PlanWish, PlannedReminder, ReminderOrder, ReminderState, next_reminder,
    order_reminder, plan_reminders,
};
pub use settings::{Settings, SmtpSettings, TransportKind};
pub use staff_letters::{StaffLetter, StaffSubject, queue_staff_letter};
pub use store::MIGRATIONS;
pub use test_mail::send_test;
pub use trouble::Trouble;

use crate::{breaker::Breaker, folder::Folder, tasks::PostOffice, transport::Transport};

/// Starts the mailer: listens to the bus, sends, and serves its pages. The database is migrated.
///
/// # Errors
/// [`StartError`] names the setting or the template that cannot be used, or why the database failed.
pub async fn start(
    process: &Process,
    database: Database,
    bus: &Bus,
    settings: &Settings,
    site: Site,
) -> Result<Pages, StartError> {
    settings.check()?;
    kinds::check(&site)?;
    // Before the first event, which may ask for a mail that is there without its whole key.
    store::fill_in(&database).await?;
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
    tasks::tell(&process.agenda, &database);
    tasks::start(office, settings);
    bus.consume(
        process,
        database,
        handlers::consumer(process, &wake, settings.pause()),
    );
    Ok(http::pages(state))
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
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
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
