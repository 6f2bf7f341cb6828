//! The task behind one subscription to RabbitMQ: its own connection and channel, made anew at the
//! first trouble. Deliveries of an earlier connection are stale: their tags mean other messages now.

use std::collections::BTreeSet;

use futures_util::StreamExt;
use kontor_runtime::{Process, health::Part};
use lapin::{
    Channel, Connection, Consumer,
    message::Delivery as Arrived,
    options::{
        BasicAckOptions, BasicCancelOptions, BasicConsumeOptions, BasicNackOptions, BasicQosOptions,
    },
    types::{AMQPValue, FieldTable},
};
use sha2::{Digest, Sha256};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{
    SUBJECT,
    connection::{Broker, Trouble, close, timely},
    declare::topology,
};
use crate::{
    Delivery, Queue, Settlement, Stale, Token,
    backoff::Backoff,
    contract::{Request, Settled},
};

/// Names our consumer on its channel.
const TAG: &str = "kontor";

/// The consuming side of one subscription.
pub(super) struct Tap {
    pub(super) broker: Broker,
    pub(super) process: Process,
    pub(super) part: Part,
    pub(super) closing: CancellationToken,
    pub(super) queue: Queue,
    pub(super) prefetch: u16,
    /// `None` when drained.
    pub(super) deliveries: Option<mpsc::UnboundedSender<Delivery>>,
    pub(super) paused: bool,
    /// Which connection it is; tokens of earlier ones are stale.
    pub(super) generation: u64,
}

/// Why a connection is left.
enum End {
    /// The subscription or the bus is gone.
    Gone,
    /// Asked to pause.
    Paused(tokio::sync::oneshot::Sender<()>),
    Broken(Trouble),
}

impl Tap {
    /// Delivers until the subscription is dropped.
    pub(super) async fn run(mut self, mut requests: mpsc::UnboundedReceiver<Request>) {
        let mut failures = Backoff::default();
        let closing = self.closing.clone();
        loop {
            if self.paused || self.deliveries.is_none() {
                if !self.idle(&mut requests).await {
                    return;
                }
                continue;
            }
            let Some(connected) = closing.run_until_cancelled(self.connect()).await else {
                return;
            };
            match connected {
                Ok((connection, channel, consumer)) => {
                    self.part.up();
                    failures.reset();
                    self.generation += 1;
                    let end = self.flow(&channel, consumer, &mut requests).await;
                    // Nothing that comes after may look like a token of this connection.
                    self.generation += 1;
                    close(&connection).await;
                    match end {
                        End::Gone => return,
                        End::Paused(done) => {
                            self.paused = true;
                            let _ = done.send(());
                            continue;
                        }
                        End::Broken(trouble) => self.part.down(trouble.to_string()),
                    }
                }
                Err(reason) => self.part.down(reason),
            }
            let rest = tokio::time::sleep(failures.next(&self.process.ids));
            if !self.offline(&mut requests, rest).await {
                return;
            }
        }
    }

    async fn connect(&self) -> Result<(Connection, Channel, Consumer), String> {
        let connection = self.broker.connect(&self.queue.to_string()).await;
        let connection = connection.map_err(|error| error.to_string())?;
        let consuming = async {
            let channel = topology(&connection).await?;
            let per_consumer = BasicQosOptions { global: false };
            timely(channel.basic_qos(self.prefetch, per_consumer)).await?;
            let consumer = timely(channel.basic_consume(
                self.queue.to_string().into(),
                TAG.into(),
                BasicConsumeOptions::default(),
                FieldTable::default(),
            ));
            Ok::<_, Trouble>((channel.clone(), consumer.await?))
        };
        let (channel, consumer) = consuming.await.map_err(|trouble| trouble.to_string())?;
        Ok((connection, channel, consumer))
    }

    async fn flow(
        &mut self,
        channel: &Channel,
        mut consumer: Consumer,
        requests: &mut mpsc::UnboundedReceiver<Request>,
    ) -> End {
        let mut open = BTreeSet::new();
        let closing = self.closing.clone();
        loop {
            tokio::select! {
                biased;
                request = requests.recv() => match request {
                    None => return End::Gone,
                    Some(Request::Pause(done)) => return End::Paused(done),
                    Some(Request::Resume) => {}
                    Some(Request::Settle(settlements, reply)) => {
                        let mut settled = Vec::with_capacity(settlements.len());
                        let written = self.settle(channel, &mut open, &settlements, &mut settled);
                        let written = written.await;
                        settled.resize(settlements.len(), Err(Stale));
                        drop(reply.send(settled));
                        if let Err(trouble) = written {
                            return End::Broken(trouble);
                        }
                    }
                    Some(Request::Drain(done)) => {
                        let drained = self.drain(channel).await;
                        let _ = done.send(());
                        if let Err(trouble) = drained {
                            return End::Broken(trouble);
                        }
                    }
                },
                arrived = consumer.next(), if self.deliveries.is_some() => match arrived {
                    Some(Ok(arrived)) => self.deliver(&mut open, arrived),
                    Some(Err(error)) => return End::Broken(error.into()),
                    None => {
                        let reason = format!("RabbitMQ has ended the consumer of {}", self.queue);
                        return End::Broken(Trouble::Told(reason));
                    }
                },
                () = closing.cancelled() => return End::Gone,
            }
        }
    }

