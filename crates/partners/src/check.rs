//! Asking a source whether it would let us pull, for `kontor doctor`.

use jiff::Timestamp;
use serde::Serialize;

use crate::{
    een::{EenClient, FetchError},
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

/// Asks for the first page of what changed since `now`. Writes nothing anywhere.
pub async fn check_source(settings: &SourceSettings, now: Timestamp) -> SourceCheck {
    let result = match EenClient::new(settings) {
        Ok(client) => client.fetch(Some(now), 1, now).await,
        Err(error) => Err(error),
    };
    let name = settings.name.clone();
    match result {
        Ok(page) => SourceCheck {
            name,
            works: true,
            detail: format!("answers; {} rows changed just now", page.rows.len()),
            clock_ahead_s: Some(page.facts.clock.duration_since(now).as_secs()),
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
    use kontor_testkit::partner_stub::{Fault, PartnerStub, STUB_KEY};

    use super::*;

    #[tokio::test]
    async fn the_answer_says_what_to_do() {
        let stub = PartnerStub::start().await;
        stub.announce_clock("2026-11-20T12:00:30Z");
        let now = "2026-11-20T12:00:00Z".parse().unwrap();
        let source = SourceSettings::new("een", &stub.url, STUB_KEY);
        let found = check_source(&source, now).await;
        assert!(found.works, "{}", found.detail);
        assert_eq!(found.clock_ahead_s, Some(30));
        let stranger = SourceSettings::new("een", &stub.url, "other");
        let found = check_source(&stranger, now).await;
        assert!(
            !found.works && found.detail.contains("check api_key"),
            "{}",
            found.detail
        );
        stub.fail_with([Fault::Status(503, None)]);
        let found = check_source(&source, now).await;
        assert!(
            !found.works && found.detail.ends_with("it may work later"),
            "{}",
            found.detail
        );
    }
}
