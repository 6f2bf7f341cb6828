//! What the tests of the bus share: a place for a bus on each engine, messages, and a worker whose
//! handler a test can tell what to do.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use kontor_bus::{
    Address, Bus, Consumer, DELIVERIES_MAX, Delivery, Failure, Handler, Message, Outcome, Queue,
    Settlement, Subscription,
};
use kontor_contracts::{
    Envelope, Event, EventId, ForumId, RegistrationId, Sequence, Worker,
    events::RegistrationExpired,
};
use kontor_runtime::{Clock, Process};
use kontor_store::{Database, Tx};
use kontor_testkit::{
    FakeClock, TestDatabase, process,
    rabbitmq::{Vhost, vhost},
    wait,
};
use uuid::Uuid;

/// Longest wait for anything. Generous: the machine may be busy.
pub(crate) const SOON: Duration = Duration::from_secs(30);
/// What every process of these tests takes for now when it starts.
pub(crate) const START: &str = "2027-01-15T12:00:00Z";
pub(crate) const MAILER: Queue = Queue::Of(Worker::Mailer);
pub(crate) const MAILER_DEAD: Queue = Queue::Dead(Worker::Mailer);

/// The two engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Embedded,
    Amqp,
}

/// An empty place for a bus; removed when dropped.
pub(crate) struct Place {
    pub(crate) url: String,
    _folder: Option<tempfile::TempDir>,
    _vhost: Option<Vhost>,
}

impl Kind {
    pub(crate) fn place(self) -> Place {
        match self {
            Self::Embedded => {
                let folder = tempfile::tempdir().unwrap();
                Place {
                    url: format!("embedded:{}", folder.path().display()),
                    _folder: Some(folder),
                    _vhost: None,
                }
            }
            Self::Amqp => {
                let vhost = vhost();
                Place {
                    url: vhost.url.clone(),
                    _folder: None,
                    _vhost: Some(vhost),
                }
            }
        }
    }

    /// A database to go with it: each engine of the bus with one of the store.
    pub(crate) async fn database(self) -> TestDatabase {
        match self {
            Self::Embedded => TestDatabase::sqlite(),
            Self::Amqp => TestDatabase::postgres().await,
        }
    }
}

/// A process with a bus.
pub(crate) struct Rig {
    pub(crate) clock: Arc<FakeClock>,
    pub(crate) process: Process,
    pub(crate) bus: Bus,
}

impl Rig {
    /// For all workers.
    pub(crate) async fn new(address: impl Into<Address>) -> Self {
        Self::of(address, &Worker::ALL).await
    }

    pub(crate) async fn of(address: impl Into<Address>, workers: &[Worker]) -> Self {
        let clock = FakeClock::at(START);
        let process = process(clock.clone());
        let bus = Bus::open(address, &process, workers).await.unwrap();
        Self {
            clock,
            process,
            bus,
        }
    }

    pub(crate) fn subscribe(&self, queue: Queue, prefetch: u16) -> Subscription {
        let part = self.process.health.part("test subscription");
        self.bus.subscribe(queue, prefetch, part)
    }

    /// Publishes until everything is confirmed.
    pub(crate) async fn publish(&self, messages: Vec<Message>) {
        let outcomes = self.bus.publish(messages).await;
        for outcome in outcomes {
            assert_eq!(outcome, Outcome::Confirmed);
        }
    }

    /// Takes the first message of a queue and gives it back, until the bus gives it up.
    pub(crate) async fn wear_out(&self, queue: Queue) {
        let mut subscription = self.subscribe(queue, 1);
        let settler = subscription.settler();
        for _ in 0..=DELIVERIES_MAX {
            let token = next(&mut subscription).await.token;
            settler.settle(token, Settlement::Release).await.unwrap();
        }
    }

    pub(crate) async fn ready(&self, queue: Queue) -> u64 {
        self.bus.stats(queue).await.unwrap().ready
    }

    pub(crate) async fn stop(self) {
        drop(self.bus);
        self.process.life.shut_down().await.unwrap();
    }
}

pub(crate) async fn next(subscription: &mut Subscription) -> Delivery {
    tokio::time::timeout(SOON, subscription.next())
        .await
        .expect("a delivery in time")
        .expect("the subscription goes on")
}

