//! Setting up a second factor, also where signing in asks for one first.

use axum::{
    extract::State,
    http::{Method, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use kontor_access::{AccessError, Session, Stage};
use kontor_web::{Needs, Outside, Page, PageForm, Problem, Route, Visitor};
use kontor_words::{Value, context};
use serde::Deserialize;

use crate::{
    Console,
    cookie::Cookie,
    failure::{field, problem, status},
    once,
    requester::Requester,
    staff::{Half, SIGN_IN},
};

const PATH: &str = "/console/second-factor";

pub(crate) const ROUTES: &[Route<Console>] = &[
    Route {
        method: Method::GET,
        path: PATH,
        needs: Needs::Begun,
        serve: || get(ask),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: PATH,
        needs: Needs::Begun,
        serve: || post(confirm),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: "/console/second-factor/begin",
        needs: Needs::Begun,
        serve: || post(begin),
        describe: None,
    },
];

#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    password: String,
    code: String,
}

async fn ask(
    State(console): State<Console>,
    visitor: Visitor,
    Half(session): Half,
) -> Result<Page, Outside> {
    refuse_half(&session)?;
    form(&console, &visitor, &session, &[])
        .await
        .map_err(Outside::Problem)
}

/// Whoever has one already uses it first.
fn refuse_half(session: &Session) -> Result<(), Outside> {
    if session.stage == Stage::Code {
        return Err(Outside::First(format!("{SIGN_IN}/code")));
    }
    Ok(())
}

async fn form(
    console: &Console,
    visitor: &Visitor,
    session: &Session,
    errors: &[Value],
) -> Result<Page, Problem> {
    let issuer = visitor.site.settings().office.as_str();
    let found = console.access().unfinished_factor(session, issuer).await;
    let unfinished = found.map_err(|error| problem(&error))?;
    let account = console.access().account(session.account).await;
    let account = account.map_err(|error| problem(&error))?;
    let has_password = account.has_password && console.access().settings().oidc.has_passwords();
    let values = context! {
        has_password,
        required => session.stage == Stage::Enrolment,
        secret => unfinished.as_ref().map(|factor| grouped(&factor.secret)),
        uri => unfinished.as_ref().map(|factor| factor.uri.as_str()),
        errors,
    };
    visitor.page("console/second_factor.html", values)
}

/// In groups of four, as people read them off.
fn grouped(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    let groups: Vec<String> = letters
        .chunks(4)
        .map(|group| group.iter().collect())
        .collect();
    groups.join(" ")
}

/// A browser that was left open must not do this, so the password is asked for once more; whoever has
/// just typed it is not.
async fn begin(
    State(console): State<Console>,
    visitor: Visitor,
    Half(session): Half,
    PageForm(typed): PageForm<Typed>,
) -> Result<Response, Outside> {
    refuse_half(&session)?;
    let access = console.access();
    let proved = match session.stage {
        Stage::Enrolment => Ok(()),
        _ => access.confirm_password(&session, &typed.password).await,
    };
    let issuer = visitor.site.settings().office.as_str();
    let begun = match proved {
        Ok(()) => access.begin_factor(&session, issuer).await.map(drop),
        Err(error) => Err(error),
    };
    match begun {
        Ok(()) => Ok(Redirect::to(&format!("{PATH}{}", visitor.lang_query())).into_response()),
        Err(AccessError::FactorExists) => Err(Outside::First("/console/account".to_owned())),
        Err(error) => refused(&console, &visitor, &session, "password", &error).await,
    }
}

async fn confirm(
    State(console): State<Console>,
    cookie: Cookie,
    visitor: Visitor,
    Half(session): Half,
    Requester(client): Requester,
    PageForm(typed): PageForm<Typed>,
) -> Result<Response, Outside> {
    refuse_half(&session)?;
    match console
        .access()
        .confirm_factor(&session, &typed.code, &client)
        .await
    {
        Ok((codes, started)) => {
            let lines: Vec<&str> = codes.0.iter().map(String::as_str).collect();
            let page = once::show(
                &visitor,
                "console-recovery",
                &lines,
                None,
                "/console/account",
            );
            let page = page.map_err(Outside::Problem)?;
            let headers = [(header::SET_COOKIE, cookie.set(&started.secret))];
            Ok((AppendHeaders(headers), page).into_response())
        }
        Err(AccessError::NoSession | AccessError::FactorExists) => {
            Err(Outside::First("/console/account".to_owned()))
        }
        Err(error) => refused(&console, &visitor, &session, "code", &error).await,
    }
}

async fn refused(
    console: &Console,
    visitor: &Visitor,
    session: &Session,
    place: &str,
    error: &AccessError,
) -> Result<Response, Outside> {
    let shown = async {
        let errors = [field(visitor, place, error)?];
        form(console, visitor, session, &errors).await
    };
    let page = shown.await.map_err(Outside::Problem)?;
    Ok(page.with_status(status(error)).into_response())
}
