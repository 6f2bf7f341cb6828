//! A foreign program beside Kontor on RabbitMQ: `docs/listen.py`, as `docs/listening.md` says.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use kontor_tests::mail;
use lapin::{
    BasicProperties, Channel, Connection, ConnectionProperties,
    options::{BasicPublishOptions, QueueBindOptions},
    types::FieldTable,
};
use serde_json::json;

use crate::{ground::Ground, journey};

const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/listen.py");
const QUEUE: &str = "statistics";

#[tokio::test]
async fn another_program_listens_with_a_queue_and_a_user_of_its_own() {
    let mut ground = Ground::servers().await;
    ground.forum(100);
    let registrations = ground.start("registrations").await;
    let address = format!("http://{}", registrations.public);
    ground.settings = ground.settings.clone().with("site.public_url", address);
    let _mailer = ground.start("mailer").await;
    let kinds = ["registration.confirmed.v1", "registration.cancelled.v1"];
    let vhost = ground.vhost();
    let prepared = python(&ground)
        .args(["prepare", &vhost.url, QUEUE])
        .args(kinds)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&prepared.stderr);
    assert!(prepared.status.success(), "{said}");
    let user = vhost.user("^$", "^$", "^statistics$");
    let mut listener = Listener::start(&ground, &user);

    journey::whole_way(&ground, registrations.public).await;
    assert!(listener.says().starts_with("confirmed reg_"));

    // What comes again is handled once; a version that is not known stops nothing.
    let admin = channel(&vhost.url).await;
    let confirmed = |id: &str, version: u32| {
        json!({
            "id": id, "type": format!("registration.confirmed.v{version}"), "subject": id,
            "data": { "participants": [{ "name": "Zoë von der Leyen" }] },
        })
    };
    for event in [
        confirmed("evt_1", 1),
        confirmed("evt_1", 1),
        confirmed("evt_2", 2),
        confirmed("evt_3", 1),
    ] {
        publish(&admin, &event.to_string()).await;
    }
    assert_eq!(listener.says(), "confirmed evt_1 Zoë von der Leyen");
    assert_eq!(listener.says(), "confirmed evt_3 Zoë von der Leyen");

    // Its user can neither bind another event nor tell one.
    let theirs = channel(&user).await;
    let secret = "registration.received.v1";
    let (options, arguments) = (QueueBindOptions::default(), FieldTable::default());
    let bound = theirs.queue_bind(
        QUEUE.into(),
        "kontor.events".into(),
        secret.into(),
        options,
        arguments,
    );
    let refused = bound.await.unwrap_err().to_string();
    assert!(refused.contains("ACCESS_REFUSED"), "{refused}");
    drop(listener);
    ground.remove().await;
}

#[expect(
    clippy::disallowed_methods,
    reason = "a message that Kontor would not send"
)]
async fn publish(channel: &Channel, body: &str) {
    let (options, properties) = (BasicPublishOptions::default(), BasicProperties::default());
    let published = channel.basic_publish(
        "".into(),
        QUEUE.into(),
        options,
        body.as_bytes(),
        properties,
    );
    published.await.unwrap();
}

fn python(ground: &Ground) -> Command {
    let mut command = Command::new(mail::python());
    command.arg(PROGRAM).current_dir(ground.folder());
    command
}

async fn channel(url: &str) -> Channel {
    let connected = Connection::connect(url, ConnectionProperties::default());
    connected.await.unwrap().create_channel().await.unwrap()
}

/// The program while it listens. Killed when dropped.
struct Listener {
    child: Child,
    lines: Box<dyn Iterator<Item = String>>,
}

impl Listener {
    fn start(ground: &Ground, url: &str) -> Self {
        let mut child = python(ground)
            .args(["listen", url, QUEUE])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let lines = Box::new(out.lines().map_while(Result::ok));
        Self { child, lines }
    }

    /// Its next line.
    fn says(&mut self) -> String {
        self.lines.next().expect("the program still runs")
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        if self.child.kill().is_ok() {
            drop(self.child.wait());
        }
    }
}
