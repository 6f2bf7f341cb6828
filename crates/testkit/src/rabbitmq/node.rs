//! A whole RabbitMQ of a test's own.

use std::{
    fs::{self, File, Permissions},
    net::SocketAddr,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tempfile::TempDir;

use super::{output, variable};
use crate::{ports, wait};

/// Where Debian's package keeps the real scripts; those in `/usr/sbin` change the user.
const SCRIPTS: &str = "/usr/lib/rabbitmq/bin";
/// A node starts in about seven seconds on two cores.
const STARTS_WITHIN: Duration = Duration::from_mins(2);
/// What nodes that know each other share.
const COOKIE: &str = "kontor_test";

/// A RabbitMQ of a test's own, in its own folder, on its own ports. One at a time on the machine
/// (or one cluster): others wait. Stopped when dropped.
#[derive(Debug)]
pub struct Node {
    /// The URL to connect with.
    pub url: String,
    pub(super) name: String,
    port: u16,
    dist_port: u16,
    folder: TempDir,
    running: Mutex<Option<Child>>,
    _alone: Arc<File>,
}

/// Waits until no other test has a node of its own.
pub(super) async fn alone() -> Arc<File> {
    let path = std::env::temp_dir().join("kontor-test-rabbitmq.lock");
    let lock = File::create(path).expect("a lock file can be made");
    let alone = tokio::task::spawn_blocking(move || lock.lock().map(|()| lock));
    let alone = alone.await.expect("the lock is waited for");
    Arc::new(alone.expect("the lock can be taken"))
}

impl Node {
    /// Starts a node.
    pub async fn start() -> Self {
        Self::start_with("").await
    }

    /// Starts a node with settings as in `rabbitmq.conf`.
    pub async fn start_with(settings: &str) -> Self {
        let node = Self::prepare("alone", settings, alone().await);
        node.up().await;
        node
    }

    /// A node that is not started yet.
    pub(super) fn prepare(name: &str, settings: &str, alone: Arc<File>) -> Self {
        let (port, dist_port) = (ports::free().port(), ports::free().port());
        let node = Self {
            url: format!("amqp://guest:guest@127.0.0.1:{port}/%2f"),
            name: format!("kontor_test_{}_{name}@localhost", std::process::id()),
            port,
            dist_port,
            folder: tempfile::tempdir().expect("a temporary folder"),
            running: Mutex::new(None),
            _alone: alone,
        };
        let write = |name: &str, text: &str| {
            let path = node.folder().join(name);
            fs::write(&path, text).expect("a file can be written");
            path
        };
        write("enabled_plugins", "[].");
        write("rabbitmq.conf", settings);
        let cookie = write(".erlang.cookie", COOKIE);
        fs::set_permissions(cookie, Permissions::from_mode(0o400)).expect("a cookie of its own");
        node
    }

    /// Where it keeps what it has.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Starts it (again) on the same ports, with what it had on disk, and waits until it accepts
    /// connections.
    pub async fn up(&self) {
        self.launch();
        self.started().await;
    }

    /// Waits until it accepts connections.
    pub(super) async fn started(&self) {
        let address = SocketAddr::from(([127, 0, 0, 1], self.port));
        wait::until(
            "the RabbitMQ node accepts connections",
            STARTS_WITHIN,
            async || tokio::net::TcpStream::connect(address).await.is_ok(),
        )
        .await;
        self.ctl(&["await_startup"]).await;
    }

    /// Starts it and does not wait.
    pub(super) fn launch(&self) {
        let log = File::create(self.folder().join("output")).expect("a file");
        let child = self
            .script("rabbitmq-server")
            .stdout(log.try_clone().expect("a second handle"))
            .stderr(log)
            .stdin(Stdio::null())
            .spawn()
            .expect("RabbitMQ is installed (Debian: apt-get install rabbitmq-server)");
        *self.running.lock().unwrap_or_else(PoisonError::into_inner) = Some(child);
    }

    /// Stops it in an orderly way; [`Self::up`] starts it again.
    pub async fn stop(&self) {
        self.ctl(&["stop"]).await;
        self.ended();
    }

    /// Stops it in an orderly way and starts it again.
    pub async fn restart(&self) {
        self.stop().await;
        self.up().await;
    }

    /// Ends it as a loss of power would (SIGKILL); [`Self::up`] starts it again.
    pub fn kill(&self) {
        self.signal("KILL");
        self.ended();
    }

    /// Freezes it (SIGSTOP): its connections stand, and it says nothing more.
    pub fn freeze(&self) {
        self.signal("STOP");
    }

    /// Lets it go on after [`Self::freeze`].
    pub fn thaw(&self) {
        self.signal("CONT");
    }

    /// Runs `rabbitmqctl` on it and returns what it printed.
    pub async fn ctl(&self, arguments: &[&str]) -> String {
        self.run("rabbitmqctl", arguments).await
    }

    /// Runs one of the commands of RabbitMQ on it and returns what it printed.
    pub async fn run(&self, command: &str, arguments: &[&str]) -> String {
        let mut command = self.script(command);
        command
            .args(["--quiet", "--node", &self.name])
            .args(arguments);
        let ran = tokio::task::spawn_blocking(move || output(&mut command, "on a test's own node"));
        ran.await.expect("the command succeeds")
    }

    /// As [`Self::ctl`], on a node that may not answer.
    pub async fn try_ctl(&self, arguments: &[&str]) -> Option<String> {
        let mut command = self.script("rabbitmqctl");
        command
            .args(["--quiet", "--node", &self.name])
            .args(arguments);
        let ran = tokio::task::spawn_blocking(move || command.output()).await;
        let ran = ran.ok()?.ok()?;
        let said = String::from_utf8_lossy(&ran.stdout).into_owned();
        ran.status.success().then_some(said)
    }

    fn signal(&self, name: &str) {
        let pid = fs::read_to_string(self.folder().join("pid")).unwrap_or_default();
        if !pid.trim().is_empty() {
            let signal = format!("-{name}");
            drop(Command::new("kill").args([&signal, pid.trim()]).output());
        }
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
        let folder = self.folder();
        let scripts = variable("KONTOR_TEST_RABBITMQ_SCRIPTS", SCRIPTS);
        let mut command = Command::new(format!("{scripts}/{name}"));
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
            .env("RABBITMQ_CONF_ENV_FILE", "/dev/null");
        command
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.kill();
    }
}
