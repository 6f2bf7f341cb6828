//! Time as a parameter: everything that needs to know the time is given a [`Clock`], so that a test
//! can stand at any moment (`clippy.toml` bans the rest).

use std::{fmt, sync::Arc};

use jiff::Timestamp;

/// Something that knows what time it is.
pub trait Clock: fmt::Debug + Send + Sync + 'static {
    /// Now.
    fn now(&self) -> Timestamp;

    /// Now, as databases keep it: milliseconds since 1970-01-01T00:00:00Z.
    fn now_ms(&self) -> i64 {
        self.now().as_millisecond()
    }
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the machine's clock"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now(&self) -> Timestamp {
        (**self).now()
    }
}

/// An instant as databases keep it.
pub fn millis(instant: Timestamp) -> i64 {
    instant.as_millisecond()
}

/// An instant from a database. Values outside of jiff's range (year -9999 to 9999) become its ends.
pub fn timestamp(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap_or(if millis < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    })
}
