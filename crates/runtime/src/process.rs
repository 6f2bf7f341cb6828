//! What every part of a process is given when it is started: time, ids, tasks and health.

use std::sync::Arc;

use crate::{Clock, Health, Ids, Lifecycle, SystemClock, SystemEntropy};

/// The process, as its parts see it. Cheap to clone; all clones are one.
#[derive(Debug, Clone)]
pub struct Process {
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Ids and secrets.
    pub ids: Arc<Ids>,
    /// Its tasks, and how they end.
    pub life: Lifecycle,
    /// What it knows of its own parts.
    pub health: Health,
}

impl Process {
    /// A process on the machine's clock and random numbers.
    pub fn new() -> Self {
        let clock = Arc::new(SystemClock);
        let ids = Ids::new(clock.clone(), Arc::new(SystemEntropy));
        Self::with(clock, ids)
    }

    /// A process on a given clock and given ids, for tests.
    pub fn with(clock: Arc<dyn Clock>, ids: Ids) -> Self {
        Self {
            clock,
            ids: Arc::new(ids),
            life: Lifecycle::new(),
            health: Health::default(),
        }
    }
}

impl Default for Process {
    fn default() -> Self {
        Self::new()
    }
}
