//! Ten thousand messages of a hundred publishers, with two restarts of the bus in between.

use std::{collections::HashSet, sync::Arc};

use kontor_bus::{Bus, Message, Outcome, Settlement};
use kontor_testkit::rabbitmq::Node;
use tokio::{sync::Notify, task::JoinSet};

use crate::support::{Kind, MAILER, Rig, message, next, until};

const PUBLISHERS: u128 = 100;
const EACH: u128 = 100;
/// Messages of one publish.
const BATCH: u128 = 20;

pub(crate) async fn ten_thousand_messages_of_a_hundred_publishers_survive_two_restarts(kind: Kind) {
    match kind {
        Kind::Embedded => embedded(kind).await,
        Kind::Amqp => amqp().await,
    }
}

/// The broker is stopped in an orderly way once and killed once, while everybody publishes.
async fn amqp() {
    let node = Node::start().await;
    let rig = Rig::new(&node.url).await;
    let (mut publishers, progress) = publish_all(&rig.bus);
    let mut subscription = rig.subscribe(MAILER, 200);
    let settler = subscription.settler();
    let mut seen = HashSet::new();
    let chaos = async {
        progress.notified().await;
        node.restart().await;
        node.kill();
        node.up().await;
    };
    let consume = async {
        while seen.len() < 10_000 {
            let delivery = subscription.next().await.unwrap();
            seen.insert(delivery.message_id.as_u128());
            // A stale one comes again.
            let _ = settler.settle(delivery.token, Settlement::Done).await;
        }
    };
    tokio::join!(chaos, consume);
    while let Some(published) = publishers.join_next().await {
        published.unwrap();
    }
    assert_eq!(seen, (1..=10_000).collect());
    drop((settler, subscription));
    rig.stop().await;
}

/// The engine is closed under its publishers and opened again, twice.
async fn embedded(kind: Kind) {
    let place = kind.place();
    let mut confirmed = HashSet::new();
    for _ in 0..2 {
        let rig = Rig::new(&place.url).await;
        let (mut publishers, progress) = publish_some(&rig.bus, &confirmed);
        progress.notified().await;
        rig.process.life.stop();
        while let Some(published) = publishers.join_next().await {
            confirmed.extend(published.unwrap());
        }
        rig.stop().await;
    }
    let rig = Rig::new(&place.url).await;
    let (mut publishers, _) = publish_some(&rig.bus, &confirmed);
    while let Some(published) = publishers.join_next().await {
        confirmed.extend(published.unwrap());
    }
    assert_eq!(confirmed.len(), 10_000);
    let mut subscription = rig.subscribe(MAILER, 200);
    let settler = subscription.settler();
    let mut seen = HashSet::new();
    while seen.len() < 10_000 {
        let mut done = Vec::new();
        for _ in 0..50 {
            let delivery = next(&mut subscription).await;
            seen.insert(delivery.message_id.as_u128());
            done.push((delivery.token, Settlement::Done));
        }
        assert!(settler.settle_all(done).await.iter().all(Result::is_ok));
    }
    until("the queue is empty", async || rig.ready(MAILER).await == 0).await;
    drop((settler, subscription));
    rig.stop().await;
}

/// Publishers that repeat what is not confirmed until it is, as a relay does. The bell rings when
/// the first of them is done.
fn publish_all(bus: &Bus) -> (JoinSet<()>, Arc<Notify>) {
    let (mut publishers, progress) = (JoinSet::new(), Arc::new(Notify::new()));
    for publisher in 0..PUBLISHERS {
        let (bus, progress) = (bus.clone(), Arc::clone(&progress));
        publishers.spawn(async move {
            for batch in 0..EACH / BATCH {
                let mut left = batch_of(publisher, batch);
                while !left.is_empty() {
                    let outcomes = bus.publish(left.clone()).await;
                    let mut outcomes = outcomes.into_iter();
                    left.retain(|_| outcomes.next() != Some(Outcome::Confirmed));
                }
                progress.notify_one();
            }
        });
    }
    (publishers, progress)
}

/// Publishers that publish once what is not confirmed yet, and tell what was confirmed.
fn publish_some(bus: &Bus, confirmed: &HashSet<u128>) -> (JoinSet<Vec<u128>>, Arc<Notify>) {
    let (mut publishers, progress) = (JoinSet::new(), Arc::new(Notify::new()));
    for publisher in 0..PUBLISHERS {
        let (bus, progress) = (bus.clone(), Arc::clone(&progress));
        let batches = (0..EACH / BATCH).map(|batch| batch_of(publisher, batch));
        let open = |message: &Message| !confirmed.contains(&message.id.as_u128());
        let batches: Vec<Vec<_>> = batches
            .map(|batch| batch.into_iter().filter(open).collect())
            .collect();
        publishers.spawn(async move {
            let mut done = Vec::new();
            for batch in batches {
                let ids: Vec<_> = batch.iter().map(|m| m.id.as_u128()).collect();
                let outcomes = bus.publish(batch).await;
                let confirmed = ids.into_iter().zip(outcomes);
                let confirmed = confirmed.filter(|(_, outcome)| *outcome == Outcome::Confirmed);
                done.extend(confirmed.map(|(id, _)| id));
                progress.notify_one();
            }
            done
        });
    }
    (publishers, progress)
}

fn batch_of(publisher: u128, batch: u128) -> Vec<Message> {
    let first = publisher * EACH + batch * BATCH + 1;
    (first..first + BATCH)
        .map(|n| message(n, publisher))
        .collect()
}
