//! How long to wait before trying again.

use std::time::Duration;

use kontor_runtime::backoff::{Backoff, Pauses};

/// Pause before the second attempt at a message.
const FIRST: Duration = Duration::from_secs(1);
/// Longest pause.
const LONGEST: Duration = Duration::from_hours(1);

/// The pause after the given number of failed attempts (1 or more) at a message; never shorter than
/// `at_least`.
pub(crate) fn pause(attempts: u32, at_least: Option<Duration>, random: u64) -> Duration {
    let pause = Pauses::new(FIRST, LONGEST).scattered(attempts, random);
    pause.max(at_least.unwrap_or_default())
}

/// Pauses of what the whole process waits for: a broker, a database.
pub(crate) const fn of_the_ground() -> Backoff {
    Backoff::new(Pauses::new(
        Duration::from_millis(200),
        Duration::from_secs(15),
    ))
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
