//! `kontor sources`: the partner networks that are pulled from, and how the last pull went.

use kontor_contracts::Worker;
use kontor_runtime::timestamp;

use crate::{cli::Output, config::Config, output, output::Outcome, wiring};

pub(crate) async fn run(config: &Config, output: Output) -> Outcome {
    let database = wiring::open_migrated(config, Worker::Partners).await?;
    let sources = kontor_partners::list_sources(&database).await?;
    let headings = [
        "SOURCE",
        "LISTINGS",
        "KEPT ASIDE",
        "LAST RUN",
        "OUTCOME",
        "PROBLEM",
    ];
    output::list(output.json, &sources, &headings, |source| {
        let run = source.last_run.as_ref();
        let text = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
        vec![
            source.name.clone(),
            source.listings.to_string(),
            source.rejected.to_string(),
            text(run.map(|run| timestamp(run.started_at_ms).to_string())),
            text(run.and_then(|run| run.outcome.clone())),
            text(
                source
                    .trouble
                    .clone()
                    .or_else(|| run.and_then(|run| run.problem.clone())),
            ),
        ]
    })
}
