//! What stands around every route: names the request, refuses what must not come in, catches what
//! goes wrong, gives problems their texts, and puts the headers on that protect people.
//!
//! It is one layer, because each layer of a router costs an allocation and this is the hot path.

use std::{
    panic::AssertUnwindSafe,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll},
    time::Instant,
};

use axum::{
    Router,
    extract::{MatchedPath, Request},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use futures_util::FutureExt;
use tower::{Layer, Service};
use tracing::Instrument;

use crate::{
    client::ClientAddress,
    extract::announced_length,
    limits::{BODY_BYTES, REQUEST_TIME},
    present::present,
    problem::{Problem, ProblemKind, problems},
    rate::Limiter,
    same_site::{is_called_by_address, is_cross_site},
    site::Site,
    visitor::{Visitor, accept_language},
};

/// The public routes with all that stands around them: limits, languages, problems, headers, the
/// style sheet, the list of problems and the answer to unknown paths. `router` has the pages and
/// the API of the workers, and [`crate::health_routes`] if they are to be public.
pub fn public(site: &Site, router: Router) -> Router {
    around(
        site,
        router,
        Audience::Everybody(Limiter::new(site.settings().rate)),
    )
}

/// The same for the staff's own listener. Nobody is limited there, but it must be called by an
/// address or as `localhost`: a stranger's page could otherwise reach it from a browser of the
/// office under a name of its own that leads to 127.0.0.1 (DNS rebinding).
pub fn staff(site: &Site, router: Router) -> Router {
    around(site, router, Audience::Staff)
}

/// Whom a router is for.
#[derive(Clone)]
enum Audience {
    /// Everybody, up to a limit.
    Everybody(Option<Limiter>),
    /// The office.
    Staff,
}

fn around(site: &Site, router: Router, audience: Audience) -> Router {
    let not_found = || async { Problem::from(problems::NOT_FOUND) };
    let not_allowed = || async { Problem::from(problems::METHOD_NOT_ALLOWED) };
    router
        .merge(site.assets().routes())
        .merge(crate::page::problem_list())
        .fallback(not_found)
        .method_not_allowed_fallback(not_allowed)
        .layer(Shell {
            site: site.clone(),
            audience,
            requests: Arc::default(),
        })
}

#[derive(Clone)]
struct Shell {
    site: Site,
    audience: Audience,
    requests: Arc<AtomicU64>,
}

impl<S> Layer<S> for Shell {
    type Service = Shelled<S>;

    fn layer(&self, inner: S) -> Self::Service {
        Shelled {
            shell: self.clone(),
            inner,
        }
    }
}

/// A route with its shell.
#[derive(Clone)]
struct Shelled<S> {
    shell: Shell,
    inner: S,
}

impl<S> Service<Request> for Shelled<S>
where
    S: Service<Request, Response = Response> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: Send,
{
    type Response = Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let asked = Asked::of(&request, &self.shell);
        let span = tracing::info_span!(
            "request",
            request.id = asked.id,
            method = %asked.method,
            route = asked.route(),
        );
        let site = self.shell.site.clone();
        let answer = if let Some(problem) = self.shell.refusal(&request) {
            Err(problem)
        } else {
            request.extensions_mut().insert(site.clone());
            Ok(self.inner.call(request))
        };
        let answered = async move {
            let mut response = match answer {
                Err(problem) => problem.into_response(),
                Ok(answer) => run(answer).await?,
            };
            asked.finish(&site, &mut response);
            Ok(response)
        };
        Box::pin(answered.instrument(span))
    }
}

impl Shell {
    /// Why a request is not let in.
    fn refusal(&self, request: &Request) -> Option<Problem> {
        let headers = request.headers();
        match &self.audience {
            Audience::Staff if !is_called_by_address(headers) => {
                return Some(problems::WRONG_HOST.into());
            }
            Audience::Everybody(Some(limiter)) => {
                let client = ClientAddress::of(&self.site, headers, request.extensions());
                if let Err(seconds) = limiter.check(client) {
                    return Some(problems::TOO_MANY_REQUESTS.retry_after(seconds));
                }
            }
            Audience::Everybody(None) | Audience::Staff => {}
        }
        let is_page = !is_api(request.uri());
        if is_page && is_cross_site(request.method(), headers, &self.site.settings().public_url) {
            return Some(problems::CROSS_SITE.into());
        }
        if announced_length(headers).is_some_and(|length| length > BODY_BYTES) {
            return Some(problems::BODY_TOO_LARGE.arg("limit", BODY_BYTES / 1024));
        }
        None
    }
}

/// Runs a route within its time; a panic becomes a problem instead of a broken connection.
async fn run<E>(answer: impl Future<Output = Result<Response, E>>) -> Result<Response, E> {
    let guarded = AssertUnwindSafe(answer).catch_unwind();
    match tokio::time::timeout(REQUEST_TIME, guarded).await {
        Ok(Ok(response)) => response,
        Ok(Err(_panic)) => Ok(problems::INTERNAL.into_response()),
        Err(_elapsed) => Ok(problems::TIMED_OUT.into_response()),
    }
}

/// What the shell remembers of a request until its answer.
struct Asked {
    id: String,
    started: Instant,
    method: Method,
    uri: Uri,
    route: Option<MatchedPath>,
    accept: Option<HeaderValue>,
    languages: Option<HeaderValue>,
}

impl Asked {
    fn of(request: &Request, shell: &Shell) -> Self {
        let number = shell.requests.fetch_add(1, Ordering::Relaxed);
        Self {
            id: format!("{}{number:06x}", shell.site.mark()),
            started: Instant::now(),
            method: request.method().clone(),
            uri: request.uri().clone(),
            route: request.extensions().get().cloned(),
            accept: request.headers().get(header::ACCEPT).cloned(),
            languages: accept_language(request.headers()).cloned(),
        }
    }

    /// The pattern of the route; never the path, which may hold a token.
    fn route(&self) -> &str {
        self.route.as_ref().map_or("unknown", MatchedPath::as_str)
    }

    fn finish(&self, site: &Site, response: &mut Response) {
        if response.status().is_client_error() || response.status().is_server_error() {
            self.explain(site, response);
        }
        protect(response.headers_mut());
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
        let visitor = Visitor::of(site, &self.uri, self.languages.as_ref());
        present(&problem, &visitor, as_page, &self.id, response);
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
        metrics::counter!("http_requests_total", &labels).increment(1);
        metrics::histogram!("http_request_duration_seconds", &labels).record(elapsed);
        if status.is_server_error() {
            tracing::warn!(
                status = status.as_u16(),
                elapsed_ms = elapsed.as_millis(),
                "answered"
            );
        } else {
            tracing::debug!(
                status = status.as_u16(),
                elapsed_ms = elapsed.as_millis(),
                "answered"
            );
        }
    }
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

fn is_api(uri: &Uri) -> bool {
    uri.path().starts_with("/api/")
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
    const HEADERS: [(HeaderName, &str); 6] = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), microphone=(), geolocation=()",
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
