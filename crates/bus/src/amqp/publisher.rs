//! The one task that publishes: it owns its connection and its channel, keeps a window of publishes
//! that wait for their confirms, and makes a new connection at the first trouble.

use std::{
    collections::VecDeque,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
};

use futures_util::{Stream, StreamExt, stream::FuturesUnordered};
use kontor_runtime::{Process, health::Part};
use lapin::{
    BasicProperties, Channel, Confirmation, Connection, Event,
    message::BasicReturnMessage,
    options::{BasicPublishOptions, ConfirmSelectOptions},
};
use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, sleep_until},
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{
    connection::{Broker, CALL, Trouble, close, timely},
    declare::{EVENTS, topology},
    window::{Answer, Place, Window},
};
use crate::{Message, Outcome, backoff::of_the_ground, error::told, topology::must_arrive};

/// Most publishes of one process that wait for their confirm.
pub const CONFIRM_WINDOW: usize = 512;

/// Messages to be published, and who waits for their fate.
pub(super) struct Batch {
    pub(super) messages: Vec<Message>,
    pub(super) reply: oneshot::Sender<Vec<Outcome>>,
}

/// The publishing side of the engine.
pub(super) struct Publisher {
    pub(super) broker: Broker,
    pub(super) process: Process,
    pub(super) part: Part,
    pub(super) closing: CancellationToken,
    pub(super) batches: mpsc::UnboundedReceiver<Batch>,
}

impl Publisher {
    /// Publishes until the bus closes.
    pub(super) async fn run(mut self) {
        let mut failures = of_the_ground();
        let closing = self.closing.clone();
        while let Some(connected) = closing.run_until_cancelled(self.connect()).await {
            let trouble = match connected {
                Ok((connection, channel)) => {
                    self.part.up();
                    failures.reset();
                    match self.serve(&connection, &channel).await {
                        Ok(()) => return close(&connection).await,
                        Err(trouble) => trouble.to_string(),
                    }
                }
                Err(trouble) => trouble,
            };
            self.part.down(trouble);
            if !self.rest(&mut failures).await {
                return;
            }
        }
    }

    /// Publishes over one connection; what it leaves without an answer is of unknown fate.
    async fn serve(&mut self, connection: &Connection, channel: &Channel) -> Result<(), Trouble> {
        let stopping = self.process.life.stopping();
        let mut flow = Flow::new(channel, &self.part);
        let served = flow
            .run(connection, &mut self.batches, &self.closing, &stopping)
            .await;
        flow.give_up(&match &served {
            Ok(()) => "the bus is closing".to_owned(),
            Err(trouble) => trouble.to_string(),
        });
        served
    }

    async fn connect(&self) -> Result<(Connection, Channel), String> {
        let connection = self.broker.connect("publisher").await;
        let connection = connection.map_err(|error| told(&error))?;
        let ready = async {
            let channel = topology(&self.broker, &connection).await?;
            timely(channel.confirm_select(ConfirmSelectOptions::default())).await?;
            Ok::<_, Trouble>(channel)
        };
        let channel = ready.await.map_err(|trouble| trouble.to_string())?;
        Ok((connection, channel))
    }

    /// Waits before the next try; `false` if the bus closes. A process that is stopping does not
    /// wait for a broker that is gone: what it has is sent by the next one, from the outbox.
    async fn rest(&mut self, failures: &mut kontor_runtime::backoff::Backoff) -> bool {
        let stopping = self.process.life.stopping();
        if stopping.is_cancelled() {
            while self.batches.try_recv().is_ok() {}
        }
        tokio::select! {
            () = self.closing.cancelled() => false,
            () = tokio::time::sleep(failures.next(&self.process.ids)) => true,
        }
    }
}

struct Job {
    place: Place,
    message: Message,
}

/// What came of one publish.
type Answered = (Place, Uuid, Answer, Option<Uuid>);

