//! Asking a source whether it would let us pull, for `kontor doctor`.

use std::sync::Arc;

use kontor_runtime::Clock;
use serde::Serialize;

use crate::{
    adapters::{Adapter, FetchError},
    settings::SourceSettings,
};

/// What a source answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceCheck {
    /// The source.
    pub name: String,
    /// Whether it gave a page.
    pub works: bool,
    /// What it gave, or what is wrong and what to do.
    pub detail: String,
    /// How far its clock is from ours, in seconds; positive if it is ahead.
    pub clock_ahead_s: Option<i64>,
}

/// Asks for as little as the source can be asked for. Writes nothing anywhere.
pub async fn check_source(settings: &SourceSettings, clock: Arc<dyn Clock>) -> SourceCheck {
    let now = clock.now();
    let result = match settings.adapter(clock) {
        Ok(network) => network.fetch(&network.probe(now)).await,
        Err(error) => Err(error),
    };
    let name = settings.name.clone();
    match result {
        Ok(page) => SourceCheck {
            name,
            works: true,
            detail: format!("answers, with {} rows", page.rows.len()),
            clock_ahead_s: Some(page.clock.duration_since(now).as_secs()),
        },
        Err(error) => {
            let detail = match error {
                FetchError::Later { reason, .. } => format!("{reason}; it may work later"),
                other => other.to_string(),
            };
            SourceCheck {
                name,
                works: false,
                detail,
                clock_ahead_s: None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use kontor_testkit::{
        FakeClock,
        networks::{EenStub, Fault, Stub},
    };

    use super::*;

    #[tokio::test]
    async fn the_answer_says_what_to_do() {
        let stub = EenStub::start().await;
        stub.announce_clock("2026-11-20T12:00:30Z");
        let now = FakeClock::at("2026-11-20T12:00:00Z");
        let source = SourceSettings::of("een", stub.settings());
        let found = check_source(&source, now.clone()).await;
        assert!(found.works, "{}", found.detail);
        assert_eq!(found.clock_ahead_s, Some(30));
        let mut stranger = stub.settings();
        stranger["een"]["api_key"] = "other".into();
        let stranger = SourceSettings::of("een", stranger);
        let found = check_source(&stranger, now.clone()).await;
        assert!(
            !found.works && found.detail.contains("check api_key"),
            "{}",
            found.detail
        );
        stub.fault([Fault::Status(503, None)]);
        let found = check_source(&source, now.clone()).await;
        assert!(
            !found.works && found.detail.ends_with("it may work later"),
            "{}",
            found.detail
        );
    }
}
