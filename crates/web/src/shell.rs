//! What stands around every route: names the request, refuses what must not come in, catches what
//! goes wrong, gives problems their texts, and puts the headers on that protect people.
//!
//! It is one layer, because each layer of a router costs an allocation and this is the hot path.

mod asked;
mod moved;
mod wire;

use std::{
    collections::hash_map::RandomState,
    hash::BuildHasher,
    panic::AssertUnwindSafe,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    task::{Context, Poll},
};

use axum::{
    Router,
    extract::Request,
    http::{Extensions, HeaderMap, HeaderValue, Method, StatusCode, Version, header},
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
use crate::{
    api::may_be_kept,
    client::{self, ClientAddress},
    extract::announced_length,
    gate::{Door, Gate, Listener},
    health::is_about_health,
    limits::{BODY_BYTES, REQUEST_TIME, UPLOAD_BYTES},
    mount::mount,
    needs::Needs,
    problem::{Problem, problems},
    rate::Limiter,
    route::{Route, RouteFacts, facts, is_console},
    same_site::is_cross_site,
    site::Site,
    staff_door::StaffDoor,
    upload::PageUpload,
    visitor::is_api,
};

/// The public routes with all that stands around them: limits, languages, problems, headers, the
/// style sheet, the list of problems and the answer to unknown paths. `router` has the pages and
/// the API of the workers, and [`crate::health_routes`]; `gate` knows the staff.
pub fn public(site: &Site, router: Router, gate: &Arc<dyn Gate>) -> Router {
    let described = mount(&[crate::api::ROUTES], router.clone());
    let own = mount(&[ROUTES], ());
    let router = router.merge(described.public).merge(own.public);
    let limiter = Limiter::new(site.settings().rate);
    around(site, router, Audience::Everybody(limiter), gate)
}

/// Routes of the shell itself.
const ROUTES: &[Route<()>] = &[Route {
    method: Method::GET,
    path: "/robots.txt",
    needs: Needs::Everybody,
    serve: || get(robots),
    describe: None,
}];

/// The routes that are served beside those of the workers, but for health and the style sheet, whose
/// address is the hash of what is in it.
pub fn own_routes() -> Vec<RouteFacts> {
    let described = facts(&[crate::api::ROUTES]);
    let own = facts(&[ROUTES, crate::problem_list::ROUTES]);
    described.into_iter().chain(own).collect()
}

/// The same for the staff's own listener, with [`crate::staff_health_routes`]. Nobody is limited there,
/// but it must be called as this machine and by no proxy, unless under one of `hosts` (see
/// `staff_door`).
pub fn staff(site: &Site, router: Router, hosts: &[String], gate: &Arc<dyn Gate>) -> Router {
    // Where nothing is the staff's there is no entrance to lead to.
    let router = if site.entrances().is_empty() {
        router
    } else {
        router.merge(moved::routes())
    };
    around(site, router, Audience::Staff(StaffDoor::new(hosts)), gate)
}

/// What search engines may read (RFC 9309): the pages. What is behind the link of a mail is for its
/// reader, the API is for programs, the console for the staff.
async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /confirm/\nDisallow: /api/\nDisallow: /console\n"
}

/// Whom a router is for.
#[derive(Clone)]
enum Audience {
    /// Everybody, up to a limit.
    Everybody(Option<Limiter>),
    /// The office.
    Staff(StaffDoor),
}

