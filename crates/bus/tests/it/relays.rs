//! Relays: whose rows they bring, and that they bring each once.

use std::ops::Range;

use jiff::SignedDuration;
use kontor_contracts::Worker;
use kontor_runtime::Clock;
use kontor_store::{Database, outbox};
use kontor_testkit::{FakeClock, TestDatabase};

use crate::support::{Kind, MAILER, Place, Rig, START, event, until};

/// A process that writes to the outbox of a database.
async fn open(place: &TestDatabase) -> Database {
    let database = Database::open(&place.url, "mailer").await.unwrap();
    database.migrate(&[kontor_store::MIGRATIONS]).await.unwrap();
    database
}

async fn tell(database: &Database, numbers: Range<u128>) {
    let tx = database.begin().await.unwrap();
    for n in numbers {
        tx.publish(&event(n, n)).unwrap();
    }
    tx.commit().await.unwrap();
}

/// A process takes its stream and is killed.
async fn take_and_die(killed: Database, now: i64) {
    let stream = killed.stream();
    let taken = outbox::take(&killed, stream, stream, now, now + 30_000).await;
    assert!(taken.unwrap());
    killed.close().await;
}

/// A process with a relay on a database.
async fn relay(place: &Place, data: &TestDatabase) -> (Rig, Database) {
    let (rig, database) = (Rig::new(&place.url).await, open(data).await);
    rig.bus
        .relay(&rig.process, database.clone(), Worker::Mailer);
    (rig, database)
}

async fn end(rig: Rig, database: Database, data: TestDatabase) {
    rig.stop().await;
    database.close().await;
    data.drop_it().await;
}

async fn is_empty(database: &Database) -> bool {
    outbox::backlog(database).await.unwrap().rows == 0
}

/// Each command that writes events leaves a stream of its own. There are more of them than seconds in which
/// `until` waits, and the relay looks once a second.
#[tokio::test]
async fn what_many_processes_left_goes_out_at_once() {
    let (place, data) = (Kind::Embedded.place(), Kind::Embedded.database().await);
    for n in 1..61 {
        let gone = open(&data).await;
        tell(&gone, n..n + 1).await;
        gone.close().await;
    }
    let (rig, database) = relay(&place, &data).await;
    until("all are brought", async || is_empty(&database).await).await;
    end(rig, database, data).await;
}

pub(crate) async fn what_a_process_left_in_the_outbox_is_brought_by_another(kind: Kind) {
    let (place, data) = (kind.place(), kind.database().await);
    let (rig, killed, database) = (
        Rig::new(&place.url).await,
        open(&data).await,
        open(&data).await,
    );
    tell(&killed, 1..1_501).await;
    take_and_die(killed, rig.clock.now_ms()).await;
    rig.bus
        .relay(&rig.process, database.clone(), Worker::Mailer);
    tell(&database, 2_000..2_001).await;
    until("its own is brought", async || rig.ready(MAILER).await == 1).await;
    rig.clock.advance(SignedDuration::from_secs(30));
    until("the other's is brought", async || is_empty(&database).await).await;
    until("all are there", async || rig.ready(MAILER).await == 1_501).await;
    rig.stop().await;
    assert!(outbox::streams(&database).await.unwrap().is_empty());
    database.close().await;
    data.drop_it().await;
}

/// One process alone on an embedded bus knows that nobody else lives, and need not wait.
#[tokio::test]
async fn a_process_alone_brings_at_once_what_a_killed_one_left() {
    let (place, data) = (Kind::Embedded.place(), Kind::Embedded.database().await);
    let killed = open(&data).await;
    tell(&killed, 1..51).await;
    let just_before = FakeClock::at(START).now_ms() - 1;
    take_and_die(killed, just_before).await;
    let (rig, database) = relay(&place, &data).await;
    until("all is brought", async || is_empty(&database).await).await;
    assert_eq!(rig.ready(MAILER).await, 50);
    end(rig, database, data).await;
}

/// However busy the relay is with its own: at every moment there is something new.
pub(crate) async fn a_busy_relay_brings_what_another_process_left(kind: Kind) {
    let (place, data) = (kind.place(), kind.database().await);
    let (rig, database) = relay(&place, &data).await;
    tell(&database, 999..1_000).await;
    until("it is at work", async || rig.ready(MAILER).await == 1).await;
    let left = open(&data).await;
    tell(&left, 1..2).await;
    let stream = left.stream();
    left.close().await;
    let mut own = 1_000_u128;
    until("the other's is brought", async || {
        for _ in 0..5 {
            tell(&database, own..own + 1).await;
            own += 1;
        }
        let streams = outbox::streams(&database).await.unwrap();
        streams.iter().all(|found| found.stream != stream)
    })
    .await;
    end(rig, database, data).await;
}

pub(crate) async fn two_relays_bring_each_row_once(kind: Kind) {
    let (place, data) = (kind.place(), kind.database().await);
    let left = open(&data).await;
    tell(&left, 1..501).await;
    left.close().await;
    let mut sides = Vec::new();
    for _ in 0..2 {
        sides.push(relay(&place, &data).await);
    }
    for n in 0..20_u128 {
        for (side, (_, database)) in (0..).zip(&sides) {
            let first = 1_000 + (2 * n + side) * 50;
            tell(database, first..first + 50).await;
        }
    }
    let (rig, database) = &sides[0];
    until("all are brought", async || is_empty(database).await).await;
    until("all are there", async || rig.ready(MAILER).await >= 2_500).await;
    for (rig, database) in sides {
        rig.stop().await;
        database.close().await;
    }
    let rig = Rig::new(&place.url).await;
    assert_eq!(rig.ready(MAILER).await, 2_500);
    rig.stop().await;
    data.drop_it().await;
}

/// Keeps the promise "rows that are there, never ids greater than the last": transactions that
/// commit late have lower ids than what was already sent.
pub(crate) async fn rows_that_are_committed_late_are_not_skipped(kind: Kind) {
    let (place, data) = (kind.place(), kind.database().await);
    let (rig, database) = (Rig::new(&place.url).await, open(&data).await);
    tell(&database, 10_000..15_000).await;
    rig.bus
        .relay(&rig.process, database.clone(), Worker::Mailer);
    for n in (0..50).rev() {
        tell(&database, n * 100 + 1..n * 100 + 101).await;
    }
    until("all are brought", async || is_empty(&database).await).await;
    until("all are there", async || rig.ready(MAILER).await == 10_000).await;
    end(rig, database, data).await;
}
