//! The command line: what it refuses, how it says so, what it lists.

use std::os::unix::fs::PermissionsExt;

use kontor_tests::{Kontor, Settings, ports, program};
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
        ("access.database", "mysql://localhost/x", "access.database"),
        (
            "access.console_url",
            "console.example",
            "access.console_url",
        ),
        ("access.second_factor", "perhaps", "access.second_factor"),
        ("access.idle_minutes", "1", "access.idle_minutes"),
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
        "[access]",
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
    let said = String::from_utf8_lossy(&again.stderr);
    for word in [
        "kontor.toml exists already",
        "left as it is",
        "kontor config init FILE",
    ] {
        assert!(said.contains(word), "{said}");
    }
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    let kept = std::fs::read_to_string(folder.path().join("kontor.toml")).unwrap();
    assert_eq!(kept, file);
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
            .with("http.listen", ports::free())
            .with("staff.listen", ports::free())
    };
    let report = program::succeed(&free(&ground.settings), ground.folder(), &["doctor"]);
    for part in [
        "database of registrations",
        "database of mailer",
        "database of access",
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

#[tokio::test]
async fn init_then_doctor_then_up_works_in_an_empty_folder() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::default()
        .with("http.listen", ports::free())
        .with("staff.listen", ports::free());
    program::succeed(&settings, folder.path(), &["config", "init"]);
    let report = program::succeed(&settings, folder.path(), &["doctor"]);
    assert_eq!(report.matches("not created yet").count(), 5, "{report}");
    for warned in ["mail that leaves", "sender", "public address", "office"] {
        assert!(
            report.contains(&format!("warn {warned}")),
            "{warned}:\n{report}"
        );
    }
    let made = folder.path().join("kontor-data");
    assert!(!made.exists(), "looking has made something");
    Kontor::start(&Settings::default(), folder.path(), &["up"]).await;
    for (path, mode) in [
        ("kontor.toml", 0o600),
        ("kontor-data", 0o700),
        ("kontor-data/registrations.sqlite", 0o600),
        ("kontor-data/bus.sqlite", 0o600),
        ("mail", 0o700),
    ] {
        let found = std::fs::metadata(folder.path().join(path)).unwrap();
        assert_eq!(found.permissions().mode() & 0o777, mode, "{path}");
    }
}

#[test]
fn a_broken_template_of_the_office_is_refused_before_anybody_sees_it() {
    for (name, text, place) in [
        ("base.html", "<html>\n{% if %}", "base.html:2"),
        (
            "mailer/confirmation.md",
            "# {{ title }}\n{{ confirm_url }}",
            "mailer/confirmation.md:2",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("own/templates").join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
        let settings = Settings::embedded(folder.path())
            .with("site.overrides", "own")
            .with("http.listen", ports::free())
            .with("staff.listen", ports::free());
        for command in [&["config", "check"][..], &["up"]] {
            let output = program::run(&settings, folder.path(), command);
            let error = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(3), "{command:?}: {error}");
            assert!(error.contains(place), "{command:?}: {error}");
        }
    }
}

#[test]
fn nobody_who_stops_reading_makes_a_command_fail_or_panic() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::embedded(folder.path());
    program::succeed(&settings, folder.path(), &["migrate"]);
    for arguments in [
        &["doctor", "--json"][..],
        &["config", "show"],
        &["forum", "sample"],
        &["dead-letters", "list"],
        &["completions", "zsh"],
        &["--help"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = program::command(&settings, folder.path(), arguments)
            .env("KONTOR__HTTP__LISTEN", ports::free().to_string())
            .env("KONTOR__STAFF__LISTEN", ports::free().to_string())
            .stdout(writer)
            .output()
            .unwrap();
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {error}");
        assert!(error.is_empty(), "{arguments:?}: {error}");
    }
}

