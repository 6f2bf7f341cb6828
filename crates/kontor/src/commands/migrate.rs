//! `kontor migrate`: brings the databases up to date and ends.

use kontor_contracts::Worker;
use kontor_store::{Database, Migrations};

use crate::{
    cli::DatabaseName,
    config::Config,
    output::{Outcome, say},
    wiring,
};

/// Brings one database up to date, or all.
pub(crate) async fn run(config: &Config, only: Option<DatabaseName>) -> Outcome {
    for worker in Worker::ALL {
        if only.is_none_or(|name| name == name_of(worker)) {
            let database = wiring::open(config, worker).await?;
            migrate(database, wiring::migrations(worker)).await?;
        }
    }
    if only.is_none_or(|name| name == DatabaseName::Access) {
        let database = wiring::open_access(config).await?;
        migrate(database, kontor_access::MIGRATIONS).await?;
    }
    Ok(())
}

fn name_of(worker: Worker) -> DatabaseName {
    match worker {
        Worker::Registrations => DatabaseName::Registrations,
        Worker::Mailer => DatabaseName::Mailer,
        Worker::Partners => DatabaseName::Partners,
    }
}

async fn migrate(database: Database, sets: &[Migrations]) -> Outcome {
    database.migrate(sets).await?;
    say(format_args!("{}: up to date", database.name()));
    database.close().await;
    Ok(())
}
