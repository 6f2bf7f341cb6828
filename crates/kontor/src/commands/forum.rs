//! `kontor forum`: lists forums and prints a file to begin with. Putting them online: `apply`; single acts on
//! one: `act`; inviting people: `invite`; codes for partners: `code`.

mod act;
mod apply;
mod code;
mod invite;
mod telling;

use kontor_contracts::{Worker, events::ForumState};
use kontor_registrations::ForumSummary;
use kontor_runtime::{Clock, SystemClock};

use crate::{
    cli::Forum,
    config::Config,
    output::{self, Exit, Outcome, say},
    wiring,
};

pub(crate) async fn run(config: &Config, command: Forum) -> Outcome {
    match command {
        Forum::Apply(apply) => apply::run(config, &apply).await,
        act @ (Forum::Move { .. }
        | Forum::Relocate { .. }
        | Forum::Cancel { .. }
        | Forum::Capacity { .. }) => act::run(config, act).await,
        Forum::Invite(invite) => invite::run(config, &invite).await,
        Forum::Invitations { slug, output } => invite::list(config, &slug, output.json).await,
        Forum::Withdraw {
            slug,
            number,
            output,
        } => invite::withdraw(config, &slug, number, output.json).await,
        Forum::EndCode { slug, code, output } => code::end(config, &slug, &code, output.json).await,
        Forum::Code(code) => code::run(config, code).await,
        Forum::Codes { slug, output } => code::list(config, &slug, output.json).await,
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
    say(kontor_registrations::forum_file::sample(today).trim_end());
}

async fn list(config: &Config, json: bool) -> Outcome {
    let database = wiring::open_migrated(config, Worker::Registrations).await?;
    let forums: Vec<ForumSummary> = kontor_registrations::list_forums(&database).await?;
    let headings = [
        "FORUM",
        "TITLE",
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
            forum.title.clone(),
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

fn unknown(slug: &str) -> Exit {
    Exit::not_found(format_args!(
        "there is no forum {slug:?}; kontor forum list shows the names"
    ))
}

const fn state(state: ForumState) -> &'static str {
    match state {
        ForumState::Draft => "draft",
        ForumState::Published => "published",
        ForumState::Cancelled => "cancelled",
    }
}
