//! Databases that an older version left in the middle of its work are brought up to date and go on: nothing
//! is lost, nothing is done twice. `tests/yesterday/make.py` made them; everybody in them is made up.

mod left;

use std::{collections::BTreeMap, time::Duration};

use kontor_testkit::{
    networks::{EenStub, Stub, een::STUB_KEY},
    wait,
};
use kontor_tests::{Kontor, http::client};
use serde_json::Value;

use crate::journey;
use left::{Left, Tables};

/// To whom a mail was on its way when the power was lost, whatever it had come to. Each goes out once.
const ON_THEIR_WAY: [&str; 8] = [
    "claimed",
    "deferred",
    "handed",
    "parked",
    "queued",
    "ready",
    "superseded",
    "unsent",
];
/// States in which a mail stays.
const ENDS: [&str; 4] = ["sent", "failed", "uncertain", "superseded"];
/// Tables that are new, with how many rows of the old ones they are filled with: 16 sign-ups with their
/// participants (three of them with three), four forums in three languages.
const NEW: [(&str, usize); 5] = [
    ("registrations.participants", 18),
    ("registrations.forum_texts", 12),
    ("mailer.people", 0),
    ("mailer.audit", 0),
    ("partners.audit", 0),
];
/// A mail of unknown fate waits a minute before it is sent again.
const ALL_SENT: Duration = Duration::from_mins(3);

#[tokio::test]
async fn files_of_yesterday_go_on() {
    go_on(Left::sqlite().await).await;
}

#[tokio::test]
async fn a_server_of_yesterday_goes_on() {
    go_on(Left::postgres().await).await;
}

async fn go_on(left: Left) {
    let (open, done) = (EenStub::start().await, EenStub::start().await);
    open.add(12, "2026-01-01T00:00:00Z");
    configure(&left, &open, &done);
    migrate(&left);
    nothing_is_lost(&left);
    let kontor = Kontor::start(&left.ground.settings, left.ground.folder(), &["up"]).await;
    what_had_ended_stays(&left, &kontor).await;
    a_link_of_before_confirms(&left, &kontor).await;
    what_was_on_its_way_arrives_once(&left).await;
    listings_go_on(&left, &kontor, &open, &done).await;
    let letters: Value = json(&left, &["dead-letters", "list", "--json"]);
    assert_eq!(letters[0]["id"], left.expected["dead_letters"][0]["id"]);
    assert_eq!(letters.as_array().unwrap().len(), 1, "{letters}");
    drop(kontor);
    left.remove().await;
}

fn configure(left: &Left, open: &EenStub, done: &EenStub) {
    let source = |name: &str, stub: &EenStub| {
        format!(
            "[[partners.sources]]\nname = \"{name}\"\n[partners.sources.een]\nurl = \"{}\"\n\
             api_key = \"{STUB_KEY}\"\npage_size = 4\n",
            stub.url
        )
    };
    let text = source("open", open) + &source("done", done);
    std::fs::write(left.ground.folder().join("kontor.toml"), text).unwrap();
}

/// As many rows as before in every table, and doing it twice changes nothing.
fn migrate(left: &Left) {
    let before = left.tables();
    left.ground.succeed(&["migrate"]);
    let after = left.tables();
    for (table, rows) in counts(&before) {
        // Waits for no lease any more; each row of it says which migration was done.
        if !table.ends_with(".migrations") {
            assert_eq!(counts(&after).get(table), Some(&rows), "{table}");
        }
    }
    for (table, rows) in NEW {
        assert_eq!(after[table].len(), rows, "{table}: {:#?}", after[table]);
    }
    left.ground.succeed(&["migrate"]);
    assert_eq!(left.tables(), after, "a second time changes nothing");
}

fn counts(tables: &Tables) -> BTreeMap<&str, usize> {
    tables
        .iter()
        .map(|(table, rows)| (table.as_str(), rows.len()))
        .collect()
}

fn json(left: &Left, arguments: &[&str]) -> Value {
    serde_json::from_str(&left.ground.succeed(arguments)).unwrap()
}

/// Forums with the same places, and people with those whom they brought.
fn nothing_is_lost(left: &Left) {
    let forums = json(left, &["forum", "list", "--json"]);
    let forums = forums.as_array().unwrap();
    let expected = left.expected["forums"].as_object().unwrap();
    assert_eq!(forums.len(), expected.len());
    for forum in forums {
        let kept = &expected[forum["slug"].as_str().unwrap()];
        for field in [
            "id", "state", "title", "starts", "zone", "capacity", "taken", "free",
        ] {
            assert_eq!(forum[field], kept[field], "{forum}");
        }
        for (state, count) in kept["registrations"].as_object().unwrap() {
            assert_eq!(&forum["registrations"][state], count, "{forum}");
        }
    }
    let person = json(left, &["person", "show", "confirmed@office.example"]);
    let registrations = person["registrations"].as_array().unwrap();
    assert_eq!(registrations.len(), 3);
    assert!(registrations.iter().all(|kept| kept["unnamed"] == 0));
    let came = registrations
        .iter()
        .find(|kept| kept["slug"] == "open-forum")
        .unwrap();
    let names: Vec<_> = came["participants"].as_array().unwrap().iter().collect();
    let names: Vec<_> = names
        .iter()
        .map(|who| who["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["Jan Müller", "12", "Li \"Wei\" 株"]);
}

