//! What only RabbitMQ can do to us. Each is survived without a restart of ours.

use std::collections::HashSet;

use kontor_bus::{BODY_MAX, Bus, BusError, Outcome, Settlement, Subscription};
use kontor_contracts::Worker;
use kontor_runtime::{Health, health::PartState};
use kontor_store::outbox;
use kontor_testkit::rabbitmq::{Node, vhost};

use lapin::{BasicProperties, Connection, ConnectionProperties, options::BasicPublishOptions};
use tokio::io::AsyncReadExt;

use crate::{
    support::{Kind, MAILER, Mailer, Rig, SOON, Script, message, next, until},
    worker,
};

/// On a node of its own, since it is the whole broker that is hurt.
#[tokio::test]
async fn a_broker_that_hurts_us_is_survived() {
    let node = Node::start().await;
    let rig = Rig::new(&node.url).await;
    let mut subscription = rig.subscribe(MAILER, 10);
    passes(&rig, &mut subscription, 1).await;

    // All connections are closed by force, more than once.
    for n in 2..5 {
        node.ctl(&["close_all_connections", "in a test"]).await;
        passes(&rig, &mut subscription, n).await;
    }

    // Memory runs out: publishing is blocked, which health tells, and goes on by itself.
    node.ctl(&["set_vm_memory_high_watermark", "0.0000001"])
        .await;
    let health = rig.process.health.clone();
    let relief = async {
        until("health tells of it", async || {
            matches!(state(&health, "bus"), PartState::Down { reason } if reason.contains("takes no messages"))
        })
        .await;
        node.ctl(&["set_vm_memory_high_watermark", "0.6"]).await;
    };
    let (outcomes, ()) = tokio::join!(rig.bus.publish(vec![message(10, 10)]), relief);
    assert_eq!(outcomes, [Outcome::Confirmed]);
    receive(&mut subscription, 10).await;
    until("health is well again", async || {
        state(&health, "bus") == PartState::Up
    })
    .await;

    // The broker is killed and comes back.
    node.kill();
    until("health tells of it", async || {
        state(&health, "bus") != PartState::Up
            && state(&health, "test subscription") != PartState::Up
    })
    .await;
    node.up().await;
    passes(&rig, &mut subscription, 11).await;
    until("health is well again", async || health.is_ready()).await;
    drop(subscription);
    rig.stop().await;
}

#[tokio::test]
async fn a_queue_that_is_deleted_under_its_consumer_is_declared_again() {
    let vhost = vhost();
    let rig = Rig::new(&vhost.url).await;
    let mut subscription = rig.subscribe(MAILER, 10);
    passes(&rig, &mut subscription, 1).await;
    vhost.ctl("delete_queue", &["kontor.mailer"]);
    passes(&rig, &mut subscription, 2).await;
    drop(subscription);
    rig.stop().await;
}

/// Two workers' worth of work while connections break: everything is handled, and once.
#[tokio::test]
async fn a_worker_whose_connections_break_loses_nothing_and_repeats_nothing() {
    let node = Node::start().await;
    let script = Script::agreeable();
    let mailer = Mailer::new(Kind::Amqp, &node.url, &script).await;
    for round in 0..5 {
        mailer
            .tell((1..=200).map(|n| (round * 200 + n, n % 10)))
            .await;
        node.ctl(&["close_all_connections", "in a test"]).await;
    }
    let everything = async || {
        // Rows whose confirm was lost are sent again after a second of the mailer's clock.
        mailer
            .rig
            .clock
            .advance(jiff::SignedDuration::from_millis(50));
        script.handled().len() >= 1_000
    };
    until("all are handled", everything).await;
    let handled = script.handled();
    assert_eq!(handled.len(), 1_000);
    assert_eq!(handled.into_iter().collect::<HashSet<_>>().len(), 1_000);

    // Without its broker it stops as well, in time, and keeps what it has to tell.
    let marked = async || {
        mailer
            .rig
            .clock
            .advance(jiff::SignedDuration::from_millis(50));
        outbox::backlog(&mailer.database).await.unwrap().rows == 0
    };
    until("all are marked", marked).await;
    node.kill();
    mailer.tell((2_001..=2_010).map(|n| (n, n))).await;
    assert_eq!(mailer.stop_and_count().await, 10);
}

#[tokio::test]
async fn a_broker_that_will_never_take_us_is_told_from_one_that_is_down() {
    let vhost = vhost();
    assert!(Bus::check(&vhost.url).await.is_ok());

    let wrong_password = vhost.url.replace("guest:guest@", "guest:secret@");
    let error = Bus::check(&wrong_password).await.unwrap_err();
    assert!(
        matches!(&error, BusError::Login { user, .. } if user == "guest"),
        "{error:?}"
    );
    assert!(!error.to_string().contains("secret"));
    let opened = Bus::open(
        &wrong_password,
        &kontor_runtime::Process::new(),
        &Worker::ALL,
    )
    .await;
    assert!(matches!(opened, Err(BusError::Login { .. })));

    let no_vhost = format!("{}_missing", vhost.url);
    let error = Bus::check(&no_vhost).await.unwrap_err();
    assert!(
        matches!(&error, BusError::Vhost { vhost, .. } if vhost.ends_with("_missing")),
        "{error:?}"
    );

    let nobody = "amqp://guest:guest@127.0.0.1:1/%2f";
    let error = Bus::check(nobody).await.unwrap_err();
    assert!(
        matches!(&error, BusError::Unreachable { at, .. } if at == "127.0.0.1:1"),
        "{error:?}"
    );
    let process = kontor_runtime::Process::new();
    let bus = Bus::open(nobody, &process, &Worker::ALL).await.unwrap();
    let health = process.health.clone();
    until("health tells of it", async || {
        matches!(state(&health, "bus"), PartState::Down { reason } if reason.contains("cannot be reached"))
    })
    .await;
    drop(bus);
    process.life.shut_down().await.unwrap();

    let error = Bus::check("redis://localhost").await.unwrap_err();
    assert!(matches!(error, BusError::Url(_)));
}