#[test]
fn what_is_in_force_is_shown_with_its_origin_and_without_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let file = "[mailer.smtp]\nhost = \"mail.office.de\"\npassword = \"S3cret\"\n";
    std::fs::write(folder.path().join("kontor.toml"), file).unwrap();
    std::fs::write(folder.path().join("bus_url"), "amqp://k:S3cret@mq/k\n").unwrap();
    let settings = Settings::default()
        .with("database.url", "postgres://k:S3cret@db/k")
        .with("bus.url_file", "bus_url");
    let shown = program::succeed(&settings, folder.path(), &["config", "show"]);
    for line in [
        "mailer.smtp.host = \"mail.office.de\"  # kontor.toml",
        "mailer.smtp.password = \"***\"  # kontor.toml",
        "mailer.smtp.port = 587\n",
        "database.url = \"postgres://k:***@db/k\"  # environment variable KONTOR__DATABASE__URL",
        "bus.url = \"amqp://k:***@mq/k\"  # environment variable KONTOR__BUS__URL_FILE",
    ] {
        assert!(shown.contains(line), "{line}\n{shown}");
    }
    assert!(!shown.contains("S3cr"), "{shown}");
}

#[test]
fn forums_are_tried_without_a_change_read_from_several_files_and_from_standard_input() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::embedded(folder.path());
    program::succeed(&settings, folder.path(), &["migrate"]);
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let other = Ground::file().replace("cooperation-forum", "second-forum");
    write("a.toml", Ground::file());
    write("b.toml", &other);
    let forum = |arguments: &[&str]| {
        let arguments = [&["forum"], arguments].concat();
        program::succeed(&settings, folder.path(), &arguments)
    };
    let tried = forum(&["apply", "--dry-run", "a.toml", "b.toml"]);
    assert_eq!(tried.matches("would be online at").count(), 2, "{tried}");
    assert_eq!(forum(&["list", "--json"]).trim(), "[]");
    write("wrong.toml", "slug = 1");
    let refused = program::run(
        &settings,
        folder.path(),
        &["forum", "apply", "a.toml", "wrong.toml"],
    );
    assert_eq!(refused.status.code(), Some(3));
    assert_eq!(
        forum(&["list", "--json"]).trim(),
        "[]",
        "one of two was applied"
    );
    let done: Value =
        serde_json::from_str(&forum(&["apply", "--json", "a.toml", "b.toml"])).unwrap();
    assert_eq!(done[1]["slug"], "second-forum");
    assert_eq!(done[1]["result"], "created");
    let input = std::fs::File::open(folder.path().join("a.toml")).unwrap();
    let read = program::command(&settings, folder.path(), &["forum", "apply", "-"])
        .stdin(input)
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&read.stdout).contains("unchanged"));
    assert!(forum(&["list"]).contains("TITLE"));
}

#[test]
fn only_a_forum_that_people_find_is_said_to_be_online() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::embedded(folder.path());
    let published = "state = \"published\"";
    assert!(
        Ground::file().contains(published),
        "the test's file has changed"
    );
    for (slug, text) in [
        (
            "draft",
            Ground::file().replace(published, "state = \"draft\""),
        ),
        (
            "cancelled",
            Ground::file().replace(published, "state = \"cancelled\""),
        ),
        ("over", Ground::file().replace("2030-", "2020-")),
    ] {
        std::fs::write(
            folder.path().join("forum.toml"),
            text.replace("cooperation-forum", slug),
        )
        .unwrap();
        let said = program::succeed(&settings, folder.path(), &["forum", "apply", "forum.toml"]);
        assert!(!said.contains("online at") && said.contains(slug), "{said}");
    }
}

/// What is printed to begin with is a forum as it is; what is probably not meant is told beside it, to
/// people and to programs, and changes nothing.
#[test]
fn the_sample_is_applied_as_it_is_and_doubtful_times_are_warned_of() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::embedded(folder.path());
    let sample = program::succeed(&settings, folder.path(), &["forum", "sample"]);
    let apply = |text: &str, arguments: &[&str]| {
        std::fs::write(folder.path().join("forum.toml"), text).unwrap();
        let arguments = [&["forum", "apply", "forum.toml"], arguments].concat();
        let output = program::run(&settings, folder.path(), &arguments);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert!(output.status.success(), "{}", text(&output.stderr));
        (text(&output.stdout), text(&output.stderr))
    };
    let (said, warned) = apply(&sample, &[]);
    assert!(said.contains("online at"), "{said}");
    assert_eq!(warned, "");
    let skipped = Ground::file()
        .replace("2030-03-12T10:00:00", "2030-03-31T02:30:00")
        .replace("2030-03-12T16:00:00", "2030-03-31T16:00:00")
        .replace("cooperation-forum", "at-night");
    assert!(skipped.contains("02:30"), "the test's file has changed");
    let (said, warned) = apply(&skipped, &[]);
    assert!(said.contains("at-night: online at"), "{said}");
    let told =
        "at-night: warning: starts is 2030-03-31T02:30:00, which the clocks of Europe/Berlin skip";
    assert!(warned.contains(told), "{warned}");
    let (said, _) = apply(&skipped, &["--json"]);
    let done: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(done[0]["result"], "unchanged");
    assert_eq!(done[0]["warnings"][0]["key"], "starts");
}

