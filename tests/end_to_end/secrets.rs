//! Secrets that break the form of what they stand in: no command prints them, in whatever way it fails.

use std::{
    path::Path,
    process::{Output, Stdio},
    time::Duration,
};

use kontor_testkit::wait;
use kontor_tests::{Settings, ports, program};

/// How long a command may go on that does not end by itself.
const PATIENCE: Duration = Duration::from_secs(2);

/// Two halves that nothing else contains, with what breaks an address, a list or a line in between.
fn broken_secrets() -> impl Iterator<Item = String> {
    ["#/", "@", "\n", "\""]
        .iter()
        .map(|sign| format!("S3cr{sign}et77"))
}

/// The settings that hold one secret each.
fn holders(secret: &str) -> Vec<(&'static str, String)> {
    let source = |url: &str, key: &str| {
        format!("[{{ name = \"een\", een = {{ url = \"{url}\", api_key = \"{key}\" }} }}]")
    };
    let network = "https://127.0.0.1:1/v1";
    vec![
        (
            "database.url",
            format!("postgres://k:{secret}@127.0.0.1:1/k"),
        ),
        ("database.url", format!("k:{secret}@127.0.0.1:1/k")),
        (
            "database.url",
            format!("postgres://127.0.0.1:1/k?user=k&password={secret}"),
        ),
        ("database", format!("postgres://k:{secret}@127.0.0.1:1/k")),
        (
            "access.database",
            format!("postgres://k:{secret}@127.0.0.1:1/k"),
        ),
        ("access.database", format!("k:{secret}@127.0.0.1:1/k")),
        (
            "bus.url",
            format!("[\"amqp://a:{secret}@127.0.0.1:1/v\", \"amqp://b:{secret}@127.0.0.1:2/v\"]"),
        ),
        ("bus.url", format!("amq://a:{secret}@127.0.0.1:1/v")),
        ("mailer.smtp.password", secret.to_owned()),
        ("partners.sources", source(network, secret)),
        (
            "partners.sources",
            source(&format!("https://u:{secret}@127.0.0.1:1/v1"), "k"),
        ),
    ]
}

const COMMANDS: [&[&str]; 8] = [
    &["config", "check"],
    &["config", "show"],
    &["doctor"],
    &["doctor", "--json"],
    &["migrate"],
    &["forum", "list"],
    &["dead-letters", "list"],
    &["up"],
];

#[tokio::test]
async fn a_broken_secret_is_in_no_output() {
    for secret in broken_secrets() {
        for (setting, value) in holders(&secret) {
            let folder = tempfile::tempdir().unwrap();
            let settings = Settings::default()
                .with("http.listen", ports::free())
                .with("staff.listen", ports::free())
                .with("log.level", "debug")
                .with("mailer.transport", "smtp")
                .with("mailer.smtp.host", "127.0.0.1")
                .with("mailer.smtp.port", 1)
                .with("mailer.smtp.username", "k")
                .with(setting, &value);
            for command in COMMANDS {
                let output = run(&settings, folder.path(), command).await;
                let said = [output.stdout, output.stderr].concat();
                let said = String::from_utf8_lossy(&said);
                assert!(!said.is_empty(), "{command:?} says something");
                assert!(
                    !said.contains("S3cr") && !said.contains("et77"),
                    "{command:?} with {setting} = {value:?}: {said}"
                );
            }
        }
    }
}

/// Runs a command to its end, or ends it: `up` goes on if all is well so far.
async fn run(settings: &Settings, folder: &Path, command: &[&str]) -> Output {
    let mut child = program::command(settings, folder, command)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let ended = async || child.try_wait().unwrap().is_some();
    if !wait::reached(PATIENCE, ended).await {
        child.kill().unwrap();
    }
    child.wait_with_output().unwrap()
}
