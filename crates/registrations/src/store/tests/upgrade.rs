//! A database that the last version without rows of participants and terms of forums has written,
//! with a sign-up in each state, is brought up to date and goes on.

use std::collections::BTreeMap;

use kontor_book::{Confirmed, Share};
use kontor_runtime::Process;
use kontor_store::{Database, GroupLimits, Migrations, outbox};
use kontor_testkit::{FakeClock, on_both_engines, process};
use sea_orm::Value;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::{
    MIGRATIONS,
    intake::{ConfirmOrder, Intake, Link, token_hash},
    registrations_of, show_person,
    store::forums,
    tasks::forget_old::recount_places,
};

/// What the tables held, by table; ids and hashes in hex.
const BEFORE: &str = include_str!("before_participants.json");
/// How many steps there were.
const STEPS: usize = 3;
/// Half an hour after the database was written.
const NOW: &str = "2026-11-30T22:00:00Z";
/// The link that was in the mail to Jan.
const JAN: &str = "IMWocKVXQt2rH4R3NiG8QN6PG7H_TPkE6Ur0h1nYWc4";

type Tables = BTreeMap<String, Vec<BTreeMap<String, Json>>>;

fn before() -> Tables {
    serde_json::from_str(BEFORE).unwrap()
}

fn bytes(hex: &str) -> Vec<u8> {
    let digit = |at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
    (0..hex.len()).step_by(2).map(digit).collect()
}

fn value(column: &str, json: &Json) -> Value {
    match (column, json) {
        ("id" | "forum" | "registration", Json::String(hex)) => hex.parse::<Uuid>().unwrap().into(),
        ("hash" | "key" | "request", Json::String(hex)) => bytes(hex).into(),
        (_, Json::Number(number)) => number.as_i64().unwrap().into(),
        (_, text) => text.as_str().unwrap().into(),
    }
}

/// The database as it was, brought up to date.
async fn upgrade(database: &Database) {
    let old = Migrations {
        steps: &MIGRATIONS.steps[..STEPS],
        ..MIGRATIONS
    };
    database
        .migrate(&[kontor_store::MIGRATIONS, old])
        .await
        .unwrap();
    let tx = database.begin().await.unwrap();
    let mut tables = before();
    // Registrations belong to forums.
    for table in [
        "forums",
        "registrations",
        "confirm_tokens",
        "idempotency_keys",
    ] {
        for row in tables.remove(table).unwrap() {
            let columns: Vec<_> = row.keys().map(String::as_str).collect();
            let values = row
                .iter()
                .map(|(column, json)| value(column, json))
                .collect();
            tx.insert(table, &columns, vec![values], "").await.unwrap();
        }
    }
    tx.commit().await.unwrap();
    let all = &[kontor_store::MIGRATIONS, MIGRATIONS];
    database.migrate(all).await.unwrap();
}

fn intake(database: &Database) -> (Process, Intake) {
    let process = process(FakeClock::at(NOW));
    let limits = GroupLimits::default();
    let intake = Intake::start(&process, database.clone(), Share::per_cent(50), limits);
    (process, intake)
}

async fn names(database: &Database, email: &str) -> Vec<Vec<String>> {
    let found = show_person(database, &email.parse().unwrap())
        .await
        .unwrap();
    let names = |who: &crate::PersonRegistration| {
        assert_eq!(who.unnamed, 0, "nobody was without a name");
        who.participants
            .iter()
            .map(|person| person.name.clone())
            .collect()
    };
    found.iter().map(names).collect()
}

#[tokio::test]
async fn forums_are_what_they_were() {
    on_both_engines("registrations", &[], |database| async move {
        upgrade(&database).await;
        let kept = forums::all(&database).await.unwrap();
        for (forum, row) in kept.iter().zip(before().remove("forums").unwrap()) {
            let mut draft: Json = serde_json::from_str(row["draft"].as_str().unwrap()).unwrap();
            // What a forum says that has never said anything about it.
            draft["waiting_list"] = true.into();
            draft["offer_hours"] = 48.into();
            draft["by_invitation_only"] = false.into();
            draft["reminders"] = Json::Null;
            draft["changes_close"] = Json::Null;
            assert_eq!(serde_json::to_value(&forum.draft).unwrap(), draft);
            assert_eq!(forum.sequence, row["sequence"].as_i64().unwrap());
            assert_eq!(i64::from(forum.taken.all()), row["taken"].as_i64().unwrap());
        }
        assert_eq!(kept.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn people_are_who_they_were() {
    on_both_engines("registrations", &[], |database| async move {
        upgrade(&database).await;
        let jan = ["Jan Müller", "12", "Li \"Wei\" 株"];
        assert_eq!(names(&database, "jan@a.example").await, [jan]);
        let twice = names(&database, "twice@d.example").await;
        assert_eq!(twice, [vec!["Olga", "Aïcha"], vec!["Twice"]]);
        let state = async |email: &str| {
            let found = registrations_of(&database, &email.parse().unwrap()).await;
            found.unwrap()[0].state
        };
        assert_eq!(state("eva@b.example").await, "confirmed");
        assert_eq!(state("off@c.example").await, "cancelled");
        assert_eq!(state("jan@a.example").await, "pending");
    })
    .await;
}

#[tokio::test]
async fn what_waited_is_confirmed_with_its_people() {
    on_both_engines("registrations", &[], |database| async move {
        upgrade(&database).await;
        let (process, intake) = intake(&database);
        let order = ConfirmOrder {
            link: Link::Confirm(token_hash(JAN).unwrap()),
            may_wait: false,
        };
        let jan = intake.confirm(order).await;
        assert!(matches!(jan, Ok(Confirmed::Now)), "{jan:?}");
        let rows = outbox::next(&database, database.stream(), Uuid::nil(), 0, 10).await;
        let event: Json = serde_json::from_str(&rows.unwrap()[0].body).unwrap();
        assert_eq!(event["type"], "registration.confirmed.v1");
        assert_eq!(event["sequence"], "0000000000000000002");
        assert_eq!(event["data"]["participants"][2]["name"], "Li \"Wei\" 株");
        assert_eq!(recount_places(&database).await.unwrap(), []);
        drop(intake);
        process.life.shut_down().await.unwrap();
    })
    .await;
}
