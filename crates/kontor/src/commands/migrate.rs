//! `kontor migrate`: brings the databases up to date and ends.

use kontor_contracts::Worker;

use crate::{
    config::Config,
    output::{Outcome, say},
    wiring,
};

pub(crate) async fn run(config: &Config, workers: &[Worker]) -> Outcome {
    for worker in workers {
        let worker = *worker;
        let database = wiring::open(config, worker).await?;
        database.migrate(wiring::migrations(worker)).await?;
        say(format_args!("{}: up to date", worker.name()));
        database.close().await;
    }
    Ok(())
}
