//! What both engines promise: the one contract that the conformance suite holds them to.
//!
//! A publish is *confirmed* only when the message is durable in every queue that must have it. A
//! delivery stays with its subscription until it is settled or released; a token is good for one
//! settling on the connection (or lease) it came from and is refused as [`Stale`] after that.

use std::fmt;

use kontor_contracts::Worker;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

/// Largest body in bytes: far above our largest event, and what `deploy/rabbitmq.conf` sets as
/// `max_message_size`.
pub const BODY_MAX: usize = 1024 * 1024;
/// Longest type and longest subject in bytes: they travel as short strings of AMQP.
const SHORT_MAX: usize = 255;
/// How much of a larger body is kept, for a person to see what it was.
const KEPT: usize = 4 * 1024;

/// A message on its way to the bus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Names it for ever; sending again keeps it.
    pub id: Uuid,
    /// Its type, by which it is routed. At most 255 bytes.
    pub kind: String,
    /// What it is about. At most 255 bytes.
    pub subject: String,
    /// The envelope in JSON.
    pub body: Vec<u8>,
}

impl Message {
    /// Why no engine takes it, if none does.
    pub(crate) fn refusal(&self) -> Option<String> {
        if self.body.len() > BODY_MAX {
            let bytes = self.body.len();
            return Some(format!(
                "the message has {bytes} bytes, and the bus takes {BODY_MAX} at most"
            ));
        }
        let longest = self.kind.len().max(self.subject.len());
        let too_long = || format!("its type or subject is longer than {SHORT_MAX} bytes");
        (longest > SHORT_MAX).then(too_long)
    }
}

/// What became of a published message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is durable in every queue that listens to its kind.
    Confirmed,
    /// No queue listens to its kind, and one should.
    Unroutable,
    /// The bus refused it; nothing was kept.
    Rejected(String),
    /// It may have arrived or not. Send it again under the same id.
    Unknown(String),
}

/// A queue of the bus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Queue {
    /// What a worker listens to.
    Of(Worker),
    /// What came back from a worker too often: its process kept dying with it in hand.
    Dead(Worker),
}

impl Queue {
    /// All queues.
    pub fn all() -> impl Iterator<Item = Self> {
        Worker::ALL
            .into_iter()
            .flat_map(|worker| [Self::Of(worker), Self::Dead(worker)])
    }
}

impl fmt::Display for Queue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Of(worker) => write!(f, "kontor.{}", worker.name()),
            Self::Dead(worker) => write!(f, "kontor.{}.dead", worker.name()),
        }
    }
}

/// Names one delivery to one subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Token {
    /// The place in the queue, or the delivery tag.
    pub(crate) place: u64,
    /// The lease, or the connection, that the delivery belongs to.
    pub(crate) fence: u64,
}

/// A message in the hands of a consumer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its id; made from the body if it came without one.
    pub message_id: Uuid,
    /// Its type.
    pub kind: String,
    /// What it is about; empty if it came without.
    pub subject: String,
    /// The message as it came; of one larger than [`BODY_MAX`], only the beginning.
    pub body: Vec<u8>,
    /// How many bytes it had.
    pub size: usize,
    /// Whether it was in somebody's hands before.
    pub redelivered: bool,
    /// What to settle it with.
    pub token: Token,
}

impl Delivery {
    /// Lets go of a body that is too large, so that it is not carried from hand to hand.
    pub(crate) fn cut(mut self) -> Self {
        if self.size > BODY_MAX {
            self.body.truncate(KEPT);
            self.body.shrink_to_fit();
        }
        self
    }
}

/// What is to become of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Settlement {
    /// It is dealt with; the bus forgets it.
    Done,
    /// It goes back into the queue.
    Release,
}

/// The delivery is not this subscription's any more; it is or will be delivered again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the delivery has gone back to the queue in the meantime")]
pub struct Stale;

