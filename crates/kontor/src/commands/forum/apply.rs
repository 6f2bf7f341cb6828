//! `kontor forum apply`: makes forums what their files say, or says what that would change. All
//! files are read before the first forum is touched: one that is refused changes nothing.

use std::{io::Read, path::Path};

use anyhow::Context;
use jiff::Timestamp;
use kontor_contracts::{Worker, events::ForumState};
use kontor_registrations::{
    Applied, announce_forum,
    domain::ForumDraft,
    forum_file::{self, Finding},
    try_forum,
};
use kontor_runtime::Process;
use kontor_store::{Database, audit::Actor};
use serde::Serialize;

use super::telling;
use crate::{
    cli::{Apply, Telling},
    config::Config,
    output::{self, Exit, Outcome, say},
    wiring,
};

/// Stands for standard input in place of a file.
const STANDARD_INPUT: &str = "-";

/// The most that is read from standard input; a forum's file has some kilobytes.
const FILE_MAX: u64 = 1 << 20;

/// What became of one file.
#[derive(Debug, Serialize)]
struct Done {
    file: String,
    slug: String,
    title: String,
    #[serde(flatten)]
    applied: Applied,
    /// How people find it now.
    shown: Shown,
    /// Its page, if it is online.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    /// What is probably not meant so.
    warnings: Vec<Finding>,
}

/// Whether people can find a forum and sign up to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Shown {
    Online,
    Draft,
    Cancelled,
    Over,
}

pub(crate) async fn run(config: &Config, apply: &Apply) -> Outcome {
    let drafts = read_all(&apply.files)?;
    let process = Process::new();
    let database = wiring::open(config, Worker::Registrations).await?;
    if apply.telling.dry_run {
        wiring::refuse_old(&database, wiring::migrations(Worker::Registrations)).await?;
    } else {
        database
            .migrate(wiring::migrations(Worker::Registrations))
            .await?;
    }
    let mut all = Vec::new();
    for (file, draft) in drafts {
        let done = one(config, &database, &process, (file, draft), &apply.telling).await?;
        if !apply.telling.output.json {
            tell(&done, apply.telling.dry_run);
        }
        all.push(done);
    }
    database.close().await;
    if apply.telling.output.json {
        return output::json(&all);
    }
    Ok(())
}

async fn one(
    config: &Config,
    database: &Database,
    process: &Process,
    (file, draft): (String, ForumDraft),
    telling: &Telling,
) -> Result<Done, Exit> {
    let shown = shown(&draft, process.clock.now());
    let (slug, base) = (draft.slug.clone(), &config.site.public_url);
    let title = draft.title.pick(&draft.main_language()).to_owned();
    let warnings = forum_file::warnings(&draft, process.clock.now());
    let words = telling::announcement(telling, &draft.main_language())?;
    let change = (draft, words);
    let would = try_forum(database, process, change.clone(), base).await?;
    if !telling.output.json {
        foretell(&slug, &would, telling);
    }
    let applied = if telling.dry_run {
        would
    } else {
        announce_forum(database, process, Actor::CommandLine, change, base).await?
    };
    let url = (shown == Shown::Online).then(|| format!("{base}/forums/{slug}"));
    Ok(Done {
        file,
        slug,
        title,
        applied,
        shown,
        url,
        warnings,
    })
}

/// Reads every file, or names every error of every file.
fn read_all(files: &[std::path::PathBuf]) -> Result<Vec<(String, ForumDraft)>, Exit> {
    let (mut drafts, mut refused) = (Vec::new(), Vec::new());
    for file in files {
        let name = file.display().to_string();
        match forum_file::parse(&text_of(file)?) {
            Ok(draft) => drafts.push((name, draft)),
            Err(problems) => {
                let lines = problems.iter().map(|problem| format!("\n  {problem}"));
                refused.push(format!("{name} is refused:{}", lines.collect::<String>()));
            }
        }
    }
    if refused.is_empty() {
        return Ok(drafts);
    }
    Err(Exit::refused(anyhow::anyhow!(
        "nothing was changed. {}",
        refused.join("\n")
    )))
}

fn text_of(file: &Path) -> anyhow::Result<String> {
    if file != Path::new(STANDARD_INPUT) {
        return std::fs::read_to_string(file)
            .with_context(|| format!("cannot read {}", file.display()));
    }
    let mut text = String::new();
    let input = std::io::stdin().lock().take(FILE_MAX);
    { input }
        .read_to_string(&mut text)
        .context("cannot read standard input")?;
    Ok(text)
}

fn shown(draft: &ForumDraft, now: Timestamp) -> Shown {
    match draft.state {
        ForumState::Draft => Shown::Draft,
        ForumState::Cancelled => Shown::Cancelled,
        ForumState::Published if draft.ends.instant().is_ok_and(|ends| ends < now) => Shown::Over,
        ForumState::Published => Shown::Online,
    }
}

/// Says what will change and who will be told, before it is done.
fn foretell(slug: &str, would: &Applied, telling: &Telling) {
    if let Applied::Changed { fields, .. } = would {
        let changes = if telling.dry_run {
            "would change"
        } else {
            "changes"
        };
        say(format_args!("{slug}: {changes} {}", fields.join(", ")));
        telling::show(slug, would, telling);
    }
}

fn tell(done: &Done, dry: bool) {
    let slug = &done.slug;
    let would = |is: &str, would: &str| if dry { would } else { is }.to_owned();
    match &done.applied {
        Applied::Created { .. } => {
            let saved = would("saved", "would be saved");
            say(match (done.shown, &done.url) {
                (Shown::Online, Some(url)) => {
                    format!("{slug}: {} {url}", would("online at", "would be online at"))
                }
                (Shown::Draft, _) => {
                    format!("{slug}: {saved} as a draft; not online until state = \"published\"")
                }
                (Shown::Cancelled, _) => format!("{slug}: {saved} as cancelled"),
                (_, _) => format!("{slug}: {saved}, but it is over"),
            });
        }
        Applied::Changed { fields, .. } => {
            // What would change is said already.
            if !dry {
                say(format_args!("{slug}: changed {}", fields.join(", ")));
            }
        }
        Applied::Unchanged { .. } => say(format_args!("{slug}: unchanged")),
    }
    for warning in &done.warnings {
        output::warn(format_args!("{slug}: warning: {warning}"));
    }
}
