//! `kontor forum move|relocate|cancel|capacity`: one act on one forum. What it changes and who is told is
//! said first.

use std::collections::BTreeMap;

use kontor_contracts::{
    Language, LocalizedText, Worker,
    events::{ForumState, Venue},
};
use kontor_registrations::{
    ActError, Acted, Applied, ForumAct, act_on_forum, domain::ForumEdit, forum_file,
};
use kontor_runtime::Process;
use kontor_store::{Database, audit::Actor};
use serde::Serialize;

use super::{telling, unknown};
use crate::{
    cli::{Forum, Telling},
    config::Config,
    output::{self, Exit, Outcome, say},
    wiring,
};

/// What an act did.
#[derive(Debug, Serialize)]
struct Done<'a> {
    slug: &'a str,
    #[serde(flatten)]
    applied: &'a Applied,
    warnings: Vec<forum_file::Finding>,
}

pub(super) async fn run(config: &Config, act: Forum) -> Outcome {
    let process = Process::new();
    let database = wiring::open_migrated(config, Worker::Registrations).await?;
    let (slug, telling, edit) = what(&database, act).await?;
    let main = main_language(&database, &slug).await?;
    let act = ForumAct {
        words: telling::announcement(&telling, &main)?,
        slug,
        edit,
        seen: None,
        dry: true,
    };
    let base = &config.site.public_url;
    let acting = |act: ForumAct| act_on_forum(&database, &process, Actor::CommandLine, act, base);
    let would = acting(act.clone())
        .await
        .map_err(|error| refused(&act, error))?;
    if !telling.output.json {
        announce(&act, &would, &telling);
    }
    let (slug, seen) = (act.slug.clone(), Some(would.sequence));
    let acted = if telling.dry_run {
        would
    } else {
        let act = ForumAct {
            seen,
            dry: false,
            ..act
        };
        acting(act.clone())
            .await
            .map_err(|error| refused(&act, error))?
    };
    let warnings = forum_file::warnings(&acted.after, process.clock.now());
    for warning in &warnings {
        output::warn(format_args!("{slug}: warning: {warning}"));
    }
    database.close().await;
    if telling.output.json {
        return output::json(&Done {
            slug: &slug,
            applied: &acted.applied,
            warnings,
        });
    }
    Ok(())
}

/// The forum, who is told, and what is to be otherwise.
async fn what(database: &Database, act: Forum) -> Result<(String, Telling, ForumEdit), Exit> {
    let none = ForumEdit::default;
    Ok(match act {
        Forum::Move {
            slug,
            starts,
            ends,
            closes,
            opens,
            telling,
        } => {
            let edit = ForumEdit {
                starts: Some(starts),
                ends,
                registration_closes: closes,
                registration_opens: opens,
                ..none()
            };
            (slug, telling, edit)
        }
        Forum::Relocate {
            slug,
            format,
            venue,
            address,
            link,
            telling,
        } => {
            let main = main_language(database, &slug).await?;
            let edit = ForumEdit {
                format: format.map(Into::into),
                venue: address
                    .map(|address| room(&venue, address, &main))
                    .transpose()?,
                online_url: link,
                ..none()
            };
            (slug, telling, edit)
        }
        Forum::Cancel { slug, telling } => {
            let edit = ForumEdit {
                state: Some(ForumState::Cancelled),
                ..none()
            };
            (slug, telling, edit)
        }
        Forum::Capacity {
            slug,
            places,
            telling,
        } => {
            let edit = ForumEdit {
                capacity: Some(places),
                ..none()
            };
            (slug, telling, edit)
        }
        Forum::Apply(_)
        | Forum::Invite(_)
        | Forum::Invitations { .. }
        | Forum::Withdraw { .. }
        | Forum::Code(_)
        | Forum::EndCode { .. }
        | Forum::Codes { .. }
        | Forum::List(_)
        | Forum::Sample => unreachable!("no act on a forum"),
    })
}

/// A room from its names, each in a language of its own or in that of the forum.
fn room(names: &[String], address: String, main: &Language) -> Result<Venue, Exit> {
    let by_language = names.iter().map(|name| match name.split_once('=') {
        Some((tag, name)) if tag.parse::<Language>().is_ok() => (
            tag.parse().unwrap_or_else(|_| main.clone()),
            name.to_owned(),
        ),
        _ => (main.clone(), name.clone()),
    });
    let by_language: BTreeMap<Language, String> = by_language.collect();
    let name = LocalizedText::new(by_language);
    let name = name.map_err(|error| Exit::refused(anyhow::anyhow!("the venue: {error}")))?;
    Ok(Venue { name, address })
}

async fn main_language(database: &Database, slug: &str) -> Result<Language, Exit> {
    let found = kontor_registrations::forum_named(database, slug).await?;
    let draft = found.ok_or_else(|| unknown(slug))?;
    Ok(draft.main_language())
}

fn announce(act: &ForumAct, would: &Acted, telling: &Telling) {
    let (slug, dry) = (&act.slug, telling.dry_run);
    match &would.applied {
        Applied::Changed { fields, .. } => {
            let changes = if dry { "would change" } else { "changes" };
            say(format_args!("{slug}: {changes} {}", fields.join(", ")));
            telling::show(slug, &would.applied, telling);
        }
        Applied::Unchanged { .. } | Applied::Created { .. } => {
            say(format_args!("{slug}: unchanged"));
        }
    }
}

fn refused(act: &ForumAct, error: ActError) -> Exit {
    match error {
        ActError::Unknown => unknown(&act.slug),
        ActError::Outdated => Exit::refused(anyhow::anyhow!(
            "{}: {error}; nothing was changed. Try again",
            act.slug
        )),
        ActError::Faults(faults) => {
            let findings = forum_file::findings(&faults);
            let lines = findings.iter().map(|finding| format!("\n  {finding}"));
            Exit::refused(anyhow::anyhow!(
                "nothing was changed. {} is refused:{}",
                act.slug,
                lines.collect::<String>()
            ))
        }
        ActError::Store(error) => error.into(),
    }
}
