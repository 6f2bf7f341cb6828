//! One rule over a million people: how soon a moved date is planned, how many people a second are
//! written to, what that takes of memory, and what it costs those who sign up meanwhile.

use std::time::{Duration, Instant};

use kontor_tests::{Kontor, http, program};
use sea_orm::ConnectionTrait;
use serde_json::json;

use crate::{
    idle::resident,
    load,
    mailer::Mailer,
    report::Report,
    servers::{FORUM, Ground},
};

const PEOPLE: u32 = 1_000_000;
const SIGN_UPS: usize = 20_000;
const CONNECTIONS: usize = 64;
const WAIT: Duration = Duration::from_mins(10);
/// The reminder of everybody who takes part, as the kinds of forums have it.
const RULE: &str = "day-before";

pub(crate) async fn run(report: &mut Report) {
    for (name, ground) in [
        ("PostgreSQL", Ground::servers().await),
        ("SQLite", Ground::embedded()),
    ] {
        one(report, name, ground).await;
    }
}

async fn one(report: &mut Report, name: &str, mut ground: Ground) {
    // Nothing leaves: what is measured is writing mails, not sending them.
    let away = kontor_tests::ports::free();
    ground.settings = ground
        .settings
        .with("mailer.transport", "smtp")
        .with("mailer.smtp.host", away.ip())
        .with("mailer.smtp.port", away.port())
        .with("mailer.smtp.tls", "none");
    ground.forum(100_000);
    let kontor = ground.start("up").await;
    let mailer = Mailer::open(&ground).await;
    mailer.settle("SELECT COUNT(*) FROM reminders", 1).await;
    people(&mailer).await;
    let moved = moved(&kontor, &mailer).await;
    report.add(
        format!("a date moved of 1,000,000 people, planned after s, {name}"),
        format!("{:.3}", moved.as_secs_f64()),
        "goal 0.2",
    );
    let (_, alone) = load::sign_ups(kontor.public, FORUM, 0, SIGN_UPS, CONNECTIONS).await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    let before = resident(kontor.id());
    let arguments = ["reminders", "send-now", FORUM, RULE];
    program::succeed(&ground.settings, ground.path(), &arguments);
    mailer.settle(WRITTEN, 1).await;
    let during = load::sign_ups(kontor.public, FORUM, SIGN_UPS, SIGN_UPS, CONNECTIONS);
    let (_, meanwhile) = during.await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    let rate = rate(&mailer).await;
    let after = resident(kontor.id());
    report.add(
        format!("people written to per second, {name}"),
        format!("{rate:.0}"),
        "goal 20,000",
    );
    report.add(
        format!("sign-ups meanwhile, of those without, {name}"),
        format!("{:.2}", alone / meanwhile),
        "goal 0.8",
    );
    report.add(
        format!("resident MB before and after, {name}"),
        format!("{before:.1} and {after:.1}"),
        "flat",
    );
    finish(kontor, ground).await;
}

async fn finish(kontor: Kontor, ground: Ground) {
    drop(kontor);
    ground.remove().await;
}

const WRITTEN: &str = "SELECT COUNT(*) FROM (SELECT 1 FROM mails WHERE kind = 'participant_reminder' \
                       LIMIT 1) one";

/// How long it takes from the request that moves the forum until its reminder is planned anew.
async fn moved(kontor: &Kontor, mailer: &Mailer) -> Duration {
    let due =
        format!("SELECT due_at FROM reminders WHERE rule = '{RULE}' ORDER BY moment DESC LIMIT 1");
    let plan =
        format!("SELECT COUNT(*) FROM reminders WHERE rule = '{RULE}' AND plan LIKE '%T11:00:00%'");
    assert!(mailer.number(&due).await > 0);
    // Told to nobody: mails about the change are what `changes` measures.
    let order = json!({ "change": { "starts": "2030-03-12T11:00:00" }, "silent": true });
    let url = kontor.staff_url(&format!("/api/v1/forums/{FORUM}"));
    let begun = Instant::now();
    let answer = http::client().patch(url).json(&order).send().await;
    let answer = answer.expect("an answer");
    assert!(answer.status().is_success(), "{}", answer.status());
    while mailer.number(&plan).await == 0 {
        assert!(begun.elapsed() < WAIT, "the move is never planned");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    begun.elapsed()
}

/// People written to per second, from now until nearly all are.
async fn rate(mailer: &Mailer) -> f64 {
    let wrote = "SELECT COALESCE(MAX(wrote), 0) FROM reminders";
    let (begun, first) = (Instant::now(), mailer.number(wrote).await);
    loop {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let now = mailer.number(wrote).await;
        assert!(begun.elapsed() < WAIT, "{now} are written to");
        if now >= i64::from(PEOPLE) * 19 / 20 {
            #[expect(clippy::cast_precision_loss, reason = "a rate")]
            return (now - first) as f64 / begun.elapsed().as_secs_f64();
        }
    }
}

/// A million people who take part, as their events would have left them.
async fn people(mailer: &Mailer) {
    let (numbers, hex) = if mailer.is_postgres {
        (
            format!("generate_series(1, {PEOPLE}) AS c(n)"),
            "lpad(to_hex(n), 32, '0')",
        )
    } else {
        (
            format!(
                "(WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {PEOPLE}) \
                 SELECT n FROM c)"
            ),
            "printf('%032x', n)",
        )
    };
    let sql = format!(
        "INSERT INTO people (about, forum, sequence, state, recipient, contact, changed_at, since, \
         persons) SELECT 'registration/reg_' || {hex}, f.id, 2, 'confirmed', \
         'person.' || n || '@example.org', '{{\"name\":\"Person ' || n || \
         '\",\"email\":\"person.' || n || '@example.org\",\"language\":\"de\",\"country\":\"DE\"}}', \
         0, 0, 1 FROM {numbers}, (SELECT id FROM forums) f"
    );
    let done = mailer.connection.execute_unprepared(&sql).await;
    done.expect("people are written down");
    if mailer.is_postgres {
        let done = mailer.connection.execute_unprepared("ANALYZE people").await;
        done.expect("they are counted");
    }
}
