//! The API under `/api/v1`. One list of routes makes both the router and its description, so that
//! neither can have what the other lacks.

mod document;
mod facts;
mod forums;
mod registrations;
mod schema;

pub(crate) use facts::{Registration, registration_now};

use axum::{Router, routing::MethodRouter};
use schemars::SchemaGenerator;
use serde_json::Value;

use super::App;

/// One operation of the API.
struct Route {
    /// `get` or `post`.
    method: &'static str,
    /// The path with its parameters in braces.
    path: &'static str,
    /// The handler.
    serve: fn() -> MethodRouter<App>,
    /// Its description (OpenAPI 3.1, Operation Object).
    describe: fn(&mut SchemaGenerator) -> Value,
}

const ROUTES: &[Route] = &[
    forums::LIST,
    forums::SHOW,
    registrations::SIGN_UP,
    document::DOCUMENT,
];

pub(crate) fn routes() -> Router<App> {
    let page = Router::new().route("/api", axum::routing::get(document::page));
    ROUTES.iter().fold(page, |router, route| {
        router.route(route.path, (route.serve)())
    })
}

/// The description of the API (OpenAPI 3.1), for the documents.
pub fn openapi() -> Value {
    document::openapi()
}
