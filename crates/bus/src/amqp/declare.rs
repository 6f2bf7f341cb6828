//! Exchanges, queues and bindings. A process declares those of its workers, and where it may those of
//! the others that are missing, so that a worker that starts later misses nothing. The arguments mean
//! the same from RabbitMQ 3.10 to 4.x; they are identity and never change (406 otherwise), tuning
//! belongs in policies.

use kontor_contracts::Worker;
use lapin::{
    Channel, Connection, ErrorKind, ExchangeKind,
    options::{ExchangeDeclareOptions, QueueBindOptions, QueueDeclareOptions},
    types::{AMQPValue, FieldTable, LongString},
};

use super::connection::{Broker, Trouble, timely};
use crate::{
    BusError, Queue,
    topology::{DELIVERIES_MAX, bindings},
};

/// Where every event goes: from here it is routed by its type.
pub(super) const EVENTS: &str = "kontor.events";
/// Where the broker puts what came back too often.
const DEAD: &str = "kontor.dead";
/// So that looking at a dead letter over and over does not lose it: 4.0 to 4.2 have a limit of 20
/// by default, and below 3.13 "none" would mean "at once".
const DEAD_DELIVERIES_MAX: i32 = 1_000_000;

/// Sees on a new channel that everything is there. It is declared once; after that, only what somebody
/// has deleted. Declaring changes what all nodes of a cluster know, so that one frozen node holds it
/// up for a minute; asking whether it is there does not.
pub(super) async fn topology(broker: &Broker, connection: &Connection) -> Result<Channel, Trouble> {
    if !broker.has_declared() || !all_exist(broker, connection).await? {
        declare_all(broker, connection).await?;
        broker.set_declared();
    }
    timely(connection.create_channel()).await
}

async fn all_exist(broker: &Broker, connection: &Connection) -> Result<bool, Trouble> {
    for worker in Worker::ALL.into_iter().filter(|w| broker.is_own(*w)) {
        for queue in [Queue::Of(worker), Queue::Dead(worker)] {
            if !exists(connection, queue).await? {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// Declares what is ours, and of the other workers what is missing, if we may. With a user of its own
/// a worker may not: then its events wait until the other one is there.
async fn declare_all(broker: &Broker, connection: &Connection) -> Result<(), Trouble> {
    let channel = timely(connection.create_channel()).await?;
    for exchange in [EVENTS, DEAD] {
        let options = ExchangeDeclareOptions {
            durable: true,
            ..ExchangeDeclareOptions::default()
        };
        let arguments = FieldTable::default();
        timely(channel.exchange_declare(exchange.into(), ExchangeKind::Direct, options, arguments))
            .await?;
    }
    for worker in Worker::ALL {
        if broker.is_own(worker) {
            declare(&channel, worker).await?;
        } else {
            match declare_missing(connection, worker).await {
                Err(Trouble::Amqp(error)) if is_refused(&error) => {
                    let worker = worker.name();
                    tracing::debug!(worker, "its queues are not ours to make");
                }
                declared => declared?,
            }
        }
    }
    timely(channel.close(200, "done".into())).await
}

/// Declares what belongs to another worker unless it is there. To a user who may not, RabbitMQ 4.3
/// refuses the question already. A refusal closes a channel, so this has one of its own.
async fn declare_missing(connection: &Connection, worker: Worker) -> Result<(), Trouble> {
    if exists(connection, Queue::Of(worker)).await? {
        return Ok(());
    }
    let channel = timely(connection.create_channel()).await?;
    declare(&channel, worker).await
}

/// Declares the queues of a worker and what reaches them.
async fn declare(channel: &Channel, worker: Worker) -> Result<(), Trouble> {
    for queue in [Queue::Of(worker), Queue::Dead(worker)] {
        let (name, arguments) = (queue.to_string().into(), arguments(queue));
        let options = QueueDeclareOptions::durable();
        timely(channel.queue_declare(name, options, arguments)).await?;
    }
    bind(channel, Queue::Dead(worker), DEAD, worker.name()).await?;
    for (queue, kind) in bindings().filter(|(queue, _)| *queue == Queue::Of(worker)) {
        bind(channel, queue, EVENTS, kind).await?;
    }
    Ok(())
}

/// Whether a queue is there.
pub(super) async fn exists(connection: &Connection, queue: Queue) -> Result<bool, Trouble> {
    let channel = timely(connection.create_channel()).await?;
    let passive = QueueDeclareOptions {
        passive: true,
        ..QueueDeclareOptions::default()
    };
    let name = queue.to_string().into();
    match timely(channel.queue_declare(name, passive, FieldTable::default())).await {
        Ok(_) => {
            timely(channel.close(200, "done".into())).await?;
            Ok(true)
        }
        Err(Trouble::Amqp(error)) if code(&error) == Some(NOT_FOUND) => Ok(false),
        Err(trouble) => Err(trouble),
    }
}

/// Reply codes (AMQP 0-9-1, 1.2).
const ACCESS_REFUSED: u16 = 403;
const NOT_FOUND: u16 = 404;

fn code(error: &lapin::Error) -> Option<u16> {
    match error.kind() {
        ErrorKind::ProtocolError(refused) => Some(refused.get_id()),
        _ => None,
    }
}

/// Whether the user lacks a right.
pub(super) fn is_refused(error: &lapin::Error) -> bool {
    code(error) == Some(ACCESS_REFUSED)
}

/// As [`topology`], with what to do about a failure.
pub(super) async fn checked_topology(
    broker: &Broker,
    connection: &Connection,
) -> Result<Channel, BusError> {
    let at = broker.at();
    let declared = topology(broker, connection).await;
    declared.map_err(|trouble| match trouble {
        Trouble::Amqp(source) if source.to_string().contains("feature flag") => {
            let what = "quorum queues";
            BusError::Lacking { at, what, source }
        }
        Trouble::Amqp(source) if is_refused(&source) => BusError::Rights { at, source },
        Trouble::Amqp(source) if source.is_amqp_error() => BusError::Topology { at, source },
        trouble => broker.unreachable(trouble),
    })
}

async fn bind(channel: &Channel, queue: Queue, exchange: &str, key: &str) -> Result<(), Trouble> {
    let binding = channel.queue_bind(
        queue.to_string().into(),
        exchange.into(),
        key.into(),
        QueueBindOptions::default(),
        FieldTable::default(),
    );
    timely(binding).await
}

fn arguments(queue: Queue) -> FieldTable {
    let mut arguments = FieldTable::default();
    let mut text = |name: &str, value: &str| {
        arguments.insert(name.into(), AMQPValue::LongString(LongString::from(value)));
    };
    text("x-queue-type", "quorum");
    text("x-overflow", "reject-publish");
    if let Queue::Of(worker) = queue {
        text("x-dead-letter-exchange", DEAD);
        text("x-dead-letter-routing-key", worker.name());
        text("x-dead-letter-strategy", "at-least-once");
    }
    let limit = match queue {
        Queue::Of(_) => i32::try_from(DELIVERIES_MAX).unwrap_or(i32::MAX),
        Queue::Dead(_) => DEAD_DELIVERIES_MAX,
    };
    arguments.insert("x-delivery-limit".into(), AMQPValue::LongInt(limit));
    arguments
}
