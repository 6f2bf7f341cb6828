//! The bus on RabbitMQ, 3.10 to 4.x: one connection that publishes, one for each subscription, one
//! for each worker that watches its queues, each with a supervisor of its own that drops and rebuilds it at any trouble.

mod connection;
mod declare;
mod hand;
mod patience;
mod publisher;
mod tap;
mod tls;
mod uri;
mod watch;
mod window;

use std::{
    collections::HashSet,
    future::Future,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use kontor_contracts::Worker;
use kontor_runtime::{Process, health::Part};
use lapin::{
    options::{QueueDeclareOptions, QueueDeleteOptions},
    types::{AMQPValue, FieldTable, LongString},
};
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

pub use publisher::CONFIRM_WINDOW;

use self::{
    connection::{Broker, Trouble, close, timely},
    declare::{checked_topology, exists, is_refused},
    publisher::{Batch, Publisher},
    tap::Tap,
    watch::Watch,
};
use crate::{Address, BusError, Message, Outcome, Queue, Stats, Subscription, error::told};

/// Longest wait for the fate of a batch. Shorter than the relay's lease.
const FATE: Duration = Duration::from_secs(20);

/// The engine. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Engine {
    broker: Broker,
    process: Process,
    closing: CancellationToken,
    batches: mpsc::UnboundedSender<Batch>,
    watched: Arc<Mutex<HashSet<Worker>>>,
}

impl Engine {
    /// Logs in and declares the queues once, to find what will not heal by itself; a broker that is
    /// not there is waited for.
    pub(crate) async fn open(
        address: &Address,
        process: &Process,
        own: &[Worker],
        closing: CancellationToken,
    ) -> Result<Self, BusError> {
        let broker = Broker::new(address, Arc::clone(&process.ids), own)?;
        match declare(&broker).await {
            Ok(()) => {}
            Err(error @ BusError::Unreachable { .. }) => {
                tracing::warn!(error = told(&error), "waiting for it");
            }
            Err(error) => return Err(error),
        }
        let (batches, queued) = mpsc::unbounded_channel();
        let publisher = Publisher {
            broker: broker.clone(),
            process: process.clone(),
            part: process.health.part("bus"),
            closing: closing.clone(),
            batches: queued,
        };
        process.life.spawn("bus", async move {
            publisher.run().await;
            Ok(())
        });
        Ok(Self {
            broker,
            process: process.clone(),
            closing,
            batches,
            watched: Arc::default(),
        })
    }

    pub(crate) fn publish(
        &self,
        messages: Vec<Message>,
    ) -> impl Future<Output = Vec<Outcome>> + Send + use<> {
        let count = messages.len();
        let (reply, fate) = oneshot::channel();
        // If the publisher has ended, the reply is dropped and the fate says so.
        drop(self.batches.send(Batch { messages, reply }));
        async move {
            let reason = match tokio::time::timeout(FATE, fate).await {
                Ok(Ok(outcomes)) => return outcomes,
                Ok(Err(_)) => "the bus is closing",
                Err(_) => "RabbitMQ does not answer",
            };
            vec![Outcome::Unknown(reason.to_owned()); count]
        }
    }

    pub(crate) fn subscribe(&self, queue: Queue, prefetch: u16, part: Part) -> Subscription {
        let (subscription, feed) = Subscription::new();
        let tap = Tap {
            broker: self.broker.clone(),
            process: self.process.clone(),
            part,
            closing: self.closing.clone(),
            queue,
            prefetch,
            deliveries: Some(feed.deliveries),
            paused: false,
            generation: 0,
        };
        let requests = feed.requests;
        self.process.life.spawn("bus subscription", async move {
            tap.run(requests).await;
            Ok(())
        });
        subscription
    }

    /// Starts to watch whether the queues of a worker have a majority of their nodes, unless they are
    /// watched already.
    pub(crate) fn watch(&self, worker: Worker) {
        let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        if !watched.insert(worker) {
            return;
        }
        let watch = Watch {
            broker: self.broker.clone(),
            part: self.process.health.part(format!("{}.queue", worker.name())),
            closing: self.closing.clone(),
            worker,
        };
        self.process.life.spawn("bus watch", async move {
            watch.run().await;
            Ok(())
        });
    }

    pub(crate) async fn stats(&self, queue: Queue) -> Result<Stats, BusError> {
        let connection = self.broker.connect("stats").await?;
        let counted = async {
            let channel = timely(connection.create_channel()).await?;
            let passive = QueueDeclareOptions {
                passive: true,
                ..QueueDeclareOptions::default()
            };
            let name = queue.to_string().into();
            timely(channel.queue_declare(name, passive, FieldTable::default())).await
        };
        let counted = counted.await;
        close(&connection).await;
        let counted = counted.map_err(|trouble| self.broker.unreachable(trouble))?;
        Ok(Stats {
            ready: u64::from(counted.message_count()),
        })
    }
}

async fn declare(broker: &Broker) -> Result<(), BusError> {
    let connection = broker.connect("start").await?;
    let declared = checked_topology(broker, &connection).await;
    close(&connection).await;
    declared.map(drop)
}

/// As [`crate::Bus::check`].
pub(crate) async fn check(address: &Address) -> Result<(), BusError> {
    let broker = |own| Broker::new(address, Process::new().ids, own);
    match declare(&broker(&Worker::ALL)?).await {
        // A user of one worker only.
        Err(BusError::Rights { .. }) => declare(&broker(&[])?).await?,
        declared => declared?,
    }
    streams(&broker(&[])?).await
}

/// As [`crate::Bus::is_new`].
pub(crate) async fn is_new(address: &Address) -> Result<bool, BusError> {
    let broker = Broker::new(address, Process::new().ids, &[])?;
    let connection = broker.connect("start").await?;
    let looked = async {
        for worker in Worker::ALL {
            if exists(&connection, Queue::Of(worker)).await? {
                return Ok(false);
            }
        }
        Ok(true)
    };
    let looked: Result<bool, Trouble> = looked.await;
    close(&connection).await;
    looked.map_err(|trouble| broker.unreachable(trouble))
}

/// As [`crate::Bus::address_is_good`].
pub(crate) fn address_is_good(address: &Address) -> Result<(), BusError> {
    Broker::new(address, Process::new().ids, &[]).map(drop)
}

/// Dead letters at least once need the feature flag `stream_queue` on 3.10 and 3.11. Flags cannot be
/// asked for over AMQP, but a stream can be declared only where it is on. The user of one worker may not
/// declare any, and is not told.
async fn streams(broker: &Broker) -> Result<(), BusError> {
    let connection = broker.connect("doctor").await?;
    let tried = async {
        let channel = timely(connection.create_channel()).await?;
        let mut arguments = FieldTable::default();
        let stream = AMQPValue::LongString(LongString::from("stream"));
        arguments.insert("x-queue-type".into(), stream);
        let (name, durable) = ("kontor.doctor", QueueDeclareOptions::durable());
        timely(channel.queue_declare(name.into(), durable, arguments)).await?;
        timely(channel.queue_delete(name.into(), QueueDeleteOptions::default())).await
    };
    let tried = tried.await;
    close(&connection).await;
    match tried {
        Ok(_) => Ok(()),
        Err(Trouble::Amqp(source)) if is_refused(&source) => Ok(()),
        Err(Trouble::Amqp(source)) if source.is_amqp_error() => Err(BusError::Lacking {
            at: broker.at(),
            what: "the feature flag stream_queue",
            source,
        }),
        Err(trouble) => Err(broker.unreachable(trouble)),
    }
}
