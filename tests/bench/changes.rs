//! A forum of 10,000 is called off: how long whoever presses the button waits, and when a mail to everybody
//! is queued.

use std::time::{Duration, Instant};

use kontor_testkit::smtp_sink::SmtpSink;
use kontor_tests::http;
use serde_json::json;

use crate::{
    load,
    mailer::Mailer,
    report::Report,
    servers::{FORUM, Ground},
};

const COUNT: usize = 10_000;
const WAIT: Duration = Duration::from_mins(5);
/// What is promised, in seconds.
const ANSWERED: f64 = 0.2;
const QUEUED: f64 = 5.0;

pub(crate) async fn run(report: &mut Report) {
    for (name, ground) in [
        ("SQLite + embedded bus", Ground::embedded()),
        ("PostgreSQL + RabbitMQ", Ground::servers().await),
    ] {
        let (answered, queued) = called_off(ground).await;
        report.add(
            format!("a forum of {COUNT} called off, answered after s, {name}"),
            format!("{answered:.3}"),
            format!("{:.2} of the {ANSWERED} s promised", answered / ANSWERED),
        );
        report.add(
            format!("the same, all mails queued after s, {name}"),
            format!("{queued:.2}"),
            format!("{:.2} of the {QUEUED} s promised", queued / QUEUED),
        );
    }
}

/// Seconds until the answer, and until everybody's mail is queued.
async fn called_off(mut ground: Ground) -> (f64, f64) {
    let sink = SmtpSink::start().await;
    ground.settings = ground
        .settings
        .with("mailer.transport", "smtp")
        .with("mailer.smtp.host", sink.address.ip())
        .with("mailer.smtp.port", sink.address.port())
        .with("mailer.smtp.tls", "none")
        // What an office waits, in case it corrects itself, is not what is measured.
        .with("mailer.pause_seconds", "0");
    ground.forum(100_000);
    let mut kontor = ground.start("up").await;
    let (accepted, _) = load::sign_ups(kontor.public, FORUM, 0, COUNT, 64).await;
    assert_eq!(accepted, COUNT, "every sign-up is accepted");
    until(async || sink.sink.count() >= COUNT).await;
    assert!(kontor.stop().await, "it stops softly");
    // What is queued stays queued, and is counted: the server is away.
    let away = kontor_tests::ports::free();
    ground.settings = ground.settings.with("mailer.smtp.port", away.port());
    let kontor = ground.start("up").await;
    let mailer = Mailer::open(&ground).await;
    let begun = Instant::now();
    let order = json!({ "change": { "state": "cancelled" } });
    let url = kontor.staff_url(&format!("/api/v1/forums/{FORUM}"));
    let answer = http::client().patch(url).json(&order).send().await;
    let answer = answer.expect("an answer");
    assert!(answer.status().is_success(), "{}", answer.status());
    let answered = begun.elapsed().as_secs_f64();
    let queued = "SELECT COUNT(*) FROM mails WHERE kind = 'forum_cancelled'";
    mailer
        .settle(queued, i64::try_from(COUNT).unwrap_or(i64::MAX))
        .await;
    let queued = begun.elapsed().as_secs_f64();
    drop(kontor);
    ground.remove().await;
    (answered, queued)
}

async fn until(mut reached: impl AsyncFnMut() -> bool) {
    let deadline = Instant::now() + WAIT;
    while !reached().await {
        assert!(Instant::now() < deadline, "it takes too long");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