#[tokio::test]
async fn a_node_that_is_gone_or_frozen_is_passed_over() {
    let vhost = vhost();
    let name = vhost.url.rsplit('/').next().unwrap();
    // Takes connections and says nothing, as a stopped process does.
    let frozen = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = frozen.local_addr().unwrap().port();
    let address = kontor_bus::Address {
        urls: vec![
            format!("amqp://guest:guest@127.0.0.1:1/{name}"),
            format!("amqp://guest:guest@127.0.0.1:{port}/{name}"),
            vhost.url.clone(),
        ],
        ..kontor_bus::Address::default()
    };
    let began = std::time::Instant::now();
    Bus::check(address).await.unwrap();
    assert!(began.elapsed() < std::time::Duration::from_secs(12));
}

/// Else each try would leave a thread that waits for it.
#[tokio::test]
async fn a_node_that_says_nothing_is_hung_up_on() {
    let frozen = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let node = format!("amqp://guest:guest@{}/x", frozen.local_addr().unwrap());
    let address = kontor_bus::Address {
        urls: vec![node, "amqp://guest:guest@127.0.0.1:1/x".to_owned()],
        ..kontor_bus::Address::default()
    };
    let heard = async {
        let (mut stream, _) = frozen.accept().await.unwrap();
        let mut heard = Vec::new();
        stream.read_to_end(&mut heard).await.unwrap();
        heard
    };
    let heard = tokio::time::timeout(SOON, heard);
    let (checked, heard) = tokio::join!(Bus::check(address), heard);
    assert!(matches!(checked, Err(BusError::Unreachable { .. })));
    assert_eq!(heard.expect("it hangs up"), b"AMQP\x00\x00\x09\x01");
}

/// Where the broker itself takes anything, a stranger can send what no event is.
#[tokio::test]
async fn a_message_that_is_far_too_large_is_a_dead_letter_of_its_beginning() {
    let (vhost, script) = (vhost(), Script::agreeable());
    let mailer = Mailer::new(Kind::Amqp, &vhost.url, &script).await;
    let stranger = Connection::connect(&vhost.url, ConnectionProperties::default()).await;
    let channel = stranger.unwrap().create_channel().await.unwrap();
    let mut huge = message(1, 1);
    huge.body.resize(3 * BODY_MAX, b' ');
    let properties = BasicProperties::default().with_message_id(huge.id.to_string().into());
    #[expect(clippy::disallowed_methods, reason = "a stranger does as he likes")]
    let published = channel.basic_publish(
        "kontor.events".into(),
        huge.kind.into(),
        BasicPublishOptions::default(),
        &huge.body,
        properties,
    );
    published.await.unwrap();
    let letter = worker::dead_letter(&mailer, 1).await;
    assert!(letter.reason.contains("3145728 bytes"), "{}", letter.reason);
    assert!(huge.body.starts_with(&letter.body) && letter.body.len() == 4096);
    mailer.tell([(2, 1)]).await;
    until("the next is handled", async || script.handled() == [2]).await;
    mailer.stop().await;
}

#[tokio::test]
async fn a_queue_of_another_make_is_refused_with_a_remedy() {
    let vhost = vhost();
    let queue = "rabbit_amqqueue:declare(rabbit_misc:r(<<\"VHOST\">>, queue, <<\"kontor.mailer\">>), \
                 true, false, [], none, <<\"test\">>).";
    let name = vhost.url.rsplit('/').next().unwrap();
    vhost.eval(&queue.replace("VHOST", name));
    let error = Bus::check(&vhost.url).await.unwrap_err();
    assert!(matches!(&error, BusError::Topology { .. }), "{error:?}");
    assert!(error.to_string().contains("delete it"));
}

pub(crate) fn state(health: &Health, part: &str) -> PartState {
    health.report()[part].state.clone()
}

/// Publishes a message, as often as it takes, and receives it.
pub(crate) async fn passes(rig: &Rig, subscription: &mut Subscription, n: u128) {
    while rig.bus.publish(vec![message(n, n)]).await != [Outcome::Confirmed] {}
    receive(subscription, n).await;
}

/// Receives until the message comes. What came before it was sent or delivered twice.
async fn receive(subscription: &mut Subscription, n: u128) {
    loop {
        let delivery = next(subscription).await;
        let settler = subscription.settler();
        // A stale one comes again.
        let settled = settler.settle(delivery.token, Settlement::Done).await;
        if delivery.message_id.as_u128() == n && settled.is_ok() {
            return;
        }
    }
}
