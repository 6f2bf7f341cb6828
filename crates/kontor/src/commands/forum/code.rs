//! `kontor forum code`, `kontor forum codes`: codes by which the people of a partner sign up.

use kontor_contracts::Worker;
use kontor_registrations::{CodeError, CodeSummary, NewCode, list_codes, make_code};
use kontor_runtime::Process;
use kontor_store::audit::Actor;

use super::unknown;
use crate::{
    cli::Code,
    config::Config,
    output::{self, Exit, Outcome, say},
    wiring,
};

pub(super) async fn run(config: &Config, wish: Code) -> Outcome {
    let database = wiring::open_migrated(config, Worker::Registrations).await?;
    let new = NewCode {
        name: wish.name,
        uses: wish.uses,
        places: wish.places,
    };
    let (process, slug) = (Process::new(), &*wish.slug);
    let made = make_code(&database, &process, Actor::CommandLine, slug, new).await;
    let code = made.map_err(|error| match error {
        CodeError::UnknownForum => unknown(slug),
        CodeError::Store(error) => error.into(),
        error @ (CodeError::Name(_) | CodeError::OutOfRange | CodeError::TooMany) => {
            Exit::refused(anyhow::anyhow!("no code was made: {error}"))
        }
    })?;
    database.close().await;
    if wish.output.json {
        return output::json(&code);
    }
    let base = &config.site.public_url;
    say(format_args!("{}: {}", code.name, code.code));
    say(format_args!("{base}/forums/{slug}?code={}", code.code));
    Ok(())
}

pub(super) async fn list(config: &Config, slug: &str, json: bool) -> Outcome {
    let database = wiring::open_migrated(config, Worker::Registrations).await?;
    let codes = list_codes(&database, slug).await?;
    let codes = codes.ok_or_else(|| unknown(slug))?;
    let headings = ["CODE", "FOR", "SIGN-UPS", "OF", "PLACES", "OF"];
    output::list(json, &codes, &headings, |code: &CodeSummary| {
        let most = |most: Option<u32>| most.map_or_else(|| "-".to_owned(), |most| most.to_string());
        vec![
            code.code.clone(),
            code.name.clone(),
            code.uses.to_string(),
            most(code.most_uses),
            code.places.to_string(),
            most(code.most_places),
        ]
    })
}
