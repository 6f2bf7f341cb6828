//! The routes: listings for everybody, as pages and as JSON; sources and whole texts for the staff.

mod api;
mod console;
mod public;
mod shown;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use kontor_contracts::ListingId;
use kontor_runtime::{Clock, Ids};
use kontor_store::{Database, StoreError};
use kontor_web::{Pages, Problem, Table, mount, problems};

pub(crate) use api::TAGS;

use crate::{
    settings::Settings,
    store::{self, Stored},
    tasks::Wake,
};

/// What every route needs.
#[derive(Debug)]
pub(crate) struct HttpState {
    pub(crate) database: Database,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) wake: Wake,
    pub(crate) settings: Settings,
    pub(crate) ids: Arc<Ids>,
}

type App = Arc<HttpState>;

/// Every route.
pub(crate) const TABLE: Table<App> = &[public::ROUTES, api::ROUTES, console::ROUTES];

/// The routes, served.
pub(crate) fn pages(state: HttpState) -> Pages {
    mount(TABLE, Arc::new(state))
}

impl HttpState {
    /// A source's name on pages; its bare name if it is no longer configured.
    fn source_name<'a>(&'a self, source: &'a str) -> &'a str {
        let known = self
            .settings
            .sources
            .iter()
            .find(|known| known.name == source);
        known.map_or(source, |known| known.shown_name())
    }

    /// The listing of an address.
    async fn listing(&self, id: &str) -> Result<Stored, Problem> {
        let id = id.parse::<ListingId>().map_err(|_| problems::NOT_FOUND)?;
        let found = store::find(&self.database, id)
            .await
            .map_err(|error| not_read(&error))?;
        found.ok_or_else(|| problems::NOT_FOUND.into())
    }
}

/// A failed call to the database.
fn not_read(error: &StoreError) -> Problem {
    Problem::failed(error, error.is_unavailable())
}
