//! RabbitMQ for tests: a virtual host of its own on the shared broker, a whole throw-away node that a
//! test may stop, kill, freeze and starve, or three of them as a cluster. A missing broker fails the
//! test.
//!
//! `KONTOR_TEST_AMQP` says where the shared broker is (default
//! `amqp://guest:guest@127.0.0.1:5672`), `KONTOR_TEST_RABBITMQCTL` how to administer it (default
//! `rabbitmqctl`; with compose for example `docker compose exec -T rabbitmq rabbitmqctl`),
//! `KONTOR_TEST_RABBITMQ_SCRIPTS` where the scripts are that start a node (default: those of Debian's
//! package; `tests/cluster/run` writes some for other versions).

mod cluster;
mod node;

use std::{
    process::Command,
    sync::atomic::{AtomicU32, Ordering},
};

pub use cluster::Cluster;
pub use node::Node;

static COUNT: AtomicU32 = AtomicU32::new(0);

/// A fresh virtual host, removed with all its queues when dropped.
#[derive(Debug)]
pub struct Vhost {
    /// The URL to connect with.
    pub url: String,
    name: String,
}

/// Makes a virtual host on the shared broker.
pub fn vhost() -> Vhost {
    let broker = variable("KONTOR_TEST_AMQP", "amqp://guest:guest@127.0.0.1:5672");
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("kontor_test_{}_{count}", std::process::id());
    let user = broker
        .split_once("://")
        .and_then(|(_, rest)| rest.split([':', '@']).next())
        .unwrap_or("guest")
        .to_owned();
    let url = format!("{}/{name}", broker.trim_end_matches('/'));
    let vhost = Vhost { url, name };
    shared_ctl(&["add_vhost", &vhost.name]);
    shared_ctl(&[
        "set_permissions",
        "-p",
        &vhost.name,
        &user,
        ".*",
        ".*",
        ".*",
    ]);
    vhost
}

impl Vhost {
    /// Runs `rabbitmqctl` on this virtual host and returns what it printed.
    pub fn ctl(&self, command: &str, arguments: &[&str]) -> String {
        let mut all = vec![command, "-p", &self.name];
        all.extend(arguments);
        shared_ctl(&all)
    }

    /// Runs `rabbitmqctl` on the broker and returns what it printed.
    pub fn admin(&self, arguments: &[&str]) -> String {
        shared_ctl(arguments)
    }

    /// Makes a user who may configure, write and read only what these patterns name, and returns the
    /// URL to connect with. One for each virtual host; removed with it.
    pub fn user(&self, configure: &str, write: &str, read: &str) -> String {
        self.admin(&["add_user", &self.name, "secret"]);
        self.ctl("set_permissions", &[&self.name, configure, write, read]);
        let at = self.url.rfind('@').map_or(0, |at| at + 1);
        format!("amqp://{}:secret@{}", self.name, &self.url[at..])
    }

    /// Runs an Erlang expression on the broker, for what has no command.
    pub fn eval(&self, expression: &str) -> String {
        shared_ctl(&["eval", expression])
    }
}

impl Drop for Vhost {
    fn drop(&mut self) {
        // Not while a panic is shown: a second one would hide the first.
        drop(rabbitmqctl().args(["delete_vhost", &self.name]).output());
        drop(rabbitmqctl().args(["delete_user", &self.name]).output());
    }
}

fn shared_ctl(arguments: &[&str]) -> String {
    let hint = "is RabbitMQ installed and may this user administer it? \
                (set KONTOR_TEST_AMQP and KONTOR_TEST_RABBITMQCTL, or use tests/run)";
    output(rabbitmqctl().args(arguments), hint)
}

fn rabbitmqctl() -> Command {
    let line = variable("KONTOR_TEST_RABBITMQCTL", "rabbitmqctl");
    let mut words = line.split_whitespace();
    let mut command = Command::new(words.next().expect("a command"));
    command.args(words).arg("--quiet");
    command
}

fn output(command: &mut Command, hint: &str) -> String {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}; {hint}"));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{command:?} failed; {hint}: {said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    said
}

#[expect(
    clippy::disallowed_methods,
    reason = "tests find their servers by the environment"
)]
fn variable(name: &str, default: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| default.to_owned())
}
