//! Which worker has which tables and pages: the one place that knows all three.

use std::{convert::Infallible, time::Duration};

use anyhow::Context;
use kontor_access::Access;
use kontor_bus::Bus;
use kontor_contracts::Worker;
use kontor_mailer::StartError;
use kontor_runtime::{Process, repeat};
use kontor_store::{Database, Migrations, StoreError};
use kontor_web::{Pages, Site, SiteParts};

use crate::{config::Config, network_files, output::Exit, staff_letters};

/// The tables of a worker.
pub(crate) fn migrations(worker: Worker) -> &'static [Migrations] {
    const MESSAGES: Migrations = kontor_store::MIGRATIONS;
    const AUDIT: Migrations = kontor_store::audit::MIGRATIONS;
    const REGISTRATIONS: &[Migrations] = &[MESSAGES, AUDIT, kontor_registrations::MIGRATIONS];
    const MAILER: &[Migrations] = &[MESSAGES, AUDIT, kontor_mailer::MIGRATIONS];
    const PARTNERS: &[Migrations] = &[MESSAGES, AUDIT, kontor_partners::MIGRATIONS];
    match worker {
        Worker::Registrations => REGISTRATIONS,
        Worker::Mailer => MAILER,
        Worker::Partners => PARTNERS,
    }
}

/// What each worker and the console bring to the site. All of them, whatever runs in this process: menu and description
/// of the API are the same on every page of the office.
pub(crate) const PARTS: [&SiteParts; 4] = [
    &kontor_registrations::PARTS,
    &kontor_mailer::PARTS,
    &kontor_partners::PARTS,
    &kontor_console::PARTS,
];

/// Opens the database of a worker.
pub(crate) async fn open(config: &Config, worker: Worker) -> Result<Database, Exit> {
    open_at(config.database.address(), worker.name(), "database.url").await
}

/// Opens the database of the staff's accounts.
pub(crate) async fn open_access(config: &Config) -> Result<Database, Exit> {
    let setting = if config.access.database.is_empty() {
        "database.url"
    } else {
        "access.database"
    };
    open_at(config.access_address(), kontor_access::DATABASE, setting).await
}

async fn open_at(
    address: Result<String, StoreError>,
    name: &str,
    setting: &'static str,
) -> Result<Database, Exit> {
    let opened = match address {
        Ok(address) => Database::open(&address, name).await,
        Err(error) => Err(error),
    };
    opened.map_err(|error| match error {
        StoreError::Url(_) => Exit::refused(anyhow::Error::new(error).context(setting)),
        error => anyhow::Error::new(error)
            .context(format!("the database of {name} ({setting})"))
            .into(),
    })
}

/// Opens the database of a worker and refuses one that is not up to date.
pub(crate) async fn open_migrated(config: &Config, worker: Worker) -> Result<Database, Exit> {
    let database = open(config, worker).await?;
    refuse_old(&database, migrations(worker)).await?;
    Ok(database)
}

/// Opens the staff's accounts and refuses tables that are not up to date.
pub(crate) async fn access(config: &Config, process: &Process) -> Result<Access, Exit> {
    let database = open_access(config).await?;
    refuse_old(&database, kontor_access::MIGRATIONS).await?;
    Ok(Access::new(process, database, config.access()))
}

/// Opens the staff's accounts and brings their tables up to date.
pub(crate) async fn migrated_access(config: &Config, process: &Process) -> Result<Access, Exit> {
    let database = open_access(config).await?;
    database.migrate(kontor_access::MIGRATIONS).await?;
    Ok(Access::new(process, database, config.access()))
}

/// Refuses a database that is not up to date.
pub(crate) async fn refuse_old(database: &Database, sets: &[Migrations]) -> Result<(), Exit> {
    if database.is_migrated(sets).await? {
        return Ok(());
    }
    Err(Exit::refused(anyhow::anyhow!(
        "the database of {} is not up to date: run kontor migrate",
        database.name()
    )))
}

