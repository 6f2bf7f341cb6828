//! The command line: what it refuses, how it says so, what it lists.

use kontor_tests::{Settings, program};
use serde_json::Value;

use crate::ground::Ground;

fn failure(settings: &Settings, arguments: &[&str]) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().unwrap();
    let output = program::run(settings, folder.path(), arguments);
    assert!(!output.status.success(), "{arguments:?} succeeded");
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

#[test]
fn a_wrong_setting_is_refused_at_start_with_its_name_and_the_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let good = Settings::embedded(folder.path());
    for (name, value, says) in [
        ("http.listen", "nowhere", "http.listen"),
        ("staff.listen", "0.0.0.0:8081", "loopback"),
        (
            "database.url",
            "mysql://localhost/x",
            "sqlite:FOLDER or postgres://",
        ),
        ("bus.url", "kafka://localhost", "embedded:FOLDER or amqp://"),
        ("site.public_url", "forum.example.org", "site.public_url"),
        ("mailer.transport", "pigeon", "mailer.transport"),
        ("mailer.smtp.port", "99999999", "mailer.smtp.port"),
        ("mailer.smpt.host", "x", "smpt"),
        ("log.level", "shouting=very", "log.level"),
    ] {
        let (code, error) = failure(&good.clone().with(name, value), &["up"]);
        assert_eq!(code, Some(3), "{name}={value}: {error}");
        assert!(error.contains(says), "{name}={value}: {error}");
        assert!(
            error.contains("KONTOR__"),
            "does not say where it came from: {error}"
        );
        assert_eq!(error.trim_end().lines().count(), 1, "{error}");
    }
}

#[test]
fn a_wrong_line_of_the_file_is_refused_with_the_file() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("kontor.toml"),
        "[mailer]\nfrum = \"x\"\n",
    )
    .unwrap();
    let output = program::run(&Settings::default(), folder.path(), &["config", "check"]);
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{error}");
    assert!(
        error.contains("kontor.toml") && error.contains("frum"),
        "{error}"
    );
}

#[test]
fn the_file_that_init_writes_is_good_and_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::default();
    program::succeed(&settings, folder.path(), &["config", "init"]);
    let file = std::fs::read_to_string(folder.path().join("kontor.toml")).unwrap();
    for section in [
        "[site]",
        "[http]",
        "[staff]",
        "[database]",
        "[bus]",
        "[log]",
        "[registrations]",
        "[mailer]",
        "[partners]",
    ] {
        assert!(file.contains(section), "{section} is missing");
    }
    program::succeed(&settings, folder.path(), &["config", "check"]);
    let again = program::run(&settings, folder.path(), &["config", "init"]);
    assert_eq!(again.status.code(), Some(3));
}

#[test]
fn a_forum_file_is_refused_with_every_error_at_once_and_nothing_changes() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::embedded(folder.path());
    let file = folder.path().join("forum.toml");
    let wrong = Ground::file()
        .replace("Europe/Berlin", "Europe/Atlantis")
        .replace("capacity = 100", "capacity = -1\ncolour = \"red\"");
    std::fs::write(&file, wrong).unwrap();
    let output = program::run(&settings, folder.path(), &["forum", "apply", "forum.toml"]);
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{error}");
    for named in ["Europe/Atlantis", "capacity", "colour"] {
        assert!(error.contains(named), "{named} is not named: {error}");
    }
    program::succeed(&settings, folder.path(), &["migrate"]);
    assert_eq!(
        program::succeed(&settings, folder.path(), &["forum", "list", "--json"]).trim(),
        "[]"
    );
}

#[test]
fn applying_a_forum_again_changes_nothing_and_a_change_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::embedded(folder.path());
    let apply = |text: &str| {
        std::fs::write(folder.path().join("forum.toml"), text).unwrap();
        program::succeed(&settings, folder.path(), &["forum", "apply", "forum.toml"])
    };
    assert!(apply(Ground::file()).contains("online at"));
    assert!(apply(Ground::file()).contains("unchanged"));
    assert!(
        apply(&Ground::file().replace("capacity = 100", "capacity = 120")).contains("capacity")
    );
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused() {
    let ground = Ground::servers().await;
    let url = ground.database().url.clone();
    let newer = "INSERT INTO registrations.migrations (migration_set, version, name, digest) VALUES ('store', 99, 'later', 0)";
    let status = std::process::Command::new("psql")
        .args([&url, "-qc", newer])
        .status()
        .unwrap();
    assert!(status.success());
    for command in ["registrations", "migrate"] {
        let output = program::run(&ground.settings, ground.folder(), &[command]);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(
            !output.status.success() && error.contains("newer version"),
            "{command}: {error}"
        );
    }
    ground.remove().await;
}

#[tokio::test]
async fn a_worker_whose_tables_are_missing_says_what_to_run() {
    let folder = tempfile::tempdir().unwrap();
    let (code, error) = failure(&Settings::embedded(folder.path()), &["mailer"]);
    assert_eq!(code, Some(3), "{error}");
    assert!(error.contains("run kontor migrate"), "{error}");
}

#[tokio::test]
async fn a_broker_that_refuses_the_login_is_named_by_doctor() {
    let ground = Ground::servers().await;
    let settings = ground
        .settings
        .clone()
        .with("bus.url", "amqp://nobody:wrong@127.0.0.1:5672/%2f");
    let output = program::run(&settings, ground.folder(), &["doctor", "--json"]);
    assert!(!output.status.success());
    let findings: Value = serde_json::from_slice(&output.stdout).unwrap();
    let bus = findings
        .as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["check"] == "bus")
        .unwrap();
    assert_eq!(bus["ok"], false, "{bus}");
    let text = bus.to_string().to_lowercase();
    assert!(
        text.contains("refuses the login") && text.contains("check user"),
        "{bus}"
    );
    assert!(!text.contains("wrong"), "the password is shown: {bus}");
    ground.remove().await;
}

#[tokio::test]
async fn doctor_finds_nothing_wrong_with_a_good_installation() {
    let ground = Ground::embedded().await;
    ground.succeed(&["migrate"]);
    let free = |settings: &Settings| {
        settings
            .clone()
            .with("http.listen", kontor_tests::ports::free())
            .with("staff.listen", kontor_tests::ports::free())
    };
    let report = program::succeed(&free(&ground.settings), ground.folder(), &["doctor"]);
    for part in [
        "database of registrations",
        "database of mailer",
        "bus",
        "mail",
        "clock",
        "folders",
    ] {
        assert!(
            report.contains(&format!("ok   {part}")),
            "{part}:\n{report}"
        );
    }
}

#[test]
fn help_teaches() {
    let folder = tempfile::tempdir().unwrap();
    let help = program::succeed(&Settings::default(), folder.path(), &["--help"]);
    for word in [
        "demo",
        "up",
        "doctor",
        "dead-letters",
        "kontor config init",
        "Exit codes",
    ] {
        assert!(help.contains(word), "{word}:\n{help}");
    }
}
