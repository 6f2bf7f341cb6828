//! `kontor forum code|codes|end-code`: codes by which the people of a partner sign up.

use kontor_contracts::Worker;
use kontor_registrations::{CodeError, CodeSummary, NewCode, end_code, list_codes, make_code};
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
        error => Exit::refused(anyhow::anyhow!("no code was made: {error}")),
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

pub(super) async fn end(config: &Config, slug: &str, code: &str, json: bool) -> Outcome {
    let database = wiring::open_migrated(config, Worker::Registrations).await?;
    let (process, about) = (Process::new(), (slug, code));
    let ended = end_code(&database, &process, Actor::CommandLine, about).await;
    let ended = ended.map_err(|error| match error {
        CodeError::UnknownForum => unknown(slug),
        CodeError::Store(error) => error.into(),
        error => Exit::not_found(format_args!(
            "{error}; kontor forum codes {slug} shows what there is"
        )),
    })?;
    database.close().await;
    if json {
        return output::json(&ended);
    }
    say(format_args!(
        "{}: nobody else signs up with {}; {} signed up with it so far",
        ended.name, ended.code, ended.uses
    ));
    Ok(())
}

pub(super) async fn list(config: &Config, slug: &str, json: bool) -> Outcome {
    let database = wiring::open_migrated(config, Worker::Registrations).await?;
    let codes = list_codes(&database, slug).await?;
    let codes = codes.ok_or_else(|| unknown(slug))?;
    let headings = ["CODE", "FOR", "SIGN-UPS", "OF", "PLACES", "OF", "ENDED"];
    output::list(json, &codes, &headings, |code: &CodeSummary| {
        let most = |most: Option<u32>| most.map_or_else(|| "-".to_owned(), |most| most.to_string());
        vec![
            code.code.clone(),
            code.name.clone(),
            code.uses.to_string(),
            most(code.most_uses),
            code.places.to_string(),
            most(code.most_places),
            code.ended_at.map_or_else(
                || "-".to_owned(),
                |at| at.strftime("%Y-%m-%d %H:%M UTC").to_string(),
            ),
        ]
    })
}
