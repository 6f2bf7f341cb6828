//! What both engines promise, without relay and runner.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use kontor_bus::{BODY_MAX, Outcome, Settlement, Stale};
use kontor_contracts::{Event, events::ListingWithdrawn};
use uuid::Uuid;

use crate::support::{Kind, MAILER, MAILER_DEAD, Rig, message, next, poison, until};

/// What a child process is told by, in [`a_confirmed_publish_survives_a_kill`].
const CHILD: &str = "KONTOR_TEST_PUBLISH_TO";

pub(crate) async fn a_message_reaches_every_queue_that_listens_and_no_other(kind: Kind) {
    let place = kind.place();
    let rig = Rig::new(&place.url).await;
    let mut unheard = message(2, 2);
    ListingWithdrawn::TYPE.clone_into(&mut unheard.kind);
    rig.publish(vec![message(1, 1), unheard, message(3, 3)])
        .await;
    let mut subscription = rig.subscribe(MAILER, 10);
    for n in [1, 3] {
        let (delivery, sent) = (next(&mut subscription).await, message(n, n));
        assert_eq!(delivery.message_id, sent.id);
        assert_eq!((delivery.kind, delivery.subject), (sent.kind, sent.subject));
        assert_eq!(delivery.body, sent.body);
        assert!(!delivery.redelivered);
    }
    for queue in kontor_bus::Queue::all().filter(|queue| *queue != MAILER) {
        assert_eq!(rig.ready(queue).await, 0, "{queue}");
    }
    drop(subscription);
    rig.stop().await;
}

/// Many times, with routable and unroutable messages in one window: the client library hands a
/// return to whichever confirm comes next, so that a wrong match would show here.
pub(crate) async fn an_unroutable_message_is_reported_and_its_neighbours_are_confirmed(kind: Kind) {
    let place = kind.place();
    let rig = Rig::new(&place.url).await;
    for round in 0..20_u128 {
        let (mut batch, mut expected) = (Vec::new(), Vec::new());
        for n in 0..64 {
            let mut message = message(round * 64 + n + 1, n);
            let lost = (n * 7 + round) % 3 == 0;
            if lost {
                "registration.invented.v1".clone_into(&mut message.kind);
            }
            batch.push(message);
            expected.push(if lost {
                Outcome::Unroutable
            } else {
                Outcome::Confirmed
            });
        }
        assert_eq!(rig.bus.publish(batch).await, expected, "round {round}");
    }
    rig.stop().await;
}

pub(crate) async fn a_dropped_delivery_comes_again(kind: Kind) {
    let place = kind.place();
    let rig = Rig::new(&place.url).await;
    rig.publish(vec![message(1, 1)]).await;
    let mut subscription = rig.subscribe(MAILER, 10);
    assert!(!next(&mut subscription).await.redelivered);
    drop(subscription);
    let mut subscription = rig.subscribe(MAILER, 10);
    let again = next(&mut subscription).await;
    assert_eq!(again.message_id, Uuid::from_u128(1));
    assert!(again.redelivered);
    let settler = subscription.settler();
    settler.settle(again.token, Settlement::Done).await.unwrap();
    drop((settler, subscription));
    rig.stop().await;
}

pub(crate) async fn a_released_delivery_comes_again(kind: Kind) {
    let place = kind.place();
    let rig = Rig::new(&place.url).await;
    rig.publish(vec![message(1, 1), message(2, 2)]).await;
    let mut subscription = rig.subscribe(MAILER, 10);
    let settler = subscription.settler();
    let (first, second) = (next(&mut subscription).await, next(&mut subscription).await);
    settler
        .settle(second.token, Settlement::Done)
        .await
        .unwrap();
    settler
        .settle(first.token, Settlement::Release)
        .await
        .unwrap();
    let again = next(&mut subscription).await;
    assert_eq!(again.message_id, first.message_id);
    assert!(again.redelivered);
    settler.settle(again.token, Settlement::Done).await.unwrap();
    drop((settler, subscription));
    assert_eq!(rig.ready(MAILER).await, 0);
    rig.stop().await;
}

