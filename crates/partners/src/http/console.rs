//! `/console/sources`: how the sync goes, and what could not be used; whole texts of listings.

use axum::{
    extract::{Path, Query, State, rejection::QueryRejection},
    http::Method,
    response::Redirect,
    routing::{get, post},
};
use kontor_contracts::{Reach, Role, Scope};
use kontor_web::{Caller, Needs, Page, Problem, Route, Thing, Visitor, problems};
use kontor_words::{Serde, Value, context};
use serde::Deserialize;

use super::{App, HttpState, not_read, shown};
use crate::store::{self, RunLine, SourceLine};

/// Runs on a source's page.
const RUNS: u32 = 25;
/// Rejected rows on a source's page.
const REJECTED: u32 = 50;
/// Most of a rejected row that a page shows, in characters.
const PAYLOAD_CHARS: usize = 4000;

/// As scopes name a source.
const SOURCE: &str = "source";
const ONE: Thing = Thing {
    kind: SOURCE,
    parameter: "name",
};

pub(super) const ROUTES: &[Route<App>] = &[
    Route {
        method: Method::GET,
        path: "/console/sources",
        needs: Needs::Somewhere(Role::Reader, SOURCE),
        serve: || get(list),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/console/sources/{name}",
        needs: Needs::For(Role::Reader, ONE),
        serve: || get(show),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: "/console/sources/{name}/pull",
        needs: Needs::For(Role::Organiser, ONE),
        serve: || post(pull),
        describe: None,
    },
    // Its source is asked for by the handler: the path does not name it.
    Route {
        method: Method::GET,
        path: "/console/listings/{id}",
        needs: Needs::Somewhere(Role::Reader, SOURCE),
        serve: || get(listing),
        describe: None,
    },
];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Notice {
    asked: Option<String>,
}

async fn list(State(app): State<App>, visitor: Visitor, caller: Caller) -> Result<Page, Problem> {
    let reach = caller.reach(Role::Reader, SOURCE);
    let sources = store::sources(&app.database, &reach)
        .await
        .map_err(|error| not_read(&error))?;
    let sources: Vec<_> = sources.iter().map(|source| line(&app, source)).collect();
    visitor.page("partners/sources.html", context! { sources })
}

async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(name): Path<String>,
    notice: Result<Query<Notice>, QueryRejection>,
) -> Result<Page, Problem> {
    let only = Reach::Only([name.to_ascii_lowercase()].into());
    let sources = store::sources(&app.database, &only)
        .await
        .map_err(|error| not_read(&error))?;
    let source = sources.into_iter().find(|source| source.name == name);
    let source = source.ok_or(problems::NOT_FOUND)?;
    let runs = store::runs(&app.database, &name, RUNS)
        .await
        .map_err(|error| not_read(&error))?;
    let rejected = store::rejected(&app.database, &name, REJECTED).await;
    let rejected = rejected.map_err(|error| not_read(&error))?;
    let rejected = rejected.iter().map(|row| {
        context! {
            key => row.key.as_str(),
            stage => row.stage.as_str(),
            rule => row.rule.as_str(),
            at_ms => row.rejected_at_ms,
            payload => row.payload.chars().take(PAYLOAD_CHARS).collect::<String>(),
        }
    });
    visitor.page(
        "partners/source.html",
        context! {
            source => line(&app, &source),
            runs => runs.iter().map(|one| run(one, &source)).collect::<Vec<_>>(),
            rejected => rejected.collect::<Vec<_>>(),
            asked => notice.is_ok_and(|Query(notice)| notice.asked.is_some()),
        },
    )
}

async fn pull(
    State(app): State<App>,
    visitor: Visitor,
    caller: Caller,
    Path(name): Path<String>,
) -> Result<Redirect, Problem> {
    let known = app
        .settings
        .sources
        .iter()
        .any(|source| source.name == name);
    let asked = known
        && store::request(&app.database, &name, caller.actor, app.ids.next())
            .await
            .map_err(|e| not_read(&e))?;
    if !asked {
        return Err(problems::NOT_FOUND.into());
    }
    app.wake.up();
    let language = if visitor.chosen {
        format!("&lang={}", visitor.wanted)
    } else {
        String::new()
    };
    // A configured name is made of letters that addresses take as they are.
    Ok(Redirect::to(&format!(
        "/console/sources/{name}?asked=1{language}"
    )))
}

async fn listing(
    State(app): State<App>,
    visitor: Visitor,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Page, Problem> {
    let stored = app.listing(&id).await?;
    let of = Scope::of(SOURCE, &stored.source).unwrap_or_else(Scope::everywhere);
    caller.needs(Role::Reader, &of)?;
    let listing = shown::whole(&app, &visitor, &stored);
    visitor.page("partners/listing.html", context! { listing, whole => true })
}

fn line(state: &HttpState, source: &SourceLine) -> Value {
    let configured = state
        .settings
        .sources
        .iter()
        .find(|known| known.name == source.name);
    context! {
        name => source.name.as_str(),
        title => state.source_name(&source.name),
        configured => configured.is_some(),
        every_minutes => configured.map(|known| known.every_minutes),
        url => configured.map(|known| known.network.address()),
        listings => source.listings,
        rejected => source.rejected,
        trouble => source.trouble.as_deref(),
        due_ms => (source.due_at_ms > state.clock.now_ms()).then_some(source.due_at_ms),
        complete_ms => source.complete_at_ms,
        last_run => source.last_run.as_ref().map(|last| run(last, source)),
    }
}

/// A run without an end is under way, or waits for the source to be well again.
fn run(run: &RunLine, source: &SourceLine) -> Value {
    let open = if source.trouble.is_some() {
        "waiting"
    } else {
        "open"
    };
    context! {
        started_ms => run.started_at_ms,
        finished_ms => run.finished_at_ms,
        outcome => run.outcome.as_deref().unwrap_or(open),
        problem => run.problem.as_deref(),
        pages => run.pages,
        counts => Serde(run.counts),
    }
}