#[test]
fn a_shell_and_a_manual_learn_every_command() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::default();
    for shell in ["bash", "zsh", "fish"] {
        let text = program::succeed(&settings, folder.path(), &["completions", shell]);
        assert!(text.contains("dead-letters"), "{shell}");
    }
    let page = program::succeed(&settings, folder.path(), &["man"]);
    assert!(page.contains(".TH kontor 1"), "{page}");
    program::succeed(&settings, folder.path(), &["man", "man1"]);
    assert!(folder.path().join("man1/kontor-forum-apply.1").is_file());
}

#[tokio::test]
async fn on_a_terminal_up_says_what_to_open_and_no_color_is_obeyed() {
    let folder = tempfile::tempdir().unwrap();
    let (public, staff) = (ports::free(), ports::free());
    let settings = Settings::embedded(folder.path())
        .with("http.listen", public)
        .with("log.format", "human")
        .with("staff.listen", staff);
    for (no_color, coloured) in [("", true), ("1", false)] {
        let seen = folder.path().join(format!("seen{no_color}"));
        let kontor = program::command(&settings, folder.path(), &[]);
        let mut terminal = std::process::Command::new("script")
            .args(["-qfec", &format!("exec {} up", program::path().display())])
            .arg(&seen)
            .envs(
                kontor
                    .get_envs()
                    .filter_map(|(name, value)| Some((name, value?))),
            )
            .env("NO_COLOR", no_color)
            .current_dir(folder.path())
            .stdin(std::process::Stdio::null())
            .stdout(std::process::Stdio::null())
            .spawn()
            .expect("script, of the package bsdutils or util-linux");
        let text = || std::fs::read_to_string(&seen).unwrap_or_default();
        let said = async || text().contains("Stop with Ctrl+C");
        let reached = kontor_testkit::wait::reached(std::time::Duration::from_mins(1), said).await;
        terminal.kill().unwrap();
        terminal.wait().unwrap();
        assert!(reached, "{}", text());
        assert!(text().contains(&format!("http://{public}/")), "{}", text());
        assert!(
            text().contains(&format!("http://{staff}/console/mails")),
            "{}",
            text()
        );
        assert_eq!(text().contains('\u{1b}'), coloured, "{}", text());
    }
}

#[test]
fn a_public_address_with_a_slash_at_its_end_makes_good_links() {
    let folder = tempfile::tempdir().unwrap();
    let settings =
        Settings::embedded(folder.path()).with("site.public_url", "https://f.office.de/");
    std::fs::write(folder.path().join("forum.toml"), Ground::file()).unwrap();
    let said = program::succeed(&settings, folder.path(), &["forum", "apply", "forum.toml"]);
    assert!(said.contains("https://f.office.de/forums/"), "{said}");
}

#[tokio::test]
async fn doctor_sends_a_test_mail_that_arrives_or_says_why_not() {
    let mut ground = Ground::embedded().await;
    let doctor = |ground: &Ground| {
        let settings = ground.settings.clone();
        let settings = settings
            .with("http.listen", ports::free())
            .with("staff.listen", ports::free());
        let asked = ["doctor", "--send-test", "me@example.org"];
        let output = program::run(&settings, ground.folder(), &asked);
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stdout).into_owned(),
        )
    };
    let (code, report) = doctor(&ground);
    assert_eq!(code, Some(0), "{report}");
    assert!(report.contains("ok   test mail: it has left"), "{report}");
    let mails = ground.mail.wait_for(1).await;
    assert_eq!(mails[0].to, "me@example.org");
    assert!(mails[0].subject.contains("Test mail"), "{:?}", mails[0]);
    ground.mail.stop();
    let (code, report) = doctor(&ground);
    assert_eq!(code, Some(1), "{report}");
    assert!(report.contains("FAIL test mail"), "{report}");
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
