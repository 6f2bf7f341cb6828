//! Reminds: does the rounds, looks and searches that are due, until nothing is.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use kontor_runtime::{lifecycle::TaskError, repeat};
use kontor_store::StoreError;
use tokio_util::sync::CancellationToken;

use super::PostOffice;
use crate::{
    reminders::{Remind, look_page, replan_all, round_page, search_page},
    store::next_look,
};

/// How often is looked for what is due.
const EVERY: Duration = Duration::from_secs(1);

/// Runs until the process stops.
pub(super) async fn run(office: Arc<PostOffice>) -> Result<(), TaskError> {
    let (remind, stopping) = (office.remind(), office.process.life.stopping());
    // All forums are planned once; then each is when it changes.
    let is_planned = AtomicBool::new(false);
    repeat("remind", &office.process, EVERY, || async {
        if !is_planned.load(Ordering::Relaxed) {
            replan_all(&remind).await?;
            is_planned.store(true, Ordering::Relaxed);
        }
        work(&remind, &stopping).await?;
        Ok::<_, StoreError>(EVERY)
    })
    .await
}

/// Does all that is due, page by page. People whose own hour has come are before rounds, in which
/// everybody has time. Where nothing is due, nobody waits for a transaction of ours.
async fn work(remind: &Remind, stopping: &CancellationToken) -> Result<(), StoreError> {
    while !stopping.is_cancelled() && is_due(remind).await? {
        let looked = look_page(remind).await?;
        let searched = search_page(remind).await?;
        let went_round = round_page(remind).await?;
        if !(looked || searched || went_round) {
            break;
        }
    }
    Ok(())
}

async fn is_due(remind: &Remind) -> Result<bool, StoreError> {
    let next = next_look(&remind.database).await?;
    Ok(next.is_some_and(|at| at <= remind.clock.now_ms()))
}