pub(crate) async fn a_stale_settle_is_refused(kind: Kind) {
    let place = kind.place();
    let rig = Rig::new(&place.url).await;
    rig.publish(vec![message(1, 1), message(2, 2)]).await;
    let mut subscription = rig.subscribe(MAILER, 1);
    let settler = subscription.settler();
    let first = next(&mut subscription).await;
    subscription.pause().await;
    assert_eq!(
        settler.settle(first.token, Settlement::Done).await,
        Err(Stale)
    );
    subscription.resume();
    let again = next(&mut subscription).await;
    assert_eq!(again.message_id, first.message_id);
    assert_eq!(
        settler.settle(first.token, Settlement::Done).await,
        Err(Stale)
    );
    settler.settle(again.token, Settlement::Done).await.unwrap();
    assert_eq!(
        settler.settle(again.token, Settlement::Done).await,
        Err(Stale)
    );
    assert_eq!(next(&mut subscription).await.message_id, Uuid::from_u128(2));
    drop((settler, subscription));
    rig.stop().await;
}

pub(crate) async fn never_more_than_the_prefetch_is_in_hand(kind: Kind) {
    let place = kind.place();
    let rig = Rig::new(&place.url).await;
    rig.publish((1..=20).map(|n| message(n, n)).collect()).await;
    let mut subscription = rig.subscribe(MAILER, 5);
    let mut in_hand = Vec::new();
    for _ in 0..5 {
        in_hand.push(next(&mut subscription).await);
    }
    until("the rest waits in the queue", async || {
        rig.ready(MAILER).await == 15
    })
    .await;
    let settler = subscription.settler();
    let done = in_hand.drain(..2).map(|d| (d.token, Settlement::Done));
    assert_eq!(settler.settle_all(done.collect()).await, [Ok(()), Ok(())]);
    for _ in 0..2 {
        in_hand.push(next(&mut subscription).await);
    }
    until("the rest waits in the queue", async || {
        rig.ready(MAILER).await == 13
    })
    .await;
    drop((settler, subscription));
    rig.stop().await;
}

pub(crate) async fn a_pause_leaves_the_messages_in_the_queue(kind: Kind) {
    let place = kind.place();
    let rig = Rig::new(&place.url).await;
    let mut subscription = rig.subscribe(MAILER, 10);
    rig.publish((1..=3).map(|n| message(n, n)).collect()).await;
    next(&mut subscription).await;
    subscription.pause().await;
    rig.publish(vec![message(4, 4)]).await;
    until("all are in the queue", async || {
        rig.ready(MAILER).await == 4
    })
    .await;
    subscription.resume();
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(next(&mut subscription).await.message_id.as_u128());
    }
    assert_eq!(seen, [1, 2, 3, 4]);
    drop(subscription);
    rig.stop().await;
}

pub(crate) async fn a_drain_ends_deliveries_and_lets_what_is_in_hand_be_settled(kind: Kind) {
    let place = kind.place();
    let rig = Rig::new(&place.url).await;
    rig.publish((1..=3).map(|n| message(n, n)).collect()).await;
    let mut subscription = rig.subscribe(MAILER, 3);
    let settler = subscription.settler();
    let mut in_hand = vec![next(&mut subscription).await];
    in_hand.push(next(&mut subscription).await);
    in_hand.push(next(&mut subscription).await);
    subscription.drain().await;
    rig.publish(vec![message(4, 4)]).await;
    assert_eq!(subscription.next().await, None);
    let done = in_hand[..2].iter().map(|d| (d.token, Settlement::Done));
    assert_eq!(settler.settle_all(done.collect()).await, [Ok(()), Ok(())]);
    drop((settler, subscription));
    until("the rest is in the queue", async || {
        rig.ready(MAILER).await == 2
    })
    .await;
    rig.stop().await;
}