async fn what_had_ended_stays(left: &Left, kontor: &Kontor) {
    let log = client()
        .get(kontor.staff_url("/api/v1/mails?limit=200"))
        .send()
        .await;
    let log: Value = log.unwrap().json().await.unwrap();
    let mut found: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for mail in log["items"].as_array().unwrap() {
        let text = |field: &str| mail[field].as_str().unwrap().to_owned();
        let mail = vec![text("kind"), text("state")];
        found
            .entry(mail_address(left, &text("id")))
            .or_default()
            .push(mail);
    }
    for (address, mails) in left.expected["mails"].as_object().unwrap() {
        for mail in mails.as_array().unwrap() {
            let mail: Vec<String> = serde_json::from_value(mail.clone()).unwrap();
            if ENDS.contains(&mail[1].as_str()) {
                assert!(
                    found[address].contains(&mail),
                    "{address}: {mail:?} in {found:?}"
                );
            }
        }
    }
}

/// Whom a mail is for, from what the staff are shown of it.
fn mail_address(left: &Left, id: &str) -> String {
    let shown = left.expected["mail_ids"][id].as_str();
    shown.unwrap_or("somebody new").to_owned()
}

async fn a_link_of_before_confirms(left: &Left, kontor: &Kontor) {
    let link = |address: &str| {
        let path = left.expected["links"][format!("{address}@office.example")].as_str();
        kontor.url(path.unwrap())
    };
    let (status, page) = journey::open(&link("pending")).await;
    assert_eq!(status, 200, "{page}");
    let (status, page) = journey::press(&link("pending")).await;
    assert!(
        status.is_success() || status.is_redirection(),
        "{status}: {page}"
    );
    let found = json(
        left,
        &["registration", "list", "pending@office.example", "--json"],
    );
    assert_eq!(found[0]["state"], "confirmed", "{found}");
    let (status, page) = journey::press(&link("expired")).await;
    assert!(!status.is_success(), "{status}: {page}");
}

/// Together with the confirmation of the link that was pressed just now.
async fn what_was_on_its_way_arrives_once(left: &Left) {
    let mail = &left.ground.mail;
    let all = async || mail.files().len() > ON_THEIR_WAY.len();
    assert!(
        wait::reached(ALL_SENT, all).await,
        "{} mails",
        mail.files().len()
    );
    let mut to: Vec<_> = mail
        .wait_for(ON_THEIR_WAY.len() + 1)
        .await
        .into_iter()
        .map(|mail| mail.to)
        .collect();
    to.sort();
    let mut expected: Vec<_> = ON_THEIR_WAY.into_iter().chain(["pending"]).collect();
    expected.sort_unstable();
    assert_eq!(to.len(), expected.len(), "{to:?}");
    for (to, mailbox) in to.iter().zip(expected) {
        assert!(
            to.contains(&format!("{mailbox}@office.example")),
            "{to} {mailbox}"
        );
    }
}

/// The run that was open goes on at its third page; the other source is asked from where it had ended.
async fn listings_go_on(left: &Left, kontor: &Kontor, open: &EenStub, done: &EenStub) {
    let finished = async || {
        let sources = json(left, &["sources", "--json"]);
        sources
            .as_array()
            .unwrap()
            .iter()
            .all(|source| !source["complete_at_ms"].is_null())
    };
    journey::settle(finished).await;
    let first = &open.asked()[0];
    assert_eq!(
        (first.page, first.from.as_str()),
        (3, "1970-01-01T00:00:00Z")
    );
    assert_eq!(done.asked()[0].page, 1);
    assert!(
        done.asked()[0].from.starts_with("2026-01-31T23:00:"),
        "{:?}",
        done.asked()[0]
    );
    let (_, list) = journey::open(&kontor.url("/api/v1/listings?limit=200")).await;
    let list: Value = serde_json::from_str(&list).unwrap();
    let shown: Vec<_> = list["items"].as_array().unwrap().iter().collect();
    let shown: Vec<_> = shown
        .iter()
        .map(|listing| listing["reference"].as_str().unwrap())
        .collect();
    for reference in left.expected["listings"].as_array().unwrap() {
        assert!(shown.contains(&reference.as_str().unwrap()), "{reference}");
    }
    for number in 9..=12 {
        assert!(
            shown.contains(&EenStub::reference(number).as_str()),
            "{number}"
        );
    }
}