/// One connection's flow of publishes.
struct Flow<'a> {
    channel: &'a Channel,
    part: &'a Part,
    window: Window,
    waiting: VecDeque<Job>,
    blocked: bool,
    /// When the next answer is overdue.
    overdue: Instant,
}

impl<'a> Flow<'a> {
    fn new(channel: &'a Channel, part: &'a Part) -> Self {
        Self {
            channel,
            part,
            window: Window::default(),
            waiting: VecDeque::new(),
            blocked: false,
            overdue: Instant::now() + CALL,
        }
    }

    /// Runs until the bus closes (`Ok`) or the connection is of no more use.
    async fn run(
        &mut self,
        connection: &Connection,
        batches: &mut mpsc::UnboundedReceiver<Batch>,
        closing: &CancellationToken,
        stopping: &CancellationToken,
    ) -> Result<(), Trouble> {
        let mut events = pin!(connection.events_listener());
        let channel = self.channel;
        let mut in_flight = FuturesUnordered::new();
        loop {
            if in_flight.is_empty() {
                self.window.reconcile();
                self.overdue = Instant::now() + CALL;
            }
            while in_flight.len() < CONFIRM_WINDOW && !self.blocked && !self.window.in_doubt() {
                let Some(job) = self.waiting.pop_front() else {
                    break;
                };
                in_flight.push(publish(channel, job));
            }
            tokio::select! {
                biased;
                event = next_event(&mut events) => self.hear(event)?,
                Some(answered) = in_flight.next(), if !in_flight.is_empty() => {
                    let mut answers = vec![answered];
                    take_ready(&mut in_flight, &mut answers);
                    self.take(answers)?;
                }
                batch = batches.recv(), if self.waiting.is_empty() => match batch {
                    Some(batch) => self.accept(batch),
                    None => return Ok(()),
                },
                () = sleep_until(self.overdue), if !in_flight.is_empty() && !self.blocked => {
                    return Err(Trouble::Silent(CALL));
                }
                () = stopping.cancelled(), if self.blocked => {
                    let reason = "the process stops while RabbitMQ takes no messages";
                    return Err(Trouble::Told(reason.to_owned()));
                }
                () = closing.cancelled() => return Ok(()),
            }
        }
    }

    fn accept(&mut self, Batch { messages, reply }: Batch) {
        if reply.is_closed() {
            // Whoever asked has stopped waiting and will ask again.
            return;
        }
        let batch = self.window.open(messages.len(), reply);
        let jobs = messages
            .into_iter()
            .enumerate()
            .map(|(index, message)| Job {
                place: Place { batch, index },
                message,
            });
        self.waiting.extend(jobs);
    }

    /// Takes answers, with all that were given before any of them (see [`take_ready`]): only then is
    /// every return known that one of them could be about.
    fn take(&mut self, answers: Vec<Answered>) -> Result<(), Trouble> {
        self.overdue = Instant::now() + CALL;
        for returned in answers.iter().filter_map(|(.., carried)| *carried) {
            self.window.returned(returned);
        }
        let mut lost = Ok(());
        for (place, id, answer, carried) in answers {
            if let Answer::Lost(reason) = &answer {
                lost = Err(Trouble::Told(reason.clone()));
            }
            self.window.answered(place, id, answer, carried.is_some());
        }
        lost
    }

    fn hear(&mut self, event: Event) -> Result<(), Trouble> {
        match event {
            Event::ConnectionBlocked(reason) => {
                self.blocked = true;
                self.part
                    .down(format!("RabbitMQ takes no messages for now: {reason}"));
            }
            Event::ConnectionUnblocked => {
                self.blocked = false;
                self.overdue = Instant::now() + CALL;
                self.part.up();
            }
            Event::Error(error) => return Err(error.into()),
            _ => {}
        }
        Ok(())
    }

    fn give_up(&mut self, reason: &str) {
        self.waiting.clear();
        self.window.give_up(reason);
    }
}

/// The next event of the connection; waits for ever after the last.
async fn next_event(events: &mut (impl Stream<Item = Event> + Unpin)) -> Event {
    match events.next().await {
        Some(event) => event,
        None => std::future::pending().await,
    }
}

