//! How often a secret may be guessed: some tries are free, then each one waits longer than the last.
//!
//! Three counts are kept for a sign-in, and every one must allow it:
//!
//! - [`PAIR`]: one account from one network. Whoever mistypes waits seconds.
//! - [`NETWORK`]: all accounts from one network, against trying one password on everybody.
//! - [`ACCOUNT`]: one account from all networks *from which it has never signed in*, against a crowd of
//!   machines (NIST SP 800-63B asks for at most 100 failures in a row). Its owner at the usual desk does
//!   not share that count, so strangers anywhere else cannot keep the owner out; and whoever is on a
//!   journey gets in by a reset link, which makes that network a known one.
//!
//! There is no lock that somebody would have to open: counts are forgotten by themselves.

use std::time::Duration;

use crate::clock::millis;

/// A limit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    /// Tries without a pause.
    free: i64,
    /// The pause after the first try that is not free; each further one is twice as long.
    first: Duration,
    /// The longest pause.
    longest: Duration,
    /// After how long without a try all are forgotten.
    memory: Duration,
}

/// One account from one network.
pub(crate) const PAIR: Limit = Limit {
    free: 5,
    first: Duration::from_secs(2),
    longest: Duration::from_mins(15),
    memory: MEMORY,
};
/// All accounts from one network. Wide, because a whole office may sit behind one address.
pub(crate) const NETWORK: Limit = Limit {
    free: 50,
    first: Duration::from_secs(2),
    longest: Duration::from_mins(5),
    memory: Duration::from_hours(1),
};
/// One account from all networks that it does not know.
pub(crate) const ACCOUNT: Limit = Limit {
    free: 100,
    first: Duration::from_secs(30),
    longest: Duration::from_hours(1),
    memory: MEMORY,
};
/// The second factor of one account: a million codes, of which three fit at any time. Only whoever has
/// the password gets here.
pub(crate) const CODE: Limit = Limit {
    free: 5,
    first: Duration::from_secs(5),
    longest: Duration::from_mins(15),
    memory: MEMORY,
};
/// Mails with a reset link to one address, and asked for from one network.
pub(crate) const RESET: Limit = Limit {
    free: 3,
    first: Duration::from_mins(5),
    longest: Duration::from_hours(6),
    memory: MEMORY,
};
pub(crate) const RESET_NETWORK: Limit = Limit {
    free: 20,
    first: Duration::from_mins(1),
    longest: Duration::from_hours(1),
    memory: MEMORY,
};

/// Setting out for the provider from one network: each costs a request. An office of a hundred that
/// comes in at nine does not notice.
pub(crate) const ELSEWHERE: Limit = Limit {
    free: 200,
    first: Duration::from_secs(2),
    longest: Duration::from_mins(1),
    memory: Duration::from_hours(1),
};

/// The longest memory of all; older rows are of no use.
pub(crate) const MEMORY: Duration = Duration::from_hours(24);

/// What was tried so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tries {
    pub(crate) count: i64,
    pub(crate) last_ms: i64,
    /// Until when the next one must wait.
    pub(crate) until_ms: i64,
}

/// Whether one may try now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Yes, and this is to be kept: the try counts as failed until it succeeds, so that a hundred at
    /// once are a hundred.
    Go(Tries),
    /// Not before this has passed.
    Wait(Duration),
}

impl Limit {
    pub(crate) fn verdict(self, tries: Option<Tries>, now_ms: i64) -> Verdict {
        let count = match tries {
            Some(tries) if self.must_wait(tries, now_ms) => {
                return Verdict::Wait(Duration::from_millis(tries.until_ms.abs_diff(now_ms)));
            }
            Some(tries) if now_ms - tries.last_ms <= millis(self.memory) => tries.count,
            _ => 0,
        };
        let count = count.saturating_add(1);
        Verdict::Go(Tries {
            count,
            last_ms: now_ms,
            until_ms: now_ms + millis(self.pause_after(count)),
        })
    }

    /// A pause longer than the longest is one of a clock that was set back, and keeps nobody out.
    fn must_wait(self, tries: Tries, now_ms: i64) -> bool {
        (1..=millis(self.longest)).contains(&(tries.until_ms - now_ms))
    }

    /// The pause after so many tries.
    fn pause_after(self, count: i64) -> Duration {
        let Ok(beyond) = u32::try_from(count - self.free - 1) else {
            return Duration::ZERO;
        };
        let factor = 2_u32.saturating_pow(beyond);
        self.first.saturating_mul(factor).min(self.longest)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The tries that succeed in getting through when somebody tries at these moments.
    fn through(limit: Limit, moments: impl IntoIterator<Item = i64>) -> Vec<i64> {
        let mut tries = None;
        let mut through = Vec::new();
        for now in moments {
            if let Verdict::Go(next) = limit.verdict(tries, now) {
                tries = Some(next);
                through.push(now);
            }
        }
        through
    }

    #[test]
    fn a_few_tries_are_free_and_then_each_waits_longer() {
        let seconds = through(PAIR, (0..120).map(|second| second * 1_000));
        let seconds: Vec<_> = seconds.into_iter().map(|ms| ms / 1_000).collect();
        assert_eq!(seconds, [0, 1, 2, 3, 4, 5, 7, 11, 19, 35, 67]);
    }

    #[test]
    fn nobody_guesses_more_than_a_hundred_times_a_day_for_long() {
        let day = 24 * 3_600;
        let tried = through(ACCOUNT, (0..day).map(|second| second * 1_000)).len();
        assert!(tried <= 100 + 24 + 8, "{tried}");
    }

    #[test]
    fn whoever_pauses_begins_anew() {
        let tries = Tries {
            count: 1_000,
            last_ms: 0,
            until_ms: 900_000,
        };
        let later = millis(MEMORY) + 1;
        let Verdict::Go(next) = PAIR.verdict(Some(tries), later) else {
            panic!("still waits");
        };
        assert_eq!((next.count, next.until_ms), (1, later));
    }

    proptest! {
        #[test]
        fn nobody_ever_waits_longer_than_the_longest_pause(
            count in 0..i64::MAX, last in 0..2_000_000_000_000_i64, now in 0..2_000_000_000_000_i64,
        ) {
            let Verdict::Go(next) = PAIR.verdict(Some(Tries { count, last_ms: last, until_ms: 0 }), last) else {
                return Err(TestCaseError::fail("waits without a reason"));
            };
            if let Verdict::Wait(left) = PAIR.verdict(Some(next), now) {
                prop_assert!(left <= PAIR.longest);
            }
            prop_assert!(next.until_ms - last <= millis(PAIR.longest));
        }
    }
}
