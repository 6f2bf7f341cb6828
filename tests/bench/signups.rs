//! Sign-ups accepted durably over HTTP, against `pgbench` inserting single rows in the same run, and
//! the exactness of capacity under a rush.

use std::process::Command;

use kontor_testkit::databases::postgres_url;
use kontor_tests::program;
use serde_json::Value;

use crate::{
    load,
    report::{Report, median},
    servers::{FORUM, Ground},
};

const COUNT: usize = 30_000;
const CONNECTIONS: usize = 256;
const RUNS: usize = 3;

pub(crate) async fn run(report: &mut Report) {
    let ground = Ground::servers().await;
    let (ours, theirs) = rates(&ground, true).await;
    let ratio = format!(
        "{:.2} of pgbench, 32 clients, single-row inserts ({theirs:.0}/s)",
        ours / theirs
    );
    report.add(
        "sign-ups/s over HTTP, PostgreSQL + RabbitMQ",
        format!("{ours:.0}"),
        ratio,
    );
    ground.remove().await;
    let mut ground = Ground::servers().await;
    ground.settings = ground.settings.with("registrations.unconfirmed_share", 50);
    let (ours, theirs) = rates(&ground, true).await;
    report.add(
        "the same while 50,000 unconfirmed places are held and counted, PostgreSQL + RabbitMQ",
        format!("{ours:.0}"),
        format!("{:.2} of pgbench ({theirs:.0}/s)", ours / theirs),
    );
    ground.remove().await;
    let ground = Ground::embedded();
    let (ours, _) = rates(&ground, false).await;
    report.add(
        "sign-ups/s over HTTP, SQLite + embedded bus",
        format!("{ours:.0}"),
        "goal 5,000",
    );
    ground.remove().await;
    for (name, ground) in [
        ("PostgreSQL", Ground::servers().await),
        ("SQLite", Ground::embedded()),
    ] {
        report.add(
            format!("places held after 2,000 at once on 100, {name}"),
            rush(&ground).await,
            "exactly 100",
        );
        ground.remove().await;
    }
}

/// Sign-ups per second and rows per second of pgbench, interleaved; medians.
async fn rates(ground: &Ground, with_pgbench: bool) -> (f64, f64) {
    ground.forum(100_000);
    let kontor = ground.start("registrations").await;
    load::sign_ups(kontor.public, FORUM, 0, 2_000, CONNECTIONS).await;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for run in 1..=RUNS {
        let (accepted, seconds) =
            load::sign_ups(kontor.public, FORUM, run * COUNT, COUNT, CONNECTIONS).await;
        assert_eq!(
            accepted,
            COUNT,
            "every sign-up is accepted:\n{}",
            kontor.log()
        );
        #[expect(clippy::cast_precision_loss, reason = "a rate")]
        ours.push(accepted as f64 / seconds);
        if with_pgbench {
            theirs.push(pgbench(ground));
        }
    }
    (
        median(ours),
        if with_pgbench {
            median(theirs)
        } else {
            f64::NAN
        },
    )
}

async fn rush(ground: &Ground) -> usize {
    ground.forum(100);
    let kontor = ground.start("registrations").await;
    let (accepted, _) = load::sign_ups(kontor.public, FORUM, 0, 2_000, 500).await;
    let list = program::succeed(
        &ground.settings,
        ground.path(),
        &["forum", "list", "--json"],
    );
    let forums: Value = serde_json::from_str(&list).expect("JSON");
    assert_eq!(accepted, 2_000, "places go to those who confirm");
    let taken = forums[0]["taken"].as_u64().expect("a number");
    usize::try_from(taken).expect("a small number")
}

/// Rows per second that pgbench inserts one by one into a table of similar rows.
fn pgbench(ground: &Ground) -> f64 {
    let script = ground.path().join("insert.sql");
    let insert = "INSERT INTO pgbench_rows (name, email, organisation, at) VALUES \
                  ('Person', 'person.' || :client_id || '@example.org', 'Firma GmbH', 1);";
    std::fs::write(&script, insert).expect("the script");
    let table = "CREATE TABLE IF NOT EXISTS pgbench_rows (id BIGSERIAL PRIMARY KEY, name TEXT, email TEXT, organisation TEXT, at BIGINT)";
    let url = &ground.database.url;
    assert!(
        Command::new("psql")
            .args([url, "-qc", table])
            .status()
            .expect("psql")
            .success()
    );
    let output = Command::new("pgbench")
        .args(["-n", "-c", "32", "-j", "2", "-T", "8", "-f"])
        .arg(&script)
        .arg(url)
        .output()
        .unwrap_or_else(|error| panic!("pgbench against {}: {error}", postgres_url()));
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text
        .lines()
        .find(|line| line.starts_with("tps = "))
        .unwrap_or_else(|| {
            panic!(
                "pgbench says: {text}{}",
                String::from_utf8_lossy(&output.stderr)
            )
        });
    line.split_whitespace()
        .nth(2)
        .and_then(|tps| tps.parse().ok())
        .expect("a number")
}
