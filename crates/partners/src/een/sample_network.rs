//! A small partner network of invented companies that speaks the interface of `een`, for trying
//! Kontor out where no real network is at hand. Nothing in it is taken from a real network.

use axum::{
    Json, Router,
    extract::{Path, Query},
    http::{HeaderMap, StatusCode, header::HOST},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

/// The key that the sample network wants in `X-API-KEY`. Not a secret.
pub const SAMPLE_NETWORK_KEY: &str = "sample-network";

/// Largest page, as at the network whose interface this is.
const PAGE_SIZE_MAX: usize = 200;

const PROFILES: &str = include_str!("sample_network.json");

/// The sample network, to be served at the root of its own listener: `/profiles` for partners and
/// `/listing/{reference}` for people.
pub fn sample_network_router() -> Router {
    Router::new()
        .route("/profiles", get(profiles))
        .route("/listing/{reference}", get(listing))
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Paging {
    #[serde(default)]
    page_index: Option<usize>,
    #[serde(default)]
    page_size: Option<usize>,
    #[serde(default)]
    from_date: Option<Timestamp>,
}

async fn profiles(headers: HeaderMap, Query(paging): Query<Paging>) -> Response {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if header("x-api-key") != Some(SAMPLE_NETWORK_KEY) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let host = header(HOST.as_str()).unwrap_or("localhost");
    let size = paging
        .page_size
        .unwrap_or(PAGE_SIZE_MAX)
        .clamp(1, PAGE_SIZE_MAX);
    let skip = paging
        .page_index
        .unwrap_or(1)
        .saturating_sub(1)
        .saturating_mul(size);
    let mut rows = all();
    rows.retain(|row| modified(row) >= paging.from_date);
    rows.sort_by_key(modified);
    let total = rows.len();
    let mut items: Vec<_> = rows.into_iter().skip(skip).take(size).collect();
    for item in &mut items {
        let link = format!(
            "http://{host}/listing/{}",
            item["reference"].as_str().unwrap_or("")
        );
        item["publicURL"] = link.into();
    }
    let has_next = skip.saturating_add(items.len()) < total;
    Json(json!({"data": {"items": items, "pagingInfo": {"hasNext": has_next}}})).into_response()
}

async fn listing(Path(reference): Path<String>) -> Response {
    let row = all()
        .into_iter()
        .find(|row| row["reference"] == reference.as_str());
    let Some(row) = row else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let text = |field: &str| row[field].as_str().unwrap_or("").to_owned();
    // Every text is ours and holds no mark-up.
    Html(format!(
        "<!doctype html><html lang=\"{}\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>\
         <p><strong>Sample network: this listing is invented.</strong></p>\
         <h1>{title}</h1><p>{}</p><p>{}</p>",
        text("language"),
        text("shortSummary"),
        text("description"),
        title = text("title"),
    ))
    .into_response()
}

fn all() -> Vec<Value> {
    // A test reads the file; it cannot be anything else at run time.
    serde_json::from_str(PROFILES).unwrap_or_default()
}

fn modified(row: &Value) -> Option<Timestamp> {
    row["lastModified"].as_str()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{domain::SourceRow, een::page};

    #[test]
    fn every_sample_is_a_listing_and_has_its_own_reference() {
        let body = format!(r#"{{"data":{{"items":{PROFILES}}}}}"#);
        let page = page::parse(body.as_bytes(), 200, None).unwrap();
        let reference = |row: SourceRow| match row {
            SourceRow::Usable(row) => row.reference,
            SourceRow::Unusable(row) => panic!("{}: {}", row.key, row.rule),
        };
        let references: BTreeSet<_> = page.rows.into_iter().map(reference).collect();
        assert_eq!(references.len(), 12);
        assert!(
            !PROFILES.contains(['<', '>']),
            "the page shows texts as they are"
        );
    }
}
