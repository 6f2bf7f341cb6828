//! `/problems`: what each code of a problem means; the `type` of problem details points there.

use axum::{Router, routing::get};
use kontor_words::{Value, context};

use crate::{page::Page, problem::Problem, visitor::Visitor};

/// The route.
pub(crate) fn routes() -> Router {
    Router::new().route("/problems", get(list_problems))
}

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
