//! A small partner network of invented companies that speaks the interface of `een`, for trying
//! Kontor out where no real network is at hand. Nothing in it is taken from a real network.

use axum::{
    Json, Router,
    extract::{NestedPath, Path, Query, rejection::NestedPathRejection},
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

/// The sample network, to be served on a listener of its own, at its root or nested: `/profiles` for
/// partners and `/listing/{reference}` for people.
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

async fn profiles(
    headers: HeaderMap,
    nested: Result<NestedPath, NestedPathRejection>,
    Query(paging): Query<Paging>,
) -> Response {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if header("x-api-key") != Some(SAMPLE_NETWORK_KEY) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let host = header(HOST.as_str()).unwrap_or("localhost");
    let prefix = nested.as_ref().map_or("", NestedPath::as_str);
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
            "http://{host}{prefix}/listing/{}",
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

    use axum::{
        body::{Body, to_bytes},
        http::Request,
    };
    use tower::ServiceExt;

    use super::*;
    use crate::{adapters::een::page, domain::Row};

    async fn get(router: &Router, path: &str, key: &str) -> (StatusCode, String) {
        let request = Request::get(path)
            .header("host", "sample.example:81")
            .header("x-api-key", key);
        let response = router
            .clone()
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap();
        let status = response.status();
        let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn every_listing_has_a_page_where_its_link_says() {
        let nested = Router::new().nest("/v1", sample_network_router());
        for (router, prefix) in [(sample_network_router(), ""), (nested, "/v1")] {
            let query = "PageIndex=2&PageSize=5&FromDate=2026-03-02T09:12:01Z";
            let path = format!("{prefix}/profiles?{query}");
            assert_eq!(get(&router, &path, "odd").await.0, StatusCode::UNAUTHORIZED);
            let (_, body) = get(&router, &path, SAMPLE_NETWORK_KEY).await;
            let page: Value = serde_json::from_str(&body).unwrap();
            assert_eq!(page["data"]["items"].as_array().unwrap().len(), 5);
            assert_eq!(page["data"]["pagingInfo"]["hasNext"], true);
            let link = page["data"]["items"][0]["publicURL"].as_str().unwrap();
            let path = link.strip_prefix("http://sample.example:81").unwrap();
            let (status, html) = get(&router, path, "").await;
            assert_eq!(status, StatusCode::OK, "{link}");
            assert!(html.contains("this listing is invented"));
        }
    }

    #[test]
    fn every_sample_is_a_listing_and_has_its_own_reference() {
        let body = format!(r#"{{"data":{{"items":{PROFILES}}}}}"#);
        let (rows, _) = page::parse(body.as_bytes(), 200, None).unwrap();
        let reference = |row: Row| match row {
            Row::Listing(row) => row.mark.reference,
            other => panic!("{other:?}"),
        };
        let references: BTreeSet<_> = rows.into_iter().map(reference).collect();
        assert_eq!(references.len(), 12);
        assert!(
            !PROFILES.contains(['<', '>']),
            "the page shows texts as they are"
        );
    }
}
