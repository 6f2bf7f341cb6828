//! Nodes that are there and say nothing: frozen, or without the majority of their queue.

use std::time::{Duration, Instant};

use kontor_bus::Address;
use kontor_runtime::{Health, health::PartState};
use kontor_testkit::rabbitmq::{Node, vhost};

use crate::{
    faults::{passes, state},
    support::{Kind, MAILER, Mailer, Rig, Script, until},
};

/// How long mail may stop when a node freezes. Its connections stand: nothing but its silence tells.
const FROZEN_AT_MOST: Duration = Duration::from_secs(15);

/// The other node of the "cluster" is the shared broker, behind a port that nobody answers at first:
/// so it is the frozen one that everything is connected to.
#[tokio::test]
async fn a_node_that_freezes_is_left_within_fifteen_seconds() {
    let (node, vhost) = (Node::start().await, vhost());
    let (broker, name) = vhost.url.rsplit_once('/').unwrap();
    node.ctl(&["add_vhost", name]).await;
    let all = ["set_permissions", "-p", name, "guest", ".*", ".*", ".*"];
    node.ctl(&all).await;
    let later = kontor_testkit::ports::free().port();
    let address = Address {
        urls: vec![
            node.url.replace("%2f", name),
            format!("amqp://guest:guest@127.0.0.1:{later}/{name}"),
        ],
        ..Address::default()
    };
    let rig = Rig::new(address).await;
    let mut subscription = rig.subscribe(MAILER, 10);
    passes(&rig, &mut subscription, 1).await;

    let shared = broker.rsplit_once('@').unwrap().1.to_owned();
    let passing_on = pass_on(later, shared).await;
    node.freeze();
    let frozen = Instant::now();
    let going_on = async {
        passes(&rig, &mut subscription, 2).await;
        frozen.elapsed()
    };
    let took = tokio::select! {
        took = going_on => took,
        () = passing_on => unreachable!("it passes on until it is dropped"),
    };
    assert!(took < FROZEN_AT_MOST, "after {took:?}");
    drop(subscription);
    rig.stop().await;
}

/// The queue's process is suspended: its node stands and answers everything but what needs the queue
/// to agree, as when most of its nodes are gone.
#[tokio::test]
async fn a_queue_without_a_majority_is_told_and_cleared() {
    let (vhost, script) = (vhost(), Script::agreeable());
    let mailer = Mailer::new(Kind::Amqp, &vhost.url, &script).await;
    let health = mailer.rig.process.health.clone();
    until("all is well", async || health.is_ready()).await;
    let name = vhost.url.rsplit_once('/').unwrap().1;
    let suspend = |verb| {
        for queue in ["kontor.mailer", "kontor.mailer.dead"] {
            vhost.eval(&format!("sys:{verb}('{name}_{queue}')."));
        }
    };
    suspend("suspend");
    until("health tells of it", async || told(&health)).await;
    suspend("resume");
    until("all is well again", async || health.is_ready()).await;
    mailer.tell([(1, 1)]).await;
    until("mail goes on", async || script.handled() == [1]).await;
    mailer.stop().await;
}

fn told(health: &Health) -> bool {
    let state = state(health, "mailer.queue");
    matches!(state, PartState::Down { reason } if reason.contains("kontor.mailer has not answered"))
}

/// Listens, and passes every connection on to another address for as long as it is polled.
async fn pass_on(port: u16, to: String) -> impl Future<Output = ()> {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await;
    let listener = listener.unwrap();
    async move {
        let mut connections = tokio::task::JoinSet::new();
        loop {
            let (mut one, _) = listener.accept().await.unwrap();
            let to = to.clone();
            connections.spawn(async move {
                let mut other = tokio::net::TcpStream::connect(to).await.unwrap();
                drop(tokio::io::copy_bidirectional(&mut one, &mut other).await);
            });
        }
    }
}
