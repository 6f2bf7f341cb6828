//! Syncs company listings with partner networks' databases.
//!
//! | | |
//! |---|---|
//! | consumes | nothing |
//! | publishes | `listing.upserted.v1`, `listing.withdrawn.v1`, `sync_run.finished.v1` |
//! | serves the public | `/listings`, `/listings/{id}`, `/api/v1/listings`, `/api/v1/listings/{id}` |
//! | serves the staff | `/console/sources`, `/console/sources/{name}`, `/console/listings/{id}` |
//! | stores | `sources` (lease and position), `sync_runs`, `listings`, `listing_raw`, `rejected_rows` |
//! | does by itself | pulls every source that is due |
//! | measures | `kontor_partners_runs_total`, `kontor_partners_rows_total`, `kontor_partners_run_age_seconds`, by source |
//!
//! A source that is down does not make the process unready: nothing here can heal it, and sign-ups
//! go on without it. The staff's page and `kontor_partners_run_age_seconds` tell.

mod adapters;
mod check;
mod domain;
mod http;
mod settings;
mod store;
mod sync;
mod tasks;

use kontor_bus::Bus;
use kontor_contracts::{Reach, Worker};
use kontor_runtime::{Process, config::InvalidSetting};
use kontor_store::{Database, StoreError};
use kontor_web::{Pages, RouteFacts, SiteParts, StaffPage, facts};
use kontor_words::Parts;

pub use adapters::{SAMPLE_NETWORK_KEY, sample_network_router};
pub use check::{SourceCheck, check_source};
pub use domain::{Domain, Keyword};
pub use settings::{Settings, SourceSettings};
pub use store::{MIGRATIONS, RejectedRow, RunLine, SourceLine};

use http::HttpState;
use sync::PullSource;
use tasks::{PullSources, Wake};

/// What this worker brings to the pages.
pub const PARTS: SiteParts = SiteParts {
    words: Parts {
        name: "partners",
        templates: &[
            (
                "partners/listing.html",
                include_str!("templates/listing.html"),
            ),
            (
                "partners/listings.html",
                include_str!("templates/listings.html"),
            ),
            ("partners/runs.html", include_str!("templates/runs.html")),
            (
                "partners/source.html",
                include_str!("templates/source.html"),
            ),
            (
                "partners/sources.html",
                include_str!("templates/sources.html"),
            ),
        ],
        locales: &[
            ("de", include_str!("locales/de.ftl")),
            ("en", include_str!("locales/en.ftl")),
            ("fr", include_str!("locales/fr.ftl")),
        ],
    },
    problems: &[],
    routes,
    tags: http::TAGS,
    staff_pages: &[StaffPage {
        path: "/console/sources",
        and: &["/console/listings"],
        name: "sources-title",
        search: None,
    }],
};

fn routes() -> Vec<RouteFacts> {
    facts(http::TABLE)
}

/// Why the worker cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A setting cannot be used.
    #[error("partners.{0}")]
    Setting(#[from] InvalidSetting),
    /// No client can be made for a source.
    #[error("partners: source {source_name}: {reason}")]
    Client {
        /// The source.
        source_name: String,
        /// Why.
        reason: String,
    },
    /// The database cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Starts the worker's tasks and makes its routes. The database is migrated already.
///
/// # Errors
/// [`StartError`] names the setting that cannot be used, or what is wrong with the database.
pub async fn start(
    process: &Process,
    database: Database,
    bus: &Bus,
    settings: Settings,
) -> Result<Pages, StartError> {
    let pages = run(process, database.clone(), settings).await?;
    bus.relay(process, database, Worker::Partners);
    Ok(pages)
}

/// All sources that were ever configured, by name, each with its last run.
///
/// # Errors
/// [`StoreError`] if the database cannot be read.
pub async fn list_sources(database: &Database) -> Result<Vec<SourceLine>, StoreError> {
    store::sources(database, &Reach::All).await
}

/// Everything but the bus.
async fn run(
    process: &Process,
    database: Database,
    settings: Settings,
) -> Result<Pages, StartError> {
    settings.check()?;
    let names: Vec<_> = settings
        .sources
        .iter()
        .map(|source| source.name.clone())
        .collect();
    store::known_sources(&database, &names).await?;
    sync::describe_metrics(&names);
    for advice in settings.sources.iter().filter_map(SourceSettings::outdated) {
        tracing::warn!("{advice}");
    }
    let source = |settings: &SourceSettings| {
        PullSource::new(process, database.clone(), settings.clone()).map_err(|error| {
            StartError::Client {
                source_name: settings.name.clone(),
                reason: error.to_string(),
            }
        })
    };
    let sources = settings
        .sources
        .iter()
        .map(source)
        .collect::<Result<Vec<_>, _>>()?;
    let wake = Wake::default();
    let puller = PullSources {
        process: process.clone(),
        database: database.clone(),
        sources,
        wake: wake.clone(),
        since_ms: process.clock.now_ms(),
    };
    process.life.spawn("pull_sources", async move {
        puller.run().await;
        Ok(())
    });
    let (clock, ids) = (process.clock.clone(), process.ids.clone());
    Ok(http::pages(HttpState {
        database,
        clock,
        wake,
        settings,
        ids,
    }))
}

#[cfg(test)]
const TEST_MIGRATIONS: &[kontor_store::Migrations] = &[
    kontor_store::MIGRATIONS,
    kontor_store::audit::MIGRATIONS,
    store::MIGRATIONS,
];

#[cfg(test)]
mod tests {
    #[test]
    fn every_language_has_every_text() {
        assert_eq!(kontor_web::missing_keys(&[&super::PARTS]), [""; 0]);
    }
}
