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

/// Asks for a source that is due. A run that broke off is taken up at its page; otherwise a new
/// one begins under the id `fresh`.
pub(super) async fn claim(
    db: &Database,
    source: &str,
    now: i64,
    fresh: SyncRunId,
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
        runs::begin(&tx, source, fresh, now).await?;
        leases::open(&tx, &found.lease, fresh).await?;
        (fresh, 0)
    };
    tx.commit().await?;
    Ok(Claim::Granted(Run::new(found, run, pages)))
}
