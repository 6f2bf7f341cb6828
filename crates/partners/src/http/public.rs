//! `/listings`: what companies of partner networks offer and look for.

use axum::{
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{Method, StatusCode},
    routing::get,
};
use kontor_contracts::Country;
use kontor_web::{Needs, Page, Problem, Route, Visitor, problems};
use kontor_words::{context, countries};
use serde::Deserialize;

use super::{App, not_read, shown};
use crate::store::{self, After};

/// Cards on a page.
const CARDS: u32 = 24;
/// Longest search, in characters.
pub(super) const WORDS_CHARS: u32 = 200;

pub(super) const ROUTES: &[Route<App>] = &[
    Route {
        method: Method::GET,
        path: "/listings",
        needs: Needs::Everybody,
        serve: || get(list),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/listings/{id}",
        needs: Needs::Everybody,
        serve: || get(show),
        describe: None,
    },
];

/// What a visitor looks for, as typed. What makes no sense is not a filter.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Wish {
    q: String,
    intent: String,
    country: String,
    after: String,
}

async fn list(
    State(app): State<App>,
    visitor: Visitor,
    wish: Result<Query<Wish>, QueryRejection>,
) -> Result<Page, Problem> {
    let Query(wish) = wish.map_err(|_| problems::INVALID_ADDRESS)?;
    let query = query_of(&wish);
    let now = app.clock.now_ms();
    let found = store::search(&app.database, &query, now, CARDS + 1).await;
    let mut found = found.map_err(|error| not_read(&error))?;
    let more = found.len() > CARDS as usize;
    found.truncate(CARDS as usize);
    let next = found
        .last()
        .filter(|_| more)
        .map(|last| next_page(&visitor, &wish, last.after));
    let cards: Vec<_> = found
        .iter()
        .map(|stored| shown::card(&app, &visitor, stored))
        .collect();
    let options = countries(&visitor.language).iter().map(|(code, name)| {
        context! { value => *code, label => *name }
    });
    visitor.page(
        "partners/listings.html",
        context! {
            cards,
            next,
            later => query.after.is_some(),
            filtered => !query.words.is_empty() || query.intent.is_some() || query.country.is_some(),
            q => query.words,
            intent => query.intent.map(store::intent_name),
            country => query.country.map(Country::as_str),
            countries => options.collect::<Vec<_>>(),
            chosen_language => visitor.chosen.then(|| visitor.wanted.as_str()),
        },
    )
}

async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Page, Problem> {
    let stored = app.listing(&id).await?;
    let whole = app.settings.publish_full_text;
    let listing = if whole {
        shown::whole(&app, &visitor, &stored)
    } else {
        shown::card(&app, &visitor, &stored)
    };
    let page = visitor.page(
        "partners/listing.html",
        context! { listing, whole, staff => false },
    )?;
    Ok(match stored.state {
        store::State::Listed(_) => page,
        store::State::Withdrawn { .. } => page.with_status(StatusCode::GONE),
    })
}

fn query_of(wish: &Wish) -> store::Query {
    store::Query {
        words: wish.q.trim().chars().take(WORDS_CHARS as usize).collect(),
        intent: store::intent_of(&wish.intent),
        country: wish.country.parse().ok(),
        after: wish.after.parse().ok(),
    }
}

/// The same search after the last card.
fn next_page(visitor: &Visitor, wish: &Wish, last: After) -> String {
    let after = last.to_string();
    let mut pairs = vec![
        ("q", wish.q.trim()),
        ("intent", &wish.intent),
        ("country", &wish.country),
    ];
    pairs.retain(|(_, value)| !value.is_empty());
    if visitor.chosen {
        pairs.push(("lang", visitor.wanted.as_str()));
    }
    pairs.push(("after", &after));
    let url = reqwest::Url::parse_with_params("http://here/listings", pairs);
    let query = url.ok().and_then(|url| url.query().map(str::to_owned));
    format!("/listings?{}", query.unwrap_or_default())
}
