//! The page behind a one-time link. Opening it changes nothing, because scanners open links; the button
//! does.

use axum::{
    extract::{Path, State},
    http::{Method, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use kontor_access::{AccessError, Chosen, OpenLink, Purpose};
use kontor_contracts::EmailAddress;
use kontor_web::{Needs, Page, PageForm, Problem, Route, Visitor};
use kontor_words::{Value, context};
use serde::Deserialize;

use crate::{
    Console,
    cookie::Cookie,
    failure::{field, problem, status},
    requester::Requester,
    sign_in,
    staff::SIGN_IN,
};

const PATH: &str = "/console/link/{secret}";

pub(crate) const ROUTES: &[Route<Console>] = &[
    Route {
        method: Method::GET,
        path: PATH,
        needs: Needs::Link,
        serve: || get(ask),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: PATH,
        needs: Needs::Link,
        serve: || post(choose),
        describe: None,
    },
];

async fn ask(
    State(console): State<Console>,
    visitor: Visitor,
    Path(secret): Path<String>,
) -> Result<Page, Problem> {
    match console.access().open_link(&secret).await {
        Ok(open) if lets_in_by_itself(&console, &open) => {
            let values = context! {
                purpose => "enter",
                until_ms => open.until_ms,
                errors => Vec::<Value>::new(),
            };
            visitor.page("console/link.html", values)
        }
        Ok(open) => form(&console, &visitor, &open, &Typed::default(), &[]),
        Err(AccessError::NoLink) => gone(&visitor),
        Err(error) => Err(problem(&error)),
    }
}

/// Where nobody signs in with a password, none is chosen: the link is the way in.
fn lets_in_by_itself(console: &Console, open: &OpenLink) -> bool {
    open.account.is_some() && !console.access().settings().oidc.has_passwords()
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    email: String,
    password: String,
    again: String,
}

async fn choose(
    State(console): State<Console>,
    cookie: Cookie,
    visitor: Visitor,
    Path(secret): Path<String>,
    Requester(client): Requester,
    PageForm(typed): PageForm<Typed>,
) -> Result<Response, Problem> {
    let open = match console.access().open_link(&secret).await {
        Ok(open) => open,
        Err(AccessError::NoLink) => return Ok(gone(&visitor)?.into_response()),
        Err(error) => return Err(problem(&error)),
    };
    if lets_in_by_itself(&console, &open) {
        return match console.access().enter_by_link(&secret, &client).await {
            Ok(started) => Ok(sign_in::go_on(cookie, &visitor, &started, "")),
            Err(AccessError::NoLink) => Ok(gone(&visitor)?.into_response()),
            Err(error) => Err(problem(&error)),
        };
    }
    let mut errors = Vec::new();
    let is_first = open.purpose == Purpose::FirstAdmin;
    let email = typed.email.parse::<EmailAddress>();
    if is_first && email.is_err() {
        let text = visitor.text("console-error-email", &[]);
        errors.push(context! { field => "email", text });
    }
    let has_passwords = console.access().settings().oidc.has_passwords();
    if has_passwords && typed.password != typed.again {
        let text = visitor.text("console-error-again", &[]);
        errors.push(context! { field => "again", text });
    }
    if !errors.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return again(&console, &visitor, &open, &typed, (&errors, status));
    }
    let first = email
        .ok()
        .filter(|_| is_first)
        .map(|email| (typed.name.clone(), email));
    let access = console.access();
    let used = match &first {
        Some((name, email)) if !has_passwords => access
            .enter_as_first(&secret, (name, email), &client)
            .await
            .map(|started| sign_in::go_on(cookie, &visitor, &started, "")),
        _ => {
            let chosen = Chosen {
                password: typed.password.clone(),
                first,
            };
            let set = visitor.link_on(SIGN_IN, "set=1");
            access
                .use_link(&secret, chosen, &client)
                .await
                .map(|_| Redirect::to(&set).into_response())
        }
    };
    match used {
        Ok(on) => Ok(on),
        Err(AccessError::NoLink) => Ok(gone(&visitor)?.into_response()),
        Err(error) => {
            let place = match &error {
                AccessError::Name(_) => "name",
                AccessError::Exists => "email",
                _ => "password",
            };
            let errors = [field(&visitor, place, &error)?];
            let status = status(&error);
            again(&console, &visitor, &open, &typed, (&errors, status))
        }
    }
}

fn again(
    console: &Console,
    visitor: &Visitor,
    open: &OpenLink,
    typed: &Typed,
    (errors, status): (&[Value], StatusCode),
) -> Result<Response, Problem> {
    let page = form(console, visitor, open, typed, errors)?;
    Ok(page.with_status(status).into_response())
}

fn form(
    console: &Console,
    visitor: &Visitor,
    open: &OpenLink,
    typed: &Typed,
    errors: &[Value],
) -> Result<Page, Problem> {
    let account = open.account.as_ref();
    let values = context! {
        purpose => open.purpose.name(),
        passwords => console.access().settings().oidc.has_passwords(),
        until_ms => open.until_ms,
        account_name => account.map(|account| account.name.as_str()),
        account_email => account.map(|account| account.email.as_str()),
        name => typed.name.as_str(),
        email => typed.email.as_str(),
        errors,
    };
    visitor.page("console/link.html", values)
}

/// Used, replaced, too old or never one: which of them is nobody's business.
fn gone(visitor: &Visitor) -> Result<Page, Problem> {
    let page = visitor.page(
        "console/link.html",
        context! { purpose => "gone", errors => Vec::<Value>::new() },
    )?;
    Ok(page.with_status(StatusCode::GONE))
}
