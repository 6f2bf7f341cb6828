//! The program: reads what was typed, loads the configuration, wires the workers. No logic of the
//! domain lives here.

mod cli;
mod commands;
mod config;
mod network_files;
mod output;
mod staff_letters;
mod wiring;

use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Command};
use config::Given;
use kontor_contracts::Worker;
use output::Outcome;

/// What the program writes is its user's alone, whatever the shell that started it says: databases,
/// mails and configurations hold personal data and passwords.
const PRIVATE: rustix::fs::Mode = rustix::fs::Mode::RWXG.union(rustix::fs::Mode::RWXO);

fn main() -> ExitCode {
    rustix::process::umask(PRIVATE);
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return output::Exit::from(error).report(),
    };
    match runtime.block_on(run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(exit) => exit.report(),
    }
}

async fn run(cli: Cli) -> Outcome {
    let given = Given {
        defaults: cli.defaults.as_deref(),
        file: cli.config.as_deref(),
    };
    match cli.command {
        Command::Demo(demo) => commands::demo::run(demo).await,
        Command::Config(command) => commands::config::run(given, &command),
        Command::Forum(cli::Forum::Sample) => {
            commands::forum::sample();
            Ok(())
        }
        Command::Completions { shell } => commands::manual::completions(shell),
        Command::Man { folder } => commands::manual::man(folder.as_deref()),
        Command::Routes(asked) => commands::routes::run(given, asked),
        Command::Up => commands::up::run(config::load(given)?, &Worker::ALL).await,
        Command::Registrations => alone(given, Worker::Registrations).await,
        Command::Mailer => alone(given, Worker::Mailer).await,
        Command::Partners => alone(given, Worker::Partners).await,
        Command::Migrate { database } => {
            commands::migrate::run(&config::load(given)?, database).await
        }
        Command::Doctor(doctor) => commands::doctor::run(&config::load(given)?, doctor).await,
        Command::Forum(command) => commands::forum::run(&config::load(given)?, command).await,
        Command::Reminders(command) => {
            commands::reminders::run(&config::load(given)?, command).await
        }
        Command::Mail(command) => commands::mail::run(&config::load(given)?, command).await,
        Command::Registration(command) => {
            commands::registration::run(&config::load(given)?, command).await
        }
        Command::Person(command) => commands::person::run(&config::load(given)?, command).await,
        Command::Staff(command) => commands::staff::run(&config::load(given)?, command).await,
        Command::Token(command) => commands::token::run(&config::load(given)?, command).await,
        Command::Audit(wish) => commands::audit::run(&config::load(given)?, wish).await,
        Command::Sources(output) => commands::sources::run(&config::load(given)?, output).await,
        Command::DeadLetters(command) => {
            commands::dead_letters::run(&config::load(given)?, command).await
        }
        Command::Healthcheck { worker } => {
            let config = match worker {
                Some(worker) => config::load_for(given, worker.into())?,
                None => config::load(given)?,
            };
            commands::healthcheck::run(&config).await
        }
    }
}

/// Runs one worker, on ports of its own unless the configuration names some.
async fn alone(given: Given<'_>, worker: Worker) -> Outcome {
    commands::up::run(config::load_for(given, worker)?, &[worker]).await
}
