//! `kontor audit`: who changed what, from the databases of all workers and of the staff's accounts.

use std::collections::HashMap;

use kontor_access::Access;
use kontor_contracts::Worker;
use kontor_runtime::{Process, timestamp};
use kontor_store::{
    Database,
    audit::{self, Actor, Entry, Wish},
};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    cli::Audit,
    config::Config,
    output::{self, Exit, Outcome},
    wiring,
};

/// A line of the list. Whoever did it is named by the accounts of today; the audit itself has ids only.
#[derive(Debug, Serialize)]
struct Line {
    id: Uuid,
    at: String,
    actor: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    action: String,
    subject: String,
    database: String,
}

pub(crate) async fn run(config: &Config, asked: Audit) -> Outcome {
    let access = wiring::access(config, &Process::new()).await?;
    let names = names(&access).await?;
    let mut lines = Vec::new();
    for worker in Worker::ALL {
        let database = wiring::open_migrated(config, worker).await?;
        lines.extend(read(&database, &asked, &names).await?);
        database.close().await;
    }
    lines.extend(read(access.database(), &asked, &names).await?);
    // An id begins with its moment, so those of all databases are in one order.
    lines.sort_by_key(|line| std::cmp::Reverse(line.id));
    lines.truncate(asked.limit as usize);
    let headings = ["AT", "WHO", "WHAT", "ON", "DATABASE"];
    output::list(asked.output.json, &lines, &headings, |line| {
        vec![
            line.at.clone(),
            line.name.clone().unwrap_or_else(|| line.actor.clone()),
            line.action.clone(),
            line.subject.clone(),
            line.database.clone(),
        ]
    })
}

async fn read(
    database: &Database,
    asked: &Audit,
    names: &HashMap<Actor, String>,
) -> Result<Vec<Line>, Exit> {
    let wish = Wish {
        subject: asked.of.as_deref(),
        before: asked.before,
    };
    let entries = audit::entries(database, wish, asked.limit).await?;
    let line = |entry: Entry| Line {
        id: entry.id,
        at: format!("{:.3}", timestamp(entry.at_ms)),
        actor: entry.actor.to_string(),
        name: names.get(&entry.actor).cloned(),
        action: entry.action,
        subject: entry.subject,
        database: database.name().to_owned(),
    };
    Ok(entries.into_iter().map(line).collect())
}

/// How accounts and tokens are called today.
async fn names(access: &Access) -> Result<HashMap<Actor, String>, Exit> {
    let accounts = access.accounts().await?.into_iter();
    let staff = accounts.map(|account| (Actor::Staff(account.id), account.name));
    let tokens = access.tokens(None).await?.into_iter();
    let tokens = tokens.map(|token| (Actor::Token(token.id), token.name));
    Ok(staff.chain(tokens).collect())
}
