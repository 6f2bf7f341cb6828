//! `kontor staff`: accounts of the staff.

use kontor_access::{Access, AccessError, Account, Delivery, Grant, Link, NewAccount};
use kontor_contracts::Language;
use kontor_runtime::{Process, timestamp};
use kontor_store::audit::Actor;
use serde::Serialize;

use super::registration::address;
use crate::{
    cli::{GrantArgs, Staff},
    config::Config,
    output::{self, Exit, Outcome, say},
    wiring,
};

/// Whoever may run the program may do all of this.
pub(super) const ACTOR: Actor = Actor::CommandLine;

/// A line of the list.
#[derive(Debug, Serialize)]
struct Line {
    id: String,
    email: String,
    name: String,
    state: kontor_access::AccountState,
    grants: Vec<Grant>,
    second_factor: bool,
}

/// A link that was made.
#[derive(Debug, Serialize)]
struct Made {
    account: String,
    /// Only where it is not sent by mail.
    link: Option<String>,
    until: String,
}

pub(crate) async fn run(config: &Config, command: Staff) -> Outcome {
    let process = Process::new();
    // The first account may be made before anything has run here.
    let access = match command {
        Staff::Add { .. } => wiring::migrated_access(config, &process).await?,
        _ => wiring::access(config, &process).await?,
    };
    match command {
        Staff::Add {
            email,
            name,
            grant,
            language,
            mail,
            output,
        } => {
            let new = NewAccount {
                name,
                email: address(&email)?,
                grants: vec![wanted(&grant)?],
                language,
            };
            let delivery = delivery(config, mail);
            let made = access.add_account(ACTOR, new, &delivery).await;
            let (id, link) = made.map_err(exit)?;
            hand_over(output.json, &id.to_string(), &link, &delivery)
        }
        Staff::List(output) => list(&access, output.json).await,
        Staff::Reset {
            email,
            second_factor,
            mail,
            output,
        } => {
            let (account, delivery) = (find(&access, &email).await?, delivery(config, mail));
            let made = access.reset(ACTOR, account.id, second_factor, &delivery);
            let link = made.await.map_err(exit)?;
            hand_over(output.json, &account.id.to_string(), &link, &delivery)
        }
        Staff::Disable { email } => {
            let account = find(&access, &email).await?;
            let done = access.disable(ACTOR, account.id).await;
            report(
                done,
                "shut out: every session has ended, and tokens work no longer",
            )
        }
        Staff::Enable { email } => {
            let account = find(&access, &email).await?;
            let done = access.enable(ACTOR, account.id).await;
            report(done, "let in again")
        }
        Staff::Grant { email, grant } => {
            let (account, grant) = (find(&access, &email).await?, wanted(&grant)?);
            let done = access.grant(ACTOR, account.id, &grant).await;
            report(done, &format!("given: {grant}"))
        }
        Staff::Revoke { email, grant } => {
            let (account, grant) = (find(&access, &email).await?, wanted(&grant)?);
            let done = access.revoke(ACTOR, account.id, &grant).await;
            report(done, &format!("taken: {grant}"))
        }
    }
}

/// The account of an address as typed.
pub(super) async fn find(access: &Access, typed: &str) -> Result<Account, Exit> {
    access.account_of(&address(typed)?).await.map_err(exit)
}

/// The role and scope that were typed.
pub(super) fn wanted(typed: &GrantArgs) -> Result<Grant, Exit> {
    Grant::new(typed.role, typed.scope.clone()).map_err(Exit::refused)
}

fn report(done: Result<bool, AccessError>, what: &str) -> Outcome {
    let done = done.map_err(exit)?;
    say(if done {
        what
    } else {
        "nothing to do: it is so already"
    });
    Ok(())
}

fn delivery(config: &Config, by_mail: bool) -> Delivery {
    if !by_mail {
        return Delivery::Shown;
    }
    let first = config.site.languages.first().cloned();
    Delivery::Mailed(first.unwrap_or_else(Language::english))
}

/// The link goes to standard output, to be given to its owner, and is written nowhere; or by mail, and is
/// shown to nobody else.
fn hand_over(json: bool, account: &str, link: &Link, delivery: &Delivery) -> Outcome {
    let until = timestamp(link.until_ms).to_string();
    let shown = (*delivery == Delivery::Shown).then(|| link.address());
    if json {
        let (account, link) = (account.to_owned(), shown.map(str::to_owned));
        return output::json(&Made {
            account,
            link,
            until,
        });
    }
    if shown.is_none() {
        say(format_args!(
            "The mailer sends the link to its owner; it works once, until {until}."
        ));
        return Ok(());
    }
    say(link.address());
    say(format_args!(
        "Give this to its owner; it works once, until {until}."
    ));
    Ok(())
}

async fn list(access: &Access, json: bool) -> Outcome {
    let accounts = access.accounts().await?;
    let lines: Vec<Line> = accounts.into_iter().map(line).collect();
    let headings = ["ADDRESS", "NAME", "STATE", "MAY", "SECOND FACTOR"];
    output::list(json, &lines, &headings, |line| {
        let grants: Vec<String> = line.grants.iter().map(Grant::to_string).collect();
        vec![
            line.email.clone(),
            line.name.clone(),
            line.state.name().to_owned(),
            if grants.is_empty() {
                "-".to_owned()
            } else {
                grants.join(" ")
            },
            if line.second_factor { "yes" } else { "no" }.to_owned(),
        ]
    })
}

fn line(account: Account) -> Line {
    Line {
        id: account.id.to_string(),
        email: account.email.as_str().to_owned(),
        name: account.name,
        state: account.state,
        grants: account.grants,
        second_factor: account.has_second_factor,
    }
}

/// With which code the program ends.
pub(super) fn exit(error: AccessError) -> Exit {
    match error {
        AccessError::NoAccount => {
            Exit::not_found(format_args!("{error}; kontor staff list shows all"))
        }
        AccessError::NoToken => {
            Exit::not_found(format_args!("{error}; kontor token list shows all"))
        }
        AccessError::Exists
        | AccessError::LastAdmin
        | AccessError::Disabled
        | AccessError::TooWide
        | AccessError::TooManyTokens(_)
        | AccessError::Name(_)
        | AccessError::Grant(_) => Exit::refused(error),
        other => other.into(),
    }
}
