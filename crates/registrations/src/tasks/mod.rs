//! What is due, not what happens: each task finds its work in the database, so that a process that
//! was down for a night does it the next morning.

pub(crate) mod expire_holds;
pub(crate) mod forget_old;

use std::{future::Future, time::Duration};

use kontor_runtime::Process;
use kontor_store::StoreError;

/// Runs `round` again and again until the process stops; it says how long to wait before the next.
/// A database that is down is left alone for `pause`, then tried again.
fn repeat<F, R>(process: &Process, name: &'static str, pause: Duration, round: F)
where
    F: Fn() -> R + Send + 'static,
    R: Future<Output = Result<Duration, StoreError>> + Send,
{
    let stopping = process.life.stopping();
    process.life.spawn(name, async move {
        while !stopping.is_cancelled() {
            let wait = round().await.unwrap_or_else(|error| {
                tracing::warn!(task = name, %error, "will try again");
                pause
            });
            tokio::select! {
                () = stopping.cancelled() => {}
                () = tokio::time::sleep(wait) => {}
            }
        }
        Ok(())
    });
}
