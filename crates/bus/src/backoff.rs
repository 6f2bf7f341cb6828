//! How long to wait before trying again.

use std::time::Duration;

use kontor_runtime::Ids;

/// Pause before the second attempt.
const FIRST: Duration = Duration::from_secs(1);
/// Longest pause.
const LONGEST: Duration = Duration::from_hours(1);

/// The pause after the given number of failed attempts (1 or more): doubling from one second to an
/// hour, each shortened by up to half at random, so that what failed together does not come back
/// together; but never shorter than `at_least`.
pub(crate) fn pause(attempts: u32, at_least: Option<Duration>, random: u64) -> Duration {
    let full = FIRST
        .saturating_mul(
            1_u32
                .checked_shl(attempts.saturating_sub(1))
                .unwrap_or(u32::MAX),
        )
        .min(LONGEST);
    jittered(full, random).max(at_least.unwrap_or_default())
}

/// Between half of `full` and `full`.
pub(crate) fn jittered(full: Duration, random: u64) -> Duration {
    let half = full / 2;
    let span = u64::try_from(half.as_millis()).unwrap_or(u64::MAX).max(1);
    full.saturating_sub(half) + Duration::from_millis(random % span)
}

/// A random number from the process's entropy.
pub(crate) fn random(ids: &Ids) -> u64 {
    let secret = ids.secret();
    secret[..8]
        .iter()
        .fold(0, |n, byte| n << 8 | u64::from(*byte))
}

/// Growing pauses of something that is tried until it works: reconnecting, asking a database.
#[derive(Debug, Default)]
pub(crate) struct Backoff {
    failures: u32,
}

impl Backoff {
    /// Longest pause between two tries of something the whole process waits for.
    const LONGEST: Duration = Duration::from_secs(15);
    const FIRST: Duration = Duration::from_millis(200);

    /// The next pause.
    pub(crate) fn next(&mut self, ids: &Ids) -> Duration {
        let factor = 1_u32.checked_shl(self.failures).unwrap_or(u32::MAX);
        self.failures += 1;
        let full = Self::FIRST.saturating_mul(factor).min(Self::LONGEST);
        jittered(full, random(ids))
    }

    /// It works again.
    pub(crate) fn reset(&mut self) {
        self.failures = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pauses_stay_between_half_and_whole_of_a_doubling_second(
            attempts in 1_u32..100, random: u64
        ) {
            let whole = FIRST.saturating_mul(2_u32.saturating_pow(attempts - 1)).min(LONGEST);
            let pause = pause(attempts, None, random);
            prop_assert!(pause >= whole / 2 && pause <= whole);
        }

        #[test]
        fn a_pause_that_is_asked_for_is_kept(attempts in 1_u32..100, random: u64, secs in 0_u64..100_000) {
            let asked = Duration::from_secs(secs);
            prop_assert!(pause(attempts, Some(asked), random) >= asked);
        }
    }
}
