//! Forgets what has served its purpose: sessions, links and letters that have ended, tries and networks
//! of long ago.

use std::time::Duration;

use kontor_runtime::{Process, repeat};
use kontor_store::StoreError;

use crate::{
    Access,
    clock::millis,
    domain::attempt,
    store::{attempts, letters, links, networks, sessions},
};

const NAME: &str = "access.forget_old";
/// How long after its end a link is still in the database.
const LINK_MEMORY: Duration = Duration::from_hours(24);
/// How long a network stays known without being used.
const NETWORK_MEMORY: Duration = Duration::from_hours(180 * 24);
/// How often this is done.
const EVERY: Duration = Duration::from_hours(1);
/// After how long it is tried again when the database is down.
const PAUSE: Duration = Duration::from_mins(1);
/// Rows per transaction, so that nobody waits long for the database.
const ROWS: i64 = 2_000;

/// Starts forgetting.
pub(crate) fn start(process: &Process, access: Access) {
    let (life, process) = (process.life.clone(), process.clone());
    life.spawn(NAME, async move {
        let round = || async { access.forget_old().await.map(|_| EVERY) };
        repeat(NAME, &process, PAUSE, round).await
    });
}

impl Access {
    /// Forgets in small steps; says how many rows.
    pub(crate) async fn forget_old(&self) -> Result<u64, StoreError> {
        let (now_ms, told_ms) = (self.now_ms(), self.told_ms());
        let before = |age: Duration| now_ms - millis(age);
        let mut forgotten = 0;
        loop {
            let idle = before(self.settings.idle());
            let rows = sessions::forget(&self.database, now_ms, idle, ROWS).await?
                + links::forget(&self.database, told_ms - millis(LINK_MEMORY), ROWS).await?
                + letters::forget(&self.database, told_ms, ROWS).await?
                + attempts::forget(&self.database, before(attempt::MEMORY), ROWS).await?
                + networks::forget(&self.database, before(NETWORK_MEMORY), ROWS).await?;
            forgotten += rows;
            if rows == 0 {
                return Ok(forgotten);
            }
        }
    }
}
