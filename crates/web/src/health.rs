//! `/healthz`, `/readyz` and `/metrics`: what a supervisor, a load balancer and a monitor ask for.

use axum::{Json, Router, http::StatusCode, http::header, routing::get};
use kontor_runtime::{Health, metrics::Metrics};
use serde_json::json;

/// The three routes. `/healthz` answers as long as the process can answer; `/readyz` is 200 only
/// when every part that is needed works, else 503, and names every part's state; `/metrics` is in the Prometheus
/// text format.
pub fn health_routes(health: &Health, metrics: &Metrics) -> Router {
    let (health, metrics) = (health.clone(), metrics.clone());
    let ready = move || async move {
        let is_ready = health.is_ready();
        let status = if is_ready {
            StatusCode::OK
        } else {
            StatusCode::SERVICE_UNAVAILABLE
        };
        (
            status,
            Json(json!({ "ready": is_ready, "parts": health.report() })),
        )
    };
    let text = move || async move {
        (
            [(
                header::CONTENT_TYPE,
                "text/plain; version=0.0.4; charset=utf-8",
            )],
            metrics.render(),
        )
    };
    Router::new()
        .route("/healthz", get(|| async { "alive\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(text))
}