/// Starts the staff's accounts in this process.
pub(crate) async fn start_access(
    config: &Config,
    process: &Process,
    alone: bool,
) -> Result<Access, Exit> {
    let database = open_access(config).await?;
    if alone {
        refuse_old(&database, kontor_access::MIGRATIONS).await?;
    } else {
        database.migrate(kontor_access::MIGRATIONS).await?;
    }
    watch(process, &database);
    let address = config.access_address()?;
    if let Some(kind) = address
        .strip_prefix("sqlite:")
        .and_then(network_files::kind_of)
    {
        tracing::warn!(
            kind,
            "the staff's accounts are in a file on a network, which machines cannot share"
        );
    }
    let access = Access::new(process, database, config.access());
    access.start(process);
    Ok(access)
}

/// How often a database is asked whether it can write.
const LOOK: Duration = Duration::from_secs(2);

/// Keeps asking the database, and tells `/readyz`.
fn watch(process: &Process, database: &Database) {
    let part = process.health.part(format!("{}.database", database.name()));
    let (database, process) = (database.clone(), process.clone());
    process.life.clone().spawn("database watch", async move {
        repeat("database watch", &process, LOOK, || async {
            match database.ping().await {
                Ok(()) => part.up(),
                Err(error) => part.down(error.to_string()),
            }
            Ok::<_, Infallible>(LOOK)
        })
        .await
    });
}

/// Starts a worker and returns its pages.
pub(crate) async fn start(
    config: &Config,
    worker: Worker,
    process: &Process,
    database: Database,
    (bus, site): (&Bus, &Site),
    access: &Access,
) -> Result<Pages, Exit> {
    let site = site.clone();
    watch(process, &database);
    let pages = match worker {
        Worker::Registrations => {
            let settings = config.registrations.clone();
            kontor_registrations::start(process, database, bus, settings)
                .await
                .context("registrations")?
        }
        Worker::Mailer => {
            staff_letters::start(process, access.clone(), database.clone());
            let started = kontor_mailer::start(process, database, bus, &config.mailer, site).await;
            started.map_err(|error| match error {
                StartError::Store(_) => anyhow::Error::new(error).context("mailer").into(),
                StartError::Setting(_) | StartError::Template(_) => {
                    Exit::refused(anyhow::Error::new(error).context("mailer"))
                }
            })?
        }
        Worker::Partners => {
            let settings = config.partners.clone();
            kontor_partners::start(process, database, bus, settings)
                .await
                .context("partners")?
        }
    };
    Ok(pages)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn document() -> Value {
        kontor_web::api_document(&PARTS)
    }

    /// `KONTOR_WRITE_DOCS=1` writes it anew.
    #[test]
    fn the_description_in_docs_is_the_one_that_is_served() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");
        let document = document();
        if std::env::var_os("KONTOR_WRITE_DOCS").is_some() {
            let text = serde_json::to_string_pretty(&document).unwrap() + "\n";
            std::fs::write(path, text).unwrap();
        }
        let kept: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        assert_eq!(
            kept, document,
            "docs/openapi.json is stale: run with KONTOR_WRITE_DOCS=1"
        );
        for path in ["/api/v1/forums/{forum}/registrations", "/api/v1/listings"] {
            assert!(document["paths"][path].is_object(), "{path}");
        }
    }

    /// The page for people shows all of these.
    #[test]
    fn every_operation_says_what_it_is_takes_and_answers() {
        let document = document();
        let items = document["paths"].as_object().unwrap();
        for (path, operation) in items.iter().flat_map(|(path, item)| {
            item.as_object()
                .unwrap()
                .values()
                .map(move |operation| (path, operation))
        }) {
            assert!(operation["summary"].is_string(), "{path}");
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                assert!(parameter["description"].is_string(), "{path}: {parameter}");
            }
            for (status, response) in operation["responses"].as_object().unwrap() {
                assert!(response["description"].is_string(), "{path}: {status}");
            }
        }
    }

    #[test]
    fn every_reference_of_the_description_leads_somewhere() {
        fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
            match value {
                Value::Object(fields) => {
                    found.extend(fields.get("$ref").and_then(Value::as_str));
                    fields.values().for_each(|field| references(field, found));
                }
                Value::Array(items) => items.iter().for_each(|item| references(item, found)),
                _ => {}
            }
        }
        let (document, mut found) = (document(), Vec::new());
        references(&document, &mut found);
        assert!(found.len() > 5);
        for reference in found {
            let pointer = reference.strip_prefix('#').unwrap();
            assert!(document.pointer(pointer).is_some(), "{reference}");
        }
    }
}
