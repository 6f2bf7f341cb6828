//! `kontor completions` and `kontor man`: what a shell and a manual know of the command line, made
//! from the command line itself.

use std::path::Path;

use anyhow::Context;
use clap::CommandFactory;
use clap_complete::Shell;

use crate::{
    cli::Cli,
    output::{Outcome, say},
};

pub(crate) fn completions(shell: Shell) -> Outcome {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "kontor", &mut text);
    print(text)
}

pub(crate) fn man(folder: Option<&Path>) -> Outcome {
    let Some(folder) = folder else {
        let mut text = Vec::new();
        clap_mangen::Man::new(Cli::command()).render(&mut text)?;
        return print(text);
    };
    std::fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(Cli::command(), folder))
        .with_context(|| format!("cannot write the manual into {}", folder.display()))?;
    say(format_args!("wrote the manual into {}", folder.display()));
    Ok(())
}

fn print(text: Vec<u8>) -> Outcome {
    say(String::from_utf8(text)?.trim_end());
    Ok(())
}
