//! Mails that are ready, drained into a local server over ten connections with everything durable,
//! against two peers into the same server: Postfix's `smtp-source`, which sends bytes that it has, and
//! Node's nodemailer with a pool, which composes a mail like ours and keeps nothing.

use std::{
    process::Command,
    time::{Duration, Instant},
};

use kontor_testkit::smtp_sink::{Listening, SmtpSink};
use kontor_tests::{Kontor, http};

use crate::{
    load,
    report::{Report, median},
    servers::{FORUM, Ground},
};

const COUNT: usize = 10_000;
const CONNECTIONS: usize = 10;
const RUNS: usize = 3;
const WAIT: Duration = Duration::from_mins(5);
/// Mails that were tried while the server was away wait for their second try; so few are left out.
const TRIED: usize = 100;
const NODEMAILER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/bench/nodemailer.mjs");

pub(crate) async fn run(report: &mut Report) {
    let (mut sqlite, mut postgres) = (Vec::new(), Vec::new());
    let (mut source, mut nodemailer) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let (rate, bytes) = ours(Ground::embedded()).await;
        sqlite.push(rate);
        source.push(smtp_source(bytes).await);
        let (rate, _) = ours(Ground::servers().await).await;
        postgres.push(rate);
        nodemailer.push(pool_of_node().await);
    }
    let (source, nodemailer) = (median(source), median(nodemailer));
    for (name, rates) in [
        ("SQLite + embedded bus", sqlite),
        ("PostgreSQL + RabbitMQ", postgres),
    ] {
        let rate = median(rates);
        report.add(
            format!("ready mails sent, mails/s, {name}"),
            format!("{rate:.0}"),
            format!(
                "{:.2} of smtp-source with kept connections ({source:.0}/s), {:.2} of nodemailer's \
                 pool ({nodemailer:.0}/s)",
                rate / source,
                rate / nodemailer
            ),
        );
    }
}

/// Mails per second of the built program, and the size of one mail.
async fn ours(mut ground: Ground) -> (f64, usize) {
    let sink = SmtpSink::start().await;
    let away = kontor_tests::ports::free();
    ground.settings = ground
        .settings
        .with("mailer.transport", "smtp")
        .with("mailer.connections", CONNECTIONS)
        .with("mailer.smtp.host", away.ip())
        .with("mailer.smtp.port", away.port())
        .with("mailer.smtp.tls", "none");
    ground.forum(100_000);
    let mut kontor = ground.start("up").await;
    let (accepted, _) = load::sign_ups(kontor.public, FORUM, 0, COUNT, 64).await;
    assert_eq!(accepted, COUNT, "every sign-up is accepted");
    wait_until_queued(&kontor).await;
    assert!(kontor.stop().await, "it stops softly");
    ground.settings = ground
        .settings
        .with("mailer.smtp.port", sink.address.port());
    let kontor = ground.start("up").await;
    let measured = drained(&sink).await;
    drop(kontor);
    ground.remove().await;
    measured
}

async fn wait_until_queued(kontor: &Kontor) {
    let (client, url) = (http::client(), kontor.staff_url("/metrics"));
    let deadline = Instant::now() + WAIT;
    loop {
        let answer = client.get(&url).send().await.expect("metrics");
        let text = answer.text().await.expect("metrics");
        let waiting = text
            .lines()
            .filter(|line| line.starts_with("kontor_mails_waiting{"));
        let waiting: f64 = waiting
            .filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok())
            .sum();
        #[expect(clippy::cast_precision_loss, reason = "a count")]
        if waiting >= COUNT as f64 {
            return;
        }
        assert!(Instant::now() < deadline, "{waiting} mails are queued");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// The rate at which a server has received mails, without the first twentieth and the last, and the
/// size of the last mail.
async fn drained(sink: &Listening) -> (f64, usize) {
    let deadline = Instant::now() + WAIT;
    while sink.sink.count() < COUNT - TRIED {
        assert!(
            Instant::now() < deadline,
            "{} mails came",
            sink.sink.count()
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let received = sink.sink.received();
    let (first, last) = (COUNT / 20, COUNT - COUNT / 20);
    let seconds = (received[last].accepted_at - received[first].accepted_at).as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    let rate = (last - first) as f64 / seconds;
    (rate, received[last].data.len())
}

/// Mails per second that Postfix's load generator brings to the same kind of server.
async fn smtp_source(bytes: usize) -> f64 {
    let program = tool("KONTOR_BENCH_SMTP_SOURCE", "smtp-source");
    let (connections, count, bytes) = (
        CONNECTIONS.to_string(),
        COUNT.to_string(),
        bytes.to_string(),
    );
    let mut command = Command::new(&program);
    // -d keeps a connection for the next mail.
    command
        .args(["-d", "-s", &connections, "-m", &count, "-l", &bytes])
        .args(["-f", "forum@office.example", "-t", "person@example.org"]);
    peer(command, "smtp-source (Debian: postfix)", |sink| {
        sink.to_string()
    })
    .await
}

/// Mails per second that nodemailer's pool composes and sends.
async fn pool_of_node() -> f64 {
    let mut command = Command::new("node");
    let (count, connections) = (COUNT.to_string(), CONNECTIONS.to_string());
    command.args([NODEMAILER, &count, &connections]);
    peer(command, "node with nodemailer", |sink| {
        sink.port().to_string()
    })
    .await
}

/// Runs a peer against a server of its own; the server's address is its last argument.
async fn peer(
    mut command: Command,
    what: &str,
    argument: impl Fn(std::net::SocketAddr) -> String,
) -> f64 {
    let sink = SmtpSink::start().await;
    command.arg(argument(sink.address));
    let run = tokio::task::spawn_blocking(move || command.status());
    let sent = async {
        let status = run.await.expect("a thread");
        let status = status.unwrap_or_else(|error| panic!("{what} is not installed: {error}"));
        assert!(status.success(), "{what} failed: {status}");
    };
    // A peer that is not there is told of at once, not when nothing has come for minutes.
    let ((), (rate, _)) = tokio::join!(sent, drained(&sink));
    rate
}

#[expect(
    clippy::disallowed_methods,
    reason = "a benchmark finds its peers by the environment"
)]
fn tool(variable: &str, default: &str) -> String {
    std::env::var(variable).unwrap_or_else(|_| default.to_owned())
}
