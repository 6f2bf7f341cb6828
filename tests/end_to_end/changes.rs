//! The office moves a forum, takes it online and calls it off; people hear of each once, in their language,
//! and foreign calendars follow.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use kontor_tests::mail::{self, Mail};
use serde_json::Value;

use crate::{
    ground::{FORUM, Ground},
    journey,
};

const ITIP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/end_to_end/itip.py");
const ICAL_JS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/end_to_end/read_calendar.mjs");

#[tokio::test]
async fn a_forum_that_moves_moves_in_everybody_s_calendar() {
    let ground = Ground::embedded().await;
    ground.forum(100);
    let kontor = ground.start("up").await;
    life_of_a_forum(&ground, kontor.public).await;
}

#[tokio::test]
async fn so_it_does_with_three_processes() {
    let mut ground = Ground::servers().await;
    ground.forum(100);
    let registrations = ground.start("registrations").await;
    let address = format!("http://{}", registrations.public);
    ground.settings = ground.settings.clone().with("site.public_url", address);
    let _mailer = ground.start("mailer").await;
    life_of_a_forum(&ground, registrations.public).await;
    ground.remove().await;
}

/// Two people with a place, one who has not confirmed: postponed, taken online, called off.
async fn life_of_a_forum(ground: &Ground, public: std::net::SocketAddr) {
    let people = [("anna@example.org", "de"), ("zoe@example.org", "fr")];
    for (at, (email, language)) in people.iter().enumerate() {
        journey::sign_up(public, email, language).await;
        let mails = ground.mail.wait_for(2 * at + 1).await;
        journey::press(&mails[2 * at].link("/confirm/")).await;
        ground.mail.wait_for(2 * at + 2).await;
    }
    journey::sign_up(public, "waits@example.org", "en").await;
    ground.mail.wait_for(5).await;

    let note = ground.folder().join("note.toml");
    std::fs::write(
        note,
        "de = \"Der Saal ist belegt.\"\nfr = \"La salle est prise.\"\n",
    )
    .unwrap();
    let order = [
        "forum",
        "move",
        FORUM,
        "--starts",
        "2030-03-19T09:30",
        "--note",
        "note.toml",
    ];
    let would = ground.succeed(&[&order[..], &["--dry-run"]].concat());
    assert!(
        would.contains("2 people are told of time, deadline: 1 in de, 1 in fr"),
        "{would}"
    );
    assert!(would.contains("registration_closes: 2030-01-22 18:00 Europe/Berlin -> 2030-01-29"));
    ground.succeed(&order);
    let moved = told(ground, 5, 2).await;
    assert!(
        moved[0].subject.starts_with("Neuer Termin:"),
        "{}",
        moved[0].subject
    );
    for says in [
        "Bisher: Dienstag, 12. März 2030",
        "Jetzt: Dienstag, 19. März 2030",
        "Der Saal ist belegt.",
    ] {
        assert!(moved[0].text.contains(says), "{}", moved[0].text);
    }
    assert!(
        moved[1].text.contains("La salle est prise."),
        "{}",
        moved[1].text
    );

    ground.succeed(&["forum", "relocate", FORUM, "--format", "online"]);
    let online = told(ground, 7, 2).await;
    assert!(
        online[0].text.contains("Halle 2, Saal Hanse"),
        "{}",
        online[0].text
    );

    ground.succeed(&["forum", "cancel", FORUM]);
    let off = told(ground, 9, 3).await;
    let to: Vec<_> = off.iter().map(|mail| mail.calendar.is_some()).collect();
    assert_eq!(
        to,
        [true, false, true],
        "who has not confirmed has no entry to take away"
    );
    assert_calendars(ground);
}

/// The next mails, by whom they are to.
async fn told(ground: &Ground, before: usize, count: usize) -> Vec<Mail> {
    let mut mails = ground.mail.wait_for(before + count).await.split_off(before);
    mails.sort_by(|one, other| one.to.cmp(&other.to));
    for mail in &mails {
        assert_eq!(mail.defects, Vec::<String>::new());
    }
    mails
}

/// What Anna got: REQUEST, two updates, CANCEL, each with a higher sequence and one UID; whatever order they
/// are read in, her calendar ends with the last.
fn assert_calendars(ground: &Ground) {
    let with_entry: Vec<(PathBuf, Mail)> = ground
        .mail
        .files()
        .into_iter()
        .map(|file| (file.clone(), mail::read(&[file]).remove(0)))
        .filter(|(_, mail)| mail.to.contains("anna@") && mail.calendar.is_some())
        .collect();
    let entries: Vec<_> = with_entry
        .iter()
        .map(|(_, mail)| mail.calendar.as_ref().unwrap())
        .collect();
    let methods: Vec<_> = entries
        .iter()
        .map(|entry| (&*entry.method, &*entry.content_method))
        .collect();
    let (request, cancel) = (("REQUEST", "REQUEST"), ("CANCEL", "CANCEL"));
    assert_eq!(methods, [request, request, request, cancel]);
    assert!(
        entries
            .windows(2)
            .all(|pair| pair[0].sequence < pair[1].sequence)
    );
    assert!(entries.iter().all(|entry| entry.uid == entries[0].uid));
    let uid = &entries[0].uid;
    let files: Vec<PathBuf> = with_entry.iter().map(|(file, _)| file.clone()).collect();
    let [request, update, online, cancel] = &files[..] else {
        panic!("{files:?}")
    };
    for (order, start, status) in [
        (vec![request, update, online, cancel], "09:30", "CANCELLED"),
        (vec![cancel, online, update, request], "09:30", "CANCELLED"),
        (vec![request, update, online], "09:30", "CONFIRMED"),
        (vec![online, update, request], "09:30", "CONFIRMED"),
    ] {
        let shown = khal(ground, &order);
        assert_eq!(shown, [format!("2030-03-19 {start} {status} {uid}")]);
    }
    assert_eq!(ical_js(update)["start"], "2030-03-19T08:30:00.000Z");
    let off = ical_js(cancel);
    assert_eq!(
        (&off["method"], &off["status"]),
        (&Value::from("CANCEL"), &Value::from("CANCELLED"))
    );
    assert_eq!(off["uid"], **uid);
}

fn khal(ground: &Ground, mails: &[&PathBuf]) -> Vec<String> {
    khal_of(ground.folder(), mails)
}

/// What khal shows after these mails; what it keeps stands below a folder.
pub(crate) fn khal_of(folder: &Path, mails: &[&PathBuf]) -> Vec<String> {
    let folder = tempfile::tempdir_in(folder).unwrap();
    let output = Command::new(mail::python())
        .arg(ITIP)
        .arg(folder.path().join("khal"))
        .args(mails)
        .output()
        .expect("Python runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "khal: {errors}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The calendar of a mail, as ical.js understands it.
fn ical_js(file: &Path) -> Value {
    let calendar = mail::read(&[file.to_owned()]).remove(0).calendar.unwrap();
    let text = calendar.text;
    let mut node = Command::new("node")
        .arg(ICAL_JS)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node: run tests/run");
    node.stdin
        .take()
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success(), "ical.js cannot read {text}");
    serde_json::from_slice(&output.stdout).unwrap()
}
