//! `/healthz`, `/readyz` and `/metrics`: what a supervisor, a load balancer and a monitor ask for.
//! What parts there are, what is wrong with them and what is counted is for the office: strangers
//! would learn how much goes on, where the servers are, and what to push against.

use axum::{
    Json, Router,
    http::{StatusCode, Uri, header},
    routing::get,
};
use kontor_runtime::{Health, metrics::Metrics};
use serde_json::json;

const ALIVE: &str = "/healthz";
const READY: &str = "/readyz";

/// For the public listener: `/healthz` answers as long as the process can answer; `/readyz` is 200 only
/// when every part that is needed works, else 503, and says no more than that.
pub fn health_routes(health: &Health) -> Router {
    let health = health.clone();
    let ready = move || async move {
        let is_ready = health.is_ready();
        (status(is_ready), Json(json!({ "ready": is_ready })))
    };
    alive().route(READY, get(ready))
}

/// For the staff's listener: the same, with every part's state, and `/metrics` in the Prometheus text
/// format.
pub fn staff_health_routes(health: &Health, metrics: &Metrics) -> Router {
    let (health, metrics) = (health.clone(), metrics.clone());
    let ready = move || async move {
        let (is_ready, parts) = (health.is_ready(), health.report());
        let body = json!({ "ready": is_ready, "parts": parts });
        (status(is_ready), Json(body))
    };
    let text = move || async move {
        let format = "text/plain; version=0.0.4; charset=utf-8";
        ([(header::CONTENT_TYPE, format)], metrics.render())
    };
    alive()
        .route(READY, get(ready))
        .route("/metrics", get(text))
}

/// Whether a request only asks how the process is. Such a request is never one too many: behind a proxy
/// that is not known as one, a crowd of visitors would else make the process look dead.
pub(crate) fn is_about_health(uri: &Uri) -> bool {
    matches!(uri.path(), ALIVE | READY)
}

fn alive() -> Router {
    Router::new().route(ALIVE, get(|| async { "alive\n" }))
}

fn status(is_ready: bool) -> StatusCode {
    if is_ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    }
}