/// However fast the subscription goes after it: brokers settle in the background, and an engine has
/// to see to it that they get there.
pub(crate) async fn what_was_settled_just_before_the_end_does_not_come_again(kind: Kind) {
    let place = kind.place();
    let rig = Rig::new(&place.url).await;
    for round in 0..10 {
        let first = round * 200 + 1;
        rig.publish((first..first + 200).map(|n| message(n, n)).collect())
            .await;
        let mut subscription = rig.subscribe(MAILER, 200);
        let settler = subscription.settler();
        // The oldest last, so that those behind it cannot be settled in one go before.
        let mut rest = Vec::new();
        let oldest = next(&mut subscription).await.token;
        for _ in 1..200 {
            rest.push((next(&mut subscription).await.token, Settlement::Done));
        }
        let settled = settler.settle_all(rest).await;
        assert!(settled.iter().all(Result::is_ok));
        settler.settle(oldest, Settlement::Done).await.unwrap();
        drop((settler, subscription));
    }
    rig.publish(vec![message(9_000, 1)]).await;
    let mut subscription = rig.subscribe(MAILER, 200);
    let only = next(&mut subscription).await;
    assert_eq!(only.message_id, Uuid::from_u128(9_000));
    drop(subscription);
    rig.stop().await;
}

pub(crate) async fn a_body_of_one_mebibyte_passes(kind: Kind) {
    let place = kind.place();
    let rig = Rig::new(&place.url).await;
    let body: Vec<u8> = (0..1024 * 1024).map(|n: u32| n.to_le_bytes()[0]).collect();
    rig.publish(vec![poison(1, &body)]).await;
    let mut subscription = rig.subscribe(MAILER, 1);
    assert!(next(&mut subscription).await.body == body);
    drop(subscription);
    rig.stop().await;
}

/// A byte more than that, and it alone is refused, in words.
pub(crate) async fn a_body_above_the_limit_is_refused_and_its_neighbours_are_confirmed(kind: Kind) {
    let place = kind.place();
    let rig = Rig::new(&place.url).await;
    let huge = poison(2, &vec![b'x'; BODY_MAX + 1]);
    let batch = vec![message(1, 1), huge, message(3, 1)];
    let outcomes = rig.bus.publish(batch).await;
    let [
        Outcome::Confirmed,
        Outcome::Rejected(reason),
        Outcome::Confirmed,
    ] = &outcomes[..]
    else {
        panic!("{outcomes:?}");
    };
    assert!(reason.contains("1048577 bytes"), "{reason}");
    let mut subscription = rig.subscribe(MAILER, 10);
    for n in [1, 3] {
        assert_eq!(next(&mut subscription).await.message_id, Uuid::from_u128(n));
    }
    drop(subscription);
    rig.stop().await;
}

/// Keeps the promise of the delivery limit: a crash guard, which no settled message ever meets.
pub(crate) async fn what_keeps_killing_its_process_ends_in_the_dead_queue(kind: Kind) {
    let place = kind.place();
    let rig = Rig::new(&place.url).await;
    rig.publish(vec![message(1, 1)]).await;
    rig.wear_out(MAILER).await;
    let mut dead = rig.subscribe(MAILER_DEAD, 1);
    assert_eq!(next(&mut dead).await.message_id, Uuid::from_u128(1));
    assert_eq!(rig.ready(MAILER).await, 0);
    drop(dead);
    rig.stop().await;
}

/// A child process publishes, says "confirmed" and is killed (SIGKILL) at once.
pub(crate) async fn a_confirmed_publish_survives_a_kill(kind: Kind) {
    let place = kind.place();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "contract::child_that_publishes", "--nocapture"])
        .env(CHILD, &place.url)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let said = BufReader::new(child.stdout.take().unwrap()).lines();
    let confirmed = said
        .map(Result::unwrap)
        .find(|line| line.contains("confirmed 100"));
    assert!(confirmed.is_some(), "the child has published");
    child.kill().unwrap();
    child.wait().unwrap();
    let rig = Rig::new(&place.url).await;
    let mut subscription = rig.subscribe(MAILER, 200);
    for n in 1..=100 {
        assert_eq!(next(&mut subscription).await.message_id, Uuid::from_u128(n));
    }
    drop(subscription);
    rig.stop().await;
}

/// The child of [`a_confirmed_publish_survives_a_kill`]; without being told where to publish, as
/// when the suite runs it, it only sees that nothing was asked of it.
#[tokio::test]
#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a process of its own is told by the environment and answers by its output"
)]
async fn child_that_publishes() {
    let Ok(url) = std::env::var(CHILD) else {
        return;
    };
    let rig = Rig::new(&url).await;
    rig.publish((1..=100).map(|n| message(n, n)).collect())
        .await;
    println!("confirmed 100");
    std::future::pending::<()>().await;
}
