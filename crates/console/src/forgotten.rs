//! Whoever has forgotten their password asks for a link. The page says the same to everybody, and what
//! it does is the same: nobody learns here who has an account.

use axum::{
    extract::{Query, State},
    http::Method,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use kontor_web::{Needs, Page, PageForm, Problem, Route, Visitor, problems};
use kontor_words::{Value, context};
use serde::Deserialize;

use crate::{
    Console,
    failure::{field, status},
    requester::Requester,
};

const PATH: &str = "/console/sign-in/forgotten";

pub(crate) const ROUTES: &[Route<Console>] = &[
    Route {
        method: Method::GET,
        path: PATH,
        needs: Needs::Everybody,
        serve: || get(ask),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: PATH,
        needs: Needs::Everybody,
        serve: || post(send),
        describe: None,
    },
];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// It has just been asked for.
    sent: Option<String>,
}

async fn ask(
    State(console): State<Console>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Page, Problem> {
    if !console.access().settings().oidc.has_passwords() {
        return Err(problems::NOT_FOUND.into());
    }
    form(&visitor, asked.sent.is_some(), "", &[])
}

fn form(visitor: &Visitor, sent: bool, email: &str, errors: &[Value]) -> Result<Page, Problem> {
    visitor.page("console/forgotten.html", context! { sent, email, errors })
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    email: String,
}

async fn send(
    State(console): State<Console>,
    visitor: Visitor,
    Requester(client): Requester,
    PageForm(typed): PageForm<Typed>,
) -> Result<Response, Problem> {
    match console.access().ask_for_reset(&typed.email, &client).await {
        Ok(()) => Ok(Redirect::to(&visitor.link_on(PATH, "sent=1")).into_response()),
        Err(error) => {
            let errors = [field(&visitor, "email", &error)?];
            let page = form(&visitor, false, &typed.email, &errors)?;
            Ok(page.with_status(status(&error)).into_response())
        }
    }
}
