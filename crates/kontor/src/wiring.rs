//! Which worker has which tables and pages: the one place that knows all three.

use std::time::Duration;

use anyhow::Context;
use kontor_bus::Bus;
use kontor_contracts::Worker;
use kontor_runtime::Process;
use kontor_store::{Database, Migrations, StoreError};
use kontor_web::{Pages, Site, SiteParts};

use crate::{config::Config, output::Exit};

/// The tables of a worker.
pub(crate) fn migrations(worker: Worker) -> &'static [Migrations] {
    const REGISTRATIONS: &[Migrations] =
        &[kontor_store::MIGRATIONS, kontor_registrations::MIGRATIONS];
    const MAILER: &[Migrations] = &[kontor_store::MIGRATIONS, kontor_mailer::MIGRATIONS];
    const PARTNERS: &[Migrations] = &[kontor_store::MIGRATIONS, kontor_partners::MIGRATIONS];
    match worker {
        Worker::Registrations => REGISTRATIONS,
        Worker::Mailer => MAILER,
        Worker::Partners => PARTNERS,
    }
}

/// What each worker brings to the site. All of them, whatever runs in this process: menu and description
/// of the API are the same on every page of the office.
pub(crate) const PARTS: [&SiteParts; 3] = [
    &kontor_registrations::PARTS,
    &kontor_mailer::PARTS,
    &kontor_partners::PARTS,
];

/// Opens the database of a worker.
pub(crate) async fn open(config: &Config, worker: Worker) -> Result<Database, Exit> {
    let opened = match config.database.address() {
        Ok(address) => Database::open(&address, worker.name()).await,
        Err(error) => Err(error),
    };
    opened.map_err(|error| match error {
        StoreError::Url(_) => Exit::refused(anyhow::Error::new(error).context("database.url")),
        error => anyhow::Error::new(error)
            .context(format!("the database of {} (database.url)", worker.name()))
            .into(),
    })
}

/// Opens the database of a worker and refuses one that is not up to date.
pub(crate) async fn open_migrated(config: &Config, worker: Worker) -> Result<Database, Exit> {
    let database = open(config, worker).await?;
    refuse_old(&database, worker).await?;
    Ok(database)
}

/// Refuses a database that is not up to date.
pub(crate) async fn refuse_old(database: &Database, worker: Worker) -> Result<(), Exit> {
    if database.is_migrated(migrations(worker)).await? {
        return Ok(());
    }
    Err(Exit::refused(anyhow::anyhow!(
        "the database of {} is not up to date: run kontor migrate",
        worker.name()
    )))
}

/// How often a database is asked whether it can write.
const LOOK: Duration = Duration::from_secs(2);

/// Keeps asking the database, and tells `/readyz`.
fn watch(process: &Process, worker: Worker, database: &Database) {
    let part = process.health.part(format!("{}.database", worker.name()));
    let (database, stopping) = (database.clone(), process.life.stopping());
    process.life.spawn("database watch", async move {
        loop {
            match database.ping().await {
                Ok(()) => part.up(),
                Err(error) => part.down(error.to_string()),
            }
            if stopping
                .run_until_cancelled(tokio::time::sleep(LOOK))
                .await
                .is_none()
            {
                return Ok(());
            }
        }
    });
}

/// Starts a worker and returns its pages.
pub(crate) async fn start(
    config: &Config,
    worker: Worker,
    process: &Process,
    database: Database,
    bus: &Bus,
    site: &Site,
) -> Result<Pages, Exit> {
    let site = site.clone();
    watch(process, worker, &database);
    let pages = match worker {
        Worker::Registrations => {
            let settings = config.registrations.clone();
            kontor_registrations::start(process, database, bus, settings)
                .await
                .context("registrations")?
        }
        Worker::Mailer => {
            let started = kontor_mailer::start(process, database, bus, &config.mailer, site);
            started.map_err(|error| Exit::refused(anyhow::Error::new(error).context("mailer")))?
        }
        Worker::Partners => {
            let settings = config.partners.clone();
            kontor_partners::start(process, database, bus, settings, site)
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
