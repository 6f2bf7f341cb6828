//! How long to leave a source alone that cannot answer now.

use std::time::Duration;

use kontor_runtime::backoff::Pauses;

/// Failures in a row, without a page in between, after which a run is given up.
pub(crate) const ATTEMPTS_MAX: u32 = 10;

const FIRST: Duration = Duration::from_secs(2);
const PAUSES: Pauses = Pauses::new(FIRST, Duration::from_mins(15));

/// The wait after the `attempt`-th failure in a row (from 1). Never less than the source asked for.
/// `random` is any number.
pub(crate) fn backoff(attempt: u32, asked: Option<Duration>, random: u64) -> Duration {
    let ours = PAUSES.scattered(attempt, random);
    ours.max(asked.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn waits_double_up_to_a_quarter_of_an_hour() {
        let waits: Vec<_> = [1, 2, 3, 9, 10, 99]
            .map(|n| backoff(n, None, 0).as_secs())
            .into();
        assert_eq!(waits, [1, 2, 4, 256, 450, 450], "half of them at least");
    }

    proptest! {
        #[test]
        fn the_source_is_never_asked_sooner_than_it_said(
            attempt in 0_u32..200, asked in 0_u64..90_000, random: u64,
        ) {
            let asked = Duration::from_secs(asked);
            prop_assert!(backoff(attempt, Some(asked), random) >= asked);
            prop_assert!(backoff(attempt, None, random) >= FIRST / 2);
        }
    }
}
