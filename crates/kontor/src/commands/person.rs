//! `kontor person`: shows and erases what all workers keep of one person (GDPR, articles 15 and 17).

use kontor_contracts::{EmailAddress, Worker};
use kontor_registrations::FoundRegistration;
use kontor_store::erase_messages;
use serde::Serialize;
use serde_json::Value;

use super::registration::address;
use crate::{
    cli::Person,
    config::Config,
    output::{self, Exit, Outcome, say},
    wiring,
};

/// Everything that is kept of a person.
#[derive(Debug, Serialize)]
struct Kept {
    registrations: Vec<FoundRegistration>,
    mails: Vec<kontor_mailer::PersonMail>,
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
    Ok(Kept {
        registrations: kontor_registrations::registrations_of(&registrations, email).await?,
        mails: kontor_mailer::show_person(&mailer, email).await?,
    })
}

async fn erase(config: &Config, email: &EmailAddress, yes: bool) -> Outcome {
    let found = kept(config, email).await?;
    if !yes {
        say(format_args!(
            "would erase {} sign-up(s) and {} mail(s); running sign-ups are called off and their \
             places are free. Nothing was erased: say --yes to do it.",
            found.registrations.len(),
            found.mails.len()
        ));
        return Ok(());
    }
    let process = kontor_runtime::Process::new();
    let database = wiring::open_migrated(config, Worker::Registrations).await?;
    let sign_ups = kontor_registrations::erase_person(&database, &process, email).await?;
    let mailer = wiring::open_migrated(config, Worker::Mailer).await?;
    let mails = kontor_mailer::erase_person(&mailer, email).await?;
    let mut messages = 0;
    for database in [&database, &mailer] {
        messages += erase_messages(database, |body| speaks_of(body, email)).await?;
    }
    say(format_args!(
        "erased {sign_ups} sign-up(s), {mails} mail(s) and {messages} message(s) between the workers. \
         Backups keep what they have until they are replaced."
    ));
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
