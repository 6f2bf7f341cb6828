//! The second factor that somebody has: new recovery codes, and taking it off.

use axum::{
    extract::State,
    http::Method,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use kontor_access::AccessError;
use kontor_web::{Confirm, Needs, Page, PageForm, Problem, Route, Visitor, problems};
use kontor_words::{Value, context};
use serde::Deserialize;

use crate::{
    Console,
    account::{PATH, again, done},
    failure::{field, problem, status},
    once,
    staff::Staff,
};

const REMOVE: &str = "/console/account/second-factor/remove";

pub(crate) const ROUTES: &[Route<Console>] = &[
    Route {
        method: Method::GET,
        path: REMOVE,
        needs: Needs::SignedIn,
        serve: || get(ask),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: REMOVE,
        needs: Needs::SignedIn,
        serve: || post(remove),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: "/console/account/recovery-codes",
        needs: Needs::SignedIn,
        serve: || post(renew_codes),
        describe: None,
    },
];

#[derive(Default, Deserialize)]
#[serde(default)]
struct Proof {
    proof: String,
}

async fn ask(
    State(console): State<Console>,
    visitor: Visitor,
    staff: Staff,
) -> Result<Page, Problem> {
    form(&console, &visitor, &staff, &[]).await
}

/// What the yes means; with it goes the password, which a browser left open does not know.
async fn form(
    console: &Console,
    visitor: &Visitor,
    Staff(session): &Staff,
    errors: &[Value],
) -> Result<Page, Problem> {
    let account = console.access().account(session.account).await;
    let account = account.map_err(|error| problem(&error))?;
    if !account.has_second_factor {
        return Err(problems::NOT_FOUND.into());
    }
    let text = |key| visitor.text(key, &[]);
    let confirm = Confirm {
        act: text("console-factor-remove"),
        about: vec![(text("console-email"), session.email.as_str().to_owned())],
        effects: vec![text("console-factor-remove-lead")],
        back: PATH.to_owned(),
        ..Confirm::default()
    };
    let has_password = account.has_password && console.access().settings().oidc.has_passwords();
    let values = context! { confirm => confirm.values(), has_password, errors };
    visitor.page("console/factor_removal.html", values)
}

async fn remove(
    State(console): State<Console>,
    visitor: Visitor,
    staff: Staff,
    PageForm(typed): PageForm<Proof>,
) -> Result<Response, Problem> {
    let (access, session) = (console.access(), &staff.0);
    if let Err(error) = access.confirm_password(session, &typed.proof).await {
        return refused(&console, &visitor, &staff, &error).await;
    }
    let removed = access.remove_factor(session.actor(), session.account).await;
    removed.map_err(|error| problem(&error))?;
    Ok(done(&visitor, "second-factor"))
}

async fn refused(
    console: &Console,
    visitor: &Visitor,
    staff: &Staff,
    error: &AccessError,
) -> Result<Response, Problem> {
    let errors = [field(visitor, "proof", error)?];
    let page = form(console, visitor, staff, &errors).await?;
    Ok(page.with_status(status(error)).into_response())
}

async fn renew_codes(
    State(console): State<Console>,
    visitor: Visitor,
    staff: Staff,
    PageForm(typed): PageForm<Proof>,
) -> Result<Response, Problem> {
    let access = console.access();
    if let Err(error) = access.confirm_password(&staff.0, &typed.proof).await {
        return again(&console, &visitor, &staff, "proof", &error).await;
    }
    let renewed = access.renew_recovery_codes(&staff.0).await;
    let codes = renewed.map_err(|error| problem(&error))?;
    let lines: Vec<&str> = codes.0.iter().map(String::as_str).collect();
    Ok(once::show(&visitor, "console-recovery", &lines, None, PATH)?.into_response())
}
