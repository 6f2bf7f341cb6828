//! Tokens of one's own account, for programs.

use std::time::Duration;

use axum::{
    extract::{Path, State},
    http::Method,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use kontor_access::{AccessError, NewToken};
use kontor_contracts::ApiTokenId;
use kontor_web::{Confirm, Needs, Page, PageForm, Problem, Route, Visitor, problems};
use serde::Deserialize;

use crate::{
    Console,
    account::{PATH, again, done},
    failure::problem,
    once,
    people::granted,
    staff::Staff,
};

/// How long a token of a page works, in days.
const TOKEN_DAYS: u64 = 365;
const REVOKE: &str = "/console/account/tokens/{id}/revoke";

pub(crate) const ROUTES: &[Route<Console>] = &[
    Route {
        method: Method::POST,
        path: "/console/account/tokens",
        needs: Needs::SignedIn,
        serve: || post(add),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: REVOKE,
        needs: Needs::SignedIn,
        serve: || get(ask),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: REVOKE,
        needs: Needs::SignedIn,
        serve: || post(revoke),
        describe: None,
    },
];

#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    token_name: String,
    role: String,
    scope: String,
}

async fn add(
    State(console): State<Console>,
    visitor: Visitor,
    staff: Staff,
    PageForm(typed): PageForm<Typed>,
) -> Result<Response, Problem> {
    let made = match granted(&typed.role, &typed.scope) {
        Err(error) => Err(error),
        Ok(grant) => {
            let new = NewToken {
                name: typed.token_name.clone(),
                grants: vec![grant],
                life: Duration::from_hours(24 * TOKEN_DAYS),
            };
            let (access, session) = (console.access(), &staff.0);
            access
                .add_token(session.actor(), session.account, new)
                .await
        }
    };
    match made {
        Ok((token, secret)) => {
            let (lines, until) = ([secret.reveal()], Some(token.until_ms));
            let page = once::show(&visitor, "console-token", &lines, until, PATH)?;
            Ok(page.into_response())
        }
        Err(error) => {
            let place = if matches!(error, AccessError::Name(_)) {
                "token_name"
            } else {
                "scope"
            };
            again(&console, &visitor, &staff, place, &error).await
        }
    }
}

fn token_id(text: &str) -> Result<ApiTokenId, Problem> {
    text.parse().map_err(|_| problems::NOT_FOUND.into())
}

async fn ask(
    State(console): State<Console>,
    visitor: Visitor,
    Staff(session): Staff,
    Path(id): Path<String>,
) -> Result<Page, Problem> {
    let id = token_id(&id)?;
    let tokens = console.access().tokens(Some(session.account)).await;
    let tokens = tokens.map_err(|error| problem(&error))?;
    let mine = tokens.into_iter().find(|token| token.id == id);
    let token = mine.ok_or(problems::NOT_FOUND)?;
    let text = |key| visitor.text(key, &[]);
    visitor.confirm(&Confirm {
        act: text("console-token-revoke-title"),
        about: vec![(text("console-token-name"), token.name)],
        effects: vec![text("console-token-revoke-lead")],
        back: PATH.to_owned(),
        ..Confirm::default()
    })
}

async fn revoke(
    State(console): State<Console>,
    visitor: Visitor,
    Staff(session): Staff,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let revoked = console
        .access()
        .revoke_token(session.actor(), token_id(&id)?, Some(session.account))
        .await;
    revoked.map_err(|error| problem(&error))?;
    Ok(done(&visitor, "token"))
}
