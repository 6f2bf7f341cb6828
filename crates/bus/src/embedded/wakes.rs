//! Wakes consumers of this process when their queue has grown; other processes find out by looking.

use std::{collections::HashMap, sync::Arc};

use kontor_store::Tx;
use tokio::sync::watch;

use crate::Queue;

/// One bell per queue. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Wakes(Arc<HashMap<Queue, watch::Sender<()>>>);

impl Wakes {
    pub(super) fn new() -> Self {
        let bells = Queue::all().map(|queue| (queue, watch::Sender::new(())));
        Self(Arc::new(bells.collect()))
    }

    /// Rings after the commit.
    pub(super) fn after_commit(&self, tx: &Tx, queue: Queue) {
        let wakes = self.clone();
        tx.after_commit(move || {
            if let Some(bell) = wakes.0.get(&queue) {
                bell.send_replace(());
            }
        });
    }

    /// Hears every ring from now on.
    pub(super) fn listen(&self, queue: Queue) -> Option<watch::Receiver<()>> {
        self.0.get(&queue).map(watch::Sender::subscribe)
    }
}
