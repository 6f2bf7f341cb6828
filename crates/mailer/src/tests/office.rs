//! A post office at work in a test: a database, a clock that stands, a relay, and waiting for what
//! becomes of mails.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use jiff::SignedDuration;
use kontor_contracts::{EmailAddress, Envelope, EventId, MailId, RegistrationId, Sequence};
use kontor_runtime::{Clock, Process, health::PartState};
use kontor_smtp::TlsMode;
use kontor_store::{
    Database, Migrations,
    audit::{self, Actor},
};
use kontor_testkit::{FakeClock, on_both_engines, process};
use tokio::sync::Notify;
use uuid::Uuid;

use super::relay::{FakeRelay, Heard, Say};
use crate::{
    MIGRATIONS, Settings, TransportKind,
    breaker::Breaker,
    domain::{About, MailState, Revision},
    kinds::AnyFacts,
    letter::samples,
    store::{LoggedMail, NewMail, find_mail, keep_forum, queue_mail},
    tasks::{self, PostOffice},
};

pub(super) const SETS: [Migrations; 3] = [kontor_store::MIGRATIONS, audit::MIGRATIONS, MIGRATIONS];

/// When every test begins.
const START: &str = "2026-11-21T12:00:00Z";

/// A post office at work, with its database and its clock.
pub(super) struct Office {
    pub(super) process: Process,
    pub(super) clock: Arc<FakeClock>,
    pub(super) database: Database,
    pub(super) wake: Arc<Notify>,
}

pub(super) fn settings(port: u16) -> Settings {
    let mut settings = Settings {
        transport: TransportKind::Smtp,
        connections: 1,
        from_address: "forum@kontor.example".into(),
        ..Settings::default()
    };
    settings.smtp.host = "127.0.0.1".into();
    settings.smtp.port = port;
    settings.smtp.tls = TlsMode::None;
    let timeouts = &mut settings.smtp.timeouts;
    (timeouts.command_s, timeouts.recipient_s, timeouts.data_s) = (1, 1, 1);
    (
        timeouts.connect_s,
        timeouts.greeting_s,
        timeouts.block_s,
        timeouts.dot_s,
    ) = (1, 1, 1, 1);
    settings
}

impl Office {
    /// Opens with a forum and mails 1 to `mails`, to this address.
    pub(super) async fn open(
        database: Database,
        settings: &Settings,
        mails: u128,
        to: &str,
    ) -> Self {
        let clock = FakeClock::at(START);
        let process = kontor_testkit::process(clock.clone());
        let office = Self {
            process,
            clock,
            database,
            wake: Arc::default(),
        };
        publish_forum(&office.database, &*office.clock).await;
        for number in 1..=mails {
            queue(&office.database, &*office.clock, number, to).await;
        }
        let post = PostOffice {
            process: office.process.clone(),
            database: office.database.clone(),
            site: samples::site(),
            sender: settings.sender().unwrap(),
            schedule: settings.schedule(),
            transport: crate::transport(settings).unwrap(),
            breaker: Breaker::new(office.process.health.outside("mailer.relay")),
            marks: tasks::start_marks(&office.process, office.database.clone()),
            wake: Arc::clone(&office.wake),
            held: std::sync::Mutex::default(),
        };
        tasks::start(post, settings);
        office
    }

    pub(super) async fn mail(&self, number: u128) -> LoggedMail {
        let id = MailId::new(Uuid::from_u128(number));
        find_mail(&self.database, id).await.unwrap().unwrap()
    }

