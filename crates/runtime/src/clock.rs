//! Time as a parameter: everything that needs to know the time is given a [`Clock`], so that a test
//! can stand at any moment (`clippy.toml` bans the rest).

use std::{fmt, sync::Arc};

use jiff::Timestamp;
use tokio::sync::watch;

/// Something that knows what time it is.
pub trait Clock: fmt::Debug + Send + Sync + 'static {
    /// Now.
    fn now(&self) -> Timestamp;

    /// Now, as databases keep it: milliseconds since 1970-01-01T00:00:00Z.
    fn now_ms(&self) -> i64 {
        self.now().as_millisecond()
    }

    /// Tells from now on when the clock is moved. That of the machine never is, and that of the demo only
    /// forward.
    fn moves(&self) -> Moves {
        Moves::default()
    }
}

/// Tells whoever waits for an instant that the clock was moved, so that it may have come.
#[derive(Debug, Default)]
pub struct Moves(Option<watch::Receiver<i64>>);

impl Moves {
    /// As a clock tells of them that can be moved.
    pub const fn of(told: watch::Receiver<i64>) -> Self {
        Self(Some(told))
    }

    /// Waits for a move, also for one that came while nobody waited. For ever, where there is none.
    pub async fn next(&mut self) {
        let told = match &mut self.0 {
            Some(told) => told.changed().await.is_ok(),
            None => false,
        };
        if !told {
            std::future::pending::<()>().await;
        }
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

    fn moves(&self) -> Moves {
        (**self).moves()
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
