//! The page behind a one-time link. Opening it changes nothing, because scanners open links; the button
//! does.

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use kontor_access::{AccessError, Chosen, OpenLink, Purpose};
use kontor_contracts::EmailAddress;
use kontor_web::{Page, PageForm, Problem, Visitor};
use kontor_words::{Value, context};
use serde::Deserialize;

use crate::{
    Console,
    failure::{field, problem, status},
    requester::Requester,
    staff::SIGN_IN,
};

pub(crate) fn routes() -> Router<Console> {
    Router::new().route("/console/link/{secret}", get(ask).post(choose))
}

async fn ask(
    State(console): State<Console>,
    visitor: Visitor,
    Path(secret): Path<String>,
) -> Result<Page, Problem> {
    match console.access().open_link(&secret).await {
        Ok(open) => form(&visitor, &open, &Typed::default(), &[]),
        Err(AccessError::NoLink) => gone(&visitor),
        Err(error) => Err(problem(&error)),
    }
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
    let mut errors = Vec::new();
    let is_first = open.purpose == Purpose::FirstAdmin;
    let email = typed.email.parse::<EmailAddress>();
    if is_first && email.is_err() {
        let text = visitor.text("console-error-email", &[]);
        errors.push(context! { field => "email", text });
    }
    if typed.password != typed.again {
        let text = visitor.text("console-error-again", &[]);
        errors.push(context! { field => "again", text });
    }
    if !errors.is_empty() {
        return again(
            &visitor,
            &open,
            &typed,
            &errors,
            StatusCode::UNPROCESSABLE_ENTITY,
        );
    }
    let first = email
        .ok()
        .filter(|_| is_first)
        .map(|email| (typed.name.clone(), email));
    let chosen = Chosen {
        password: typed.password.clone(),
        first,
    };
    match console.access().use_link(&secret, chosen, &client).await {
        Ok(_) => Ok(Redirect::to(&visitor.link_on(SIGN_IN, "set=1")).into_response()),
        Err(AccessError::NoLink) => Ok(gone(&visitor)?.into_response()),
        Err(error) => {
            let place = match &error {
                AccessError::Name(_) => "name",
                AccessError::Exists => "email",
                _ => "password",
            };
            let errors = [field(&visitor, place, &error)?];
            again(&visitor, &open, &typed, &errors, status(&error))
        }
    }
}

fn again(
    visitor: &Visitor,
    open: &OpenLink,
    typed: &Typed,
    errors: &[Value],
    status: StatusCode,
) -> Result<Response, Problem> {
    let page = form(visitor, open, typed, errors)?;
    Ok(page.with_status(status).into_response())
}

fn form(
    visitor: &Visitor,
    open: &OpenLink,
    typed: &Typed,
    errors: &[Value],
) -> Result<Page, Problem> {
    let account = open.account.as_ref();
    let values = context! {
        purpose => open.purpose.name(),
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
