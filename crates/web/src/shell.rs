//! What stands around every route: names the request, refuses what must not come in, catches what
//! goes wrong, gives problems their texts, and puts the headers on that protect people.
//!
//! It is one layer, because each layer of a router costs an allocation and this is the hot path.

mod asked;

use std::{
    panic::AssertUnwindSafe,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll},
};

use axum::{
    Router,
    extract::Request,
    http::{Extensions, HeaderMap, StatusCode, Version},
    response::Redirect,
    response::{IntoResponse, Response},
    routing::get,
};
use futures_util::FutureExt;
use tower::{Layer, Service};
use tower_http::compression::{
    CompressionLayer, Predicate,
    predicate::{NotForContentType, SizeAbove},
};
use tracing::Instrument;

use self::asked::Asked;
pub(crate) use self::asked::is_api;
use crate::{
    api::may_be_kept,
    client::ClientAddress,
    extract::announced_length,
    limits::{BODY_BYTES, REQUEST_TIME},
    problem::{Problem, problems},
    rate::Limiter,
    same_site::{is_called_by_address, is_cross_site},
    site::Site,
};

/// The public routes with all that stands around them: limits, languages, problems, headers, the
/// style sheet, the list of problems and the answer to unknown paths. `router` has the pages and
/// the API of the workers, and [`crate::health_routes`] if they are to be public.
pub fn public(site: &Site, router: Router) -> Router {
    around(
        site,
        router
            .clone()
            .merge(crate::api::routes(router))
            .route("/robots.txt", get(robots)),
        Audience::Everybody(Limiter::new(site.settings().rate)),
    )
}

/// The same for the staff's own listener. Nobody is limited there, but it must be called by an
/// address or as `localhost`: a stranger's page could otherwise reach it from a browser of the
/// office under a name of its own that leads to 127.0.0.1 (DNS rebinding).
pub fn staff(site: &Site, router: Router) -> Router {
    let router = match site.staff_pages().first() {
        Some((entrance, _)) => router.route("/", get(|| async { Redirect::to(entrance) })),
        None => router,
    };
    around(site, router, Audience::Staff)
}

/// What search engines may read (RFC 9309): the pages. What is behind the link of a mail is for its
/// reader, the API is for programs.
async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /confirm/\nDisallow: /api/\n"
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
    asked::describe_metrics();
    let not_found = || async { Problem::from(problems::NOT_FOUND) };
    let not_allowed = || async { Problem::from(problems::METHOD_NOT_ALLOWED) };
    router
        .merge(site.assets().routes())
        .merge(crate::page::problem_list())
        .fallback(not_found)
        .method_not_allowed_fallback(not_allowed)
        .layer(compression())
        .layer(Shell {
            site: site.clone(),
            audience,
            requests: Arc::default(),
        })
}

/// Smallest answer that is worth compressing, in bytes.
const COMPRESSED_FROM: u16 = 1024;

/// gzip for what may be kept, see [`may_be_kept`], and is no picture.
fn compression() -> CompressionLayer<impl Predicate> {
    let kept =
        |_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions| may_be_kept(headers);
    let worth_it = SizeAbove::new(COMPRESSED_FROM).and(NotForContentType::IMAGES);
    CompressionLayer::new().compress_when(worth_it.and(kept))
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
        let asked = Asked::of(
            &request,
            &self.shell.site,
            self.shell.requests.fetch_add(1, Ordering::Relaxed),
        );
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
