//! Forgets the mails to sign-ups that were never confirmed, after the days that the office says.

use std::{sync::Arc, time::Duration};

use kontor_runtime::{lifecycle::TaskError, repeat};
use kontor_store::StoreError;

use super::PostOffice;
use crate::store::{forget_people, forget_unconfirmed};

/// How often this is done, and how soon after the start for the first time.
const EVERY: Duration = Duration::from_hours(1);
const AT_FIRST: Duration = Duration::from_secs(10);
/// Mails per transaction, so that nobody waits long for the database.
const MAILS: u32 = 1_000;

/// Runs until the process stops; `after` is how long such mails are kept.
pub(super) async fn run(office: Arc<PostOffice>, after: Duration) -> Result<(), TaskError> {
    let stopping = office.process.life.stopping();
    let begin = stopping.run_until_cancelled(tokio::time::sleep(AT_FIRST));
    begin.await;
    repeat("forget_mails", &office.process, EVERY, || async {
        forget(&office, after).await.map(|()| EVERY)
    })
    .await
}

async fn forget(office: &PostOffice, after: Duration) -> Result<(), StoreError> {
    let after_ms = i64::try_from(after.as_millis()).unwrap_or(i64::MAX);
    let before_ms = office.process.clock.now_ms().saturating_sub(after_ms);
    while forget_unconfirmed(&office.database, before_ms, MAILS).await? > 0 {}
    while forget_people(&office.database, before_ms, MAILS).await? > 0 {}
    Ok(())
}
