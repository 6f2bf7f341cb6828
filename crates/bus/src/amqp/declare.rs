//! Exchanges, queues and bindings. Every process declares all of them, so that a worker that starts
//! later misses nothing. The arguments mean the same from RabbitMQ 3.10 to 4.x; they are identity
//! and never change (406 otherwise), tuning belongs in policies.

use kontor_contracts::Worker;
use lapin::{
    Channel, Connection, ExchangeKind,
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

/// Declares everything on a new channel.
pub(super) async fn topology(connection: &Connection) -> Result<Channel, Trouble> {
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
    for queue in Queue::all() {
        let arguments = arguments(queue);
        let options = QueueDeclareOptions::durable();
        timely(channel.queue_declare(queue.to_string().into(), options, arguments)).await?;
    }
    for worker in Worker::ALL {
        bind(&channel, Queue::Dead(worker), DEAD, worker.name()).await?;
    }
    for (queue, kind) in bindings() {
        bind(&channel, queue, EVENTS, kind).await?;
    }
    Ok(channel)
}

/// As [`topology`], with what to do about a failure.
pub(super) async fn checked_topology(
    broker: &Broker,
    connection: &Connection,
) -> Result<Channel, BusError> {
    let at = broker.at();
    topology(connection).await.map_err(|trouble| match trouble {
        Trouble::Amqp(source) if source.to_string().contains("feature flag") => {
            let what = "quorum queues";
            BusError::Lacking { at, what, source }
        }
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
