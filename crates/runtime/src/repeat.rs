//! Work that is due and not done, looked for again and again until the process stops.

use std::{fmt::Display, future::Future, time::Duration};

use tokio::sync::Notify;

use crate::{Process, lifecycle::TaskError};

/// Does `round` until the process stops; it says how long to wait before the next, by the office's clock:
/// when that is moved, the wait is over. One that fails is told
/// of in the log and tried again after `pause`. `name` is that of the task.
///
/// # Errors
/// None: what it returns is what [`Lifecycle::spawn`](crate::Lifecycle::spawn) takes.
pub async fn repeat<E: Display, R>(
    name: &'static str,
    process: &Process,
    pause: Duration,
    round: impl FnMut() -> R,
) -> Result<(), TaskError>
where
    R: Future<Output = Result<Duration, E>>,
{
    repeat_woken(name, process, &Notify::new(), pause, round).await
}

/// The same, where somebody knows of work before the wait is over. Whoever wakes during a round has the
/// next one done at once.
///
/// # Errors
/// None, as [`repeat`].
pub async fn repeat_woken<E: Display, R>(
    name: &'static str,
    process: &Process,
    wake: &Notify,
    pause: Duration,
    mut round: impl FnMut() -> R,
) -> Result<(), TaskError>
where
    R: Future<Output = Result<Duration, E>>,
{
    let (stopping, mut moves) = (process.life.stopping(), process.clock.moves());
    while !stopping.is_cancelled() {
        let wait = round().await.unwrap_or_else(|error| {
            tracing::warn!(task = name, %error, "will try again");
            pause
        });
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = wake.notified() => {}
            () = moves.next() => {}
            () = stopping.cancelled() => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_hours(1);

    #[tokio::test]
    async fn a_round_that_fails_is_done_again_and_the_stop_ends_the_longest_wait() {
        let (process, mut rounds) = (Process::new(), 0);
        let task = repeat("test", &process, Duration::ZERO, || {
            rounds += 1;
            let wait = match rounds {
                1 => Err("the database is down"),
                2 => Ok(Duration::ZERO),
                _ => {
                    process.life.stop();
                    Ok(LONG)
                }
            };
            std::future::ready(wait)
        });
        assert!(task.await.is_ok());
        assert_eq!(rounds, 3);
    }

    #[tokio::test]
    async fn whoever_wakes_ends_the_wait_also_while_a_round_is_done() {
        let (process, wake, mut rounds) = (Process::new(), Notify::new(), 0);
        let task = repeat_woken("test", &process, &wake, LONG, || {
            rounds += 1;
            if rounds == 1 {
                wake.notify_one();
            } else {
                process.life.stop();
            }
            std::future::ready(Ok::<_, &str>(LONG))
        });
        assert!(task.await.is_ok());
        assert_eq!(rounds, 2);
    }
}
