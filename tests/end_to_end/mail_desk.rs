//! The mail desk by the built program: every kind before it goes, every mail after it went, and one sent
//! again; beside a running program and while none runs, on both engines.

use kontor_tests::program;
use serde_json::Value;

use crate::{
    ground::{FORUM, Ground},
    journey,
};

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Exit code and words of a command that is refused.
fn refused(ground: &Ground, arguments: &[&str]) -> (i32, String) {
    let output = program::run(&ground.settings, ground.folder(), arguments);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.stdout.is_empty(), "{arguments:?}");
    (output.status.code().unwrap(), error)
}

fn kinds(ground: &Ground) -> Vec<Value> {
    let kinds = json(&ground.succeed(&["mail", "preview", "--json"]));
    kinds.as_array().unwrap().clone()
}

/// Every kind, in every language, of the office's own forum.
fn look_at_all(ground: &Ground) {
    let kinds = kinds(ground);
    assert!(kinds.len() >= 16, "{kinds:?}");
    for kind in &kinds {
        let word = kind["kind"].as_str().unwrap();
        assert!(!kind["about"].as_str().unwrap().is_empty(), "{word}");
        for language in ["de", "en", "fr"] {
            let mut arguments = vec!["mail", "preview", word, "--language", language];
            if kind["of_forum"] == true {
                arguments.extend(["--forum", FORUM]);
            }
            let said = ground.succeed(&arguments);
            assert!(said.starts_with("Subject: "), "{said}");
            assert!(
                said.contains(&format!("\nLanguage: {language}\n")),
                "{said}"
            );
        }
    }
    let files = ["--html", "mail.html", "--calendar", "entry.ics"];
    let asked = [
        "mail",
        "preview",
        "confirmation",
        "--forum",
        FORUM,
        "--language",
        "fr",
    ];
    let said = ground.succeed(&[&asked[..], &files].concat());
    assert!(
        said.contains("Forum de coopération des constructeurs de machines"),
        "{said}"
    );
    let read = |name| std::fs::read_to_string(ground.folder().join(name)).unwrap();
    assert!(read("mail.html").contains("<html lang=\"fr\""));
    assert!(read("entry.ics").contains("METHOD:REQUEST"));
}

fn say_why_not(ground: &Ground) {
    let nobody = "mail_01990000000070008000000000000000";
    for (arguments, code, says) in [
        (&["mail", "preview", "newsletter"][..], 4, "unknown_kind"),
        (&["mail", "preview", "confirmation"], 3, FORUM),
        (
            &["mail", "preview", "confirmation", "--forum", "nowhere"],
            4,
            FORUM,
        ),
        (
            &[
                "mail",
                "preview",
                "confirmation",
                "--forum",
                FORUM,
                "--language",
                "tlh",
            ],
            4,
            "de, en, fr",
        ),
        (&["mail", "list", "--state", "lost"], 3, "superseded"),
        (&["mail", "list", "--kind", "newsletter"], 3, "confirmation"),
        (&["mail", "list", "--forum", "nowhere"], 4, FORUM),
        (&["mail", "show", nobody], 4, "unknown_mail"),
        (&["mail", "resend", nobody], 4, "unknown_mail"),
    ] {
        let (found, error) = refused(ground, arguments);
        assert_eq!(found, code, "{arguments:?}: {error}");
        assert!(error.starts_with("kontor: error["), "{error}");
        assert!(error.contains(says), "{arguments:?}: {error}");
    }
}

/// Somebody signs up, confirms, and never got the confirmation.
async fn journey(ground: &Ground, registrations: std::net::SocketAddr) {
    let (status, _) = journey::sign_up(registrations, "zoe@example.org", "de").await;
    assert_eq!(status, 202);
    let asked = ground.mail.wait_for(1).await;
    journey::press(&asked[0].link("/confirm/")).await;
    ground.mail.wait_for(2).await;
    let sent = [
        "mail",
        "list",
        "--json",
        "--kind",
        "confirmation",
        "--forum",
        FORUM,
    ];
    journey::settle(async || json(&ground.succeed(&sent))[0]["state"] == "sent").await;
    look_at_all(ground);
    say_why_not(ground);

    let mails = json(&ground.succeed(&["mail", "list", "--json"]));
    let of = |kind: &str| {
        let mut mails = mails.as_array().unwrap().iter();
        let mail = mails.find(|mail| mail["kind"] == kind).unwrap();
        mail["id"].as_str().unwrap().to_owned()
    };
    let (check, confirmation) = (of("address_check"), of("confirmation"));
    let shown = json(&ground.succeed(&["mail", "show", &confirmation, "--json"]));
    assert_eq!(shown["attempt_log"][0]["state"], "sent", "{shown}");
    assert!(
        shown["attempt_log"][0]["reply"]
            .as_str()
            .unwrap()
            .starts_with("250"),
        "{shown}"
    );
    assert_eq!(shown["facts"]["contact"]["email"], "zoe@example.org");
    let plain = ground.succeed(&["mail", "show", &confirmation]);
    assert!(plain.contains("kontor mail resend"), "{plain}");

    // Its link is gone, and so is the use of it.
    let (code, error) = refused(ground, &["mail", "resend", &check]);
    assert_eq!(code, 3);
    assert!(error.contains("mail_link_gone"), "{error}");

    let again = json(&ground.succeed(&["mail", "resend", &confirmation, "--json"]));
    assert_eq!(again["copy_of"], confirmation.as_str());
    let copy = again["id"].as_str().unwrap();
    let mails = ground.mail.wait_for(3).await;
    assert_eq!(mails[2].subject, mails[1].subject);
    journey::assert_sound(&mails[2], "zoe@example.org");
    let audit = json(&ground.succeed(&["audit", "--of", copy, "--json"]));
    assert_eq!(audit[0]["action"], "mail.sent_again");
    assert_eq!(audit[0]["actor"], "command_line");
    assert!(!audit.to_string().contains("zoe"), "{audit}");
}

