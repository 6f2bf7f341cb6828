//! Asking for a page of the window, and where it leaves us.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use kontor_contracts::Language;
use kontor_runtime::Clock;
use reqwest::{RequestBuilder, Url};
use serde::{Deserialize, Serialize};

use super::{EenSettings, page};
use crate::{
    adapters::{
        Adapter, Begin, Ended, FetchError, Page, Position,
        http::Http,
        window::{self, Window},
    },
    domain::{Row, Shape},
};

/// The first moment of a first pull: everything the network has.
const BEGIN: Timestamp = Timestamp::UNIX_EPOCH;

/// The adapter.
#[derive(Debug, Clone)]
pub(crate) struct Een {
    http: Http,
    profiles: Url,
    settings: EenSettings,
    language: Option<Language>,
}

/// What a position holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct At {
    /// Pages of the window that were read.
    pages: u32,
    window: Window,
}

impl Een {
    /// # Errors
    /// If the address is not one, or the machine's trusted certificates cannot be read.
    pub(crate) fn new(
        settings: &EenSettings,
        language: Option<Language>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, FetchError> {
        let address = format!("{}/profiles", settings.url.trim_end_matches('/'));
        let profiles = Url::parse(&address).map_err(|error| {
            FetchError::Configuration(format!("{address} is not an address: {error}"))
        })?;
        Ok(Self {
            http: Http::new(Duration::from_secs(settings.timeout_seconds.into()), clock)?,
            profiles,
            settings: settings.clone(),
            language,
        })
    }

    fn request(&self, from: Option<Timestamp>, number: u32) -> RequestBuilder {
        let from = from
            .unwrap_or(BEGIN)
            .strftime("%Y-%m-%dT%H:%M:%SZ")
            .to_string();
        let (number, size) = (number.to_string(), self.settings.page_size.to_string());
        let query = [
            ("PageIndex", number.as_str()),
            ("PageSize", size.as_str()),
            ("ComparisonDate", "LastModified"),
            ("SortOrder", "ASC"),
            ("FromDate", from.as_str()),
        ];
        let request = self.http.get(&self.profiles).query(&query);
        match self.settings.api_key.reveal() {
            "" => request,
            key => request.header("X-API-KEY", key),
        }
    }
}

impl Adapter for Een {
    /// Profiles that are no longer public are rows of their own; a window shows only what changed.
    fn shape(&self) -> Shape {
        Shape {
            says_deletions: true,
        }
    }

    async fn fetch(&self, at: &Position) -> Result<Page, FetchError> {
        let At { pages, window } = at.read()?;
        let number = pages.saturating_add(1);
        let answer = self
            .http
            .answer(self.request(window.start(), number))
            .await?;
        let (rows, more) = page::parse(
            &answer.body,
            self.settings.page_size,
            self.language.as_ref(),
        )
        .map_err(|error| {
            FetchError::Unusable(format!(
                "page {number} is not the JSON of this interface: {error}"
            ))
        })?;
        let modified = rows.iter().filter_map(Row::modified);
        let after = Position::of(&At {
            pages: number,
            window: window.after(modified, answer.clock),
        })?;
        Ok(Page {
            rows,
            after,
            more,
            clock: answer.clock,
        })
    }

    fn next_run(&self, at: &Position, ended: Ended) -> Begin {
        window::next_run(at.read().map(|at: At| at.window), ended, |window| {
            Position::of(&At { pages: 0, window })
        })
    }

    /// What has changed just now.
    fn probe(&self, now: Timestamp) -> Position {
        let window = Window::from(now);
        Position::of(&At { pages: 0, window }).unwrap_or_else(|_| Position::start())
    }
}
