//! Limits of guessing, across processes and restarts: every try is a row before it is made.

use std::time::Duration;

use kontor_store::{StoreError, Tx};

use crate::{
    Access, AccessError,
    domain::{
        attempt::{Limit, Verdict},
        secret::Hash,
    },
    store::attempts,
};

/// What becomes of a count when the try succeeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AfterSuccess {
    /// All is forgotten.
    Clear,
    /// This try is taken back; the failures of others stay.
    TakeBack,
}

/// One count that a try counts in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Count {
    pub(crate) key: Hash,
    pub(crate) limit: Limit,
    pub(crate) after: AfterSuccess,
}

impl Access {
    /// Counts a try in all of these, or says how long to wait. It counts as failed until
    /// [`Access::succeeded`], so that tries at once do not slip through between reading and writing.
    pub(crate) async fn count_try(&self, counts: &[Count]) -> Result<(), AccessError> {
        let now_ms = self.now_ms();
        let keys: Vec<Hash> = counts.iter().map(|count| count.key).collect();
        let tx = self.database.begin().await?;
        let known = attempts::lock(&tx, &keys).await?;
        let mut wait = Duration::ZERO;
        for count in counts {
            match count.limit.verdict(known.get(&count.key).copied(), now_ms) {
                Verdict::Go(tries) => attempts::set(&tx, count.key, tries).await?,
                Verdict::Wait(left) => wait = wait.max(left),
            }
        }
        if wait > Duration::ZERO {
            // Dropped, not committed: whoever must wait is not counted.
            return Err(AccessError::Wait(wait));
        }
        Ok(tx.commit().await?)
    }

    /// Settles the counts of a try that has succeeded. In the order in which they are locked, or two
    /// transactions would wait for each other.
    pub(crate) async fn succeeded(&self, tx: &Tx, counts: &[Count]) -> Result<(), StoreError> {
        let mut counts = counts.to_vec();
        counts.sort_unstable_by_key(|count| count.key);
        for count in counts {
            match count.after {
                AfterSuccess::Clear => attempts::clear(tx, count.key).await?,
                AfterSuccess::TakeBack => attempts::take_back(tx, count.key).await?,
            }
        }
        Ok(())
    }
}