    fn deliver(&self, open: &mut BTreeSet<u64>, arrived: Arrived) {
        open.insert(arrived.delivery_tag);
        let delivery = self.delivery(arrived);
        if let Some(to_consumer) = &self.deliveries {
            // A consumer that is gone ends the task by its requests.
            drop(to_consumer.send(delivery));
        }
    }

    async fn drain(&mut self, channel: &Channel) -> Result<(), Trouble> {
        self.deliveries = None;
        timely(channel.basic_cancel(TAG.into(), BasicCancelOptions::default())).await
    }

    /// Settles what is still ours. A run of finished messages from the oldest on takes one frame.
    async fn settle(
        &self,
        channel: &Channel,
        open: &mut BTreeSet<u64>,
        settlements: &[(Token, Settlement)],
        settled: &mut Vec<Settled>,
    ) -> Result<(), Trouble> {
        let (mut done, mut released) = (BTreeSet::new(), Vec::new());
        let mut answers = Vec::with_capacity(settlements.len());
        for (token, settlement) in settlements {
            let ours = token.fence == self.generation && open.remove(&token.place);
            answers.push(if ours { Ok(()) } else { Err(Stale) });
            match settlement {
                Settlement::Done if ours => drop(done.insert(token.place)),
                Settlement::Release if ours => released.push(token.place),
                Settlement::Done | Settlement::Release => {}
            }
        }
        for tag in released {
            let requeue = BasicNackOptions {
                requeue: true,
                ..BasicNackOptions::default()
            };
            timely(channel.basic_nack(tag, requeue)).await?;
        }
        let oldest_open = open.first().copied().unwrap_or(u64::MAX);
        let singles = done.split_off(&oldest_open);
        if let Some(newest) = done.last() {
            timely(channel.basic_ack(*newest, BasicAckOptions { multiple: true })).await?;
        }
        let one = BasicAckOptions { multiple: false };
        let acks = singles
            .iter()
            .map(|tag| timely(channel.basic_ack(*tag, one)));
        futures_util::future::try_join_all(acks).await?;
        *settled = answers;
        Ok(())
    }

    fn delivery(&self, arrived: Arrived) -> Delivery {
        let properties = &arrived.properties;
        let subject = match properties
            .headers()
            .as_ref()
            .and_then(|h| h.inner().get(SUBJECT))
        {
            Some(AMQPValue::LongString(subject)) => {
                String::from_utf8_lossy(subject.as_bytes()).into_owned()
            }
            _ => String::new(),
        };
        let id = properties.message_id().as_ref();
        let kind = properties.kind().as_ref().unwrap_or(&arrived.routing_key);
        Delivery {
            message_id: id
                .and_then(|id| Uuid::try_parse(id.as_str()).ok())
                .unwrap_or_else(|| id_of_body(&arrived.data)),
            kind: kind.as_str().to_owned(),
            subject,
            redelivered: arrived.redelivered,
            token: Token {
                place: arrived.delivery_tag,
                fence: self.generation,
            },
            body: arrived.data,
        }
    }

    /// Waits while there is nothing to connect for; `false` if the subscription or the bus is gone.
    async fn idle(&mut self, requests: &mut mpsc::UnboundedReceiver<Request>) -> bool {
        tokio::select! {
            request = requests.recv() => match request {
                Some(request) => {
                    self.serve_offline(request);
                    true
                }
                None => false,
            },
            () = self.closing.cancelled() => false,
        }
    }

    /// Answers requests without a connection until the rest is over.
    async fn offline(
        &mut self,
        requests: &mut mpsc::UnboundedReceiver<Request>,
        rest: tokio::time::Sleep,
    ) -> bool {
        let mut rest = std::pin::pin!(rest);
        loop {
            tokio::select! {
                () = &mut rest => return true,
                going_on = self.idle(requests) => if !going_on { return false },
            }
        }
    }

    /// Without a connection nothing is in hand: every token is stale.
    fn serve_offline(&mut self, request: Request) {
        match request {
            Request::Settle(settlements, reply) => {
                drop(reply.send(vec![Err(Stale); settlements.len()]));
            }
            Request::Pause(done) => {
                self.paused = true;
                let _ = done.send(());
            }
            Request::Resume => self.paused = false,
            Request::Drain(done) => {
                self.deliveries = None;
                let _ = done.send(());
            }
        }
    }
}

/// An id for a message that came without one: the same body always gets the same (RFC 9562, 5.8).
fn id_of_body(body: &[u8]) -> Uuid {
    let digest = Sha256::digest(body);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
