//! What every part of the API has in common, so that knowing one route is knowing all.
//!
//! | what | where |
//! |---|---|
//! | [`Parameters`]: what a query asks for, read or refused by name | `parameters` |
//! | [`Paging`], [`Paged`]: one shape of lists, one limit, one kind of cursor | `paging` |
//! | [`Fresh`]: an answer that may be kept and asked about again | `fresh` |
//! | [`Operation`]: the description of one route | `operation` |
//! | [`api_document`]: all of them, for programs at `/api/v1/openapi.json` | `document` |
//! | the same for people, at `/api` | `page`, `fields` |

mod document;
mod fields;
mod fresh;
mod operation;
mod page;
mod paging;
mod parameters;

use axum::{Router, http::Method, routing::get};
use serde_json::Value;

pub use document::api_document;
pub use fresh::Fresh;
pub use operation::Operation;
pub use paging::{LIMIT, LIMIT_MAX, Paged, Paging};
pub use parameters::{Parameters, Wanted};

pub(crate) use fresh::{is_known, may_be_kept};

use crate::{needs::Needs, route::Route, visitor::Visitor};

/// The two routes that describe the others. The page asks the router that is its state for what its
/// examples name.
pub(crate) const ROUTES: &[Route<Router>] = &[
    Route {
        method: Method::GET,
        path: "/api",
        needs: Needs::Everybody,
        serve: || get(page::show),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/api/v1/openapi.json",
        needs: Needs::Everybody,
        serve: || get(show),
        describe: Some(document::describe),
    },
];

async fn show(visitor: Visitor) -> Fresh<Value> {
    Fresh::new(visitor.site.api().clone())
}
