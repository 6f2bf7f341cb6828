//! From the POST of a sign-up to its mail accepted by a local SMTP server, at a steady 200 sign-ups
//! per second: arrivals are planned ahead, and a late start counts as waiting (open loop).

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use kontor_testkit::smtp_sink;

use crate::{
    load::Connection,
    report::{Report, percentile},
    servers::{FORUM, Ground},
};

const PER_SECOND: usize = 200;
const SECONDS: usize = 20;
const CONNECTIONS: usize = 20;

pub(crate) async fn run(report: &mut Report) {
    one(
        report,
        "SQLite + embedded bus, one process",
        Ground::embedded(),
        &["up"],
    )
    .await;
    let three = ["registrations", "mailer", "partners"];
    one(
        report,
        "PostgreSQL + RabbitMQ, three processes",
        Ground::servers().await,
        &three,
    )
    .await;
}

async fn one(report: &mut Report, name: &str, mut ground: Ground, commands: &[&str]) {
    let sink = smtp_sink::SmtpSink::start().await;
    let address = sink.address;
    ground.settings = ground
        .settings
        .with("mailer.transport", "smtp")
        .with("mailer.smtp.host", address.ip())
        .with("mailer.smtp.port", address.port())
        .with("mailer.smtp.tls", "none");
    ground.forum(100_000);
    let mut processes = Vec::new();
    for command in commands {
        processes.push(ground.start(command).await);
    }
    // The first second warms caches and connections and is not counted.
    let planned = Arc::new(Mutex::new(HashMap::new()));
    load(processes[0].public, &planned).await;
    let total = PER_SECOND * SECONDS;
    let deadline = Instant::now() + Duration::from_mins(1);
    while sink.sink.received().len() < total && Instant::now() < deadline {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let planned = planned
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    let mut waits: Vec<f64> = Vec::new();
    for mail in sink.sink.received() {
        let recipient = mail.to.first().cloned().unwrap_or_default();
        let number: usize = recipient
            .split(['.', '@'])
            .nth(1)
            .and_then(|n| n.parse().ok())
            .expect("a number");
        if number >= PER_SECOND {
            waits.push((mail.accepted_at - planned[&number]).as_secs_f64() * 1_000.0);
        }
    }
    assert_eq!(
        waits.len(),
        total - PER_SECOND,
        "every sign-up has its mail"
    );
    waits.sort_by(f64::total_cmp);
    let [p50, p99, max] = [0.5, 0.99, 1.0].map(|share| percentile(&waits, share));
    let value = format!("p50 {p50:.1}, p99 {p99:.1}, max {max:.1}");
    report.add(
        format!("POST to mail accepted, ms at {PER_SECOND}/s, {name}"),
        value,
        "goal p99 under 100",
    );
    drop(processes);
    ground.remove().await;
}

/// Posts each sign-up at its planned moment.
async fn load(address: std::net::SocketAddr, planned: &Arc<Mutex<HashMap<usize, Instant>>>) {
    let begun = Instant::now() + Duration::from_millis(200);
    let tasks = (0..CONNECTIONS).map(|task| {
        let planned = Arc::clone(planned);
        async move {
            let mut connection = Connection::open(address).await;
            for number in (task..PER_SECOND * SECONDS).step_by(CONNECTIONS) {
                #[expect(clippy::cast_precision_loss, reason = "a moment")]
                let moment = begun + Duration::from_secs_f64(number as f64 / PER_SECOND as f64);
                tokio::time::sleep_until(moment.into()).await;
                planned
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .insert(number, moment);
                assert_eq!(connection.sign_up(FORUM, number).await, 202);
            }
        }
    });
    futures_util::future::join_all(tasks).await;
}
