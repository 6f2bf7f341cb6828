//! What the process knows of its own parts, told truthfully at `/readyz`.
//!
//! A part that is needed to do the work (database, broker, relay) reports here when it fails and
//! when it is well again; nothing is guessed from outside.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use serde::Serialize;

/// A part as it is reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Whether the process can do its work without it.
    pub needed: bool,
    /// How it is.
    #[serde(flatten)]
    pub state: PartState,
}

/// The state of one part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PartState {
    /// Not heard of yet.
    Starting,
    /// Works.
    Up,
    /// Does not work.
    Down {
        /// Why, for the operator; no personal data.
        reason: String,
    },
}

/// All parts of the process. Cheap to clone; all clones are one.
#[derive(Debug, Clone, Default)]
pub struct Health {
    parts: Arc<Mutex<BTreeMap<String, Report>>>,
}

/// One part's own line in [`Health`].
#[derive(Debug, Clone)]
pub struct Part {
    name: String,
    needed: bool,
    health: Health,
}

impl Health {
    /// Adds a part that the process needs, such as `registrations.database`. It counts as starting
    /// until it reports.
    pub fn part(&self, name: impl Into<String>) -> Part {
        self.add(name.into(), true)
    }

    /// Adds somebody else's part, such as a mail relay: shown, but the process is ready without it,
    /// because what it does for others goes on meanwhile.
    pub fn outside(&self, name: impl Into<String>) -> Part {
        self.add(name.into(), false)
    }

    fn add(&self, name: String, needed: bool) -> Part {
        let part = Part {
            name,
            needed,
            health: self.clone(),
        };
        part.set(PartState::Starting);
        part
    }

    /// The state of every part, by name.
    pub fn report(&self) -> BTreeMap<String, Report> {
        self.parts
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Whether every part that is needed works.
    pub fn is_ready(&self) -> bool {
        let parts = self.parts.lock().unwrap_or_else(PoisonError::into_inner);
        parts
            .values()
            .all(|part| !part.needed || part.state == PartState::Up)
    }
}

impl Part {
    /// The part works.
    pub fn up(&self) {
        self.set(PartState::Up);
    }

    /// The part does not work. Logs once per change, not once per attempt.
    pub fn down(&self, reason: impl Into<String>) {
        self.set(PartState::Down {
            reason: reason.into(),
        });
    }

    fn set(&self, state: PartState) {
        let mut parts = self
            .health
            .parts
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let report = Report {
            needed: self.needed,
            state: state.clone(),
        };
        let before = parts
            .insert(self.name.clone(), report)
            .map(|report| report.state);
        match state {
            PartState::Down { reason } if !matches!(before, Some(PartState::Down { .. })) => {
                tracing::warn!(part = self.name, reason, "part is down");
            }
            PartState::Up if matches!(before, Some(PartState::Down { .. })) => {
                tracing::info!(part = self.name, "part is up again");
            }
            PartState::Starting | PartState::Up | PartState::Down { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ready_only_when_every_part_is_up() {
        let health = Health::default();
        let (database, broker) = (health.part("database"), health.part("broker"));
        assert!(!health.is_ready());
        database.up();
        broker.up();
        assert!(health.is_ready());
        broker.down("connection refused");
        assert!(!health.is_ready());
        let state = PartState::Down {
            reason: "connection refused".into(),
        };
        assert_eq!(
            health.report()["broker"],
            Report {
                needed: true,
                state
            }
        );
    }

    #[test]
    fn somebody_elses_part_is_shown_but_does_not_decide() {
        let health = Health::default();
        let (database, relay) = (health.part("database"), health.outside("mail relay"));
        database.up();
        relay.down("connection refused");
        assert!(health.is_ready());
        assert!(!health.report()["mail relay"].needed);
    }
}
