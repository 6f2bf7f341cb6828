//! `kontor person`: shows and erases what all workers keep of one person (GDPR, articles 15 and 17).

use std::time::Duration;

use kontor_access::PersonAccount;
use kontor_contracts::{EmailAddress, EventId, Worker};
use kontor_registrations::{PersonInvitation, PersonNamed, PersonRegistration};
use kontor_runtime::Process;
use kontor_store::{
    Database, KeptMessage, StoreError, Tx, audit::Action, empty_log, erase_messages, messages_about,
};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::registration::address;
use crate::{
    cli::Person,
    config::Config,
    output::{self, Exit, Outcome, say, warn},
    wiring,
};

const MESSAGE_ERASED: Action = Action::new("message.erased");

/// How often a log is tried that somebody reads, and how long is waited between.
const TRIES: u32 = 50;
const PAUSE: Duration = Duration::from_millis(100);

/// Everything that is kept of a person.
#[derive(Debug, Serialize)]
struct Kept {
    registrations: Vec<PersonRegistration>,
    invitations: Vec<PersonInvitation>,
    /// The sign-ups of others who have named them.
    named: Vec<PersonNamed>,
    mails: Vec<kontor_mailer::PersonMail>,
    /// How the mailer has heard that the sign-ups stand.
    known: Vec<kontor_mailer::PersonKnown>,
    messages: Vec<Message>,
    /// Their account, if they are one of the staff.
    account: Option<PersonAccount>,
}

/// A message between the workers, whole.
#[derive(Debug, Serialize)]
struct Message {
    id: Uuid,
    kind: String,
    state: String,
    body: Value,
}

impl From<KeptMessage> for Message {
    fn from(kept: KeptMessage) -> Self {
        Self {
            body: serde_json::from_slice(&kept.body).unwrap_or_default(),
            id: kept.id,
            kind: kept.kind,
            state: kept.state,
        }
    }
}

pub(crate) async fn run(config: &Config, command: Person) -> Outcome {
    match command {
        Person::Show { address: typed } => output::json(&kept(config, &address(&typed)?).await?),
        Person::Erase {
            address: typed,
            yes,
        } => erase(config, &address(&typed)?, yes).await,
    }
}

async fn kept(config: &Config, email: &EmailAddress) -> Result<Kept, Exit> {
    let registrations = wiring::open_migrated(config, Worker::Registrations).await?;
    let mailer = wiring::open_migrated(config, Worker::Mailer).await?;
    let mut messages = Vec::new();
    for database in [&registrations, &mailer] {
        let found = messages_about(database, |body| speaks_of(body, email)).await?;
        messages.extend(found.into_iter().map(Message::from));
    }
    Ok(Kept {
        registrations: kontor_registrations::show_person(&registrations, email).await?,
        invitations: kontor_registrations::show_invitations(&registrations, email).await?,
        named: kontor_registrations::show_named(&registrations, email).await?,
        mails: kontor_mailer::show_person(&mailer, email).await?,
        known: kontor_mailer::known_of_person(&mailer, email).await?,
        messages,
        account: wiring::access(config, &Process::new())
            .await?
            .show_person(email)
            .await?,
    })
}

async fn erase(config: &Config, email: &EmailAddress, yes: bool) -> Outcome {
    let found = kept(config, email).await?;
    if !yes {
        say(format_args!(
            "would erase {} sign-up(s), {} invitation(s), {} mail(s) and {} account(s) of the staff; \
             running sign-ups are called off and their places are free. Nothing was erased: say --yes \
             to do it.",
            found.registrations.len() + found.named.len(),
            found.invitations.len(),
            found.mails.len(),
            usize::from(found.account.is_some())
        ));
        return Ok(());
    }
    let process = Process::new();
    // First: if this is refused, nothing is erased.
    let access = wiring::access(config, &process).await?;
    let erased = access.erase_person(super::staff::ACTOR, email).await;
    let accounts = usize::from(erased.map_err(super::staff::exit)?);
    let database = wiring::open_migrated(config, Worker::Registrations).await?;
    let by = super::staff::ACTOR;
    let sign_ups = kontor_registrations::erase_person(&database, &process, by, email).await?;
    let mailer = wiring::open_migrated(config, Worker::Mailer).await?;
    let mails = kontor_mailer::erase_person(&mailer, &process, by, email).await?;
    let mut messages = 0;
    for database in [&database, &mailer] {
        messages += erase_from(database, &process, email).await?;
    }
    empty_logs(config, [database, mailer, access.database().clone()]).await?;
    say(format_args!(
        "erased {sign_ups} sign-up(s), {mails} mail(s), {messages} message(s) between the workers and \
         {accounts} account(s) of the staff. Backups keep what they have until they are replaced."
    ));
    Ok(())
}

async fn erase_from(
    database: &Database,
    process: &Process,
    email: &EmailAddress,
) -> Result<u64, StoreError> {
    let note = async |tx: &Tx, id| {
        let (row, message) = (process.ids.next(), EventId::new(id));
        tx.audit(row, super::staff::ACTOR, MESSAGE_ERASED, message)
            .await
    };
    erase_messages(database, |body| speaks_of(body, email), note).await
}

/// What was erased stands in no log of the files any more.
async fn empty_logs(config: &Config, all: [Database; 3]) -> Outcome {
    let mut databases = Vec::from(all);
    if let [url] = config.bus.url.all()
        && let Some(folder) = url.strip_prefix("embedded:")
    {
        databases.push(Database::open(&format!("sqlite:{folder}"), "bus").await?);
    }
    for database in databases {
        let mut tries = 0;
        while !empty_log(&database).await? {
            tries += 1;
            if tries == TRIES {
                warn(format_args!(
                    "the log of {} is in use and still holds what was erased until it is overwritten; \
                     run the command once more",
                    database.name()
                ));
                break;
            }
            tokio::time::sleep(PAUSE).await;
        }
        database.close().await;
    }
    Ok(())
}

/// Whether a message's contact is this person.
fn speaks_of(body: &[u8], email: &EmailAddress) -> bool {
    let message: Value = serde_json::from_slice(body).unwrap_or_default();
    let address = message
        .pointer("/data/contact/email")
        .and_then(Value::as_str);
    let address: Option<EmailAddress> = address.and_then(|text| text.parse().ok());
    address.is_some_and(|address| address.key() == email.key())
}
