//! Gives back the places whose hold or offer is over, offers what is free, and ends the waiting list when
//! registration closes. The intake does the same for a forum whenever somebody
//! signs up there, so this only matters for who looks and for who is told.

use std::{collections::BTreeSet, time::Duration};

use kontor_runtime::{Process, repeat};
use kontor_store::{Database, GroupError, StoreError};

use crate::{
    intake::Intake,
    store::{holds, waiting},
};

const NAME: &str = "registrations.expire_holds";

pub(crate) fn start(process: &Process, database: Database, intake: Intake, at_most: Duration) {
    let (life, process) = (process.life.clone(), process.clone());
    life.spawn(NAME, async move {
        let clock = &process.clock;
        let round = || async {
            expire_holds(&database, &intake, clock.now_ms()).await?;
            let next = next_due(&database, clock.now_ms()).await?;
            let wait = next.map(|at| u64::try_from(at - clock.now_ms()).unwrap_or(0));
            let wait = wait.map_or(at_most, Duration::from_millis);
            Ok::<_, StoreError>(wait.clamp(Duration::from_secs(1), at_most))
        };
        repeat(NAME, &process, at_most, round).await
    });
}

/// When a hold, an offer or a waiting list ends next.
async fn next_due(database: &Database, now_ms: i64) -> Result<Option<i64>, StoreError> {
    let lists = waiting::ends(database).await?.into_iter();
    let lists = lists.map(|(_, ends)| ends).filter(|ends| *ends > now_ms);
    Ok(lists.chain(holds::next_due(database).await?).min())
}

/// Expires everything that is due, at all forums; says how many registrations.
pub(crate) async fn expire_holds(
    database: &Database,
    intake: &Intake,
    now_ms: i64,
) -> Result<u32, StoreError> {
    let mut expired = 0;
    let over = waiting::ends(database).await?.into_iter();
    let over = over.filter(|(_, ends)| *ends <= now_ms);
    let mut due: BTreeSet<_> = over.map(|(forum, _)| forum).collect();
    due.extend(holds::forums_due(database, now_ms).await?);
    for forum in due {
        match intake.settle(forum).await {
            Ok(registrations) => expired += registrations,
            Err(GroupError::Stopped) => {}
            Err(error @ (GroupError::Full | GroupError::Store(_))) => {
                tracing::warn!(%forum, %error, "holds of the forum could not be expired yet");
            }
        }
    }
    Ok(expired)
}
