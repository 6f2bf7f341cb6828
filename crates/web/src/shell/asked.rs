//! What is remembered of a request until its answer, and what the answer is given on its way out:
//! the texts of its problem, the headers that protect people, a line in the log, a count.

use std::time::Instant;

use axum::{
    body::Body,
    extract::{MatchedPath, Request},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header},
    response::Response,
};

use crate::{
    api::is_known,
    caller::Caller,
    limits::BODY_BYTES,
    present::present,
    problem::{Problem, ProblemKind, problems},
    site::Site,
    visitor::{Visitor, accept_language, is_api},
};

/// What the shell remembers of a request until its answer.
pub(super) struct Asked {
    pub(super) id: String,
    started: Instant,
    pub(super) method: Method,
    uri: Uri,
    route: Option<MatchedPath>,
    accept: Option<HeaderValue>,
    languages: Option<HeaderValue>,
    /// Marks of answers that the client has.
    known: Option<HeaderValue>,
}

impl Asked {
    pub(super) fn of(request: &Request, mark: u64) -> Self {
        Self {
            id: format!("{mark:016x}"),
            started: Instant::now(),
            method: request.method().clone(),
            uri: request.uri().clone(),
            route: request.extensions().get().cloned(),
            accept: request.headers().get(header::ACCEPT).cloned(),
            languages: accept_language(request.headers()).cloned(),
            known: request.headers().get(header::IF_NONE_MATCH).cloned(),
        }
    }

    /// The pattern of the route; never the path, which may hold a token.
    pub(super) fn route(&self) -> &str {
        self.route.as_ref().map_or("unknown", MatchedPath::as_str)
    }

    pub(super) fn finish(&self, site: &Site, response: &mut Response) {
        if response.status().is_client_error() || response.status().is_server_error() {
            self.explain(site, response);
        }
        protect(response.headers_mut());
        self.spare(response);
        if let Ok(id) = HeaderValue::from_str(&self.id) {
            response
                .headers_mut()
                .insert(HeaderName::from_static("x-request-id"), id);
        }
        self.count(response.status());
    }

    /// Gives a problem its texts; a bare refusal of axum's own becomes a problem first.
    fn explain(&self, site: &Site, response: &mut Response) {
        let problem = response.extensions_mut().remove::<Problem>();
        let Some(problem) = problem.or_else(|| bare(response)) else {
            return;
        };
        let as_page = !is_api(&self.uri) && wants_page(self.accept.as_ref());
        let caller = response.extensions_mut().remove::<Caller>();
        let visitor = Visitor::of(site, &self.uri, self.languages.as_ref()).known_as(caller);
        present(&problem, &visitor, as_page, &self.id, response);
    }

    /// What the client has already is not sent again (RFC 9110, 15.4.5).
    fn spare(&self, response: &mut Response) {
        let reads = matches!(self.method, Method::GET | Method::HEAD);
        let known = self.known.as_ref().filter(|_| reads);
        if response.status() != StatusCode::OK
            || !known.is_some_and(|known| is_known(known, response.headers()))
        {
            return;
        }
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
        for name in [
            header::CONTENT_TYPE,
            header::CONTENT_LENGTH,
            header::CONTENT_ENCODING,
        ] {
            response.headers_mut().remove(name);
        }
    }

    fn count(&self, status: StatusCode) {
        let elapsed = self.started.elapsed();
        let class = match status.as_u16() {
            100..=199 => "1xx",
            200..=299 => "2xx",
            300..=399 => "3xx",
            400..=499 => "4xx",
            _ => "5xx",
        };
        let labels = [
            (
                "route",
                metrics::SharedString::from(self.route().to_owned()),
            ),
            (
                "method",
                metrics::SharedString::const_str(name_of(&self.method)),
            ),
            ("status", metrics::SharedString::const_str(class)),
        ];
        metrics::counter!("kontor_http_requests_total", &labels).increment(1);
        metrics::histogram!("kontor_http_request_duration_seconds", &labels).record(elapsed);
        let (status, elapsed_us) = (
            status.as_u16(),
            u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX),
        );
        if class == "5xx" {
            tracing::warn!(status, elapsed_us, "answered");
        } else {
            tracing::debug!(status, elapsed_us, "answered");
        }
    }
}

/// Says what is counted here.
pub(super) fn describe_metrics() {
    metrics::describe_counter!(
        "kontor_http_requests_total",
        "Requests answered, by route, method and class of status."
    );
    metrics::describe_histogram!(
        "kontor_http_request_duration_seconds",
        "How long requests took, by route, method and class of status."
    );
}

/// The problem behind a refusal that has no texts of ours (axum's extractors, the body limit).
fn bare(response: &Response) -> Option<Problem> {
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_ours = kind.is_some_and(|kind| !kind.as_bytes().starts_with(b"text/plain"));
    if is_ours {
        return None;
    }
    let kind: ProblemKind = match response.status() {
        StatusCode::BAD_REQUEST => problems::INVALID_ADDRESS,
        StatusCode::NOT_FOUND => problems::NOT_FOUND,
        StatusCode::METHOD_NOT_ALLOWED => problems::METHOD_NOT_ALLOWED,
        StatusCode::INTERNAL_SERVER_ERROR => problems::INTERNAL,
        StatusCode::SERVICE_UNAVAILABLE => problems::UNAVAILABLE,
        StatusCode::PAYLOAD_TOO_LARGE => {
            return Some(problems::BODY_TOO_LARGE.arg("limit", BODY_BYTES / 1024));
        }
        _ => return None,
    };
    Some(kind.into())
}

/// Whether the client shows pages to a person.
fn wants_page(accept: Option<&HeaderValue>) -> bool {
    accept.is_some_and(|accept| {
        accept
            .to_str()
            .is_ok_and(|types| types.contains("text/html"))
    })
}

/// Puts on what protects people, unless a route has put on its own.
fn protect(headers: &mut HeaderMap) {
    const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; \
        font-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; \
        base-uri 'none'; frame-ancestors 'none'";
    const HEADERS: [(HeaderName, &str); 8] = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Other sites learn nothing. "no-referrer" would hide the origin of our own forms from us too,
        // in browsers that send no Sec-Fetch-Site: all of them over HTTP to a name.
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), microphone=(), geolocation=()",
        ),
        // Pages of others neither load what is here nor keep hold of a window that shows it.
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (header::CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in HEADERS {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
}

fn name_of(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "POST" => "POST",
        "HEAD" => "HEAD",
        "PUT" => "PUT",
        "DELETE" => "DELETE",
        "PATCH" => "PATCH",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}
