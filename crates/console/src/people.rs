//! People and what they may do, for administrators.

use axum::{
    extract::{Path, Query, State},
    http::{Method, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use kontor_access::{AccessError, Account, Delivery, Grant, Link, NewAccount, Role};
use kontor_contracts::{AccountId, EmailAddress};
use kontor_web::{Caller, Needs, Page, PageForm, Problem, Route, Visitor, problems};
use kontor_words::{Value, context};
use serde::Deserialize;

use crate::{
    Console,
    failure::{field, problem, status},
    once,
};

pub(crate) const PATH: &str = "/console/people";

pub(crate) const ROUTES: &[Route<Console>] = &[
    Route {
        method: Method::GET,
        path: PATH,
        needs: Needs::Everywhere(Role::Admin),
        serve: || get(list),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: PATH,
        needs: Needs::Everywhere(Role::Admin),
        serve: || post(add),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/console/people/{id}",
        needs: Needs::Everywhere(Role::Admin),
        serve: || get(show),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: "/console/people/{id}/{act}",
        needs: Needs::Everywhere(Role::Admin),
        serve: || post(act),
        describe: None,
    },
];

/// A role and a scope as typed.
pub(crate) fn granted(role: &str, scope: &str) -> Result<Grant, AccessError> {
    Ok(Grant::new(role.parse()?, scope.trim().parse()?)?)
}

async fn list(State(console): State<Console>, visitor: Visitor) -> Result<Page, Problem> {
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
        language => typed.language.as_str(),
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
    /// What they read.
    language: String,
    /// How their link gets to them: `mail` or `hand`.
    by: String,
}

async fn add(
    State(console): State<Console>,
    visitor: Visitor,
    caller: Caller,
    PageForm(typed): PageForm<Typed>,
) -> Result<Response, Problem> {
    let Ok(email) = typed.email.parse::<EmailAddress>() else {
        let text = visitor.text("console-error-email", &[]);
        let errors = [context! { field => "email", text }];
        let page = people(&console, &visitor, &typed, &errors).await?;
        return Ok(page
            .with_status(StatusCode::UNPROCESSABLE_ENTITY)
            .into_response());
    };
    let delivery = delivery(&visitor, &typed);
    let made = match granted(&typed.role, &typed.scope) {
        Err(error) => Err(error),
        Ok(grant) => {
            let new = NewAccount {
                name: typed.name.clone(),
                email,
                grants: vec![grant],
                language: typed.language.parse().ok(),
            };
            let made = console.access();
            made.add_account(caller.actor, new, &delivery).await
        }
    };
    match made {
        Ok((id, link)) => hand_over(&visitor, &link, &delivery, &format!("{PATH}/{id}")),
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

/// By mail, unless somebody wants to hand the link over themselves.
fn delivery(visitor: &Visitor, typed: &Typed) -> Delivery {
    if typed.by == "hand" {
        Delivery::Shown
    } else {
        Delivery::Mailed(visitor.language.clone())
    }
}

/// Shows a link, once, to whoever is to pass it on; one that goes by mail is shown to nobody.
fn hand_over(
    visitor: &Visitor,
    link: &Link,
    delivery: &Delivery,
    back: &str,
) -> Result<Response, Problem> {
    if *delivery != Delivery::Shown {
        return Ok(Redirect::to(&visitor.link_on(back, "mailed=1")).into_response());
    }
    let lines = [link.address()];
    let page = once::show(visitor, "console-link", &lines, Some(link.until_ms), back)?;
    Ok(page.into_response())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// A link has just been sent.
    mailed: Option<String>,
    /// The account has just been changed.
    done: Option<String>,
}

impl Asked {
    /// What the page says of it: the key of a text.
    fn said(&self) -> Option<&'static str> {
        let mailed = self.mailed.as_ref().map(|_| "console-link-mailed");
        mailed.or(self.done.as_ref().map(|_| "console-done-person"))
    }
}

async fn show(
    State(console): State<Console>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page, Problem> {
    let done = asked.said();
    person(&console, &visitor, account_id(&id)?, done, &[]).await
}

pub(crate) fn account_id(text: &str) -> Result<AccountId, Problem> {
    text.parse().map_err(|_| problems::NOT_FOUND.into())
}

async fn person(
    console: &Console,
    visitor: &Visitor,
    id: AccountId,
    done: Option<&str>,
    errors: &[Value],
) -> Result<Page, Problem> {
    let account = console
        .access()
        .account(id)
        .await
        .map_err(|error| problem(&error))?;
    visitor.page(
        "console/person.html",
        context! { person => shown(&account), done, errors },
    )
}

/// What an administrator does to an account. One form for each, one address for all.
async fn act(
    State(console): State<Console>,
    visitor: Visitor,
    caller: Caller,
    Path((id, act)): Path<(String, String)>,
    PageForm(typed): PageForm<Typed>,
) -> Result<Response, Problem> {
    let (access, actor, id) = (console.access(), caller.actor, account_id(&id)?);
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
        "reset" | "reset-all" => {
            let (all, delivery) = (act == "reset-all", delivery(&visitor, &typed));
            match access.reset(actor, id, all, &delivery).await {
                Ok(link) => return hand_over(&visitor, &link, &delivery, &back),
                Err(error) => Err(error),
            }
        }
        _ => return Err(problems::NOT_FOUND.into()),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&visitor.link_on(&back, "done=1")).into_response()),
        Err(error) => {
            let errors = [field(&visitor, "scope", &error)?];
            let page = person(&console, &visitor, id, None, &errors).await?;
            Ok(page.with_status(status(&error)).into_response())
        }
    }
}
