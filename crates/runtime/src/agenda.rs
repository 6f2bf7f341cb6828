//! What the parts of a process wait for: when something is due next, and what came of it. The demo's clock
//! asks; nothing else does, and nothing is decided by it.

use std::{
    fmt,
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
};

use jiff::Timestamp;

use crate::lifecycle::TaskError;

/// An answer that is found in a database.
pub type Found<'a, T> = Pin<Box<dyn Future<Output = Result<T, TaskError>> + Send + 'a>>;

/// Things of one kind that become due.
pub trait Awaited: fmt::Debug + Send + Sync + 'static {
    /// One word, by which pages name them: `hold`, `mail`.
    fn kind(&self) -> &'static str;

    /// When one is due next; before `now` if one is overdue, nothing if none is planned.
    fn next(&self, now: Timestamp) -> Found<'_, Option<Timestamp>>;

    /// How many have been done after an instant and until another.
    fn done(&self, after: Timestamp, until: Timestamp) -> Found<'_, u64>;
}

/// Everything that a process waits for. Cheap to clone; all clones are one.
#[derive(Debug, Clone, Default)]
pub struct Agenda(Arc<Mutex<Vec<Arc<dyn Awaited>>>>);

impl Agenda {
    /// Another kind of things; a worker says so when it starts.
    pub fn add(&self, awaited: impl Awaited) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.push(Arc::new(awaited));
    }

    /// All kinds, in the order in which the workers have started.
    pub fn all(&self) -> Vec<Arc<dyn Awaited>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.clone()
    }
}
