//! When a refused mail is tried again: quickly at first, then hourly and less, over days, as
//! RFC 5321, 4.5.4.1 asks, and scattered so that mails refused together do not come back together.

use std::time::Duration;

/// Waiting times between attempts, in seconds; the last one repeats.
const STEPS_S: [u64; 9] = [60, 300, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200];

/// How much a waiting time is scattered, in per cent to either side.
const SCATTER_PERCENT: f64 = 20.0;

/// The longest wait that a relay may ask for ("try again in 30 minutes").
const LONGEST_ASKED: Duration = Duration::from_hours(6);

/// When to try again and when to give up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RetrySchedule {
    /// How long after the first attempt the last one may be.
    pub(crate) give_up_after: Duration,
}

impl Default for RetrySchedule {
    /// Five days, the upper end of what RFC 5321, 4.5.4.1 recommends.
    fn default() -> Self {
        Self {
            give_up_after: Duration::from_hours(5 * 24),
        }
    }
}

impl RetrySchedule {
    /// The wait before the next attempt, or `None` to give up.
    ///
    /// `attempts` counts those made (at least 1), `since_first` is the time since the first of
    /// them, `asked` is what the relay asked for, `random` lies in `0.0..1.0`.
    pub(crate) fn next(
        self,
        attempts: u32,
        since_first: Duration,
        asked: Option<Duration>,
        random: f64,
    ) -> Option<Duration> {
        let wait = wait(attempts, random).max(asked.unwrap_or_default().min(LONGEST_ASKED));
        (since_first.saturating_add(wait) <= self.give_up_after).then_some(wait)
    }
}

/// The scattered waiting time after so many attempts.
pub(super) fn wait(attempts: u32, random: f64) -> Duration {
    let step = usize::try_from(attempts.saturating_sub(1)).unwrap_or(usize::MAX);
    let base = Duration::from_secs(STEPS_S[step.min(STEPS_S.len() - 1)]);
    let scatter = (random.clamp(0.0, 1.0) * 2.0 - 1.0) * SCATTER_PERCENT / 100.0;
    base.mul_f64(1.0 + scatter)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn attempts_spread_over_days_and_end(random in 0.0..1.0_f64) {
            let schedule = RetrySchedule::default();
            let (mut attempts, mut elapsed) = (1, Duration::ZERO);
            while let Some(wait) = schedule.next(attempts, elapsed, None, random) {
                prop_assert!(wait >= Duration::from_secs(48));
                elapsed += wait;
                attempts += 1;
                prop_assert!(attempts < 100);
            }
            prop_assert!(elapsed <= schedule.give_up_after);
            prop_assert!(elapsed >= Duration::from_hours(4 * 24));
            prop_assert!(attempts >= 10);
        }

        #[test]
        fn a_relay_that_asks_for_patience_gets_it_within_reason(asked in 0_u64..1_000_000) {
            let asked = Duration::from_secs(asked);
            let wait = RetrySchedule::default().next(1, Duration::ZERO, Some(asked), 0.5);
            prop_assert_eq!(wait, Some(asked.min(LONGEST_ASKED).max(Duration::from_mins(1))));
        }
    }
}
