//! `kontor forum`: puts forums online from their files, and lists them.

use std::path::Path;

use anyhow::Context;
use kontor_contracts::{Worker, events::ForumState};
use kontor_registrations::{Applied, ForumSummary};
use kontor_runtime::{Clock, Process, SystemClock};

use crate::{
    cli::Forum,
    config::Config,
    output::{self, Exit, Outcome, say},
    wiring,
};

/// The sample that `kontor forum sample` prints.
const SAMPLE: &str = "cooperation-forum.toml";

pub(crate) async fn run(config: &Config, command: Forum) -> Outcome {
    match command {
        Forum::Apply { file } => apply(config, &file).await,
        Forum::List(output) => list(config, output.json).await,
        Forum::Sample => {
            sample();
            Ok(())
        }
    }
}

/// Prints a file to begin with.
pub(crate) fn sample() {
    let today = SystemClock.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let sample = kontor_registrations::SAMPLES
        .iter()
        .find(|(name, _)| *name == SAMPLE);
    let text = sample.map(|(_, text)| kontor_registrations::dated(text, today));
    say(text.unwrap_or_default().trim_end());
}

async fn apply(config: &Config, file: &Path) -> Outcome {
    let text =
        std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let draft = kontor_registrations::forum_file::parse(&text).map_err(|problems| {
        let lines: Vec<_> = problems
            .iter()
            .map(|problem| format!("\n  {problem}"))
            .collect();
        Exit::refused(anyhow::anyhow!(
            "{} is refused; nothing was changed:{}",
            file.display(),
            lines.concat()
        ))
    })?;
    let slug = draft.slug.clone();
    let database = wiring::open(config, Worker::Registrations).await?;
    database
        .migrate(wiring::migrations(Worker::Registrations))
        .await?;
    let applied = kontor_registrations::apply_forum(
        &database,
        &Process::new(),
        draft,
        &config.site.public_url,
    )
    .await?;
    match applied {
        Applied::Created { .. } => {
            say(format_args!(
                "{slug}: online at {}/forums/{slug}",
                config.site.public_url
            ));
        }
        Applied::Changed {
            fields,
            over_capacity,
            ..
        } => {
            say(format_args!("{slug}: changed {}", fields.join(", ")));
            if over_capacity > 0 {
                say(format_args!(
                    "{slug}: {over_capacity} more places are taken than there are now; nobody loses \
                     theirs"
                ));
            }
        }
        Applied::Unchanged { .. } => say(format_args!("{slug}: unchanged")),
    }
    database.close().await;
    Ok(())
}

async fn list(config: &Config, json: bool) -> Outcome {
    let database = wiring::open_migrated(config, Worker::Registrations).await?;
    let forums: Vec<ForumSummary> = kontor_registrations::list_forums(&database).await?;
    let headings = [
        "FORUM",
        "STATE",
        "STARTS",
        "CONFIRMED",
        "PENDING",
        "TAKEN",
        "FREE",
        "CAPACITY",
    ];
    output::list(json, &forums, &headings, |forum| {
        vec![
            forum.slug.clone(),
            state(forum.state).to_owned(),
            format!("{} {}", forum.starts, forum.zone),
            forum.registrations.confirmed.to_string(),
            forum.registrations.pending.to_string(),
            forum.taken.to_string(),
            forum.free.to_string(),
            forum.capacity.to_string(),
        ]
    })
}

const fn state(state: ForumState) -> &'static str {
    match state {
        ForumState::Draft => "draft",
        ForumState::Published => "published",
        ForumState::Cancelled => "cancelled",
    }
}
