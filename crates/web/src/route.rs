//! A route: where it is, who may call it, what serves it, and how it is described. Tables of them are
//! what the listeners, the description of the API, the map for proxies and the tests are made from.

use axum::{http::Method, routing::MethodRouter};
use schemars::SchemaGenerator;
use serde_json::Value;

use crate::needs::Needs;

/// One route of a part of the program whose handlers have a state `S`.
#[derive(Debug, Clone)]
pub struct Route<S> {
    /// Its method.
    pub method: Method,
    /// Its path, with its parameters in braces.
    pub path: &'static str,
    /// Who may call it.
    pub needs: Needs,
    /// The handler.
    pub serve: fn() -> MethodRouter<S>,
    /// Its description (OpenAPI 3.1, Operation Object), if it is one of the API.
    pub describe: Option<Describe>,
}

/// Describes a route.
pub type Describe = fn(&mut SchemaGenerator) -> Value;

/// Routes by their subject.
pub type Table<S> = &'static [&'static [Route<S>]];

/// What is to be known of a route without serving it.
#[derive(Debug, Clone)]
pub struct RouteFacts {
    /// Its method.
    pub method: Method,
    /// Its path, with its parameters in braces.
    pub path: &'static str,
    /// Who may call it.
    pub needs: Needs,
    pub(crate) describe: Option<Describe>,
}

/// What is to be known of the routes of a table.
pub fn facts<S>(table: Table<S>) -> Vec<RouteFacts> {
    let routes = table.iter().copied().flatten();
    let facts = routes.map(|route| RouteFacts {
        method: route.method.clone(),
        path: route.path,
        needs: route.needs,
        describe: route.describe,
    });
    facts.collect()
}

/// Whether a path is one of the staff's console.
pub(crate) fn is_console(path: &str) -> bool {
    path.strip_prefix(CONSOLE)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Where the staff's console begins.
pub(crate) const CONSOLE: &str = "/console";
