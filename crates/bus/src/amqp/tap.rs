//! The task behind one subscription to RabbitMQ: its own connection and channel, made anew at the
//! first trouble. Deliveries of an earlier connection are stale: their tags mean other messages now.

use std::time::Duration;

use futures_util::StreamExt;
use kontor_runtime::{Process, health::Part};
use lapin::{
    Channel, Connection, Consumer,
    message::Delivery as Arrived,
    options::{BasicCancelOptions, BasicConsumeOptions, BasicQosOptions},
    types::FieldTable,
};
use sha2::{Digest, Sha256};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{
    connection::{Broker, Trouble, close, timely, within},
    declare::topology,
    hand::Hand,
};
use crate::{
    Delivery, Queue, Stale, Token, backoff::of_the_ground, contract::Request, error::told,
};

/// Longest wait until a queue has taken us for a consumer. One whose leader is frozen never answers;
/// asked again after an election, it does.
const CONSUME: Duration = Duration::from_secs(3);
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
        let mut failures = of_the_ground();
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
                    match end {
                        End::Gone => return close(&connection).await,
                        End::Paused(done) => {
                            close(&connection).await;
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
        let connection = connection.map_err(|error| told(&error))?;
        let consuming = async {
            let channel = topology(&self.broker, &connection).await?;
            let per_consumer = BasicQosOptions { global: false };
            timely(channel.basic_qos(self.prefetch, per_consumer)).await?;
            let consumer = channel.basic_consume(
                self.queue.to_string().into(),
                TAG.into(),
                BasicConsumeOptions::default(),
                FieldTable::default(),
            );
            Ok::<_, Trouble>((channel.clone(), within(CONSUME, consumer).await?))
        };
        let (channel, consumer) = consuming.await.map_err(|trouble| trouble.to_string())?;
        Ok((connection, channel, consumer))
    }

    /// Delivers and settles over one connection; says why it is left.
    async fn flow(
        &mut self,
        channel: &Channel,
        consumer: Consumer,
        requests: &mut mpsc::UnboundedReceiver<Request>,
    ) -> End {
        let mut hand = Hand::new(channel, self.generation);
        let end = self.serve(&mut hand, channel, consumer, requests).await;
        let told = match end {
            End::Gone | End::Paused(_) => hand.tell_all().await,
            End::Broken(_) => Ok(()),
        };
        match told {
            Ok(()) => end,
            Err(trouble) => {
                tracing::debug!(%trouble, queue = %self.queue, "some messages come again");
                end
            }
        }
    }

    async fn serve(
        &mut self,
        hand: &mut Hand<'_>,
        channel: &Channel,
        mut consumer: Consumer,
        requests: &mut mpsc::UnboundedReceiver<Request>,
    ) -> End {
        let closing = self.closing.clone();
        loop {
            let done = tokio::select! {
                biased;
                request = requests.recv() => match request {
                    None => return End::Gone,
                    Some(Request::Pause(done)) => return End::Paused(done),
                    Some(Request::Resume) => Ok(()),
                    Some(Request::Settle(settlements, reply)) => {
                        let mut settled = Vec::with_capacity(settlements.len());
                        let written = hand.settle(&settlements, &mut settled).await;
                        settled.resize(settlements.len(), Err(Stale));
                        drop(reply.send(settled));
                        written
                    }
                    Some(Request::Drain(done)) => {
                        let drained = self.drain(channel).await;
                        let _ = done.send(());
                        drained
                    }
                },
                () = hand.due() => hand.tell().await,
                arrived = consumer.next(), if self.deliveries.is_some() => match arrived {
                    Some(Ok(arrived)) => {
                        self.deliver(hand, arrived);
                        Ok(())
                    }
                    Some(Err(error)) => Err(error.into()),
                    None => {
                        let reason = format!("RabbitMQ has ended the consumer of {}", self.queue);
                        Err(Trouble::Told(reason))
                    }
                },
                () = closing.cancelled() => return End::Gone,
            };
            if let Err(trouble) = done {
                return End::Broken(trouble);
            }
        }
    }

    fn deliver(&self, hand: &mut Hand<'_>, arrived: Arrived) {
        let token = hand.take(arrived.delivery_tag);
        if let Some(to_consumer) = &self.deliveries {
            // A consumer that is gone ends the task by its requests.
            drop(to_consumer.send(delivery(token, arrived)));
        }
    }

    async fn drain(&mut self, channel: &Channel) -> Result<(), Trouble> {
        self.deliveries = None;
        timely(channel.basic_cancel(TAG.into(), BasicCancelOptions::default())).await
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

fn delivery(token: Token, arrived: Arrived) -> Delivery {
    let properties = &arrived.properties;
    let id = properties.message_id().as_ref();
    let subject = properties.correlation_id().as_ref();
    let kind = properties.kind().as_ref().unwrap_or(&arrived.routing_key);
    Delivery {
        message_id: id
            .and_then(|id| Uuid::try_parse(id.as_str()).ok())
            .unwrap_or_else(|| id_of_body(&arrived.data)),
        kind: kind.as_str().to_owned(),
        subject: subject.map_or_else(String::new, |s| s.as_str().to_owned()),
        redelivered: arrived.redelivered,
        token,
        size: arrived.data.len(),
        body: arrived.data,
    }
    .cut()
}

/// An id for a message that came without one: the same body always gets the same (RFC 9562, 5.8).
fn id_of_body(body: &[u8]) -> Uuid {
    let digest = Sha256::digest(body);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
