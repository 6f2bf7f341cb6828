//! `kontor config`: writes a configuration to begin with, and checks one.

use std::{fs::OpenOptions, io::Write, path::Path};

use anyhow::Context;

use crate::{
    cli::Config as Command,
    config,
    output::{Exit, Outcome, say},
};

pub(crate) fn run(file: Option<&Path>, command: &Command) -> Outcome {
    match command {
        Command::Init { file } => init(file),
        Command::Check => {
            config::load(file)?;
            say("the configuration is good");
            Ok(())
        }
    }
}

/// Never writes over a file that exists: it may hold somebody's work.
fn init(file: &Path) -> Outcome {
    let opened = OpenOptions::new().write(true).create_new(true).open(file);
    let mut opened = opened.map_err(|error| {
        let what = format!(
            "cannot write {}; choose another name if it exists already",
            file.display()
        );
        Exit::refused(anyhow::Error::new(error).context(what))
    })?;
    opened
        .write_all(config::DEFAULTS.as_bytes())
        .context("cannot write the file")?;
    say(format_args!(
        "wrote {}; change what you need, then run kontor doctor",
        file.display()
    ));
    Ok(())
}
