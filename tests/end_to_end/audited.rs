//! What is changed by command is in the audit, in ids and names of things; what changes nothing is not.

use std::process::Command;

use kontor_tests::{mail::python, program};
use serde_json::Value;

use crate::{ground::Ground, journey};

/// Makes the message of the last sign-up one that nobody could handle.
const SET_ASIDE: &str = r#"
import sqlite3, sys
mailer = sqlite3.connect(sys.argv[1] + "/mailer.sqlite")
mailer.execute("""INSERT INTO parked (consumer, message_id, state, kind, subject, body, attempts, not_before,
    lease_until, reason, first_failed_at, last_failed_at)
    SELECT 'mailer', message_id, 'dead', 'registration.received.v1', 'reg_x', ?, 20, 0, 0, 'tried', 1, handled_at
    FROM inbox LIMIT 1""", ('{"data":{"contact":{"email":"anna@example.org"}}}'.encode(),))
mailer.commit()
"#;

/// Actions and their subjects since the audit had so many rows, oldest first; all by command.
fn audited(ground: &Ground, since: usize) -> Vec<(String, String)> {
    let lines: Vec<Value> = serde_json::from_str(&ground.succeed(&["audit", "--json"])).unwrap();
    let all = lines.iter().rev().map(|line| {
        assert_eq!(line["actor"], "command_line", "{line}");
        let text = |name: &str| line[name].as_str().unwrap().to_owned();
        (text("action"), text("subject"))
    });
    all.skip(since).collect()
}

fn lines(of: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = of
        .iter()
        .map(|(action, subject)| ((*action).into(), (*subject).into()));
    owned.collect()
}

#[tokio::test]
async fn forums_that_are_made_changed_and_called_off_by_file() {
    let ground = Ground::embedded().await;
    ground.succeed(&["migrate"]);
    let apply = |text: &str, arguments: &[&str]| {
        std::fs::write(ground.folder().join("forum.toml"), text).unwrap();
        let arguments = [&["forum", "apply", "forum.toml"], arguments].concat();
        program::run(&ground.settings, ground.folder(), &arguments)
    };
    let file = Ground::file();
    assert!(apply(file, &["--dry-run"]).status.success());
    assert!(
        !apply(&file.replace("kind = \"forum\"", "kind = \"x\""), &[])
            .status
            .success()
    );
    assert_eq!(audited(&ground, 0), [], "nothing was changed");
    let forum = "forum/cooperation-forum";
    assert!(apply(file, &[]).status.success());
    assert_eq!(
        audited(&ground, 0),
        lines(&[("forum.created", forum), ("forum.published", forum)])
    );
    assert!(apply(file, &[]).status.success());
    assert_eq!(audited(&ground, 2), [], "it was so already");
    let larger = file.replace("capacity = 100", "capacity = 120");
    assert!(apply(&larger, &[]).status.success());
    let off = larger.replace("state = \"published\"", "state = \"cancelled\"");
    assert!(apply(&off, &["--dry-run"]).status.success());
    assert!(apply(&off, &[]).status.success());
    assert_eq!(
        audited(&ground, 2),
        lines(&[("forum.changed", forum), ("forum.cancelled", forum)])
    );
}

#[tokio::test]
async fn sign_ups_that_are_called_off_messages_that_are_given_back_people_who_are_erased() {
    let ground = Ground::embedded().await;
    ground.forum(100);
    let mut kontor = ground.start("up").await;
    for email in ["anna@example.org", "ben@example.org"] {
        assert_eq!(journey::sign_up(kontor.public, email, "en").await.0, 202);
    }
    ground.mail.wait_for(2).await;
    assert!(kontor.stop().await, "{}", kontor.log());

    let ben = number(&ground, "ben@example.org");
    ground.succeed(&["registration", "cancel", &ben]);
    ground.succeed(&["registration", "cancel", &ben]);
    assert_eq!(
        audited(&ground, 2),
        lines(&[("registration.cancelled", &ben)]),
        "once"
    );

    let folder = ground.folder().display().to_string();
    let parked = Command::new(python())
        .args(["-c", SET_ASIDE, &folder])
        .status();
    assert!(parked.unwrap().success());
    let letters: Value =
        serde_json::from_str(&ground.succeed(&["dead-letters", "list", "--json"])).unwrap();
    let letter = letters[0]["id"].as_str().unwrap();
    ground.succeed(&["dead-letters", "replay", letter]);
    ground.succeed(&["dead-letters", "replay", "--all"]);
    assert_eq!(
        audited(&ground, 3),
        lines(&[("message.replayed", letter)]),
        "once"
    );

    let anna = number(&ground, "anna@example.org");
    ground.succeed(&["person", "erase", "anna@example.org"]);
    assert_eq!(audited(&ground, 4), [], "it only said what it would do");
    ground.succeed(&["person", "erase", "anna@example.org", "--yes"]);
    let mut erased = audited(&ground, 4);
    // Its number was known to nobody before.
    let mail = erased
        .iter()
        .position(|(action, _)| action == "mail.erased");
    assert!(erased.remove(mail.unwrap()).1.starts_with("mail_"));
    let known = format!("registration/{anna}");
    assert_eq!(
        erased,
        lines(&[
            ("registration.cancelled", &anna),
            ("registration.erased", &anna),
            ("person.erased", &known),
            ("message.erased", letter),
        ])
    );
}

/// The number of somebody's only sign-up.
fn number(ground: &Ground, email: &str) -> String {
    let list = ground.succeed(&["registration", "list", email, "--json"]);
    let found: Value = serde_json::from_str(&list).unwrap();
    found[0]["id"].as_str().unwrap().to_owned()
}