/// How full a queue is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stats {
    /// Messages that wait for a consumer (those in a consumer's hands are not counted).
    pub ready: u64,
}

/// What a subscription asks of the engine's task behind it.
#[derive(Debug)]
pub(crate) enum Request {
    Settle(Vec<(Token, Settlement)>, oneshot::Sender<Vec<Settled>>),
    Pause(oneshot::Sender<()>),
    Resume,
    Drain(oneshot::Sender<()>),
}

pub(crate) type Settled = Result<(), Stale>;

/// A stream of deliveries. Dropping it (and its [`Settler`]s) gives back everything unsettled.
#[derive(Debug)]
pub struct Subscription {
    deliveries: mpsc::UnboundedReceiver<Delivery>,
    settler: Settler,
}

/// Settles deliveries of one subscription. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Settler {
    requests: mpsc::UnboundedSender<Request>,
}

/// The engine's end of a subscription. Deliveries need no bound of their own: never more than
/// `prefetch` are unsettled.
pub(crate) struct Feed {
    pub(crate) deliveries: mpsc::UnboundedSender<Delivery>,
    pub(crate) requests: mpsc::UnboundedReceiver<Request>,
}

impl Subscription {
    pub(crate) fn new() -> (Self, Feed) {
        let (to_consumer, deliveries) = mpsc::unbounded_channel();
        let (to_engine, requests) = mpsc::unbounded_channel();
        let settler = Settler {
            requests: to_engine,
        };
        let feed = Feed {
            deliveries: to_consumer,
            requests,
        };
        (
            Self {
                deliveries,
                settler,
            },
            feed,
        )
    }

    /// The next delivery; `None` after [`Self::drain`] or when the process stops.
    pub async fn next(&mut self) -> Option<Delivery> {
        self.deliveries.recv().await
    }

    /// A handle that settles, to be given to whoever handles the deliveries.
    pub fn settler(&self) -> Settler {
        self.settler.clone()
    }

    /// Takes nothing more and gives back everything unsettled; its tokens are stale from now on.
    pub async fn pause(&mut self) {
        let (done, paused) = oneshot::channel();
        if self.settler.requests.send(Request::Pause(done)).is_ok() {
            // An engine that has ended holds nothing either.
            drop(paused.await);
        }
        while self.deliveries.try_recv().is_ok() {}
    }

    /// Goes on after [`Self::pause`].
    pub fn resume(&self) {
        drop(self.settler.requests.send(Request::Resume));
    }

    /// Takes nothing more. What was delivered can still be settled; [`Self::next`] ends after what
    /// is already on its way. What is unsettled when the subscription is dropped goes back.
    pub async fn drain(&self) {
        let (done, drained) = oneshot::channel();
        if self.settler.requests.send(Request::Drain(done)).is_ok() {
            drop(drained.await);
        }
    }
}

impl Settler {
    /// Settles one delivery.
    ///
    /// # Errors
    /// [`Stale`] if it has gone back to the queue.
    pub async fn settle(&self, token: Token, settlement: Settlement) -> Result<(), Stale> {
        let mut settled = self.settle_all(vec![(token, settlement)]).await;
        settled.pop().unwrap_or(Err(Stale))
    }

    /// Settles many at once; one answer for each, in order.
    pub async fn settle_all(
        &self,
        settlements: Vec<(Token, Settlement)>,
    ) -> Vec<Result<(), Stale>> {
        let count = settlements.len();
        let (reply, settled) = oneshot::channel();
        if self
            .requests
            .send(Request::Settle(settlements, reply))
            .is_err()
        {
            return vec![Err(Stale); count];
        }
        settled.await.unwrap_or_else(|_| vec![Err(Stale); count])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_broker_takes_what_we_send_and_nothing_larger() {
        let conf = include_str!("../../../deploy/rabbitmq.conf");
        assert!(conf.contains(&format!("\nmax_message_size = {BODY_MAX}\n")));
    }
}
