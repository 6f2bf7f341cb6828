//! The clock of the demo: that of the machine, and as far ahead of it as somebody has moved it.

use jiff::{SignedDuration, Timestamp};
use kontor_runtime::{Clock, Moves, SystemClock};
use tokio::sync::watch;

/// How far ahead of the machine's it may be: longer than any forum is planned, and within what dates in
/// mails and calendars are made for.
const AHEAD_MAX: SignedDuration = SignedDuration::from_hours(10 * 365 * 24);

/// Why the clock was not moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotMoved {
    /// It only goes forward: what was sent cannot be unsent.
    #[error("the clock only goes forward")]
    Back,
    /// Too far ahead.
    #[error("the clock is moved by ten years at most")]
    TooFar,
}

/// A clock that can be moved forward.
#[derive(Debug)]
pub struct DemoClock {
    ahead_ms: watch::Sender<i64>,
}

impl Default for DemoClock {
    fn default() -> Self {
        let (ahead_ms, _) = watch::channel(0);
        Self { ahead_ms }
    }
}

impl Clock for DemoClock {
    fn now(&self) -> Timestamp {
        let ahead = SignedDuration::from_millis(*self.ahead_ms.borrow());
        let now = SystemClock.now();
        now.checked_add(ahead).unwrap_or(now)
    }

    fn moves(&self) -> Moves {
        Moves::of(self.ahead_ms.subscribe())
    }
}

impl DemoClock {
    /// Moves it to an instant; whoever waits by it is told.
    ///
    /// # Errors
    /// [`NotMoved`]; it then goes on as before.
    pub fn jump(&self, to: Timestamp) -> Result<(), NotMoved> {
        let machine = SystemClock.now();
        let ahead = to.duration_since(machine);
        if ahead > AHEAD_MAX {
            return Err(NotMoved::TooFar);
        }
        // Up to the next millisecond, so that the instant has come.
        let ahead_ms = ahead.as_millis() + 1;
        let ahead_ms = i64::try_from(ahead_ms).map_err(|_| NotMoved::TooFar)?;
        // Within the lock of the channel, so that of two who move it none moves it back.
        let mut moved = false;
        self.ahead_ms.send_if_modified(|now| {
            moved = ahead_ms > *now;
            if moved {
                *now = ahead_ms;
            }
            moved
        });
        if moved { Ok(()) } else { Err(NotMoved::Back) }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use kontor_runtime::{Ids, Process, SystemEntropy, repeat};

    use super::*;

    const DAY: SignedDuration = SignedDuration::from_hours(24);

    #[test]
    fn it_goes_with_the_machine_and_is_moved_forward_only() {
        let clock = DemoClock::default();
        assert!(clock.now().duration_since(SystemClock.now()) < SignedDuration::from_secs(1));
        let tomorrow = clock.now() + DAY;
        clock.jump(tomorrow).unwrap();
        assert!(clock.now() >= tomorrow && clock.now() < tomorrow + DAY);
        assert_eq!(clock.jump(SystemClock.now()), Err(NotMoved::Back));
        assert_eq!(clock.jump(tomorrow), Err(NotMoved::Back));
        assert_eq!(clock.jump(Timestamp::MAX), Err(NotMoved::TooFar));
        assert!(clock.now() >= tomorrow, "what was refused changes nothing");
    }

    /// A task that waits a day is awake at once, also when it was at work while the clock was moved.
    #[tokio::test]
    async fn whoever_waits_by_it_is_awake_at_once() {
        let clock = Arc::new(DemoClock::default());
        let ids = Ids::new(clock.clone(), Arc::new(SystemEntropy));
        let (process, mut rounds) = (Process::with(clock.clone(), ids), 0);
        let task = repeat("test", &process, std::time::Duration::ZERO, || {
            rounds += 1;
            if rounds < 3 {
                clock.jump(clock.now() + DAY).unwrap();
            } else {
                process.life.stop();
            }
            std::future::ready(Ok::<_, &str>(std::time::Duration::from_hours(24)))
        });
        task.await.unwrap();
        assert_eq!(rounds, 3);
    }
}
