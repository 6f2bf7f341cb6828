//! What could not be handled: written down in the worker's own database, tried again when due, and
//! after too many attempts left as a dead letter for a person.
//!
//! A parked message counts as heard in the inbox: from then on its row is responsible for it, and a
//! second copy from the bus changes nothing. What a retry has done is recorded under the retries'
//! own name, so that two processes that retry the same row do it once.

use std::{error::Error, time::Duration};

use kontor_store::{StoreError, inbox, parked, parked::Parked};

use super::{Runner, attempt::HANDLER_TIME_MS};
use crate::{
    Delivery, Failure,
    backoff::{self, of_the_ground},
};

/// Attempts before a message becomes a dead letter: with the pauses, about six hours.
const ATTEMPTS_MAX: i64 = 20;
/// Longest text that is kept of a reason, a type or a subject, in characters.
const TEXT_CHARS: usize = 2_000;
/// How long other processes leave a row alone that is being tried: time to run into the limit.
const LEASE_MS: i64 = HANDLER_TIME_MS + 5_000;
/// How often due rows are looked for.
const POLL: Duration = Duration::from_secs(1);

/// Each attempt was counted when it began; the last one was never finished.
#[derive(Debug, thiserror::Error)]
#[error("its attempts ended without a result: the process may die of it")]
struct Deadly;

pub(super) const WAITING: &str = "waiting";
pub(super) const DEAD: &str = "dead";

impl Runner {
    /// Parks a message whose first attempt failed.
    pub(super) async fn park(
        &self,
        delivery: &Delivery,
        failure: &Failure,
    ) -> Result<(), StoreError> {
        let now = self.process.steady.now_ms();
        let (state, not_before) = self.verdict(failure, 1);
        self.write(&Parked {
            consumer: self.worker.name().to_owned(),
            message_id: delivery.message_id,
            state: state.to_owned(),
            kind: plain(&delivery.kind),
            subject: plain(&delivery.subject),
            body: delivery.body.clone(),
            attempts: 1,
            not_before,
            reason: reason(failure),
            first_failed_at: now,
            last_failed_at: now,
        })
        .await
    }

    /// Writes a parked message down, unless it was heard before.
    pub(super) async fn write(&self, row: &Parked) -> Result<(), StoreError> {
        let tx = self.database.begin().await?;
        if inbox::record(&tx, &row.consumer, row.message_id, row.last_failed_at).await? {
            parked::park(&tx, row).await?;
            tx.commit().await?;
            self.tell(row);
            self.parked.notify_one();
        }
        Ok(())
    }

    /// Tries again what is due, until the process stops.
    pub(super) async fn retry(&self) {
        let (mut failures, mut untried) = (of_the_ground(), None);
        while !self.stopping.is_cancelled() {
            match self.retry_due(&mut untried).await {
                Ok(wait) => {
                    failures.reset();
                    tokio::select! {
                        () = self.stopping.cancelled() => {}
                        () = self.parked.notified() => {}
                        () = tokio::time::sleep(wait) => {}
                    }
                }
                Err(error) => {
                    tracing::warn!(worker = self.worker.name(), %error, "retries wait");
                    self.pause(failures.next(&self.process.ids)).await;
                }
            }
        }
    }

    /// Tries what is due now and returns how long to wait. `untried` is what was taken when the
    /// database went down: that was no attempt.
    async fn retry_due(&self, untried: &mut Option<Parked>) -> Result<Duration, StoreError> {
        if let Some(row) = untried {
            parked::unclaim(&self.database, row).await?;
            *untried = None;
        }
        let (name, clock) = (self.worker.name(), &self.process.steady);
        let Some(due) = parked::next_due(&self.database, name).await? else {
            return Ok(POLL);
        };
        let now = clock.now_ms();
        if due > now {
            let wait = Duration::from_millis(due.abs_diff(now));
            return Ok(wait.min(POLL));
        }
        let claimed = parked::claim_due(&self.database, name, now, now + LEASE_MS).await?;
        let Some(row) = claimed else {
            return Ok(POLL); // another process has it
        };
        match self.again(&row).await {
            Ok(()) => Ok(Duration::ZERO),
            Err(error) => {
                *untried = Some(row);
                Err(error)
            }
        }
    }

