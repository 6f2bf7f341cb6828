//! The bus of a process: one of two engines, chosen by URL.

use std::{future::Future, pin::Pin, sync::Arc};

use kontor_contracts::Worker;
use kontor_runtime::{Process, health::Part};
use tokio_util::{
    sync::CancellationToken,
    task::{TaskTracker, task_tracker::TaskTrackerToken},
};

use crate::{Address, BusError, Message, Outcome, Queue, Stats, Subscription, amqp, embedded};

/// The bus of a process. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Bus {
    engine: Engine,
    users: TaskTracker,
}

/// Publishes under way; ends with one outcome per message.
pub type Publishing = Pin<Box<dyn Future<Output = Vec<Outcome>> + Send>>;

#[derive(Debug, Clone)]
enum Engine {
    Embedded(embedded::Engine),
    Amqp(Arc<amqp::Engine>),
}

impl Bus {
    /// Opens `embedded:FOLDER` (a file `bus.sqlite` in it) or `amqp://…`, `amqps://…` for the workers of
    /// this process.
    ///
    /// A broker that is down is no error: the bus connects when it comes up, and `/readyz` says so
    /// until then. When the process stops, the bus stops after the last relay and runner.
    ///
    /// # Errors
    /// [`BusError`] for what will not heal by itself: a wrong URL, a refused login, a missing virtual
    /// host, queues of another make, a folder that cannot be written.
    pub async fn open(
        address: impl Into<Address>,
        process: &Process,
        workers: &[Worker],
    ) -> Result<Self, BusError> {
        let address = address.into();
        let (users, closing) = (TaskTracker::new(), CancellationToken::new());
        let engine = match parse(&address)? {
            Place::Folder(folder) => {
                let engine = embedded::Engine::open(folder, process, closing.clone());
                Engine::Embedded(engine.await?)
            }
            Place::Brokers => {
                let engine = amqp::Engine::open(&address, process, workers, closing.clone());
                Engine::Amqp(Arc::new(engine.await?))
            }
        };
        let (stopping, waits_for) = (process.life.stopping(), users.clone());
        process.life.spawn("bus closing", async move {
            stopping.cancelled().await;
            waits_for.close();
            waits_for.wait().await;
            closing.cancel();
            Ok(())
        });
        Ok(Self { engine, users })
    }

    /// Tries the bus out as `kontor doctor` does: connects, declares the queues, and on RabbitMQ
    /// checks the features that dead letters need.
    ///
    /// # Errors
    /// [`BusError`] says what is wrong and what to do.
    pub async fn check(address: impl Into<Address>) -> Result<(), BusError> {
        let address = address.into();
        match parse(&address)? {
            Place::Folder(folder) => embedded::check(folder).await,
            Place::Brokers => amqp::check(&address).await,
        }
    }

    /// Whether nobody has used it yet: no queue of a worker is there.
    ///
    /// # Errors
    /// [`BusError`] as [`Self::check`].
    pub async fn is_new(address: impl Into<Address>) -> Result<bool, BusError> {
        let address = address.into();
        match parse(&address)? {
            Place::Folder(folder) => embedded::is_new(folder).await,
            Place::Brokers => amqp::is_new(&address).await,
        }
    }

    /// Whether an address can be read, and the files that it names; connects to nobody.
    ///
    /// # Errors
    /// [`BusError`] for which [`BusError::is_setting`].
    pub fn address_is_good(address: &Address) -> Result<(), BusError> {
        match parse(address)? {
            Place::Folder(_) => Ok(()),
            Place::Brokers => amqp::address_is_good(address),
        }
    }

    /// Tells health about the queues of a worker.
    pub(crate) fn watch(&self, worker: Worker) {
        if let Engine::Amqp(engine) = &self.engine {
            engine.watch(worker);
        }
    }

    /// When this process was for a moment the only one on the bus, in milliseconds, if that is known:
    /// whatever others had taken before belongs to the dead.
    pub(crate) fn alone_at(&self) -> Option<i64> {
        match &self.engine {
            Engine::Embedded(engine) => engine.alone_at(),
            Engine::Amqp(_) => None,
        }
    }

    /// Publishes messages, in order, and tells what became of each. On RabbitMQ the batch is handed
    /// over at once, before the returned future is awaited, so that several can be under way.
    ///
    /// Only relays (and tests) call this: everything else goes through an outbox.
    pub fn publish(&self, messages: Vec<Message>) -> Publishing {
        match &self.engine {
            Engine::Embedded(engine) => {
                let engine = engine.clone();
                Box::pin(async move { engine.publish(messages).await })
            }
            Engine::Amqp(engine) => Box::pin(engine.publish(messages)),
        }
    }

    /// Takes messages from a queue: never more than `prefetch` unsettled ones at a time. `part` is
    /// told whether the subscription works.
    pub fn subscribe(&self, queue: Queue, prefetch: u16, part: Part) -> Subscription {
        match &self.engine {
            Engine::Embedded(engine) => engine.subscribe(queue, prefetch, part),
            Engine::Amqp(engine) => engine.subscribe(queue, prefetch, part),
        }
    }

    /// How full a queue is.
    ///
    /// # Errors
    /// [`BusError`] if the bus does not answer.
    pub async fn stats(&self, queue: Queue) -> Result<Stats, BusError> {
        match &self.engine {
            Engine::Embedded(engine) => engine.stats(queue).await,
            Engine::Amqp(engine) => engine.stats(queue).await,
        }
    }

    /// Keeps the bus open while the process stops, for as long as the token lives.
    pub(crate) fn user(&self) -> TaskTrackerToken {
        self.users.token()
    }
}

enum Place<'a> {
    Folder(&'a str),
    Brokers,
}

fn parse(address: &Address) -> Result<Place<'_>, BusError> {
    let is_broker = |url: &String| url.starts_with("amqp://") || url.starts_with("amqps://");
    if let Some(folder) = address.folder() {
        Ok(Place::Folder(folder))
    } else if !address.urls.is_empty() && address.urls.iter().all(is_broker) {
        Ok(Place::Brokers)
    } else {
        Err(BusError::Url(
            "it is neither a folder nor a broker".to_owned(),
        ))
    }
}
