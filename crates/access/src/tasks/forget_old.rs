//! Forgets what has served its purpose: sessions and links that have ended, tries and networks of long
//! ago.

use std::time::Duration;

use kontor_runtime::Process;
use kontor_store::StoreError;

use crate::{
    Access,
    clock::millis,
    domain::attempt,
    store::{attempts, links, networks, sessions},
};

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
    let stopping = process.life.stopping();
    process.life.spawn("access.forget_old", async move {
        while !stopping.is_cancelled() {
            let wait = match access.forget_old().await {
                Ok(_) => EVERY,
                Err(error) => {
                    tracing::warn!(task = "access.forget_old", %error, "will try again");
                    PAUSE
                }
            };
            stopping.run_until_cancelled(tokio::time::sleep(wait)).await;
        }
        Ok(())
    });
}

impl Access {
    /// Forgets in small steps; says how many rows.
    pub(crate) async fn forget_old(&self) -> Result<u64, StoreError> {
        let now_ms = self.now_ms();
        let before = |age: Duration| now_ms - millis(age);
        let mut forgotten = 0;
        loop {
            let idle = before(self.settings.idle());
            let rows = sessions::forget(&self.database, now_ms, idle, ROWS).await?
                + links::forget(&self.database, before(LINK_MEMORY), ROWS).await?
                + attempts::forget(&self.database, before(attempt::MEMORY), ROWS).await?
                + networks::forget(&self.database, before(NETWORK_MEMORY), ROWS).await?;
            forgotten += rows;
            if rows == 0 {
                return Ok(forgotten);
            }
        }
    }
}
