//! The interfaces that Kontor speaks: a folder each, which begins with what the network says and
//! ends with rows of ours. All of them are listed here and nowhere else.
//!
//! `contract.rs` is what an adapter must do; `http`, `json` and `window.rs` are what most of them
//! need: asking, reading JSON that is a little off, and reading what has changed since the last time.

mod contract;
mod een;
mod fetch_error;
mod http;
mod json;
mod position;
mod window;

use std::sync::Arc;

use jiff::Timestamp;
use kontor_contracts::Language;
use kontor_runtime::{Clock, config::InvalidSetting};

pub(crate) use contract::{Adapter, Begin, Ended, More, Page};
pub(crate) use een::{EenSettings, default_page_size, default_timeout};
pub use een::{SAMPLE_NETWORK_KEY, sample_network_router};
pub(crate) use fetch_error::FetchError;
pub(crate) use position::Position;

use crate::domain::Shape;

/// What is configured of one network: the sub-table of a source.
#[derive(Debug, Clone)]
pub(crate) enum NetworkSettings {
    /// `een`: the Enterprise Europe Network.
    Een(EenSettings),
}

impl NetworkSettings {
    /// The name of the sub-table.
    pub(crate) const fn table(&self) -> &'static str {
        match self {
            Self::Een(_) => "een",
        }
    }

    /// Where the listings come from, for people.
    pub(crate) fn address(&self) -> &str {
        match self {
            Self::Een(een) => &een.url,
        }
    }

    /// Checks what can be checked without asking anybody.
    pub(crate) fn check(&self) -> Result<(), InvalidSetting> {
        match self {
            Self::Een(een) => een.check(),
        }
    }
}

/// A network's adapter. A closed list: what is configured is known when the program is built.
#[derive(Debug, Clone)]
pub(crate) enum Network {
    /// The Enterprise Europe Network.
    Een(een::Een),
}

impl Network {
    /// The adapter of a source. `language` is that of texts that do not say theirs.
    ///
    /// # Errors
    /// [`FetchError::Configuration`] if none can be made of the settings.
    pub(crate) fn of(
        settings: &NetworkSettings,
        language: Option<Language>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, FetchError> {
        match settings {
            NetworkSettings::Een(een) => een::Een::new(een, language, clock).map(Self::Een),
        }
    }
}

impl Adapter for Network {
    fn shape(&self) -> Shape {
        match self {
            Self::Een(een) => een.shape(),
        }
    }

    async fn fetch(&self, at: &Position) -> Result<Page, FetchError> {
        match self {
            Self::Een(een) => een.fetch(at).await,
        }
    }

    fn next_run(&self, at: &Position, ended: Ended) -> Begin {
        match self {
            Self::Een(een) => een.next_run(at, ended),
        }
    }

    fn probe(&self, now: Timestamp) -> Position {
        match self {
            Self::Een(een) => een.probe(now),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Network, een};
    use crate::sync::tests::conformance::Conformance;

    /// An adapter that has not passed through `conformance!` has nothing to return here.
    const fn conformance(network: &Network) -> Conformance {
        match network {
            Network::Een(_) => een::conformance::PASSED,
        }
    }

    #[test]
    fn every_adapter_passes_the_same_cases() {
        let _: fn(&Network) -> Conformance = conformance;
        assert_eq!(een::conformance::PASSED.cases.len(), 14);
    }
}
