//! `kontor config`: writes a configuration to begin with, checks one, and shows what is in force.

use std::{fs::OpenOptions, io, io::Write, path::Path};

use anyhow::{Context, anyhow};
use kontor_web::Site;

use crate::{
    cli::Config as Command,
    config::{self, Given},
    output::{Exit, Outcome, say},
    wiring,
};

pub(crate) fn run(given: Given<'_>, command: &Command) -> Outcome {
    match command {
        Command::Init { file } => init(file),
        Command::Check => {
            let config = config::load(given)?;
            // The office's own texts and templates are a part of it.
            let site = Site::new(config.site, &wiring::PARTS).map_err(Exit::refused)?;
            kontor_mailer::check_templates(&site).map_err(Exit::refused)?;
            say("the configuration is good");
            Ok(())
        }
        Command::Show => {
            for line in config::shown(given)? {
                say(line);
            }
            Ok(())
        }
    }
}

/// Never writes over a file that exists: it may hold somebody's work.
fn init(file: &Path) -> Outcome {
    let name = file.display();
    let opened = OpenOptions::new().write(true).create_new(true).open(file);
    let mut opened = opened.map_err(|error| {
        Exit::refused(match error.kind() {
            io::ErrorKind::AlreadyExists => anyhow!(
                "{name} exists already and was left as it is; name another file: \
                 kontor config init FILE"
            ),
            _ => anyhow::Error::new(error).context(format!("cannot write {name}")),
        })
    })?;
    opened
        .write_all(config::DEFAULTS.as_bytes())
        .context("cannot write the file")?;
    say(format_args!(
        "wrote {name}; change what you need, then run kontor doctor"
    ));
    Ok(())
}