fn around(site: &Site, router: Router, audience: Audience, gate: &Arc<dyn Gate>) -> Router {
    asked::describe_metrics();
    let listener = match audience {
        Audience::Everybody(_) => Listener::Public,
        Audience::Staff(_) => Listener::Staff,
    };
    let door = Door {
        gate: Arc::clone(gate),
        listener,
    };
    let not_found = || async { Problem::from(problems::NOT_FOUND) };
    let not_allowed = || async { Problem::from(problems::METHOD_NOT_ALLOWED) };
    router
        .merge(site.assets().routes())
        .merge(mount(&[crate::problem_list::ROUTES], ()).public)
        .fallback(not_found)
        .method_not_allowed_fallback(not_allowed)
        .layer(compression())
        .layer(Shell {
            site: site.clone(),
            audience,
            door,
            requests: Arc::default(),
            marks: RandomState::new(),
            told: Arc::default(),
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
    door: Door,
    requests: Arc<AtomicU64>,
    marks: RandomState,
    /// Whether the log has been told of a proxy that is not known as one.
    told: Arc<AtomicBool>,
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
        let asked = Asked::of(&request, self.shell.mark());
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
            request.extensions_mut().insert(self.shell.door.clone());
            Ok(self.inner.call(request))
        };
        let answered = async move {
            let mut response = match answer {
                Err(problem) => refused(problem),
                Ok(answer) => run(answer).await?,
            };
            asked.finish(&site, &mut response);
            Ok(response)
        };
        Box::pin(answered.instrument(span))
    }
}

impl Shell {
    /// A name for a request that nobody can guess, and that does not tell how many there were: its
    /// number, hashed with a secret of this start (what `RandomState` is made for).
    fn mark(&self) -> u64 {
        let number = self.requests.fetch_add(1, Ordering::Relaxed);
        self.marks.hash_one(number)
    }

    /// Why a request is not let in.
    fn refusal(&self, request: &Request) -> Option<Problem> {
        if let Some(fault) = wire::fault(request) {
            return Some(fault);
        }
        let headers = request.headers();
        match &self.audience {
            Audience::Staff(door) => {
                if let Some(kind) = door.refusal(request) {
                    return Some(kind.into());
                }
            }
            Audience::Everybody(limiter) => {
                self.tell_of_unknown_proxy(request);
                let client = || ClientAddress::of(&self.site, headers, request.extensions());
                if let Some(limiter) = limiter
                    && !is_about_health(request.uri())
                    && let Err(seconds) = limiter.check(client())
                {
                    return Some(problems::TOO_MANY_REQUESTS.retry_after(seconds));
                }
            }
        }
        // Programs send neither header that this looks at. On the staff's listener the API is looked at,
        // too: while nobody has an account it asks for no token, and a stranger's page could call it.
        let by_browsers = !is_api(request.uri()) || self.door.listener == Listener::Staff;
        if by_browsers && is_cross_site(request.method(), headers, &self.site.settings().public_url)
        {
            return Some(problems::CROSS_SITE.into());
        }
        let limit = largest_body(request);
        if announced_length(headers).is_some_and(|length| length > limit) {
            return Some(problems::BODY_TOO_LARGE.arg("limit", limit / 1024));
        }
        None
    }

    /// Behind a proxy that is not known as one all visitors are one client, with one limit: that is
    /// said once, for it shows only when the limit is reached.
    fn tell_of_unknown_proxy(&self, request: &Request) {
        if client::comes_through_unknown_proxy(&self.site, request)
            && !self.told.swap(true, Ordering::Relaxed)
        {
            tracing::warn!(
                "a request came with X-Forwarded-For from a machine that is not in \
                 site.trusted_proxies: if a web server of yours stands in front, name its network \
                 there, for until then all its visitors count as one client; this is said once"
            );
        }
    }
}

/// How much a request may bring at most. The few routes that take files read so much behind their guard;
/// the others have the limit of all bodies once more where they read.
fn largest_body(request: &Request) -> usize {
    if is_console(request.uri().path()) && PageUpload::is_in(request.headers()) {
        UPLOAD_BYTES
    } else {
        BODY_BYTES
    }
}

/// The answer to a request that is not let in. After one of two meanings nobody can say where the next
/// one begins, so that the connection ends with it.
fn refused(problem: Problem) -> Response {
    let is_ambiguous = problem.kind() == problems::MALFORMED_REQUEST;
    let mut response = problem.into_response();
    if is_ambiguous {
        let close = HeaderValue::from_static("close");
        response.headers_mut().insert(header::CONNECTION, close);
    }
    response
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