/// Tells whether somebody was woken.
#[derive(Default)]
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Release);
    }
}

/// Takes every answer that is there. Publishes are polled in the order in which they were woken, for
/// whatever reason, and not in the order of their answers; but whoever has an answer was woken. So
/// when nobody is left to be polled, everything is here that was said before any of the answers. The
/// set also pauses by itself, and wakes its task then: that is not the end.
fn take_ready(in_flight: &mut (impl Stream<Item = Answered> + Unpin), answers: &mut Vec<Answered>) {
    let woken = Arc::new(Woken::default());
    let waker = Waker::from(Arc::clone(&woken));
    let mut context = Context::from_waker(&waker);
    loop {
        match in_flight.poll_next_unpin(&mut context) {
            Poll::Ready(Some(answered)) => answers.push(answered),
            Poll::Pending if woken.0.swap(false, Ordering::AcqRel) => {}
            Poll::Ready(None) | Poll::Pending => return,
        }
    }
}

/// Publishes one message and waits for its confirm. Polled for the first time in the order of the
/// messages, by one task, so that tags and frames keep that order.
#[expect(clippy::disallowed_methods, reason = "this is the bus")]
async fn publish(channel: &Channel, Job { place, message }: Job) -> Answered {
    let id = message.id;
    if let Some(reason) = message.refusal() {
        return (place, id, Answer::Refused(reason), None);
    }
    let options = BasicPublishOptions {
        mandatory: must_arrive(&message.kind),
        immediate: false,
    };
    let properties = properties(&message);
    let kind = message.kind.as_str().into();
    let published = channel.basic_publish(EVENTS.into(), kind, options, &message.body, properties);
    let confirmed = match published.await {
        Ok(confirm) => confirm.await,
        Err(error) => Err(error),
    };
    match confirmed {
        Ok(Confirmation::Ack(returned)) => (place, id, Answer::Ack, id_of(returned)),
        Ok(Confirmation::Nack(returned)) => (place, id, Answer::Nack, id_of(returned)),
        Ok(Confirmation::NotRequested) => {
            let reason = "the channel does not confirm".to_owned();
            (place, id, Answer::Lost(reason), None)
        }
        Err(error) => (place, id, Answer::Lost(error.to_string()), None),
    }
}

fn id_of(returned: Option<BasicReturnMessage>) -> Option<Uuid> {
    let returned = returned?;
    let id = returned.properties.message_id().as_ref()?;
    Uuid::try_parse(id.as_str()).ok()
}

/// Few and short ones: the broker reads and writes each of them with each message, and a table of
/// headers costs it more than all others. Everything else is in the envelope.
fn properties(message: &Message) -> BasicProperties {
    BasicProperties::default()
        .with_message_id(message.id.to_string().into())
        .with_type(message.kind.as_str().into())
        .with_correlation_id(message.subject.as_str().into())
        .with_content_type("application/cloudevents+json".into())
        .with_delivery_mode(2)
}

#[cfg(test)]
mod tests {
    use std::future::{pending, poll_fn};

    use super::*;

    /// A publish whose answer is there, but that was woken for something else first.
    async fn answered(index: usize, polls: usize) -> Answered {
        let mut left = polls;
        poll_fn(|context| {
            if left == 0 {
                return Poll::Ready(());
            }
            left -= 1;
            context.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
        (Place { batch: 0, index }, Uuid::nil(), Answer::Ack, None)
    }

    #[test]
    fn every_answer_that_is_there_is_taken_and_nothing_is_waited_for() {
        let all: FuturesUnordered<_> = (0..100)
            .map(|index| async move {
                if index % 10 == 9 {
                    pending().await
                } else {
                    answered(index, index % 4).await
                }
            })
            .collect();
        let (mut all, mut answers) = (all, Vec::new());
        take_ready(&mut all, &mut answers);
        assert_eq!((answers.len(), all.len()), (90, 10));
    }
}