/// An event that the mailer listens to. Its message id is `n`, its subject is of `about`.
pub(crate) fn event(n: u128, about: u128) -> Envelope<RegistrationExpired> {
    let data = RegistrationExpired {
        registration: RegistrationId::new(Uuid::from_u128(about)),
        forum: ForumId::new(Uuid::from_u128(7)),
        offered_to: None,
        waited: None,
    };
    Envelope::new(
        EventId::new(Uuid::from_u128(n)),
        Worker::Registrations.source(),
        Sequence(i64::try_from(n).unwrap()),
        jiff::Timestamp::UNIX_EPOCH,
        data,
    )
}

pub(crate) fn message(n: u128, about: u128) -> Message {
    let event = event(n, about);
    Message {
        id: event.id.uuid(),
        kind: RegistrationExpired::TYPE.to_owned(),
        subject: event.subject.clone(),
        body: event.to_json().unwrap().into_bytes(),
    }
}

/// A message that has the right type and no sense in it.
pub(crate) fn poison(n: u128, body: &[u8]) -> Message {
    Message {
        body: body.to_vec(),
        ..message(n, n)
    }
}

type Verdict = dyn Fn(u128) -> Result<(), Failure> + Send + Sync;

/// A handler that does what the test says and keeps a list of what took effect.
#[derive(Clone)]
pub(crate) struct Script {
    pub(crate) handled: Arc<Mutex<Vec<u128>>>,
    pub(crate) attempts: Arc<Mutex<Vec<u128>>>,
    verdict: Arc<Verdict>,
}

impl Script {
    pub(crate) fn new(
        verdict: impl Fn(u128) -> Result<(), Failure> + Send + Sync + 'static,
    ) -> Self {
        Self {
            handled: Arc::default(),
            attempts: Arc::default(),
            verdict: Arc::new(verdict),
        }
    }

    pub(crate) fn agreeable() -> Self {
        Self::new(|_| Ok(()))
    }

    /// Ids whose effects were committed, in the order of the commits.
    pub(crate) fn handled(&self) -> Vec<u128> {
        self.handled
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Ids of all attempts.
    pub(crate) fn attempts(&self) -> Vec<u128> {
        self.attempts
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Handler<RegistrationExpired> for Script {
    async fn handle(&self, tx: &Tx, event: &Envelope<RegistrationExpired>) -> Result<(), Failure> {
        let id = event.id.uuid().as_u128();
        self.attempts
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(id);
        (self.verdict)(id)?;
        let handled = Arc::clone(&self.handled);
        tx.after_commit(move || {
            handled
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(id);
        });
        Ok(())
    }
}

/// A mailer: runner and relay on a rig, with its own database.
pub(crate) struct Mailer {
    pub(crate) rig: Rig,
    pub(crate) database: Database,
    place: TestDatabase,
}

impl Mailer {
    pub(crate) async fn new(kind: Kind, url: &str, script: &Script) -> Self {
        let (rig, place) = (Rig::new(url).await, kind.database().await);
        let database = Database::open(&place.url, "mailer").await.unwrap();
        database.migrate(&[kontor_store::MIGRATIONS]).await.unwrap();
        let mailer = Self {
            rig,
            database,
            place,
        };
        let consumer = Consumer::new(Worker::Mailer).on(script.clone());
        let (process, bus) = (&mailer.rig.process, &mailer.rig.bus);
        bus.consume(process, mailer.database.clone(), consumer);
        bus.relay(process, mailer.database.clone(), Worker::Mailer);
        mailer
    }

    /// Writes events into the outbox, in one transaction.
    pub(crate) async fn tell(&self, events: impl IntoIterator<Item = (u128, u128)>) {
        let tx = self.database.begin().await.unwrap();
        for (n, about) in events {
            tx.publish(&event(n, about)).unwrap();
        }
        tx.commit().await.unwrap();
    }

    pub(crate) fn now(&self) -> i64 {
        self.rig.clock.now_ms()
    }

    pub(crate) async fn stop(self) {
        self.stop_and_count().await;
    }

    /// Stops softly and returns how many rows are left in the outbox.
    pub(crate) async fn stop_and_count(self) -> u64 {
        self.rig.stop().await;
        let backlog = kontor_store::outbox::backlog(&self.database).await.unwrap();
        self.database.close().await;
        self.place.drop_it().await;
        backlog.rows.unsigned_abs()
    }
}

pub(crate) async fn until(what: &str, condition: impl AsyncFnMut() -> bool) {
    wait::until(what, SOON, condition).await;
}
