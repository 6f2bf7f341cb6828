//! Reminders by the built program: rules in a forum's file, a moment that comes, mails that a foreign
//! server receives, and a moment that moves afterwards.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use kontor_tests::Kontor;
use serde_json::Value;

use crate::{
    ground::{FORUM, Ground},
    journey,
};

const PEOPLE: [(&str, &str); 3] = [
    ("ada@example.org", "de"),
    ("ben@example.org", "en"),
    ("cleo@example.org", "fr"),
];

/// A forum that begins at this instant, with one rule: whoever takes part hears of it when it begins.
/// (Who has just signed up is left alone for half the time to the moment, so there is none before it
/// that a test could wait for.)
fn forum(starts: Timestamp) -> String {
    let local = |at: Timestamp| {
        let local = at.to_zoned(TimeZone::UTC).datetime();
        local.strftime("%Y-%m-%dT%H:%M:%S").to_string()
    };
    let file = Ground::file()
        .replace("Europe/Berlin", "Etc/UTC")
        .replace("2030-03-12T10:00:00", &local(starts))
        .replace(
            "2030-03-12T16:00:00",
            &local(starts + SignedDuration::from_hours(6)),
        )
        .replace("2030-01-22T18:00:00", &local(starts));
    format!(
        "{file}\n[[reminders]]\nname = \"it-begins\"\nto = \"confirmed\"\nanchor = \"starts\"\n\
         side = \"after\"\namount = 0\nunit = \"hours\"\nhours = \"any\"\n"
    )
}

#[expect(
    clippy::disallowed_methods,
    reason = "the program under test reads the machine's clock"
)]
fn now() -> Timestamp {
    Timestamp::now()
}

/// As a file can say it.
fn whole_seconds(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap()
}

/// What `kontor reminders plan` says of the rule.
fn plan(ground: &Ground) -> Value {
    let plan = ground.succeed(&["reminders", "plan", "--forum", FORUM, "--json"]);
    let plan: Value = serde_json::from_str(&plan).unwrap();
    assert_eq!(plan.as_array().unwrap().len(), 1, "{plan}");
    plan[0].clone()
}

async fn journey(ground: &Ground, registrations: &Kontor) {
    let starts = whole_seconds(now() + SignedDuration::from_secs(30));
    ground.apply(&forum(starts));
    for (email, language) in PEOPLE {
        let (status, receipt) = journey::sign_up(registrations.public, email, language).await;
        assert_eq!(status, 202, "{receipt}");
    }
    let asked = ground.mail.wait_for(PEOPLE.len()).await;
    for mail in &asked {
        let (status, page) = journey::press(&mail.link("/confirm/")).await;
        assert!(status.is_success() || status.is_redirection(), "{page}");
    }
    ground.mail.wait_for(2 * PEOPLE.len()).await;
    let planned = plan(ground);
    assert_eq!(
        (&planned["rule"], &planned["reminds"]),
        (&"it-begins".into(), &3.into())
    );
    assert_eq!(planned["state"], "planned", "{planned}");

    let mails = ground.mail.wait_for(3 * PEOPLE.len()).await;
    let reminders = &mails[2 * PEOPLE.len()..];
    assert!(now() >= starts, "nobody is reminded too early");
    for (email, subject) in [
        ("ada@example.org", "Nach „Kooperationsforum Maschinenbau“"),
        (
            "ben@example.org",
            "After “Cooperation forum for machine builders”",
        ),
        (
            "cleo@example.org",
            "Après «\u{a0}Forum de coopération des constructeurs de machines\u{a0}»",
        ),
    ] {
        let mail = reminders
            .iter()
            .find(|mail| mail.to.contains(email))
            .unwrap();
        let plain = |text: &str| text.replace('\u{a0}', " ");
        assert_eq!(plain(&mail.subject), plain(subject));
        journey::assert_sound(mail, email);
    }
    let planned = plan(ground);
    assert_eq!(
        (&planned["state"], &planned["wrote"]),
        (&"done".into(), &3.into()),
        "{planned}"
    );
    assert_eq!(planned["skips"]["done"], 3, "{planned}");

    // The office moves it after all: whoever was told is corrected, once, at any hour, for the new
    // beginning is near.
    let moved = whole_seconds(now() + SignedDuration::from_mins(40));
    ground.apply(&forum(moved));
    let mails = ground.mail.wait_for(4 * PEOPLE.len()).await;
    let corrections = &mails[3 * PEOPLE.len()..];
    for (email, _) in PEOPLE {
        let mail = corrections
            .iter()
            .find(|mail| mail.to.contains(email))
            .unwrap();
        // 6:40, 06:40 and 6 h 40.
        let text = mail
            .text
            .replace(['\u{a0}', '\u{202f}'], " ")
            .replace(" h ", ":");
        let at = |at: Timestamp| at.to_zoned(TimeZone::UTC).strftime("%-H:%M").to_string();
        let (old, new) = (text.find(&at(starts)), text.find(&at(moved)));
        assert!(old.is_some() && new.is_some(), "{}", mail.text);
        journey::assert_sound(mail, email);
    }
}

#[tokio::test]
async fn whoever_takes_part_is_reminded_and_corrected_by_one_process() {
    let ground = Ground::embedded().await;
    let kontor = ground.start("up").await;
    journey(&ground, &kontor).await;
}

#[tokio::test]
async fn whoever_takes_part_is_reminded_and_corrected_by_three_processes() {
    let mut ground = Ground::servers().await;
    let registrations = ground.start("registrations").await;
    let address = format!("http://{}", registrations.public);
    ground.settings = ground.settings.clone().with("site.public_url", address);
    let mailers = (ground.start("mailer").await, ground.start("mailer").await);
    journey(&ground, &registrations).await;
    drop((registrations, mailers));
    ground.remove().await;
}

#[tokio::test]
async fn the_office_stops_a_rule_and_says_what_there_is_not() {
    let ground = Ground::embedded().await;
    let starts = now() + SignedDuration::from_hours(48);
    let _kontor = ground.start("up").await;
    ground.apply(&forum(starts));
    journey::settle(async || {
        let plan = ground.succeed(&["reminders", "plan", "--json"]);
        plan.contains("it-begins")
    })
    .await;
    ground.succeed(&["reminders", "pause", FORUM, "it-begins"]);
    assert_eq!(plan(&ground)["state"], "paused");
    ground.succeed(&["reminders", "resume", FORUM, "it-begins"]);
    assert_eq!(plan(&ground)["state"], "planned");
    ground.succeed(&["reminders", "skip", FORUM, "it-begins"]);
    assert_eq!(plan(&ground)["why"], "skipped_by_office");
    let audit = ground.succeed(&["audit"]);
    for action in ["reminder.paused", "reminder.resumed", "reminder.skipped"] {
        assert!(audit.contains(action), "{audit}");
    }
}
