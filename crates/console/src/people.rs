//! People and what they may do, for administrators.

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use kontor_access::{AccessError, Account, Grant, Link, NewAccount, Role, Scope};
use kontor_contracts::{AccountId, EmailAddress};
use kontor_web::{Page, PageForm, Problem, Visitor, problems};
use kontor_words::{Value, context};
use serde::Deserialize;

use crate::{
    Console,
    failure::{field, problem, status},
    once,
    staff::Staff,
};

const PATH: &str = "/console/people";

pub(crate) fn routes() -> Router<Console> {
    Router::new()
        .route(PATH, get(list).post(add))
        .route("/console/people/{id}", get(show))
        .route("/console/people/{id}/{act}", post(act))
}

/// Only administrators see any of this.
fn admin(staff: &Staff) -> Result<(), Problem> {
    staff.needs(Role::Admin, &Scope::everywhere())
}

/// A role and a scope as typed.
pub(crate) fn granted(role: &str, scope: &str) -> Result<Grant, AccessError> {
    Ok(Grant::new(role.parse()?, scope.trim().parse()?)?)
}

async fn list(
    State(console): State<Console>,
    visitor: Visitor,
    staff: Staff,
) -> Result<Page, Problem> {
    admin(&staff)?;
    people(&console, &visitor, &Typed::default(), &[]).await
}

async fn people(
    console: &Console,
    visitor: &Visitor,
    typed: &Typed,
    errors: &[Value],
) -> Result<Page, Problem> {
    let accounts = console
        .access()
        .accounts()
        .await
        .map_err(|error| problem(&error))?;
    let values = context! {
        people => accounts.iter().map(shown).collect::<Vec<_>>(),
        name => typed.name.as_str(),
        email => typed.email.as_str(),
        role => typed.role.as_str(),
        scope => typed.scope.as_str(),
        errors,
    };
    visitor.page("console/people.html", values)
}

/// Roles and where they hold, as `words.grants` says them.
pub(crate) fn grants(grants: &[Grant]) -> Vec<Value> {
    let shown = grants.iter().map(|grant| {
        context! { role => grant.role().name(), scope => grant.scope().as_str() }
    });
    shown.collect()
}

fn shown(account: &Account) -> Value {
    context! {
        id => account.id.to_string(),
        name => account.name.as_str(),
        email => account.email.as_str(),
        state => account.state.name(),
        grants => grants(&account.grants),
        has_second_factor => account.has_second_factor,
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    email: String,
    role: String,
    scope: String,
}

async fn add(
    State(console): State<Console>,
    visitor: Visitor,
    staff: Staff,
    PageForm(typed): PageForm<Typed>,
) -> Result<Response, Problem> {
    admin(&staff)?;
    let Ok(email) = typed.email.parse::<EmailAddress>() else {
        let text = visitor.text("console-error-email", &[]);
        let errors = [context! { field => "email", text }];
        let page = people(&console, &visitor, &typed, &errors).await?;
        return Ok(page
            .with_status(StatusCode::UNPROCESSABLE_ENTITY)
            .into_response());
    };
    let made = match granted(&typed.role, &typed.scope) {
        Err(error) => Err(error),
        Ok(grant) => {
            let new = NewAccount {
                name: typed.name.clone(),
                email,
                grants: vec![grant],
            };
            console.access().add_account(staff.0.actor(), new).await
        }
    };
    match made {
        Ok((_, link)) => hand_over(&visitor, &link, PATH),
        Err(error) => {
            let place = match &error {
                AccessError::Name(_) => "name",
                AccessError::Exists => "email",
                _ => "scope",
            };
            let errors = [field(&visitor, place, &error)?];
            let page = people(&console, &visitor, &typed, &errors).await?;
            Ok(page.with_status(status(&error)).into_response())
        }
    }
}

/// Shows a link, once, to whoever is to pass it on.
fn hand_over(visitor: &Visitor, link: &Link, back: &str) -> Result<Response, Problem> {
    let lines = [link.address()];
    let page = once::show(visitor, "console-link", &lines, Some(link.until_ms), back)?;
    Ok(page.into_response())
}

async fn show(
    State(console): State<Console>,
    visitor: Visitor,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Page, Problem> {
    admin(&staff)?;
    person(&console, &visitor, account_id(&id)?, &[]).await
}

fn account_id(text: &str) -> Result<AccountId, Problem> {
    text.parse().map_err(|_| problems::NOT_FOUND.into())
}

async fn person(
    console: &Console,
    visitor: &Visitor,
    id: AccountId,
    errors: &[Value],
) -> Result<Page, Problem> {
    let account = console
        .access()
        .account(id)
        .await
        .map_err(|error| problem(&error))?;
    visitor.page(
        "console/person.html",
        context! { person => shown(&account), errors },
    )
}

/// What an administrator does to an account. One form for each, one address for all.
async fn act(
    State(console): State<Console>,
    visitor: Visitor,
    staff: Staff,
    Path((id, act)): Path<(String, String)>,
    PageForm(typed): PageForm<Typed>,
) -> Result<Response, Problem> {
    admin(&staff)?;
    let (access, actor, id) = (console.access(), staff.0.actor(), account_id(&id)?);
    let back = format!("{PATH}/{id}");
    let done = match act.as_str() {
        "disable" => access.disable(actor, id).await.map(drop),
        "enable" => access.enable(actor, id).await.map(drop),
        "end-sessions" => access.end_sessions(actor, id, None).await.map(drop),
        "grant" | "revoke" => match granted(&typed.role, &typed.scope) {
            Err(error) => Err(error),
            Ok(grant) if act == "grant" => access.grant(actor, id, &grant).await.map(drop),
            Ok(grant) => access.revoke(actor, id, &grant).await.map(drop),
        },
        "reset" | "reset-all" => match access.reset(actor, id, act == "reset-all").await {
            Ok(link) => return hand_over(&visitor, &link, &back),
            Err(error) => Err(error),
        },
        _ => return Err(problems::NOT_FOUND.into()),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{back}{}", visitor.lang_query())).into_response()),
        Err(error) => {
            let errors = [field(&visitor, "scope", &error)?];
            let page = person(&console, &visitor, id, &errors).await?;
            Ok(page.with_status(status(&error)).into_response())
        }
    }
}
