//! `/metrics`: what is measured is what the handbook says, each with its help, as Prometheus' own tool
//! wants it.

use std::{
    collections::BTreeSet,
    io::Write,
    process::{Command, Stdio},
};

use crate::journey;

/// Not there before the first mail has left.
const LATER: &str = "kontor_mail_delay_seconds";

/// Compares the metrics at an address with the handbook's table.
pub(crate) async fn are_those_of_the_handbook(address: &str) {
    let (status, text) = journey::open(address).await;
    assert_eq!(status, 200, "{text}");
    let measured: BTreeSet<&str> = families(&text).collect();
    let helped: BTreeSet<&str> = words_after(&text, "# HELP ").collect();
    assert_eq!(measured, helped, "each has its help");
    let handbook = include_str!("../../docs/OPERATIONS.md");
    let table = handbook.split("## Metrics").nth(1).unwrap();
    let table = table.split("Worth an alarm").next().unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| `"));
    let names = rows.flat_map(|row| row.split('|').nth(1).unwrap().split('`'));
    let mut told: BTreeSet<&str> = names.filter(|name| name.contains('_')).collect();
    if !measured.contains(LATER) {
        told.remove(LATER);
    }
    assert_eq!(measured, told, "measured, and told in docs/OPERATIONS.md");
    for name in measured {
        assert!(
            name.starts_with("kontor_") || name.starts_with("process_"),
            "{name}"
        );
    }
    promtool_has_nothing_to_say(&text);
}

fn families(text: &str) -> impl Iterator<Item = &str> {
    words_after(text, "# TYPE ")
}

fn words_after<'a>(text: &'a str, begin: &'static str) -> impl Iterator<Item = &'a str> {
    let lines = text
        .lines()
        .filter_map(move |line| line.strip_prefix(begin));
    lines.filter_map(|line| line.split(' ').next())
}

#[expect(
    clippy::disallowed_methods,
    reason = "tests find their tools by the environment"
)]
fn promtool_has_nothing_to_say(text: &str) {
    let program = std::env::var("KONTOR_TEST_PROMTOOL").unwrap_or_else(|_| "promtool".to_owned());
    let mut checking = Command::new(&program)
        .args(["check", "metrics"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{program}: {error}; run tests/run"));
    let mut input = checking.stdin.take().unwrap();
    input.write_all(text.as_bytes()).unwrap();
    drop(input);
    let output = checking.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    assert!(said.is_empty(), "{}", String::from_utf8_lossy(&said));
}
