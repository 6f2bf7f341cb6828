//! Time and randomness that a test decides.

use std::sync::{
    Arc,
    atomic::{AtomicI64, AtomicU64, Ordering},
};

use jiff::{SignedDuration, Timestamp};
use kontor_runtime::{Clock, Entropy, Ids, Process, timestamp};

/// A clock that moves only when the test says so.
#[derive(Debug)]
pub struct FakeClock(AtomicI64);

impl FakeClock {
    /// A clock that shows `now` (RFC 3339).
    ///
    /// # Panics
    /// If `now` is no instant.
    pub fn at(now: &str) -> Arc<Self> {
        let now: Timestamp = now
            .parse()
            .expect("an instant such as 2027-01-15T12:00:00Z");
        Arc::new(Self(AtomicI64::new(now.as_millisecond())))
    }

    /// Moves the clock.
    pub fn advance(&self, by: SignedDuration) {
        let millis = i64::try_from(by.as_millis()).expect("a duration that fits");
        self.0.fetch_add(millis, Ordering::SeqCst);
    }
}

impl Clock for FakeClock {
    fn now(&self) -> Timestamp {
        timestamp(self.0.load(Ordering::SeqCst))
    }
}

/// Random numbers that are the same in each run (`SplitMix64`; never for secrets).
#[derive(Debug, Default)]
pub struct SeededEntropy(AtomicU64);

impl Entropy for SeededEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(8) {
            let mut z = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst);
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            chunk.copy_from_slice(&(z ^ (z >> 31)).to_le_bytes()[..chunk.len()]);
        }
    }
}

/// A process for a test, with the given clock and repeatable ids.
pub fn process(clock: Arc<dyn Clock>) -> Process {
    let ids = Ids::new(Arc::clone(&clock), Arc::new(SeededEntropy::default()));
    Process::with(clock, ids)
}
