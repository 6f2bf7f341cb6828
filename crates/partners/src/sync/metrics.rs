//! What is counted of the sync.

use kontor_contracts::events::{RunCounts, RunOutcome};
use metrics::Counter;

use super::outcome_name;

const RUNS: &str = "kontor_partners_runs_total";
const ROWS: &str = "kontor_partners_rows_total";

/// Says what is counted here; each counter is there with 0 for every source.
pub(crate) fn describe(sources: &[String]) {
    metrics::describe_counter!(RUNS, "Pulls from partner networks, by source and outcome.");
    metrics::describe_gauge!(
        "kontor_partners_run_age_seconds",
        "Age of the newest complete picture of a source; without one, time since the start."
    );
    metrics::describe_counter!(ROWS, "Rows read from partner networks, by source and fate.");
    for source in sources {
        for outcome in [RunOutcome::Ok, RunOutcome::Partial, RunOutcome::Failed] {
            let name = outcome_name(outcome);
            runs(source, name).increment(0);
        }
        count_rows(source, RunCounts::default());
    }
}

/// Counts a run that has ended.
pub(super) fn count_run(source: &str, outcome: &str) {
    runs(source, outcome).increment(1);
}

fn runs(source: &str, outcome: &str) -> Counter {
    let labels = [
        ("source", source.to_owned()),
        ("outcome", outcome.to_owned()),
    ];
    metrics::counter!(RUNS, &labels)
}

/// Counts the rows of a page.
pub(super) fn count_rows(source: &str, counts: RunCounts) {
    for (fate, rows) in [
        ("created", counts.created),
        ("updated", counts.updated),
        ("unchanged", counts.unchanged),
        ("withdrawn", counts.withdrawn),
        ("rejected", counts.rejected),
    ] {
        let labels = [("source", source.to_owned()), ("fate", fate.to_owned())];
        metrics::counter!(ROWS, &labels).increment(rows);
    }
}
