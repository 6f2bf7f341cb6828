//! Growing pauses of what is tried again until it works.

use std::time::Duration;

use crate::Ids;

/// Pauses that double with each failure in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pauses {
    first: Duration,
    longest: Duration,
}

impl Pauses {
    /// From the first pause to the longest.
    pub const fn new(first: Duration, longest: Duration) -> Self {
        Self { first, longest }
    }

    /// The whole pause after so many failures in a row (1 or more).
    pub fn whole(self, failures: u32) -> Duration {
        let doubled = 1_u32.checked_shl(failures.saturating_sub(1));
        let factor = doubled.unwrap_or(u32::MAX);
        self.first.saturating_mul(factor).min(self.longest)
    }

    /// The same, shortened by up to half at random, so that what failed together does not come back
    /// together.
    pub fn scattered(self, failures: u32, random: u64) -> Duration {
        let whole = self.whole(failures);
        let half = whole / 2;
        let span = u64::try_from(half.as_millis()).unwrap_or(u64::MAX).max(1);
        whole.saturating_sub(half) + Duration::from_millis(random % span)
    }
}

/// Counts the failures in a row of something that a process waits for.
#[derive(Debug)]
pub struct Backoff {
    pauses: Pauses,
    failures: u32,
}

impl Backoff {
    /// Nothing has failed yet.
    pub const fn new(pauses: Pauses) -> Self {
        let failures = 0;
        Self { pauses, failures }
    }

    /// It failed (again): the pause before the next try.
    pub fn next(&mut self, ids: &Ids) -> Duration {
        self.failures = self.failures.saturating_add(1);
        self.pauses.scattered(self.failures, ids.random())
    }

    /// It works again.
    pub fn reset(&mut self) {
        self.failures = 0;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FIRST: Duration = Duration::from_secs(1);
    const LONGEST: Duration = Duration::from_hours(1);
    const PAUSES: Pauses = Pauses::new(FIRST, LONGEST);

    #[test]
    fn whole_pauses_double_up_to_the_longest() {
        let pauses = Pauses::new(Duration::from_secs(2), Duration::from_mins(15));
        let whole: Vec<_> = [1, 2, 3, 9, 10, 99, u32::MAX]
            .map(|n| pauses.whole(n).as_secs())
            .into();
        assert_eq!(whole, [2, 4, 8, 512, 900, 900, 900]);
        assert_eq!(pauses.scattered(1, 0), Duration::from_secs(1));
    }

    proptest! {
        #[test]
        fn pauses_stay_between_half_and_whole_of_a_doubling_second(
            failures in 1_u32..100, random: u64
        ) {
            let whole = FIRST.saturating_mul(2_u32.saturating_pow(failures - 1)).min(LONGEST);
            let pause = PAUSES.scattered(failures, random);
            prop_assert!(pause >= whole / 2 && pause <= whole);
        }
    }
}
