//! How long a browser stays signed in.

use std::{str::FromStr, time::Duration};

use serde::Serialize;

use crate::clock::millis;

/// How often a session that is used notes so: the limit of idleness need not be exact, and a write for
/// each page would be wasted.
pub(crate) const SEEN_EVERY: Duration = Duration::from_mins(5);
/// How long the second step of signing in may take.
pub(crate) const STEP: Duration = Duration::from_mins(10);

/// How far signing in has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Done.
    Full,
    /// The password was right; the second factor is to come.
    Code,
    /// The password was right; a second factor is required and must be set up first.
    Enrolment,
}

impl Stage {
    /// As it is stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Code => "code",
            Self::Enrolment => "enrolment",
        }
    }
}

/// A text that names no stage.
#[derive(Debug, PartialEq, Eq)]
pub struct UnknownStage;

impl FromStr for Stage {
    type Err = UnknownStage;

    fn from_str(text: &str) -> Result<Self, UnknownStage> {
        let all = [Self::Full, Self::Code, Self::Enrolment];
        let found = all.into_iter().find(|stage| stage.name() == text);
        found.ok_or(UnknownStage)
    }
}

/// Whether a session is still good: before its end, and used lately.
pub(crate) fn is_alive(until_ms: i64, seen_ms: i64, idle: Duration, now_ms: i64) -> bool {
    now_ms < until_ms && now_ms - seen_ms < millis(idle)
}

/// Whether its use is to be noted again.
pub(crate) fn is_stale(seen_ms: i64, now_ms: i64) -> bool {
    now_ms - seen_ms >= millis(SEEN_EVERY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_by_idleness_and_for_good() {
        let idle = Duration::from_secs(10);
        assert!(is_alive(100_000, 0, idle, 9_999));
        assert!(!is_alive(100_000, 0, idle, 10_000));
        assert!(!is_alive(5_000, 4_000, idle, 5_000));
    }
}
