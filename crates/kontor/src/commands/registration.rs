//! `kontor registration`: finds sign-ups and calls them off.

use std::io::Read as _;

use kontor_contracts::{EmailAddress, RegistrationId, Worker};
use kontor_registrations::CalledOff;
use kontor_store::audit::Actor;

use crate::{
    cli::Registration,
    config::Config,
    output::{self, Exit, Outcome, say},
    wiring,
};

pub(crate) async fn run(config: &Config, command: Registration) -> Outcome {
    match command {
        Registration::List { address, output } => list(config, &address, output.json).await,
        Registration::Cancel { number } => cancel(config, number).await,
    }
}

/// An address as typed, or the first line of standard input, so that it need not stand in the list of
/// processes or the history of the shell.
pub(super) fn address(typed: &str) -> Result<EmailAddress, Exit> {
    let mut read = String::new();
    if typed == "-" {
        std::io::stdin().take(1024).read_to_string(&mut read)?;
    } else {
        typed.clone_into(&mut read);
    }
    let line = read.lines().next().unwrap_or_default();
    line.parse()
        .map_err(|error| Exit::refused(anyhow::anyhow!("the address: {error}")))
}

async fn list(config: &Config, typed: &str, json: bool) -> Outcome {
    let email = address(typed)?;
    let database = wiring::open_migrated(config, Worker::Registrations).await?;
    let found = kontor_registrations::registrations_of(&database, &email).await?;
    let headings = ["NUMBER", "FORUM", "STATE", "NAME", "PLACES", "UNNAMED"];
    output::list(json, &found, &headings, |registration| {
        vec![
            registration.id.to_string(),
            registration.slug.clone(),
            registration.state.to_owned(),
            registration.name.clone(),
            registration.places.to_string(),
            registration.unnamed.to_string(),
        ]
    })
}

async fn cancel(config: &Config, number: RegistrationId) -> Outcome {
    let database = wiring::open_migrated(config, Worker::Registrations).await?;
    let process = kontor_runtime::Process::new();
    match kontor_registrations::cancel_registration(&database, &process, Actor::CommandLine, number)
        .await?
    {
        CalledOff::Cancelled { places } => {
            say(format_args!(
                "called off: {places} place(s) are free again. No mail is sent; write to whoever had signed up."
            ));
            Ok(())
        }
        CalledOff::Ended => {
            say("nothing to do: it takes no place any more");
            Ok(())
        }
        CalledOff::Unknown => Err(Exit::not_found(format_args!(
            "there is no sign-up {number}; kontor registration list ADDRESS shows the numbers"
        ))),
    }
}
