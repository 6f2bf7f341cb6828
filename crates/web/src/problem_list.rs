//! `/problems`: what each code of a problem means; the `type` of problem details points there.

use axum::{http::Method, routing::get};
use kontor_words::{Value, context};

use crate::{needs::Needs, page::Page, problem::Problem, route::Route, visitor::Visitor};

/// The route.
pub(crate) const ROUTES: &[Route<()>] = &[Route {
    method: Method::GET,
    path: "/problems",
    needs: Needs::Everybody,
    serve: || get(list_problems),
    describe: None,
}];

async fn list_problems(visitor: Visitor) -> Result<Page, Problem> {
    let kinds = visitor.site.problems().iter();
    let kinds: Vec<Value> = kinds
        .map(|kind| {
            let title = visitor.text(&kind.text_key(), &[]);
            context! { code => kind.code, status => kind.status.as_u16(), title => title }
        })
        .collect();
    visitor.page("problems.html", context! { kinds => kinds })
}
