//! Signing in, in one or two steps, and out.

use axum::{
    Router,
    extract::{Query, State},
    http::{HeaderMap, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use kontor_access::{AccessError, Stage, Started};
use kontor_web::{Page, PageForm, Problem, Visitor};
use kontor_words::{Value, context};
use serde::Deserialize;

use crate::{
    Console,
    failure::{field, problem, status},
    requester::Requester,
    staff::{Half, Outside, SIGN_IN, way_on},
};

pub(crate) fn routes() -> Router<Console> {
    Router::new()
        .route("/console", get(async || Redirect::to("/console/account")))
        .route(SIGN_IN, get(ask).post(enter))
        .route("/console/sign-in/code", get(ask_code).post(enter_code))
        .route("/console/sign-out", post(leave))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// Where to go on to.
    to: String,
    /// Somebody has just signed out.
    out: Option<String>,
    /// Somebody has just chosen a password.
    set: Option<String>,
}

async fn ask(
    State(console): State<Console>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if let Some(session) = console.session(&headers).await?
        && session.stage == Stage::Full
    {
        return Ok(Redirect::to(way_on(&asked.to)).into_response());
    }
    let has_admin = console
        .access()
        .has_admin()
        .await
        .map_err(|error| problem(&error))?;
    let notice = match (has_admin, asked.out, asked.set) {
        (false, _, _) => Some("console-no-admin"),
        (_, Some(_), _) => Some("console-signed-out"),
        (_, _, Some(_)) => Some("console-password-set"),
        _ => None,
    };
    let page = form(&visitor, &asked.to, "", notice, &[])?;
    Ok(page.into_response())
}

fn form(
    visitor: &Visitor,
    to: &str,
    email: &str,
    notice: Option<&str>,
    errors: &[Value],
) -> Result<Page, Problem> {
    let values = context! { to, email, notice, errors };
    visitor.page("console/sign_in.html", values)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    email: String,
    password: String,
    to: String,
}

async fn enter(
    State(console): State<Console>,
    visitor: Visitor,
    Requester(client): Requester,
    PageForm(typed): PageForm<Typed>,
) -> Result<Response, Problem> {
    match console
        .access()
        .sign_in(&typed.email, &typed.password, &client)
        .await
    {
        Ok(started) => Ok(go_on(&console, &started, &typed.to)),
        Err(error) => {
            let errors = [field(&visitor, "email", &error)?];
            let page = form(&visitor, &typed.to, &typed.email, None, &errors)?;
            Ok(page.with_status(status(&error)).into_response())
        }
    }
}

/// Gives the cookie and leads to the next step.
fn go_on(console: &Console, started: &Started, to: &str) -> Response {
    let to = match started.stage {
        Stage::Full => way_on(to).to_owned(),
        Stage::Code => format!("{SIGN_IN}/code?to={}", way_on(to).replace('&', "%26")),
        Stage::Enrolment => "/console/second-factor".to_owned(),
    };
    let cookie = [(header::SET_COOKIE, console.cookie.set(&started.secret))];
    (AppendHeaders(cookie), Redirect::to(&to)).into_response()
}

async fn ask_code(
    visitor: Visitor,
    Half(session): Half,
    Query(asked): Query<Asked>,
) -> Result<Response, Outside> {
    if session.stage != Stage::Code {
        return Err(Outside::First(way_on(&asked.to).to_owned()));
    }
    let page = code_form(&visitor, &asked.to, &[]).map_err(Outside::Problem)?;
    Ok(page.into_response())
}

fn code_form(visitor: &Visitor, to: &str, errors: &[Value]) -> Result<Page, Problem> {
    visitor.page("console/code.html", context! { to, errors })
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct TypedCode {
    code: String,
    to: String,
}

async fn enter_code(
    State(console): State<Console>,
    visitor: Visitor,
    Half(session): Half,
    Requester(client): Requester,
    PageForm(typed): PageForm<TypedCode>,
) -> Result<Response, Outside> {
    match console
        .access()
        .enter_code(&session, &typed.code, &client)
        .await
    {
        Ok(started) => Ok(go_on(&console, &started, &typed.to)),
        Err(AccessError::NoSession) => Err(Outside::First(SIGN_IN.to_owned())),
        Err(error) => {
            let shown = field(&visitor, "code", &error)
                .and_then(|error| code_form(&visitor, &typed.to, &[error]));
            let page = shown.map_err(Outside::Problem)?;
            Ok(page.with_status(status(&error)).into_response())
        }
    }
}

async fn leave(
    State(console): State<Console>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if let Some(session) = console.session(&headers).await? {
        console
            .access()
            .sign_out(&session)
            .await
            .map_err(|error| problem(&error))?;
    }
    let cookie = [(header::SET_COOKIE, console.cookie.clear())];
    let to = Redirect::to(&visitor.link_on(SIGN_IN, "out=1"));
    Ok((AppendHeaders(cookie), to).into_response())
}
