//! How long to leave a source alone that cannot answer now.

use std::time::Duration;

/// Failures in a row, without a page in between, after which a run is given up.
pub(crate) const ATTEMPTS_MAX: u32 = 10;

const FIRST: Duration = Duration::from_secs(2);
const LONGEST: Duration = Duration::from_mins(15);

/// The wait after the `attempt`-th failure in a row (from 1): doubling, at least half of it certain
/// and the rest by chance, so that many clients do not come back at once. Never less than the
/// source asked for. `chance` is any number.
pub(crate) fn backoff(attempt: u32, asked: Option<Duration>, chance: u8) -> Duration {
    let doubled = FIRST.saturating_mul(
        1_u32
            .checked_shl(attempt.saturating_sub(1))
            .unwrap_or(u32::MAX),
    );
    let half = doubled.min(LONGEST) / 2;
    let ours = half + half.saturating_mul(chance.into()) / u32::from(u8::MAX);
    asked.map_or(ours, |asked| asked.max(ours))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn waits_double_up_to_a_quarter_of_an_hour() {
        let waits: Vec<_> = [1, 2, 3, 9, 10, 99]
            .map(|n| backoff(n, None, 255).as_secs())
            .into();
        assert_eq!(waits, [2, 4, 8, 512, 900, 900]);
        assert_eq!(backoff(1, None, 0), Duration::from_secs(1));
    }

    proptest! {
        #[test]
        fn the_source_is_never_asked_sooner_than_it_said(
            attempt in 0_u32..200, asked in 0_u64..90_000, chance: u8,
        ) {
            let asked = Duration::from_secs(asked);
            prop_assert!(backoff(attempt, Some(asked), chance) >= asked);
            prop_assert!(backoff(attempt, None, chance) >= FIRST / 2);
        }
    }
}
