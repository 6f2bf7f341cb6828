//! `kontor token`: tokens by which programs call the API.

use std::{collections::HashMap, time::Duration};

use kontor_access::{Access, ApiToken, Grant, NewToken};
use kontor_contracts::ApiTokenId;
use kontor_runtime::{Clock, Process, SystemClock, timestamp};
use serde::Serialize;

use super::staff::{ACTOR, exit, find, wanted};
use crate::{
    cli::Token,
    config::Config,
    output::{self, Outcome, say},
    wiring,
};

/// A token that was made, with its text.
#[derive(Debug, Serialize)]
struct Made {
    id: String,
    token: String,
    until: String,
}

/// A line of the list.
#[derive(Debug, Serialize)]
struct Line {
    id: String,
    name: String,
    account: String,
    grants: Vec<Grant>,
    state: &'static str,
    until: String,
    used_at: Option<String>,
}

pub(crate) async fn run(config: &Config, command: Token) -> Outcome {
    let access = wiring::access(config, &Process::new()).await?;
    match command {
        Token::Add {
            email,
            name,
            grant,
            days,
            output,
        } => {
            let account = find(&access, &email).await?;
            let new = NewToken {
                name,
                grants: vec![wanted(&grant)?],
                life: Duration::from_hours(24 * u64::from(days)),
            };
            let (token, secret) = access
                .add_token(ACTOR, account.id, new)
                .await
                .map_err(exit)?;
            let (id, until) = (token.id.to_string(), timestamp(token.until_ms).to_string());
            if output.json {
                let token = secret.reveal().to_owned();
                return output::json(&Made { id, token, until });
            }
            say(secret.reveal());
            say(format_args!(
                "Keep it now, it is shown this once. Its id is {id}; it works until {until}."
            ));
            Ok(())
        }
        Token::List(output) => list(&access, output.json).await,
        Token::Revoke { id } => revoke(&access, id).await,
    }
}

async fn revoke(access: &Access, id: ApiTokenId) -> Outcome {
    let revoked = access.revoke_token(ACTOR, id, None).await.map_err(exit)?;
    say(if revoked {
        "revoked: it works no longer"
    } else {
        "nothing to do: it is revoked already"
    });
    Ok(())
}

async fn list(access: &Access, json: bool) -> Outcome {
    let accounts = access.accounts().await?.into_iter();
    let addresses: HashMap<_, _> = accounts
        .map(|account| (account.id, account.email.as_str().to_owned()))
        .collect();
    let now_ms = SystemClock.now_ms();
    let lines: Vec<Line> = access
        .tokens(None)
        .await?
        .into_iter()
        .map(|token| {
            let address = addresses.get(&token.account).cloned().unwrap_or_default();
            line(token, address, now_ms)
        })
        .collect();
    let headings = [
        "ID",
        "NAME",
        "ACCOUNT",
        "MAY",
        "STATE",
        "UNTIL",
        "LAST USED",
    ];
    output::list(json, &lines, &headings, |line| {
        let grants: Vec<String> = line.grants.iter().map(Grant::to_string).collect();
        vec![
            line.id.clone(),
            line.name.clone(),
            line.account.clone(),
            grants.join(" "),
            line.state.to_owned(),
            line.until.clone(),
            line.used_at.clone().unwrap_or_else(|| "-".to_owned()),
        ]
    })
}

fn line(token: ApiToken, account: String, now_ms: i64) -> Line {
    let state = if token.revoked_ms.is_some() {
        "revoked"
    } else if token.until_ms <= now_ms {
        "ended"
    } else {
        "works"
    };
    Line {
        id: token.id.to_string(),
        name: token.name,
        account,
        grants: token.grants,
        state,
        until: timestamp(token.until_ms).to_string(),
        used_at: token.used_ms.map(|at| timestamp(at).to_string()),
    }
}
