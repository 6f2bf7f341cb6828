//! Pulls every source that is due. A source that is slow or down holds up no other.

use std::{sync::Arc, time::Duration};

use futures_util::future::join_all;
use kontor_runtime::Process;
use kontor_store::{Database, StoreError};
use tokio::{sync::Notify, time::timeout};

use crate::sync::{PullSource, Pulled};

/// How often the table is looked at for what another process has asked for.
const LOOK: Duration = Duration::from_secs(5);

/// Wakes the sources of this process.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wake(Arc<Notify>);

impl Wake {
    /// Makes every source look whether it is due.
    pub(crate) fn up(&self) {
        self.0.notify_waiters();
    }
}

/// The reconciler.
#[derive(Debug)]
pub(crate) struct PullSources {
    pub(crate) process: Process,
    pub(crate) database: Database,
    pub(crate) sources: Vec<PullSource>,
    pub(crate) wake: Wake,
    /// When this process began to pull.
    pub(crate) since_ms: i64,
}

impl PullSources {
    /// Until the process stops.
    pub(crate) async fn run(self) {
        join_all(self.sources.iter().map(|source| self.follow(source))).await;
    }

    async fn follow(&self, source: &PullSource) {
        let stopping = self.process.life.stopping();
        while !stopping.is_cancelled() {
            let woken = self.wake.0.notified();
            let wait = match source.pull().await {
                Ok(pulled) => self.wait_after(pulled),
                Err(error) => {
                    report(source.name(), &error);
                    LOOK
                }
            };
            self.measure(source.name()).await;
            tokio::select! {
                _ = timeout(wait, woken) => {}
                () = stopping.cancelled() => {}
            }
        }
    }

    fn wait_after(&self, pulled: Pulled) -> Duration {
        let until = match pulled {
            Pulled::NotBefore(until) | Pulled::Postponed(until) => until,
            Pulled::Finished(_) | Pulled::Stopped | Pulled::Lost => return LOOK,
        };
        let wait = until.saturating_sub(self.process.steady.now_ms());
        Duration::from_millis(u64::try_from(wait).unwrap_or(0)).min(LOOK)
    }

    /// How old the newest complete picture of the source is, for whoever watches the process.
    async fn measure(&self, source: &str) {
        let Ok(complete) = crate::store::complete_at(&self.database, source).await else {
            return;
        };
        let at = complete.unwrap_or(self.since_ms);
        let age = Duration::from_millis(
            u64::try_from(self.process.clock.now_ms().saturating_sub(at)).unwrap_or(0),
        );
        metrics::gauge!("kontor_partners_run_age_seconds", "source" => source.to_owned())
            .set(age.as_secs_f64());
    }
}

/// The database's own part in health says when it is down; a fault of ours is worth more noise.
fn report(source: &str, error: &StoreError) {
    let cause = std::error::Error::source(error).map(tracing::field::display);
    if error.is_unavailable() {
        tracing::warn!(source, %error, cause, "pull interrupted");
    } else {
        tracing::error!(source, %error, cause, "pull interrupted");
    }
}
