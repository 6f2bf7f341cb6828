//! `deploy/alerts.yml`, checked and tested by Prometheus' own tool, which `tests/run` fetches.

use std::{path::Path, process::Command};

fn promtool(arguments: &[&str]) {
    let program = std::env::var_os("KONTOR_TEST_PROMTOOL").unwrap_or_else(|| "promtool".into());
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../deploy"));
    let output = Command::new(&program)
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap_or_else(|error| panic!("{}: {error}; run tests/run", program.display()));
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, error) = (said(&output.stdout), said(&output.stderr));
    assert!(output.status.success(), "{arguments:?}: {out}{error}");
}

#[test]
fn the_alarms_are_good_rules_and_fire_at_the_first_incident() {
    promtool(&["check", "rules", "alerts.yml"]);
    promtool(&["test", "rules", "alerts.test.yml"]);
}
