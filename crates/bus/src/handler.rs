//! What a worker does with an event, and the list of all that it listens to.

use std::{collections::HashMap, fmt, future::Future, pin::Pin, sync::Arc};

use kontor_contracts::{Envelope, Event, RawEnvelope, Worker};
use kontor_store::Tx;

use crate::Failure;

/// One reaction of a worker to one kind of event.
///
/// A handler works in the transaction it is given and does nothing else: no network, no commit, and
/// above all no settling. The runner decides what becomes of the message from what is returned.
pub trait Handler<E: Event>: Send + Sync + 'static {
    /// Reacts. Runs at least once for each event; its effects count once.
    fn handle(
        &self,
        tx: &Tx,
        event: &Envelope<E>,
    ) -> impl Future<Output = Result<(), Failure>> + Send;
}

type Handled<'a> = Pin<Box<dyn Future<Output = Result<(), Failure>> + Send + 'a>>;

/// A handler whose kind of event is known only by name.
trait AnyHandler: Send + Sync {
    fn handle<'a>(&'a self, tx: &'a Tx, raw: RawEnvelope) -> Handled<'a>;
}

struct Typed<E, H>(H, std::marker::PhantomData<fn(E)>);

impl<E: Event, H: Handler<E>> AnyHandler for Typed<E, H> {
    fn handle<'a>(&'a self, tx: &'a Tx, raw: RawEnvelope) -> Handled<'a> {
        Box::pin(async move {
            let event = raw.decode::<E>().map_err(Failure::reject)?;
            self.0.handle(tx, &event).await
        })
    }
}

/// Everything that one worker listens to.
#[derive(Clone)]
pub struct Consumer {
    worker: Worker,
    handlers: HashMap<&'static str, Arc<dyn AnyHandler>>,
}

impl fmt::Debug for Consumer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds: Vec<_> = self.handlers.keys().collect();
        f.debug_struct("Consumer")
            .field("worker", &self.worker)
            .field("kinds", &kinds)
            .finish()
    }
}

/// There is no handler for a kind of event that reached the queue.
#[derive(Debug, thiserror::Error)]
#[error("{worker} has no handler for {kind}; a newer version of kontor may have one")]
struct NoHandler {
    worker: &'static str,
    kind: String,
}

impl Consumer {
    /// A worker that listens to nothing yet.
    pub fn new(worker: Worker) -> Self {
        Self {
            worker,
            handlers: HashMap::new(),
        }
    }

    /// Adds a reaction.
    #[must_use]
    pub fn on<E: Event>(mut self, handler: impl Handler<E>) -> Self {
        self.handlers
            .insert(E::TYPE, Arc::new(Typed(handler, std::marker::PhantomData)));
        self
    }

    /// Whose list it is.
    pub fn worker(&self) -> Worker {
        self.worker
    }

    /// The kinds of events it has handlers for.
    pub fn kinds(&self) -> impl Iterator<Item = &'static str> {
        self.handlers.keys().copied()
    }

    pub(crate) async fn handle(&self, tx: &Tx, raw: RawEnvelope) -> Result<(), Failure> {
        match self.handlers.get(raw.kind.as_str()) {
            Some(handler) => handler.handle(tx, raw).await,
            None => Err(Failure::reject(NoHandler {
                worker: self.worker.name(),
                kind: raw.kind,
            })),
        }
    }
}
