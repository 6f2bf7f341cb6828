//! `/console/clock`: the page that moves the clock.

use std::sync::Arc;

use axum::{
    extract::{Query, State},
    http::{Method, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use jiff::{Timestamp, civil, tz::TimeZone};
use kontor_contracts::Role;
use kontor_runtime::Clock;
use kontor_web::{Needs, Page, PageForm, Problem, Route, Table, Visitor};
use kontor_words::{Value, context};
use serde::Deserialize;

use crate::{
    clock::NotMoved,
    travel::{NoJourney, Travel},
};

pub(crate) const PATH: &str = "/console/clock";

type Demo = Arc<Travel>;

pub(crate) const TABLE: Table<Demo> = &[&[
    Route {
        method: Method::GET,
        path: PATH,
        needs: Needs::Everywhere(Role::Reader),
        serve: || get(show),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: PATH,
        needs: Needs::Everywhere(Role::Admin),
        serve: || post(to),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: "/console/clock/next",
        needs: Needs::Everywhere(Role::Admin),
        serve: || post(next),
        describe: None,
    },
]];

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// The clock has just been moved.
    moved: Option<String>,
}

async fn show(
    State(demo): State<Demo>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Page, Problem> {
    page(&demo, &visitor, asked.moved.is_some(), "", &[]).await
}

async fn page(
    demo: &Demo,
    visitor: &Visitor,
    moved: bool,
    typed: &str,
    errors: &[Value],
) -> Result<Page, Problem> {
    let due = demo.due().await.map_err(|error| unknown(&error))?;
    let due = due
        .iter()
        .map(|due| context! { kind => due.kind, at => due.at.as_millisecond() });
    let now = demo.clock.now();
    let journey = match demo.last() {
        None => None,
        Some(last) => {
            let done = demo.done_after(last.from).await;
            let done = done.map_err(|error| unknown(&error))?;
            let done = done
                .into_iter()
                .map(|(kind, count)| context! { kind, count });
            Some(context! {
                from => last.from.as_millisecond(),
                to => last.to.as_millisecond(),
                arrived => last.arrived,
                done => done.collect::<Vec<_>>(),
            })
        }
    };
    let zone = zone(visitor);
    let here = now.to_zoned(zone.clone()).datetime();
    let values = context! {
        now => now.as_millisecond(),
        zone => zone.iana_name(),
        least => minute(here),
        typed,
        moved,
        due => due.collect::<Vec<_>>(),
        journey,
        errors,
    };
    visitor.page("demo/clock.html", values)
}

/// The office's zone, in which its pages show instants.
fn zone(visitor: &Visitor) -> TimeZone {
    let name = &visitor.site.settings().zone;
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// As fields for a day and time take it (HTML, 2.3.5.5).
fn minute(local: civil::DateTime) -> String {
    local.strftime("%Y-%m-%dT%H:%M").to_string()
}

fn unknown(error: &NoJourney) -> Problem {
    Problem::failed(error, true)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    to: String,
}

async fn to(
    State(demo): State<Demo>,
    visitor: Visitor,
    PageForm(typed): PageForm<Typed>,
) -> Result<Response, Problem> {
    match instant(&typed.to, &zone(&visitor)) {
        None => refused(&demo, &visitor, &typed.to, "clock-error-unreadable").await,
        Some(to) => {
            let gone = demo.to(to).await;
            answer(&demo, &visitor, &typed.to, gone).await
        }
    }
}

async fn next(State(demo): State<Demo>, visitor: Visitor) -> Result<Response, Problem> {
    let gone = demo.next().await;
    answer(&demo, &visitor, "", gone).await
}

async fn answer(
    demo: &Demo,
    visitor: &Visitor,
    typed: &str,
    gone: Result<(), NoJourney>,
) -> Result<Response, Problem> {
    let key = match gone {
        Ok(()) => return Ok(Redirect::to(&visitor.link_on(PATH, "moved=1")).into_response()),
        Err(NoJourney::Clock(NotMoved::Back)) => "clock-error-back",
        Err(NoJourney::Clock(NotMoved::TooFar)) => "clock-error-far",
        Err(NoJourney::Nothing) => "clock-error-nothing",
        Err(error @ NoJourney::Unknown(_)) => return Err(unknown(&error)),
    };
    refused(demo, visitor, typed, key).await
}

async fn refused(
    demo: &Demo,
    visitor: &Visitor,
    typed: &str,
    key: &str,
) -> Result<Response, Problem> {
    let text = visitor.text(key, &[]);
    let errors = [context! { field => "to", text }];
    let page = page(demo, visitor, false, typed, &errors).await?;
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(page.with_status(status).into_response())
}

/// A local day and time as a field sends it; one that a change of clocks skips or repeats is the earlier.
fn instant(typed: &str, zone: &TimeZone) -> Option<Timestamp> {
    let local: civil::DateTime = typed.trim().parse().ok()?;
    let zoned = zone.to_ambiguous_zoned(local).earlier().ok()?;
    Some(zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_time_is_that_of_the_office() {
        let berlin = || TimeZone::get("Europe/Berlin").unwrap();
        let read = |typed| instant(typed, &berlin()).map(|at| at.to_string());
        assert_eq!(
            read("2026-12-24T18:00").as_deref(),
            Some("2026-12-24T17:00:00Z")
        );
        assert_eq!(
            read(" 2026-07-01T00:30:15 ").as_deref(),
            Some("2026-06-30T22:30:15Z")
        );
        for odd in ["", "tomorrow", "2026-13-01T00:00", "24.12.2026"] {
            assert_eq!(read(odd), None, "{odd}");
        }
    }
}