    async fn again(&self, row: &Parked) -> Result<(), StoreError> {
        let failure = if row.attempts > ATTEMPTS_MAX {
            Failure::reject(Deadly)
        } else {
            match self.attempt_again(row).await {
                Ok(()) => return Ok(()),
                Err(Failure::Unavailable { cause }) => return Err(cause),
                Err(failure) => failure,
            }
        };
        let (state, not_before) = self.verdict(&failure, row.attempts);
        let row = Parked {
            state: state.to_owned(),
            attempts: row.attempts.min(ATTEMPTS_MAX),
            not_before,
            reason: reason(&failure),
            last_failed_at: self.process.steady.now_ms(),
            ..row.clone()
        };
        let tx = self.database.begin().await?;
        parked::park(&tx, &row).await?;
        tx.commit().await?;
        self.tell(&row);
        Ok(())
    }

    async fn attempt_again(&self, row: &Parked) -> Result<(), Failure> {
        let tx = self.database.begin().await.map_err(Failure::store)?;
        let name = format!("{} retries", row.consumer);
        let now = self.process.steady.now_ms();
        let new = inbox::record(&tx, &name, row.message_id, now).await;
        if new.map_err(Failure::store)? {
            self.attempt(&tx, &row.body).await?;
        }
        let removed = parked::remove(&tx, &row.consumer, row.message_id).await;
        removed.map_err(Failure::store)?;
        tx.commit().await.map_err(Failure::store)?;
        self.count("retried");
        Ok(())
    }

    /// What becomes of a message after its n-th failed attempt, and from when on.
    fn verdict(&self, failure: &Failure, attempts: i64) -> (&'static str, i64) {
        let now = self.process.steady.now_ms();
        let Failure::Retry { after, .. } = failure else {
            return (DEAD, now);
        };
        if attempts >= ATTEMPTS_MAX {
            return (DEAD, now);
        }
        let nth = u32::try_from(attempts).unwrap_or(u32::MAX);
        let pause = backoff::pause(nth, *after, self.process.ids.random()).as_millis();
        let pause = i64::try_from(pause).unwrap_or(i64::MAX);
        (WAITING, now.saturating_add(pause))
    }

    /// Tells the operator, without the reason: it may quote what a person typed. The row has it.
    fn tell(&self, row: &Parked) {
        let (worker, id, kind) = (self.worker.name(), row.message_id, &row.kind);
        let attempts = row.attempts;
        if row.state == DEAD {
            self.count("dead");
            tracing::error!(worker, %id, kind, attempts, "message is a dead letter");
        } else {
            self.count("retry");
            tracing::warn!(worker, %id, kind, attempts, "message waits for another attempt");
        }
    }

    fn count(&self, outcome: &'static str) {
        let worker = self.worker.name();
        metrics::counter!("kontor_bus_messages_total", "worker" => worker, "outcome" => outcome)
            .increment(1);
    }
}

/// The causes of a failure in one line.
fn reason(failure: &Failure) -> String {
    let mut causes = Vec::new();
    let mut source = failure.source();
    while let Some(cause) = source {
        causes.push(cause.to_string());
        source = cause.source();
    }
    plain(&causes.join(": "))
}

/// Text that every database takes: no control characters (PostgreSQL refuses NUL), not too long.
pub(super) fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control())
        .take(TEXT_CHARS)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_names_every_cause_and_fits_every_database() {
        let inner = std::io::Error::other("disk\0full\n");
        let failure = Failure::retry(StoreErrorLike(inner));
        assert_eq!(reason(&failure), "cannot write: diskfull");
        assert_eq!(plain(&"x".repeat(9_999)).len(), TEXT_CHARS);
    }

    #[derive(Debug, thiserror::Error)]
    #[error("cannot write")]
    struct StoreErrorLike(#[source] std::io::Error);
}
