//! One user for each worker, who may do what the worker does and nothing else.

use kontor_bus::{Bus, BusError, Outcome, Settlement};
use kontor_contracts::Worker;
use kontor_runtime::health::PartState;
use kontor_testkit::rabbitmq::{Vhost, vhost};

use crate::{
    faults::state,
    support::{MAILER, Rig, message, next, until},
};

/// A user of the broker; removed when dropped.
struct User<'a> {
    vhost: &'a Vhost,
    name: String,
    url: String,
}

impl<'a> User<'a> {
    /// Makes the user of a worker with the rights that `deploy/make-secrets` gives.
    fn of(vhost: &'a Vhost, worker: Worker) -> Self {
        let (broker, place) = vhost.url.rsplit_once('/').unwrap();
        let (_, host) = broker.rsplit_once('@').unwrap();
        let (name, worker) = (format!("{place}_{}", worker.name()), worker.name());
        vhost.admin(&["add_user", &name, "secret"]);
        let own = format!("^kontor[.](events|dead|{worker}|{worker}[.]dead)$");
        let read = if worker == "mailer" {
            own.clone()
        } else {
            own.replace("events|", "")
        };
        vhost.ctl("set_permissions", &[&name, &own, &own, &read]);
        let url = format!("amqp://{name}:secret@{host}/{place}");
        Self { vhost, name, url }
    }
}

impl Drop for User<'_> {
    fn drop(&mut self) {
        self.vhost.admin(&["delete_user", &self.name]);
    }
}

/// In an empty virtual host, the sender first.
#[tokio::test]
async fn a_worker_with_its_own_rights_starts_sends_and_receives_and_hears_nobody_else() {
    let vhost = vhost();
    let sender = User::of(&vhost, Worker::Registrations);
    let receiver = User::of(&vhost, Worker::Mailer);
    let registrations = Rig::of(&sender.url, &[Worker::Registrations]).await;
    let outcomes = registrations.bus.publish(vec![message(1, 1)]).await;
    assert_eq!(
        outcomes,
        [Outcome::Unroutable],
        "its queue is not ours to make"
    );

    let mailer = Rig::of(&receiver.url, &[Worker::Mailer]).await;
    let mut subscription = mailer.subscribe(MAILER, 10);
    registrations.publish(vec![message(1, 1)]).await;
    let delivery = next(&mut subscription).await;
    let settler = subscription.settler();
    settler
        .settle(delivery.token, Settlement::Done)
        .await
        .unwrap();
    Bus::check(&receiver.url).await.unwrap();

    let foreign = registrations.subscribe(MAILER, 10);
    let health = registrations.process.health.clone();
    until("it is refused", async || {
        matches!(state(&health, "test subscription"),
            PartState::Down { reason } if reason.contains("ACCESS_REFUSED"))
    })
    .await;
    let opened = Bus::open(&sender.url, &mailer.process, &[Worker::Mailer]).await;
    assert!(matches!(opened, Err(BusError::Rights { .. })), "{opened:?}");
    drop((foreign, subscription));
    registrations.stop().await;
    mailer.stop().await;
}
