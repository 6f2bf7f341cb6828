//! RabbitMQ for tests: a virtual host of its own on the shared broker, or a whole throw-away node
//! that a test may stop, kill and starve. A missing broker fails the test.
//!
//! `KONTOR_TEST_AMQP` says where the shared broker is (default
//! `amqp://guest:guest@127.0.0.1:5672`), `KONTOR_TEST_RABBITMQCTL` how to administer it (default
//! `rabbitmqctl`; with compose for example `docker compose exec -T rabbitmq rabbitmqctl`).

use std::{
    fs::File,
    net::{SocketAddr, TcpListener},
    process::{Child, Command, Stdio},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use tempfile::TempDir;

use crate::wait;

/// Where Debian's package keeps the real scripts; those in `/usr/sbin` change the user.
const SCRIPTS: &str = "/usr/lib/rabbitmq/bin";
/// A node starts in about seven seconds on two cores.
const STARTS_WITHIN: Duration = Duration::from_mins(1);

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

    /// Makes a user who may configure, write and read only what these patterns name, and returns the
    /// URL to connect with. One for each virtual host; removed with it.
    pub fn user(&self, configure: &str, write: &str, read: &str) -> String {
        let rights = [
            "set_permissions",
            "-p",
            &self.name,
            &self.name,
            configure,
            write,
            read,
        ];
        shared_ctl(&["add_user", &self.name, "secret"]);
        shared_ctl(&rights);
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

/// A RabbitMQ of a test's own, in its own folder, on its own ports. One at a time on the machine:
/// others wait. Stopped when dropped.
#[derive(Debug)]
pub struct Node {
    /// The URL to connect with.
    pub url: String,
    name: String,
    port: u16,
    dist_port: u16,
    folder: TempDir,
    running: Mutex<Option<Child>>,
    _alone: File,
}

impl Node {
    /// Starts a node.
    pub async fn start() -> Self {
        let path = std::env::temp_dir().join("kontor-test-rabbitmq.lock");
        let lock = File::create(path).expect("a lock file can be made");
        let alone = tokio::task::spawn_blocking(move || lock.lock().map(|()| lock));
        let alone = alone.await.expect("the lock is waited for");
        let port = free_port();
        let node = Self {
            url: format!("amqp://guest:guest@127.0.0.1:{port}/%2f"),
            name: format!("kontor_test_{}@localhost", std::process::id()),
            port,
            dist_port: free_port(),
            folder: tempfile::tempdir().expect("a temporary folder"),
            running: Mutex::new(None),
            _alone: alone.expect("the lock can be taken"),
        };
        std::fs::write(node.folder.path().join("enabled_plugins"), "[].").expect("a file");
        node.up().await;
        node
    }

    /// Starts it (again) on the same ports, with what it had on disk, and waits until it accepts
    /// connections.
    pub async fn up(&self) {
        let log = File::create(self.folder.path().join("output")).expect("a file");
        let child = self
            .script("rabbitmq-server")
            .stdout(log.try_clone().expect("a second handle"))
            .stderr(log)
            .stdin(Stdio::null())
            .spawn()
            .expect("RabbitMQ is installed (Debian: apt-get install rabbitmq-server)");
        *self.running.lock().unwrap_or_else(PoisonError::into_inner) = Some(child);
        let address = SocketAddr::from(([127, 0, 0, 1], self.port));
        wait::until(
            "the RabbitMQ node accepts connections",
            STARTS_WITHIN,
            async || tokio::net::TcpStream::connect(address).await.is_ok(),
        )
        .await;
        self.ctl(&["await_startup"]).await;
    }

    /// Stops it in an orderly way and starts it again.
    pub async fn restart(&self) {
        self.ctl(&["stop"]).await;
        self.ended();
        self.up().await;
    }

    /// Ends it as a loss of power would (SIGKILL); [`Self::up`] starts it again.
    pub fn kill(&self) {
        let pid = std::fs::read_to_string(self.folder.path().join("pid")).unwrap_or_default();
        if !pid.trim().is_empty() {
            drop(Command::new("kill").args(["-9", pid.trim()]).output());
        }
        self.ended();
    }

    /// Runs `rabbitmqctl` on it and returns what it printed.
    pub async fn ctl(&self, arguments: &[&str]) -> String {
        let mut command = self.script("rabbitmqctl");
        command
            .args(["--quiet", "--node", &self.name])
            .args(arguments);
        let ran = tokio::task::spawn_blocking(move || output(&mut command, "on a test's own node"));
        ran.await.expect("rabbitmqctl succeeds")
    }

    fn ended(&self) {
        let child = self
            .running
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(mut child) = child {
            drop(child.wait());
        }
    }

    fn script(&self, name: &str) -> Command {
        let folder = self.folder.path();
        let mut command = Command::new(format!("{SCRIPTS}/{name}"));
        command
            .env("HOME", folder)
            .env("RABBITMQ_NODENAME", &self.name)
            .env("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1")
            .env("RABBITMQ_NODE_PORT", self.port.to_string())
            .env("RABBITMQ_DIST_PORT", self.dist_port.to_string())
            .env("RABBITMQ_MNESIA_BASE", folder.join("mnesia"))
            .env("RABBITMQ_LOG_BASE", folder.join("log"))
            .env(
                "RABBITMQ_ENABLED_PLUGINS_FILE",
                folder.join("enabled_plugins"),
            )
            .env("RABBITMQ_CONFIG_FILE", folder.join("rabbitmq"))
            .env("RABBITMQ_GENERATED_CONFIG_DIR", folder.join("generated"))
            .env("RABBITMQ_PID_FILE", folder.join("pid"))
            .env("RABBITMQ_CONF_ENV_FILE", "/dev/null")
            .env("RABBITMQ_ERLANG_COOKIE", "kontor_test");
        command
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.kill();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").port()
}
