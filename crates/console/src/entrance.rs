//! `/console`: leads to the first page that somebody may see.

use axum::{http::Method, response::Redirect, routing::get};
use kontor_web::{Needs, Route, Visitor};

use crate::Console;

pub(crate) const ROUTES: &[Route<Console>] = &[Route {
    method: Method::GET,
    path: "/console",
    needs: Needs::SignedIn,
    serve: || get(lead),
    describe: None,
}];

async fn lead(visitor: Visitor) -> Redirect {
    let entrances = visitor.entrances();
    let path = entrances
        .first()
        .map_or("/console/account", |first| first.page.path);
    Redirect::to(&format!("{path}{}", visitor.lang_query()))
}
