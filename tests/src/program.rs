//! The built program, driven as a person or an init system would: arguments, environment, signals.

use std::{
    fs::File,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::Duration,
};

use kontor_testkit::wait;

use crate::{http, ports};

/// How long a process may take to become ready. Generous: the machine may be busy with other tests.
const READY: Duration = Duration::from_mins(1);

/// Settings of a process, as environment variables over the defaults.
#[derive(Debug, Clone, Default)]
pub struct Settings(Vec<(String, String)>);

impl Settings {
    /// Everything embedded, in a folder.
    pub fn embedded(folder: &Path) -> Self {
        let folder = folder.display();
        Self::default()
            .with("database.url", format!("sqlite:{folder}"))
            .with("bus.url", format!("embedded:{folder}"))
            .with("log.format", "json")
            // What is changed is told at once, unless a test says otherwise.
            .with("mailer.pause_seconds", 0)
            // Every sign-up of a test comes from this machine.
            .with("registrations.unconfirmed_share", 100)
            .with("registrations.places_per_client", 0)
            .with("registrations.mails_per_client", 0)
            .with("registrations.mails_per_domain", 0)
            .with("registrations.mails_per_mailbox", 0)
    }

    /// Sets one, by its name in the file: `mailer.smtp.host`.
    #[must_use]
    pub fn with(self, name: &str, value: impl std::fmt::Display) -> Self {
        self.variable(&variable_of(name), value)
    }

    /// Sets one unless it is set.
    #[must_use]
    pub fn or(self, name: &str, value: impl std::fmt::Display) -> Self {
        let variable = variable_of(name);
        if self.0.iter().any(|(known, _)| *known == variable) {
            return self;
        }
        self.variable(&variable, value)
    }

    /// What one is set to, by its name in the file.
    pub fn get(&self, name: &str) -> Option<&str> {
        let variable = variable_of(name);
        let mut all = self.0.iter();
        all.find(|(known, _)| *known == variable)
            .map(|(_, value)| value.as_str())
    }

    /// Sets one, by the name of its variable.
    #[must_use]
    pub fn variable(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.0.retain(|(known, _)| *known != name);
        self.0.push((name.to_owned(), value.to_string()));
        self
    }
}

fn variable_of(name: &str) -> String {
    format!("KONTOR__{}", name.to_uppercase().replace('.', "__"))
}

/// Where the built program is: beside the tests, unless `KONTOR_TEST_PROGRAM` says otherwise.
#[expect(
    clippy::disallowed_methods,
    reason = "tests find their program by the environment"
)]
pub fn path() -> PathBuf {
    if let Ok(path) = std::env::var("KONTOR_TEST_PROGRAM") {
        return path.into();
    }
    let test = std::env::current_exe().expect("the path of this test");
    let found = test
        .ancestors()
        .skip(1)
        .take(2)
        .map(|folder| folder.join("kontor"));
    let program = found.into_iter().find(|path| path.is_file());
    program.expect("the program is not built: run cargo build -p kontor, or tests/run")
}

/// Runs a command of the program to its end.
pub fn run(settings: &Settings, folder: &Path, arguments: &[&str]) -> Output {
    command(settings, folder, arguments)
        .output()
        .expect("the program starts")
}

/// Runs a command that must succeed and returns what it printed.
pub fn succeed(settings: &Settings, folder: &Path, arguments: &[&str]) -> String {
    let output = run(settings, folder, arguments);
    let (out, err) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(
        output.status.success(),
        "kontor {arguments:?} failed: {err}\n{out}"
    );
    out.into_owned()
}

/// A command of the program, not started.
pub fn command(settings: &Settings, folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(path());
    command
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null());
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("KONTOR__") {
            command.env_remove(name);
        }
    }
    command.envs(settings.0.iter().cloned());
    command
}

/// A running process. Killed when dropped.
#[derive(Debug)]
pub struct Kontor {
    child: Child,
    log: PathBuf,
    /// Where the public pages and the API are.
    pub public: SocketAddr,
    /// Where the staff's pages are.
    pub staff: SocketAddr,
}

impl Kontor {
    /// Starts `kontor <arguments>` in a folder and waits until it is ready.
    pub async fn start(settings: &Settings, folder: &Path, arguments: &[&str]) -> Self {
        let kontor = Self::launch(settings, folder, arguments);
        kontor.wait_until_ready().await;
        kontor
    }

    /// Starts it and does not wait.
    pub fn launch(settings: &Settings, folder: &Path, arguments: &[&str]) -> Self {
        let (public, staff) = (ports::free(), ports::free());
        Self::launch_at(settings, folder, arguments, public, staff)
    }

    /// Starts it on given ports and does not wait.
    pub fn launch_at(
        settings: &Settings,
        folder: &Path,
        arguments: &[&str],
        public: SocketAddr,
        staff: SocketAddr,
    ) -> Self {
        let settings = settings
            .clone()
            .with("http.listen", public)
            .with("staff.listen", staff)
            .or("site.public_url", format!("http://{public}"));
        let log = folder.join(format!("{}-{}.log", arguments.join("-"), public.port()));
        let file = File::options()
            .create(true)
            .append(true)
            .open(&log)
            .expect("a log file");
        let child = command(&settings, folder, arguments)
            .stdout(Stdio::null())
            .stderr(file)
            .spawn()
            .expect("the program starts");
        Self {
            child,
            log,
            public,
            staff,
        }
    }

    /// Waits until `/readyz` says that everything works.
    pub async fn wait_until_ready(&self) {
        let url = self.url("/readyz");
        let client = http::client();
        let ready = async || http::is_up(&client, &url).await;
        let reached = wait::reached(READY, ready).await;
        assert!(reached, "not ready within {READY:?}:\n{}", self.log());
    }

    /// The address of a public page.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.public)
    }

    /// The address of a staff page.
    pub fn staff_url(&self, path: &str) -> String {
        format!("http://{}{path}", self.staff)
    }

    /// What the process has said.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// The process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Kills it as a loss of power would (SIGKILL).
    pub fn kill(&mut self) {
        self.child.kill().expect("the process can be killed");
        self.child.wait().expect("the process has ended");
    }

    /// Asks it to stop (SIGTERM) and returns whether it ended well.
    pub async fn stop(&mut self) -> bool {
        signal(self.child.id(), "TERM");
        let ended = async || {
            self.child
                .try_wait()
                .expect("the process can be asked")
                .is_some()
        };
        assert!(
            wait::reached(READY, ended).await,
            "did not stop:\n{}",
            self.log()
        );
        self.child.wait().expect("the process has ended").success()
    }
}

impl Drop for Kontor {
    fn drop(&mut self) {
        if self.child.kill().is_ok() {
            drop(self.child.wait());
        }
    }
}

/// Sends a signal to a process.
pub fn signal(id: u32, name: &str) {
    let status = Command::new("kill")
        .args([format!("-{name}"), id.to_string()])
        .status();
    assert!(
        status.expect("kill can be run").success(),
        "no process {id}"
    );
}
