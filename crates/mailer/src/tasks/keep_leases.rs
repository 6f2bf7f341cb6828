//! Renews the leases of the mails that this process holds, and takes back those whose process died.

use std::{sync::Arc, time::Duration};

use kontor_runtime::{lifecycle::TaskError, repeat};
use kontor_smtp::Phase;
use kontor_store::StoreError;

use super::PostOffice;
use crate::{
    domain::{Others, Outcome},
    store::{recover_expired, renew},
};

/// Less than a third of a lease; mails of a process that died go on a lease and this later.
const EVERY: Duration = Duration::from_secs(3);

/// Runs until the process stops. What is under way then has most of a lease left to end.
pub(super) async fn run(office: Arc<PostOffice>) -> Result<(), TaskError> {
    repeat("keep_leases", &office.process, EVERY, || async {
        let recovered = keep(&office).await?;
        if recovered > 0 {
            tracing::warn!(recovered, "mails of a process that died are taken back");
            office.wake.notify_one();
        }
        Ok::<_, StoreError>(EVERY)
    })
    .await
}

async fn keep(office: &PostOffice) -> Result<usize, StoreError> {
    let held = office.held();
    if !held.is_empty() {
        renew(&office.database, &held, office.lease_until()).await?;
    }
    let lost = Outcome::Lost(Phase::Dot, "the process ended".to_owned());
    let now_ms = office.process.steady.now_ms();
    recover_expired(&office.database, now_ms, |record| {
        office.decide(record, &lost, Others::Taken)
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tasks::{claim_mails::POLL, post_office::LEASE_MS};

    /// What docs/OPERATIONS.md promises of a mailer that died and is started again.
    const PROMISED: Duration = Duration::from_secs(15);

    #[test]
    fn mails_of_a_process_that_died_go_on_within_the_promised_time() {
        let lease = Duration::from_millis(LEASE_MS.unsigned_abs());
        assert!(lease + EVERY + POLL <= PROMISED);
        assert!(EVERY * 3 < lease, "three renewals may fail");
    }
}
