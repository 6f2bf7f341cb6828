//! Ids and secrets as a parameter: made from the process's clock and entropy, so that a test gets
//! the same ones on each run.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use uuid::{Builder, Uuid};

use crate::Clock;

/// A source of random bytes.
pub trait Entropy: fmt::Debug + Send + Sync + 'static {
    /// Fills the buffer.
    fn fill(&self, buffer: &mut [u8]);
}

/// The random numbers of the operating system, good for secrets.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    #[expect(
        clippy::expect_used,
        reason = "without random numbers no secret can be made; stop"
    )]
    fn fill(&self, buffer: &mut [u8]) {
        getrandom::fill(buffer).expect("the operating system has random numbers");
    }
}

/// Makes ids (UUIDv7) that rise within the process, also within one millisecond and when the clock
/// steps back (RFC 9562, 6.2, method 1: a 12-bit counter), and secrets.
#[derive(Debug)]
pub struct Ids {
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    last: Mutex<(u64, u16)>,
}

/// The counter has the 12 bits of `rand_a`.
const COUNTER_END: u16 = 1 << 12;

impl Ids {
    /// Ids from a clock and a source of randomness.
    pub fn new(clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>) -> Self {
        Self {
            clock,
            entropy,
            last: Mutex::new((0, 0)),
        }
    }

    /// The next id.
    pub fn next(&self) -> Uuid {
        let mut random = [0_u8; 10];
        self.entropy.fill(&mut random);
        let now = u64::try_from(self.clock.now_ms()).unwrap_or(0);
        let (millis, counter) = self.tick(now);
        random[0] = (counter >> 8) as u8;
        random[1] = (counter & 0xff) as u8;
        Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// A secret of 256 bits.
    pub fn secret(&self) -> [u8; 32] {
        let mut secret = [0; 32];
        self.entropy.fill(&mut secret);
        secret
    }

    /// Any number.
    pub fn random(&self) -> u64 {
        let mut random = [0; 8];
        self.entropy.fill(&mut random);
        u64::from_le_bytes(random)
    }

    /// A number in `0.0..1.0`.
    pub fn fraction(&self) -> f64 {
        let mut random = [0; 4];
        self.entropy.fill(&mut random);
        f64::from(u32::from_le_bytes(random)) / (f64::from(u32::MAX) + 1.0)
    }

    /// Advances to `now`, or by one count if the clock has not moved on.
    fn tick(&self, now: u64) -> (u64, u16) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        *last = match *last {
            (millis, _) if now > millis => (now, 0),
            (millis, counter) if counter + 1 < COUNTER_END => (millis, counter + 1),
            (millis, _) => (millis + 1, 0),
        };
        *last
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    #[derive(Debug)]
    struct Stopped;
    impl Clock for Stopped {
        fn now(&self) -> Timestamp {
            Timestamp::UNIX_EPOCH
        }
    }

    #[test]
    fn ids_rise_even_when_the_clock_stands() {
        let ids = Ids::new(Arc::new(Stopped), Arc::new(SystemEntropy));
        let made: Vec<_> = (0..10_000).map(|_| ids.next()).collect();
        assert!(made.is_sorted_by(|a, b| a < b));
        assert!(made.iter().all(|id| id.get_version_num() == 7));
    }
}
