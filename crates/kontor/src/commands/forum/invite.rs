//! `kontor forum invite`: invites everybody of a list; `kontor forum invitations`: who has answered;
//! `kontor forum withdraw`: withdraws an invitation.

use std::{fs::File, io::Read as _, path::Path};

use anyhow::Context;
use kontor_contracts::{InvitationId, Worker, events::Contact};
use kontor_registrations::{
    InvitationList, InviteError, Invited, LIST_BYTES, WithdrawError, invite, list_invitations,
    withdraw_invitation,
};
use kontor_runtime::Process;
use kontor_store::audit::Actor;
use serde::Serialize;

use super::unknown;
use crate::{
    cli::Invite,
    config::Config,
    output::{self, Exit, Outcome, say, warn},
    wiring,
};

/// Stands for standard input in place of a file.
const STANDARD_INPUT: &str = "-";
/// From how many rows on it is said how far it has come.
const LONG: u32 = 1_000;

/// What inviting a list has done.
#[derive(Debug, Serialize)]
struct Done<'a> {
    slug: &'a str,
    dry_run: bool,
    #[serde(flatten)]
    invited: &'a Invited,
}

pub(super) async fn run(config: &Config, wish: &Invite) -> Outcome {
    let bytes = bytes_of(&wish.list)?;
    let list = InvitationList::read(&bytes);
    let list = list.map_err(|error| {
        let file = wish.list.display();
        Exit::refused(anyhow::anyhow!("nobody is invited. {file}: {error}"))
    })?;
    let database = wiring::open_migrated(config, Worker::Registrations).await?;
    let process = Process::new();
    let to = (Actor::CommandLine, &*wish.slug, wish.dry_run);
    let invited = invite(&database, &process, to, list.rows(), |so_far| {
        if so_far.all() >= LONG && !wish.output.json {
            warn(format_args!("{} rows so far", so_far.all()));
        }
    });
    let invited = invited.await.map_err(|error| refused(&wish.slug, error))?;
    database.close().await;
    if wish.output.json {
        return output::json(&Done {
            slug: &wish.slug,
            dry_run: wish.dry_run,
            invited: &invited,
        });
    }
    tell(&wish.slug, &invited, wish.dry_run);
    Ok(())
}

fn tell(slug: &str, invited: &Invited, dry: bool) {
    for row in &invited.rows {
        warn(row);
    }
    let named = u32::try_from(invited.rows.len()).unwrap_or(u32::MAX);
    if invited.broken > named {
        warn(format_args!(
            "and {} more rows that are broken",
            invited.broken - named
        ));
    }
    let verb = if dry { "would be invited" } else { "invited" };
    say(format_args!(
        "{slug}: {} {verb}, {} already invited, {} already signed up, {} broken",
        invited.invited, invited.already_invited, invited.already_signed_up, invited.broken
    ));
}

fn refused(slug: &str, error: InviteError) -> Exit {
    match error {
        InviteError::UnknownForum => unknown(slug),
        InviteError::Store(error) => error.into(),
        error @ (InviteError::NotPublished | InviteError::Cancelled | InviteError::Closed) => {
            Exit::refused(anyhow::anyhow!("nobody is invited. {slug}: {error}"))
        }
    }
}

/// The bytes of a file, or of standard input, as far as a list may have them, and one more.
fn bytes_of(file: &Path) -> Result<Vec<u8>, Exit> {
    let limit = LIST_BYTES as u64 + 1;
    let mut bytes = Vec::new();
    let read = if file == Path::new(STANDARD_INPUT) {
        std::io::stdin().lock().take(limit).read_to_end(&mut bytes)
    } else {
        File::open(file).and_then(|file| file.take(limit).read_to_end(&mut bytes))
    };
    read.with_context(|| format!("cannot read {}", file.display()))
        .map_err(Exit::refused)?;
    Ok(bytes)
}

pub(super) async fn withdraw(
    config: &Config,
    slug: &str,
    number: InvitationId,
    json: bool,
) -> Outcome {
    let database = wiring::open_migrated(config, Worker::Registrations).await?;
    let (process, about) = (Process::new(), (slug, number));
    let withdrawn = withdraw_invitation(&database, &process, Actor::CommandLine, about).await;
    let withdrawn = withdrawn.map_err(|error| match error {
        WithdrawError::UnknownForum => unknown(slug),
        WithdrawError::UnknownInvitation => Exit::not_found(format_args!(
            "{error}; kontor forum invitations {slug} shows their numbers"
        )),
        WithdrawError::Answered => Exit::refused(anyhow::anyhow!("{number} stays: {error}")),
        WithdrawError::Store(error) => error.into(),
    })?;
    database.close().await;
    if json {
        return output::json(&withdrawn);
    }
    say(format_args!(
        "{number} is withdrawn: the link works no more, and nobody is reminded of it"
    ));
    Ok(())
}

pub(super) async fn list(config: &Config, slug: &str, json: bool) -> Outcome {
    let database = wiring::open_migrated(config, Worker::Registrations).await?;
    let found = list_invitations(&database, slug).await?;
    let found = found.ok_or_else(|| unknown(slug))?;
    if json {
        return output::json(&found);
    }
    let headings = [
        "NUMBER",
        "STATE",
        "NAME",
        "ADDRESS",
        "ORGANISATION",
        "SINCE",
    ];
    output::list(false, &found.invitations, &headings, |invitation| {
        let Contact {
            name,
            email,
            organisation,
            ..
        } = &invitation.contact;
        let since = invitation.answered_at.unwrap_or(invitation.invited_at);
        vec![
            invitation.id.to_string(),
            invitation.state.word().to_owned(),
            name.clone(),
            email.as_str().to_owned(),
            organisation.clone().unwrap_or_else(|| "-".to_owned()),
            since.strftime("%Y-%m-%d %H:%M UTC").to_string(),
        ]
    })?;
    let counts = found.counts;
    say(format_args!(
        "{} without an answer, {} signed up, {} declined, {} withdrawn",
        counts.invited, counts.answered, counts.declined, counts.withdrawn
    ));
    Ok(())
}
