//! One's own account: what there is of it, the password, where one is signed in.

use axum::{
    extract::{Path, Query, State},
    http::Method,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use kontor_access::{AccessError, Grant};
use kontor_contracts::AccountId;
use kontor_web::{Needs, Page, PageForm, Problem, Route, Visitor};
use kontor_words::{Value, context};
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    Console,
    failure::{field, problem, status},
    people::grants,
    requester::Requester,
    staff::Staff,
};

pub(crate) const PATH: &str = "/console/account";

pub(crate) const ROUTES: &[Route<Console>] = &[
    Route {
        method: Method::GET,
        path: PATH,
        needs: Needs::SignedIn,
        serve: || get(show),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: "/console/account/password",
        needs: Needs::SignedIn,
        serve: || post(change_password),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: "/console/account/sessions/{id}/end",
        needs: Needs::SignedIn,
        serve: || post(end_session),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: "/console/account/sessions/end",
        needs: Needs::SignedIn,
        serve: || post(end_others),
        describe: None,
    },
];

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// What was just done.
    done: Option<String>,
    /// Why the account could not be linked to the provider, or not taken off it.
    failed: Option<String>,
}

/// What a page may say was just done.
const DONE: [&str; 6] = [
    "password",
    "session",
    "second-factor",
    "token",
    "linked",
    "unlinked",
];

/// What a page may say has not worked.
const FAILED: [&str; 6] = [
    "unavailable",
    "stale",
    "declined",
    "taken",
    "already",
    "only",
];

/// The news of a page.
#[derive(Default)]
struct News {
    /// What was just done, and what has not worked.
    done: Option<String>,
    failed: Option<String>,
}

async fn show(
    State(console): State<Console>,
    visitor: Visitor,
    staff: Staff,
    Query(asked): Query<Asked>,
) -> Result<Page, Problem> {
    let news = News {
        done: asked.done.filter(|done| DONE.contains(&done.as_str())),
        failed: asked.failed.filter(|why| FAILED.contains(&why.as_str())),
    };
    page(&console, &visitor, &staff, news, &[]).await
}

async fn page(
    console: &Console,
    visitor: &Visitor,
    Staff(session): &Staff,
    news: News,
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
        has_password => account.has_password && access.settings().oidc.has_passwords(),
        is_admin => session.grants().contains(&Grant::admin()),
        sessions => sessions.collect::<Vec<_>>(),
        tokens => tokens.collect::<Vec<_>>(),
        provider => access.provider_name(),
        linked => linked(console, session.account).await?,
        done => news.done,
        failed => news.failed,
        errors,
    };
    visitor.page("console/account.html", values)
}

/// How the account is linked to the provider, if it is.
async fn linked(console: &Console, account: AccountId) -> Result<Option<Value>, Problem> {
    let linked = console.access().linked(account).await;
    let linked = linked.map_err(|error| problem(&error))?;
    Ok(linked.map(|link| {
        context! {
            since_ms => link.since_ms,
            used_ms => link.used_ms,
            is_only_way_in => link.is_only_way_in,
        }
    }))
}

/// The page again, with what is wrong with a field.
pub(crate) async fn again(
    console: &Console,
    visitor: &Visitor,
    staff: &Staff,
    place: &str,
    error: &AccessError,
) -> Result<Response, Problem> {
    let errors = [field(visitor, place, error)?];
    let page = page(console, visitor, staff, News::default(), &errors).await?;
    Ok(page.with_status(status(error)).into_response())
}

/// Leads back to the page, which says what was done.
pub(crate) fn done(visitor: &Visitor, what: &str) -> Response {
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
    Requester(client): Requester,
    PageForm(typed): PageForm<Passwords>,
) -> Result<Response, Problem> {
    let changed = console
        .access()
        .change_password(&staff.0, &typed.present, &typed.new, &client)
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
