//! The beginning of a run, or taking up the one that broke off.

use kontor_contracts::SyncRunId;
use kontor_store::{Database, StoreError};

use super::run::Run;
use crate::store::{leases, runs};

/// What a worker finds when it asks for a source.
#[derive(Debug)]
pub(super) enum Claim {
    /// It may pull.
    Granted(Run),
    /// Not due, or in other hands, until then (milliseconds).
    NotBefore(i64),
}

/// A run that would be new.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fresh {
    pub(super) id: SyncRunId,
    /// When it begins, by the office's clock.
    pub(super) begun: i64,
}

/// Asks for a source that is due `now`, by the machine's clock. A run that broke off is taken up at its
/// page; otherwise a fresh one begins.
pub(super) async fn claim(
    db: &Database,
    source: &str,
    now: i64,
    fresh: Fresh,
) -> Result<Claim, StoreError> {
    if let Some(until) = leases::not_before(db, source, now).await? {
        return Ok(Claim::NotBefore(until));
    }
    let tx = db.begin().await?;
    let Some(found) = leases::take(&tx, source, now).await? else {
        return Ok(Claim::NotBefore(now + leases::LEASE_MS));
    };
    let (run, pages) = if let Some(run) = found.run {
        (run, runs::pages(&tx, run).await?)
    } else {
        runs::begin(&tx, source, fresh.id, fresh.begun).await?;
        leases::open(&tx, &found.lease, fresh.id).await?;
        (fresh.id, 0)
    };
    tx.commit().await?;
    Ok(Claim::Granted(Run::new(found, run, pages)))
}
