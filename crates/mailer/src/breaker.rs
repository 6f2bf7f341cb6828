//! The circuit breaker of the relay: trouble that concerns every mail pauses sending, longer each
//! time, and sending resumes by itself once the relay answers again.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use kontor_runtime::health::Part;
use tokio::time::Instant;

use crate::domain::RelayTrouble;

/// The first pause.
const FIRST: Duration = Duration::from_millis(500);
/// The longest pause, unless the relay asks for more.
const LONGEST: Duration = Duration::from_mins(5);

/// The state of the relay, shared by all lines.
#[derive(Debug)]
pub(crate) struct Breaker {
    health: Part,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Troubles since the last mail that went through.
    troubles: u32,
    /// Paused until then.
    paused_until: Option<Instant>,
}

impl Breaker {
    /// A relay of which nothing is known yet.
    pub(crate) fn new(health: Part) -> Self {
        Self {
            health,
            state: Mutex::default(),
        }
    }

    /// A mail went through.
    pub(crate) fn succeeded(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        *state = State::default();
        self.health.up();
    }

    /// The relay answers; whether it takes mail is not known yet, so a further trouble still
    /// pauses longer.
    pub(crate) fn answers(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.paused_until = None;
        self.health.up();
    }

    /// Pauses from `now` on. Troubles of several lines during one pause count as one.
    pub(crate) fn pause(&self, trouble: &RelayTrouble, now: Instant) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.paused_until.is_none_or(|until| until <= now) {
            state.troubles += 1;
            let wait = FIRST
                .saturating_mul(1 << (state.troubles - 1).min(16))
                .min(LONGEST);
            state.paused_until = Some(now + wait.max(trouble.asked.unwrap_or_default()));
        }
        self.health.down(trouble.reason.clone());
    }

    /// The end of the pause, if there is one.
    pub(crate) fn paused_until(&self) -> Option<Instant> {
        self.state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .paused_until
    }
}

#[cfg(test)]
mod tests {
    use kontor_runtime::{Health, health::PartState};

    use super::*;

    #[test]
    fn pauses_grow_until_a_mail_goes_through() {
        let health = Health::default();
        let breaker = Breaker::new(health.outside("relay"));
        let trouble = RelayTrouble {
            reason: "421 busy".into(),
            asked: None,
        };
        let mut pauses = Vec::new();
        let mut now = Instant::now();
        for _ in 0..12 {
            breaker.pause(&trouble, now);
            breaker.pause(&trouble, now);
            let until = breaker.paused_until().unwrap();
            pauses.push(until - now);
            let down = PartState::Down {
                reason: "421 busy".into(),
            };
            assert_eq!(health.report()["relay"].state, down);
            now = until;
            breaker.answers();
            assert_eq!(health.report()["relay"].state, PartState::Up);
            assert!(breaker.paused_until().is_none());
        }
        assert_eq!(pauses[..3], [FIRST, FIRST * 2, FIRST * 4]);
        assert_eq!(pauses[11], LONGEST);
        breaker.succeeded();
        breaker.pause(&trouble, now);
        assert_eq!(breaker.paused_until(), Some(now + FIRST));
    }

    #[test]
    fn a_relay_that_asks_for_longer_gets_it() {
        let (breaker, now) = (
            Breaker::new(Health::default().outside("relay")),
            Instant::now(),
        );
        let asked = Some(Duration::from_mins(15));
        let reason = String::new();
        breaker.pause(&RelayTrouble { reason, asked }, now);
        assert_eq!(breaker.paused_until(), Some(now + Duration::from_mins(15)));
    }
}
