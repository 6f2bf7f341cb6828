//! One's own account: password, second factor, sessions, tokens.

use std::time::Duration;

use axum::{
    Router,
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use kontor_access::{AccessError, Grant, NewToken};
use kontor_contracts::ApiTokenId;
use kontor_web::{Page, PageForm, Problem, Visitor, problems};
use kontor_words::{Value, context};
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    Console,
    failure::{field, problem, status},
    once,
    people::{granted, grants},
    staff::Staff,
};

const PATH: &str = "/console/account";
/// How long a token of a page works, in days.
const TOKEN_DAYS: u64 = 365;

pub(crate) fn routes() -> Router<Console> {
    Router::new()
        .route(PATH, get(show))
        .route("/console/account/password", post(change_password))
        .route("/console/account/sessions/{id}/end", post(end_session))
        .route("/console/account/sessions/end", post(end_others))
        .route("/console/account/second-factor/remove", post(remove_factor))
        .route("/console/account/recovery-codes", post(renew_codes))
        .route("/console/account/tokens", post(add_token))
        .route("/console/account/tokens/{id}/revoke", post(revoke_token))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// What was just done.
    done: Option<String>,
}

/// What a page may say was just done.
const DONE: [&str; 4] = ["password", "session", "second-factor", "token"];

async fn show(
    State(console): State<Console>,
    visitor: Visitor,
    staff: Staff,
    Query(asked): Query<Asked>,
) -> Result<Page, Problem> {
    let done = asked.done.filter(|done| DONE.contains(&done.as_str()));
    page(&console, &visitor, &staff, done, &[]).await
}

async fn page(
    console: &Console,
    visitor: &Visitor,
    Staff(session): &Staff,
    done: Option<String>,
    errors: &[Value],
) -> Result<Page, Problem> {
    let access = console.access();
    let failed = |error: AccessError| problem(&error);
    let account = access.account(session.account).await.map_err(failed)?;
    let sessions = access.sessions_of(session.account).await.map_err(failed)?;
    let sessions = sessions.iter().map(|open| {
        context! {
            id => open.id.to_string(),
            agent => open.agent.as_str(),
            created_ms => open.created_ms,
            seen_ms => open.seen_ms,
            is_this => open.id == session.id,
        }
    });
    let tokens = access.tokens(Some(session.account)).await.map_err(failed)?;
    let tokens = tokens
        .iter()
        .filter(|token| token.revoked_ms.is_none())
        .map(|token| {
            context! {
                id => token.id.to_string(),
                name => token.name.as_str(),
                grants => grants(&token.grants),
                until_ms => token.until_ms,
                used_ms => token.used_ms,
            }
        });
    let values = context! {
        name => account.name.as_str(),
        email => account.email.as_str(),
        grants => grants(&account.grants),
        has_second_factor => account.has_second_factor,
        is_admin => session.grants().contains(&Grant::admin()),
        sessions => sessions.collect::<Vec<_>>(),
        tokens => tokens.collect::<Vec<_>>(),
        done,
        errors,
    };
    visitor.page("console/account.html", values)
}

/// The page again, with what is wrong with a field.
async fn again(
    console: &Console,
    visitor: &Visitor,
    staff: &Staff,
    place: &str,
    error: &AccessError,
) -> Result<Response, Problem> {
    let errors = [field(visitor, place, error)?];
    let page = page(console, visitor, staff, None, &errors).await?;
    Ok(page.with_status(status(error)).into_response())
}

fn done(visitor: &Visitor, what: &str) -> Response {
    Redirect::to(&visitor.link_on(PATH, &format!("done={what}"))).into_response()
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Passwords {
    present: String,
    new: String,
}

async fn change_password(
    State(console): State<Console>,
    visitor: Visitor,
    staff: Staff,
    PageForm(typed): PageForm<Passwords>,
) -> Result<Response, Problem> {
    let changed = console
        .access()
        .change_password(&staff.0, &typed.present, &typed.new)
        .await;
    match changed {
        Ok(()) => Ok(done(&visitor, "password")),
        Err(error) => {
            let place = if matches!(error, AccessError::Password(_)) {
                "new"
            } else {
                "present"
            };
            again(&console, &visitor, &staff, place, &error).await
        }
    }
}

async fn end_session(
    State(console): State<Console>,
    visitor: Visitor,
    Staff(session): Staff,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let ended = console
        .access()
        .end_session(session.actor(), session.account, id)
        .await;
    ended.map_err(|error| problem(&error))?;
    Ok(done(&visitor, "session"))
}

async fn end_others(
    State(console): State<Console>,
    visitor: Visitor,
    Staff(session): Staff,
) -> Result<Response, Problem> {
    let (actor, account) = (session.actor(), session.account);
    let ended = console
        .access()
        .end_sessions(actor, account, Some(session.id))
        .await;
    ended.map_err(|error| problem(&error))?;
    Ok(done(&visitor, "session"))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Proof {
    proof: String,
}

async fn remove_factor(
    State(console): State<Console>,
    visitor: Visitor,
    staff: Staff,
    PageForm(typed): PageForm<Proof>,
) -> Result<Response, Problem> {
    let (access, session) = (console.access(), &staff.0);
    if let Err(error) = access.confirm_password(session, &typed.proof).await {
        return again(&console, &visitor, &staff, "proof", &error).await;
    }
    let removed = access.remove_factor(session.actor(), session.account).await;
    removed.map_err(|error| problem(&error))?;
    Ok(done(&visitor, "second-factor"))
}

async fn renew_codes(
    State(console): State<Console>,
    visitor: Visitor,
    staff: Staff,
    PageForm(typed): PageForm<Proof>,
) -> Result<Response, Problem> {
    if let Err(error) = console
        .access()
        .confirm_password(&staff.0, &typed.proof)
        .await
    {
        return again(&console, &visitor, &staff, "proof", &error).await;
    }
    let renewed = console.access().renew_recovery_codes(&staff.0).await;
    let codes = renewed.map_err(|error| problem(&error))?;
    let lines: Vec<&str> = codes.0.iter().map(String::as_str).collect();
    Ok(once::show(&visitor, "console-recovery", &lines, None, PATH)?.into_response())
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct TypedToken {
    token_name: String,
    role: String,
    scope: String,
}

async fn add_token(
    State(console): State<Console>,
    visitor: Visitor,
    staff: Staff,
    PageForm(typed): PageForm<TypedToken>,
) -> Result<Response, Problem> {
    let made = match granted(&typed.role, &typed.scope) {
        Err(error) => Err(error),
        Ok(grant) => {
            let new = NewToken {
                name: typed.token_name.clone(),
                grants: vec![grant],
                life: Duration::from_hours(24 * TOKEN_DAYS),
            };
            console
                .access()
                .add_token(staff.0.actor(), staff.0.account, new)
                .await
        }
    };
    match made {
        Ok((token, secret)) => {
            let lines = [secret.reveal()];
            let page = once::show(
                &visitor,
                "console-token",
                &lines,
                Some(token.until_ms),
                PATH,
            )?;
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

async fn revoke_token(
    State(console): State<Console>,
    visitor: Visitor,
    Staff(session): Staff,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id: ApiTokenId = id.parse().map_err(|_| problems::NOT_FOUND)?;
    let revoked = console
        .access()
        .revoke_token(session.actor(), id, Some(session.account))
        .await;
    revoked.map_err(|error| problem(&error))?;
    Ok(done(&visitor, "token"))
}