#[tokio::test]
async fn mails_are_seen_before_and_after_they_go_beside_one_process_and_when_it_has_stopped() {
    let ground = Ground::embedded().await;
    ground.forum(100);
    let mut kontor = ground.start("up").await;
    journey(&ground, kontor.public).await;
    kontor.stop().await;
    look_at_all(&ground);
    say_why_not(&ground);
    let mails = json(&ground.succeed(&["mail", "list", "--json", "--limit", "2"]));
    assert_eq!(mails.as_array().unwrap().len(), 2);
    assert!(
        ground
            .succeed(&["mail", "list"])
            .contains("zoe@example.org")
    );
}

#[tokio::test]
async fn mails_are_seen_before_and_after_they_go_on_postgresql_with_three_processes() {
    let mut ground = Ground::servers().await;
    ground.forum(100);
    let registrations = ground.start("registrations").await;
    let address = format!("http://{}", registrations.public);
    ground.settings = ground.settings.clone().with("site.public_url", address);
    let mailer = ground.start("mailer").await;
    journey(&ground, registrations.public).await;
    drop((registrations, mailer));
    ground.remove().await;
}

/// An office moves a forum to the wrong day and then to the right one: one mail says so, with the day that
/// people knew.
#[tokio::test]
async fn what_an_office_corrects_at_once_is_one_mail() {
    let mut ground = Ground::embedded().await;
    ground.settings = ground.settings.clone().with("mailer.pause_seconds", 5);
    ground.forum(100);
    let kontor = ground.start("up").await;
    let (status, _) = journey::sign_up(kontor.public, "zoe@example.org", "en").await;
    assert_eq!(status, 202);
    let asked = ground.mail.wait_for(1).await;
    journey::press(&asked[0].link("/confirm/")).await;
    ground.mail.wait_for(2).await;
    for day in ["2030-03-20", "2030-03-19"] {
        let starts = format!("{day}T10:00");
        ground.succeed(&["forum", "move", FORUM, "--starts", &starts]);
    }
    let mails = ground.mail.wait_for(3).await;
    let text = &mails[2].text;
    assert!(
        text.contains("12 March 2030") && text.contains("19 March 2030"),
        "{text}"
    );
    assert!(!text.contains("20 March 2030"), "{text}");
    let news = ground.succeed(&["mail", "list", "--kind", "forum_changed", "--json"]);
    assert_eq!(json(&news).as_array().unwrap().len(), 1, "{news}");
}

/// A folder of the office's own that knows nothing of the newest kind: that one is ours, and doctor says so.
#[tokio::test]
async fn doctor_says_which_mails_are_written_by_the_office_s_own_templates() {
    let mut ground = Ground::embedded().await;
    ground.succeed(&["migrate"]);
    let own = ground.folder().join("own/templates/mailer");
    std::fs::create_dir_all(&own).unwrap();
    let write = |name: &str, text: &str| std::fs::write(own.join(name), text).unwrap();
    write("confirmation.md", "# {{ title }}\n\n{{ name }}\n");
    write("confirmatoin.md", "{{ x }}\n");
    ground.settings = ground.settings.clone().with("site.overrides", "own");
    let doctor = || {
        let output = program::run(&ground.settings, ground.folder(), &["doctor", "--json"]);
        json(&String::from_utf8_lossy(&output.stdout))
            .as_array()
            .unwrap()
            .clone()
    };
    let of = |check: &str| {
        let found = doctor()
            .into_iter()
            .find(|finding| finding["check"] == check);
        found.unwrap_or_default()
    };
    let templates = of("mail templates");
    let found = templates["found"].as_str().unwrap();
    assert!(
        found.starts_with("your own: confirmation; built in: "),
        "{found}"
    );
    assert!(found.contains("moment_corrected"), "{found}");
    assert!(
        of("unused templates")["found"]
            .as_str()
            .unwrap()
            .contains("confirmatoin")
    );
    write("address_check.md", "{{ title }}\n");
    let pages = of("pages");
    assert_eq!(pages["level"], "failure");
    assert!(
        pages["found"].as_str().unwrap().contains("confirm_url"),
        "{pages}"
    );
}
