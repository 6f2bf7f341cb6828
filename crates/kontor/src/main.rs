//! The program: reads what was typed, loads the configuration, wires the workers. No logic of the
//! domain lives here.

mod cli;
mod commands;
mod config;
mod output;
mod wiring;

use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Command};
use output::Outcome;

fn main() -> ExitCode {
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
    use kontor_contracts::Worker::{Mailer, Partners, Registrations};
    let file = cli.config.as_deref();
    match cli.command {
        Command::Demo(demo) => commands::demo::run(demo).await,
        Command::Config(command) => commands::config::run(file, &command),
        Command::Forum(cli::Forum::Sample) => {
            commands::forum::sample();
            Ok(())
        }
        command => {
            let config = config::load(file)?;
            match command {
                Command::Up => commands::up::run(config, &kontor_contracts::Worker::ALL).await,
                Command::Registrations => commands::up::run(config, &[Registrations]).await,
                Command::Mailer => commands::up::run(config, &[Mailer]).await,
                Command::Partners => commands::up::run(config, &[Partners]).await,
                Command::Migrate => commands::migrate::run(&config).await,
                Command::Doctor(output) => commands::doctor::run(&config, output).await,
                Command::Forum(command) => commands::forum::run(&config, command).await,
                Command::Sources(output) => commands::sources::run(&config, output).await,
                Command::DeadLetters(command) => {
                    commands::dead_letters::run(&config, command).await
                }
                Command::Healthcheck => commands::healthcheck::run(&config).await,
                Command::Demo(_) | Command::Config(_) => Ok(()),
            }
        }
    }
}
