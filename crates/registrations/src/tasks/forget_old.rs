//! Forgets what has served its purpose (answers of idempotency keys after a day, links thirty days
//! after they ended, sign-ups that were never confirmed after the days that the office says, invitations so
//! many days after the end of their forum), and counts every forum's places again.

use std::time::Duration;

use kontor_contracts::ForumId;
use kontor_runtime::{Process, repeat};
use kontor_store::{Database, StoreError};

use crate::{
    ending_invitations::forget_invitations,
    intake::KEY_LIFE,
    store::{answers, changes, forum_terms, holds, tokens},
};

const NAME: &str = "registrations.forget_old";
/// How long after its end a link is still known as one that has ended.
const LINK_MEMORY: Duration = Duration::from_hours(30 * 24);
/// How often this is done.
const EVERY: Duration = Duration::from_hours(1);
/// After how long it is tried again when the database is down.
const PAUSE: Duration = Duration::from_mins(1);
/// Rows per transaction, so that nobody waits long for the database.
const ROWS: u32 = 2_000;

/// Starts forgetting; `unconfirmed` is how long sign-ups are kept that were never confirmed.
pub(crate) fn start(process: &Process, database: Database, unconfirmed: Duration) {
    let (life, process) = (process.life.clone(), process.clone());
    life.spawn(NAME, async move {
        let round = || async {
            forget_old(&database, process.clock.now_ms(), unconfirmed).await?;
            while forget_invitations(&database, &process, unconfirmed, ROWS).await? > 0 {}
            recount_places(&database).await?;
            Ok::<_, StoreError>(EVERY)
        };
        repeat(NAME, &process, PAUSE, round).await
    });
}

/// Forgets in small steps; says how many rows.
pub(crate) async fn forget_old(
    database: &Database,
    now_ms: i64,
    unconfirmed: Duration,
) -> Result<u64, StoreError> {
    let before = |age: Duration| now_ms - i64::try_from(age.as_millis()).unwrap_or(i64::MAX);
    let mut forgotten = 0;
    loop {
        let rows = answers::forget(database, before(KEY_LIFE), ROWS).await?
            + tokens::forget(database, before(LINK_MEMORY), ROWS).await?
            + changes::forget_unconfirmed(database, before(unconfirmed), ROWS).await?;
        forgotten += rows;
        if rows == 0 {
            return Ok(forgotten);
        }
    }
}

/// Compares each forum's count of taken places with its registrations, and corrects it. A difference
/// is a fault of ours and is logged as one. Says which forums were wrong.
pub(crate) async fn recount_places(database: &Database) -> Result<Vec<ForumId>, StoreError> {
    let mut wrong = Vec::new();
    for forum in forum_terms::ids(database).await? {
        let tx = database.begin().await?;
        let Some(locked) = forum_terms::lock(&tx, [forum], []).await?.pop() else {
            continue;
        };
        let (taken, waiting) = holds::taken(&tx, forum).await?;
        if (taken, waiting) != (locked.taken, locked.waiting) {
            let counted = (locked.taken, locked.waiting);
            tracing::error!(%forum, ?counted, ?taken, waiting, "places were miscounted");
            forum_terms::set_taken(&tx, forum, taken, waiting).await?;
            tx.commit().await?;
            wrong.push(forum);
        }
    }
    Ok(wrong)
}