    /// Waits until a mail is in a state.
    pub(super) async fn wait_for(&self, number: u128, state: MailState) -> LoggedMail {
        for _ in 0..2_000 {
            let mail = self.mail(number).await;
            if mail.state == state {
                return mail;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!(
            "mail {number} is {:?}, not {state:?}",
            self.mail(number).await
        );
    }

    fn relay(&self) -> PartState {
        self.process.health.report()["mailer.relay"].state.clone()
    }

    pub(super) fn relay_is_up(&self) -> bool {
        self.relay() == PartState::Up
    }

    /// Waits until the relay is down, and returns why.
    pub(super) async fn wait_for_trouble(&self) -> String {
        for _ in 0..2_000 {
            if let PartState::Down { reason } = self.relay() {
                return reason;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("the relay is not down");
    }

    pub(super) fn pass(&self, seconds: i64) {
        self.clock.advance(SignedDuration::from_secs(seconds));
        self.wake.notify_one();
    }

    pub(super) async fn close(self) {
        self.process.life.clone().shut_down().await.unwrap();
    }
}

/// Makes the sample forum known.
pub(super) async fn publish_forum(database: &Database, clock: &dyn Clock) {
    let id = EventId::new(Uuid::from_u128(1));
    let facts = samples::forum().facts;
    let event = Envelope::new(id, "/test", Sequence(3), clock.now(), facts);
    let tx = database.begin().await.unwrap();
    keep_forum(&tx, &event).await.unwrap();
    tx.commit().await.unwrap();
}

/// Queues a confirmation.
pub(super) async fn queue(database: &Database, clock: &dyn Clock, number: u128, to: &str) {
    let mut facts = samples::confirmation("en");
    facts.contact.email = to.parse().unwrap();
    queue_facts(database, clock.now_ms(), number, &facts).await;
}

/// Queues an address check with its link.
pub(super) async fn queue_asking(database: &Database, number: u128, to: &str) {
    let mut facts = samples::address_check("en");
    facts.contact.email = to.parse().unwrap();
    let now_ms = FakeClock::at(START).now_ms();
    queue_facts(database, now_ms, number, &facts).await;
}

async fn queue_facts(database: &Database, now_ms: i64, number: u128, facts: &dyn AnyFacts) {
    let registration = RegistrationId::new(Uuid::from_u128(number));
    let mail_id = MailId::new(Uuid::from_u128(number));
    let mail = NewMail {
        id: mail_id,
        key: &facts.key(About::registration(registration), Revision::Once),
        forum: Some(samples::forum().facts.forum),
        facts,
        now_ms,
    };
    let tx = database.begin().await.unwrap();
    queue_mail(&tx, mail).await.unwrap();
    tx.commit().await.unwrap();
    assert!(find_mail(database, mail_id).await.unwrap().is_some());
}

/// Runs a scenario on both engines: a relay with the script that `script` makes, an office with
/// `mails` mails.
pub(super) async fn scenario<S, T, R>(mails: u128, script: S, test: T)
where
    S: Fn() -> Box<dyn Fn(&Heard) -> Say + Send + Sync>,
    T: Fn(Arc<Office>, Arc<FakeRelay>) -> R,
    R: Future<Output = ()>,
{
    on_both_engines("mailer", &SETS, |database| async {
        let script = script();
        let relay = Arc::new(FakeRelay::start(script).await);
        let settings = settings(relay.port);
        let office = Office::open(database, &settings, mails, "anna@müller-söhne.de").await;
        let office = Arc::new(office);
        test(Arc::clone(&office), Arc::clone(&relay)).await;
        Arc::into_inner(office).unwrap().close().await;
        Arc::into_inner(relay).unwrap().stop().await;
    })
    .await;
}

/// Says something at the first command that begins like this, then the usual.
pub(super) fn first(begin: &'static str, say: Say) -> Box<dyn Fn(&Heard) -> Say + Send + Sync> {
    let count = AtomicUsize::new(0);
    Box::new(move |heard| {
        let fits = match heard {
            Heard::Connect => begin == "CONNECT",
            Heard::Command(line) => line.starts_with(begin),
            Heard::Message(_) => begin == ".",
        };
        if fits && count.fetch_add(1, Ordering::SeqCst) == 0 {
            say.clone()
        } else {
            Say::Usual
        }
    })
}

/// Erases the mails to an address as the command does, and finds a line of the audit for each.
pub(super) async fn erase(database: &Database, email: &EmailAddress) -> u64 {
    let process = process(FakeClock::at(START));
    let erased = crate::erase_person(database, &process, Actor::CommandLine, email).await;
    let entries = audit::entries(database, audit::Wish::default(), 100).await;
    let erased_mails = entries
        .unwrap()
        .into_iter()
        .filter(|entry| entry.action == "mail.erased" && entry.subject.parse::<MailId>().is_ok());
    assert_eq!(erased_mails.count() as u64, *erased.as_ref().unwrap());
    erased.unwrap()
}
