//! A mail server and a mail reader that nobody here wrote: Python's aiosmtpd receives, its `email`
//! package and the `icalendar` package read. Each runs as a process of its own.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use kontor_testkit::wait;
use serde::Deserialize;
use tempfile::TempDir;

use crate::ports;

const WAIT: Duration = Duration::from_mins(1);
const READER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/end_to_end/read_mail.py");

/// A mail, as a foreign reader understands it.
#[derive(Debug, Clone, Deserialize)]
pub struct Mail {
    /// Subject, decoded.
    pub subject: String,
    /// Addresses of the recipients in the header.
    pub to: String,
    /// Message-ID.
    pub message_id: String,
    /// Name of the language of the content, if it is told.
    pub language: Option<String>,
    /// `Auto-Submitted` (RFC 3834).
    pub auto_submitted: Option<String>,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// Everything that the reader found wrong.
    pub defects: Vec<String>,
    /// The calendar part, if there is one.
    pub calendar: Option<Calendar>,
    /// The calendar entry that is attached as a file, if there is one.
    pub attached: Option<Calendar>,
    /// Content-IDs of the pictures within the mail.
    pub pictures: Vec<String>,
    /// Longest line in bytes, without its end.
    pub longest_line: usize,
}

/// A calendar part, as a foreign reader understands it.
#[derive(Debug, Clone, Deserialize)]
pub struct Calendar {
    /// `method` of the content type.
    pub content_method: String,
    /// `METHOD` of the calendar.
    pub method: String,
    /// The whole text.
    pub text: String,
    /// UID of the entry.
    pub uid: String,
    /// SEQUENCE of the entry.
    pub sequence: i64,
    /// Start, as an instant (RFC 3339).
    pub start: String,
    /// End, as an instant (RFC 3339).
    pub end: String,
    /// Zone that the start is told in.
    pub zone: String,
    /// The zones that are defined in the calendar itself.
    pub defined_zones: Vec<String>,
    /// Summary.
    pub summary: String,
    /// Organizer's address.
    pub organizer: String,
    /// Attendees' addresses.
    pub attendees: Vec<String>,
}

impl Mail {
    /// The first link in the text whose path begins so.
    pub fn link(&self, path: &str) -> String {
        let words = self
            .text
            .split_whitespace()
            .map(|word| word.trim_matches(['<', '>', '(', ')']));
        let mut links = words.filter(|word| word.starts_with("http") && word.contains(path));
        links
            .next()
            .unwrap_or_else(|| panic!("no link to {path} in:\n{}", self.text))
            .to_owned()
    }
}

/// A running mail server that keeps what it receives.
#[derive(Debug)]
pub struct MailServer {
    child: Child,
    folder: TempDir,
    /// Where it listens.
    pub address: SocketAddr,
}

impl MailServer {
    /// Starts one.
    pub async fn start() -> Self {
        let (folder, address) = (tempfile::tempdir().expect("a folder"), ports::free());
        let child = Self::serve(folder.path(), address);
        let server = Self {
            child,
            folder,
            address,
        };
        server.wait_until_up().await;
        server
    }

    /// Stops it, as an outage would; what it received stays.
    pub fn stop(&mut self) {
        self.child.kill().expect("the mail server can be killed");
        self.child.wait().expect("the mail server has ended");
    }

    /// Starts it again where it was.
    pub async fn start_again(&mut self) {
        self.child = Self::serve(self.folder.path(), self.address);
        self.wait_until_up().await;
    }

    fn serve(folder: &Path, address: SocketAddr) -> Child {
        Command::new(python())
            .args([
                "-m",
                "aiosmtpd",
                "-n",
                "-l",
                &address.to_string(),
                "-c",
                "aiosmtpd.handlers.Mailbox",
            ])
            .arg(folder.join("mail"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("Python with aiosmtpd: run tests/run")
    }

    async fn wait_until_up(&self) {
        let up = async || tokio::net::TcpStream::connect(self.address).await.is_ok();
        assert!(
            wait::reached(WAIT, up).await,
            "aiosmtpd does not answer: run tests/run"
        );
    }

    /// The files received so far, oldest first.
    pub fn files(&self) -> Vec<PathBuf> {
        let Ok(entries) = std::fs::read_dir(self.folder.path().join("mail/new")) else {
            return Vec::new();
        };
        let mut files: Vec<_> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
        files.sort_by_key(|path| {
            std::fs::metadata(path)
                .and_then(|meta| meta.modified())
                .ok()
        });
        files
    }

    /// Waits until so many mails have been received, and reads all of them.
    pub async fn wait_for(&self, count: usize) -> Vec<Mail> {
        let enough = async || self.files().len() >= count;
        let reached = wait::reached(WAIT, enough).await;
        let files = self.files();
        assert!(reached, "{} mails were received, not {count}", files.len());
        read(&files)
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        if self.child.kill().is_ok() {
            drop(self.child.wait());
        }
    }
}

/// Reads mails with the foreign reader.
pub fn read(files: &[PathBuf]) -> Vec<Mail> {
    let output = Command::new(python())
        .arg(READER)
        .args(files)
        .output()
        .expect("Python runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "the mail cannot be read: {errors}");
    serde_json::from_slice(&output.stdout).expect("the reader prints JSON")
}

/// The Python that has the foreign packages.
#[expect(
    clippy::disallowed_methods,
    reason = "tests find their tools by the environment"
)]
pub fn python() -> String {
    std::env::var("KONTOR_TEST_PYTHON").unwrap_or_else(|_| {
        let tools = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../target/test-tools/venv/bin/python"
        );
        if Path::new(tools).exists() {
            tools.to_owned()
        } else {
            "python3".to_owned()
        }
    })
}
