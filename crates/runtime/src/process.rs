//! What every part of a process is given when it is started: time, ids, tasks and health.

use std::sync::Arc;

use crate::{Agenda, Clock, Health, Ids, Lifecycle, SystemClock, SystemEntropy};

/// The process, as its parts see it. Cheap to clone; all clones are one.
#[derive(Debug, Clone)]
pub struct Process {
    /// The office's time: of everything that people are told, or that is planned for them. The demo's can
    /// be moved forward.
    pub clock: Arc<dyn Clock>,
    /// The machine's own time, which nobody moves: for what must end when it ends here and not in a story:
    /// leases, sessions, codes, pauses before another try.
    pub steady: Arc<dyn Clock>,
    /// Ids and secrets.
    pub ids: Arc<Ids>,
    /// Its tasks, and how they end.
    pub life: Lifecycle,
    /// What it knows of its own parts.
    pub health: Health,
    /// What its parts wait for.
    pub agenda: Agenda,
}

impl Process {
    /// A process on the machine's clock and random numbers.
    pub fn new() -> Self {
        let clock = Arc::new(SystemClock);
        let ids = Ids::new(clock.clone(), Arc::new(SystemEntropy));
        Self::with(clock, ids)
    }

    /// A process on one given clock and given ids.
    pub fn with(clock: Arc<dyn Clock>, ids: Ids) -> Self {
        Self {
            steady: Arc::clone(&clock),
            clock,
            ids: Arc::new(ids),
            life: Lifecycle::new(),
            health: Health::default(),
            agenda: Agenda::default(),
        }
    }
}

impl Default for Process {
    fn default() -> Self {
        Self::new()
    }
}
