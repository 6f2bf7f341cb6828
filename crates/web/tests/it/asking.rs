//! Asking the sample office, in process.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, HeaderValue, Request, StatusCode, header},
};
use tower::ServiceExt;

use crate::sample;

/// An answer, read whole.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{}",
            self.body
        );
        serde_json::from_str(&self.body).unwrap()
    }
}

pub(crate) fn office() -> Router {
    kontor_web::public(
        &sample::site(sample::settings()).unwrap(),
        sample::routes(),
        &kontor_web::NoAccounts::gate(),
    )
}

pub(crate) async fn ask(router: &Router, mut request: Request<Body>) -> Answer {
    let headers = request.headers_mut();
    headers
        .entry(header::HOST)
        .or_insert(HeaderValue::from_static("forum.example.org"));
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: String::from_utf8(body.to_vec()).unwrap(),
    }
}

/// A GET as a browser sends it.
pub(crate) async fn browse(path: &str, language: &str) -> Answer {
    let request = Request::get(path).header("accept", "text/html,*/*;q=0.8");
    ask(
        &office(),
        request
            .header("accept-language", language)
            .body(Body::empty())
            .unwrap(),
    )
    .await
}

/// A POST of JSON.
pub(crate) async fn call(body: impl Into<Body>) -> Answer {
    let request = Request::post("/api/v1/calls").header("content-type", "application/json");
    ask(&office(), request.body(body.into()).unwrap()).await
}
