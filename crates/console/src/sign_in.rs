//! Signing in, in one or two steps, and out.

use axum::{
    extract::{Query, State},
    http::{HeaderMap, Method, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use kontor_access::{AccessError, Stage, Started};
use kontor_web::{Needs, Outside, Page, PageForm, Problem, Route, Visitor};
use kontor_words::{Value, context};
use serde::Deserialize;

use crate::{
    Console,
    cookie::Cookie,
    failure::{field, problem, status},
    requester::Requester,
    staff::{Half, SIGN_IN, in_query, way_on_in},
};

pub(crate) const ROUTES: &[Route<Console>] = &[
    Route {
        method: Method::GET,
        path: SIGN_IN,
        needs: Needs::Everybody,
        serve: || get(ask),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: SIGN_IN,
        needs: Needs::Everybody,
        serve: || post(enter),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/console/sign-in/code",
        needs: Needs::Begun,
        serve: || get(ask_code),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: "/console/sign-in/code",
        needs: Needs::Begun,
        serve: || post(enter_code),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: "/console/sign-out",
        needs: Needs::Everybody,
        serve: || post(leave),
        describe: None,
    },
];

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
    cookie: Cookie,
    visitor: Visitor,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if let Some(session) = console.session(cookie, &headers).await?
        && session.stage == Stage::Full
    {
        return Ok(Redirect::to(&way_on_in(&visitor, &asked.to)).into_response());
    }
    let notice = match (nobody(&console).await?, asked.out, asked.set) {
        (Some(nobody), _, _) => Some(nobody),
        (_, Some(_), _) => Some("console-signed-out"),
        (_, _, Some(_)) => Some("console-password-set"),
        _ => None,
    };
    let page = form(&console, &visitor, &asked.to, "", notice, &[])?;
    Ok(page.into_response())
}

/// What somebody does about it that no administrator can sign in: the key of a text.
async fn nobody(console: &Console) -> Result<Option<&'static str>, Problem> {
    let (access, failed) = (console.access(), |error: AccessError| problem(&error));
    if access.has_admin().await.map_err(failed)? {
        return Ok(None);
    }
    let oidc = &access.settings().oidc;
    Ok(Some(if access.has_accounts().await.map_err(failed)? {
        "console-no-admin-now"
    } else if oidc.has_passwords() {
        "console-no-admin"
    } else if oidc.link_by_email {
        "console-no-admin-by-email"
    } else {
        "console-no-admin-elsewhere"
    }))
}

fn form(
    console: &Console,
    visitor: &Visitor,
    to: &str,
    email: &str,
    notice: Option<&str>,
    errors: &[Value],
) -> Result<Page, Problem> {
    let access = console.access();
    let values = context! {
        to,
        email,
        notice,
        errors,
        provider => access.provider_name(),
        passwords => access.settings().oidc.has_passwords(),
        on => in_query(&way_on_in(visitor, to)),
    };
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
    cookie: Cookie,
    visitor: Visitor,
    Requester(client): Requester,
    PageForm(typed): PageForm<Typed>,
) -> Result<Response, Problem> {
    match console
        .access()
        .sign_in(&typed.email, &typed.password, &client)
        .await
    {
        Ok(started) => Ok(go_on(cookie, &visitor, &started, &typed.to)),
        Err(error) => {
            let errors = [field(&visitor, "email", &error)?];
            let page = form(&console, &visitor, &typed.to, &typed.email, None, &errors)?;
            Ok(page.with_status(status(&error)).into_response())
        }
    }
}

/// Gives the cookie and leads to the next step.
pub(crate) fn go_on(cookie: Cookie, visitor: &Visitor, started: &Started, to: &str) -> Response {
    let to = match started.stage {
        Stage::Full => way_on_in(visitor, to),
        Stage::Code => {
            let on = in_query(&way_on_in(visitor, to));
            visitor.link_on(&format!("{SIGN_IN}/code"), &format!("to={on}"))
        }
        Stage::Enrolment => format!("/console/second-factor{}", visitor.lang_query()),
    };
    let headers = [(header::SET_COOKIE, cookie.set(&started.secret))];
    (AppendHeaders(headers), Redirect::to(&to)).into_response()
}

async fn ask_code(
    visitor: Visitor,
    Half(session): Half,
    Query(asked): Query<Asked>,
) -> Result<Response, Outside> {
    if session.stage != Stage::Code {
        return Err(Outside::First(way_on_in(&visitor, &asked.to)));
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
    cookie: Cookie,
    visitor: Visitor,
    Half(session): Half,
    Requester(client): Requester,
    PageForm(typed): PageForm<TypedCode>,
) -> Result<Response, Outside> {
    if session.stage != Stage::Code {
        return Err(Outside::First(way_on_in(&visitor, &typed.to)));
    }
    match console
        .access()
        .enter_code(&session, &typed.code, &client)
        .await
    {
        Ok(started) => Ok(go_on(cookie, &visitor, &started, &typed.to)),
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
    cookie: Cookie,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if let Some(session) = console.session(cookie, &headers).await? {
        console
            .access()
            .sign_out(&session)
            .await
            .map_err(|error| problem(&error))?;
    }
    let headers = [(header::SET_COOKIE, cookie.clear())];
    let to = Redirect::to(&visitor.link_on(SIGN_IN, "out=1"));
    Ok((AppendHeaders(headers), to).into_response())
}
