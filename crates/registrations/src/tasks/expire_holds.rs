//! Gives back the places whose hold or offer is over, and offers what is free. The intake does the same for a forum whenever somebody
//! signs up there, so this only matters for who looks and for who is told.

use std::time::Duration;

use kontor_runtime::{Process, repeat};
use kontor_store::{Database, GroupError, StoreError};

use crate::{intake::Intake, store::holds};

const NAME: &str = "registrations.expire_holds";

pub(crate) fn start(process: &Process, database: Database, intake: Intake, at_most: Duration) {
    let (life, process) = (process.life.clone(), process.clone());
    life.spawn(NAME, async move {
        let clock = &process.clock;
        let round = || async {
            expire_holds(&database, &intake, clock.now_ms()).await?;
            let next = holds::next_due(&database).await?;
            let wait = next.map(|at| u64::try_from(at - clock.now_ms()).unwrap_or(0));
            let wait = wait.map_or(at_most, Duration::from_millis);
            Ok::<_, StoreError>(wait.clamp(Duration::from_secs(1), at_most))
        };
        repeat(NAME, &process, at_most, round).await
    });
}

/// Expires everything that is due, at all forums; says how many registrations.
pub(crate) async fn expire_holds(
    database: &Database,
    intake: &Intake,
    now_ms: i64,
) -> Result<u32, StoreError> {
    let mut expired = 0;
    for forum in holds::forums_due(database, now_ms).await? {
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
