//! The gate before every route that is not for everybody: who calls, and whether they may.
//!
//! | who asks | a page of the console | a route of the API |
//! |---|---|---|
//! | nobody has an account, on the public listener | is not there (404) | wants a token (401) |
//! | nobody has an account, on the staff's listener | lets in whoever is on this machine | the same |
//! | somebody has one | wants a session; leads to the door | wants a token (401) |

use std::{fmt, sync::Arc};

use axum::{
    extract::{FromRequestParts, RawPathParams, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use futures_util::future::BoxFuture;
use kontor_contracts::Scope;

use crate::{
    caller::Caller,
    needs::{Needs, Thing},
    problem::{Problem, problems},
    route::is_console,
    visitor::is_api,
};

/// Who knows the staff. The console does; `web` only asks.
pub trait Gate: fmt::Debug + Send + Sync + 'static {
    /// Whether the console is served on the public listener, too, once somebody has an account.
    fn is_public(&self) -> bool;

    /// Whether anybody has an account.
    fn has_accounts(&self) -> BoxFuture<'_, Result<bool, Problem>>;

    /// Whose session a request on a listener shows. `half` is enough for those who have shown the password, and
    /// perhaps not all that it takes.
    fn session<'a>(
        &'a self,
        parts: &'a mut Parts,
        listener: Listener,
        half: bool,
    ) -> BoxFuture<'a, Result<Caller, Outside>>;

    /// Whose token this is, if it is one that counts.
    fn token<'a>(&'a self, token: &'a str) -> BoxFuture<'a, Result<Option<Caller>, Problem>>;
}

/// Why somebody is not let in.
#[derive(Debug)]
pub enum Outside {
    /// Something else comes first: its address.
    First(String),
    /// It cannot be.
    Problem(Problem),
}

impl IntoResponse for Outside {
    fn into_response(self) -> Response {
        match self {
            Self::First(path) => Redirect::to(&path).into_response(),
            Self::Problem(problem) => problem.into_response(),
        }
    }
}

/// On which listener a request has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listener {
    /// That for everybody.
    Public,
    /// That of the staff, on this machine.
    Staff,
}

impl<S: Send + Sync> FromRequestParts<S> for Listener {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Door::of(parts).map(|door| door.listener)
    }
}

/// The gate as it stands at one listener.
#[derive(Debug, Clone)]
pub(crate) struct Door {
    pub(crate) gate: Arc<dyn Gate>,
    pub(crate) listener: Listener,
}

impl Door {
    fn of(parts: &Parts) -> Result<Self, Problem> {
        parts.extensions.get().cloned().ok_or_else(|| {
            tracing::error!("a route of the staff is served outside of web::public and web::staff");
            problems::INTERNAL.into()
        })
    }

    /// Who calls, if they may; nobody in particular for what everybody may.
    async fn admit(&self, needs: Needs, parts: &mut Parts) -> Result<Option<Caller>, Response> {
        let is_api = is_api(&parts.uri);
        let has_accounts = self.gate.has_accounts().await.map_err(refused)?;
        if self.listener == Listener::Public && !is_api {
            // A link is its own proof, also that by which the first account is made.
            let is_there = self.gate.is_public() && (has_accounts || needs == Needs::Link);
            if !is_there {
                return Err(refused(problems::NOT_FOUND));
            }
        }
        if !needs.is_for_staff() {
            return Ok(None);
        }
        let is_open = self.listener == Listener::Staff && !has_accounts;
        let caller = match (is_open, is_api) {
            (true, _) if needs != Needs::Begun => Caller::on_this_machine(),
            (_, false) => {
                let half = needs == Needs::Begun;
                let shown = self.gate.session(parts, self.listener, half).await;
                shown.map_err(IntoResponse::into_response)?
            }
            (_, true) => self.program(&parts.headers).await?,
        };
        if allows(needs, &caller, parts).await {
            return Ok(Some(caller));
        }
        Err(refused(problems::NOT_ALLOWED))
    }

    async fn program(&self, headers: &HeaderMap) -> Result<Caller, Response> {
        let Some(token) = bearer(headers) else {
            // Whoever has shown nothing is not told that it was wrong (RFC 6750, 3.1).
            let problem = refused(problems::TOKEN_MISSING);
            return Err(with_challenge(problem, "Bearer"));
        };
        let found = self.gate.token(token).await.map_err(refused)?;
        found.ok_or_else(|| {
            let problem = refused(problems::TOKEN_INVALID);
            with_challenge(problem, "Bearer error=\"invalid_token\"")
        })
    }
}

fn refused(problem: impl Into<Problem>) -> Response {
    problem.into().into_response()
}

fn with_challenge(mut response: Response, challenge: &'static str) -> Response {
    let challenge = HeaderValue::from_static(challenge);
    response
        .headers_mut()
        .insert(header::WWW_AUTHENTICATE, challenge);
    response
}

/// The token of `Authorization: Bearer …` (RFC 6750, 2.1); the scheme in any case (RFC 9110, 11.1).
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

async fn allows(needs: Needs, caller: &Caller, parts: &mut Parts) -> bool {
    match needs {
        Needs::For(role, thing) => caller.may(role, &scope_of(thing, parts).await),
        needs => caller.may_call(needs),
    }
}

/// The scope of the thing that a path names. What cannot be a name is in none but that of everything.
async fn scope_of(thing: Thing, parts: &mut Parts) -> Scope {
    let parameters = RawPathParams::from_request_parts(parts, &()).await;
    let named = parameters.ok().and_then(|parameters| {
        let mut found = parameters
            .iter()
            .filter(|(name, _)| *name == thing.parameter);
        found
            .next()
            .and_then(|(_, name)| Scope::of(thing.kind, name))
    });
    named.unwrap_or_else(Scope::everywhere)
}

/// Whether a route stands behind the gate: all that are not for everybody, and all of the console,
/// which is not there on the public listener before it is wanted.
pub(crate) fn is_guarded(path: &str, needs: Needs) -> bool {
    needs.is_for_staff() || is_console(path)
}

/// The layer around a guarded route.
pub(crate) async fn guard(State(needs): State<Needs>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let door = match Door::of(&parts) {
        Ok(door) => door,
        Err(problem) => return problem.into_response(),
    };
    let is_api = is_api(&parts.uri);
    let (caller, mut response) = match door.admit(needs, &mut parts).await {
        Err(refusal) => (None, refusal),
        Ok(caller) => {
            if let Some(caller) = &caller {
                parts.extensions.insert(caller.clone());
            }
            let answer = next.run(Request::from_parts(parts, body)).await;
            (caller, answer)
        }
    };
    // By the guard, or by a handler that has asked about a thing which no path names.
    if is_api && response.status() == StatusCode::FORBIDDEN {
        response = with_challenge(response, "Bearer error=\"insufficient_scope\"");
    }
    if let Some(caller) = caller {
        // For the shell, whose page about a problem has the same menu as other pages.
        response.extensions_mut().insert(caller);
    }
    response
}

/// A gate of an office where nobody has an account: for tests and samples of pages.
#[derive(Debug, Clone, Copy)]
pub struct NoAccounts;

impl NoAccounts {
    /// As listeners take it.
    pub fn gate() -> Arc<dyn Gate> {
        Arc::new(Self)
    }
}

impl Gate for NoAccounts {
    fn is_public(&self) -> bool {
        false
    }

    fn has_accounts(&self) -> BoxFuture<'_, Result<bool, Problem>> {
        Box::pin(async { Ok(false) })
    }

    fn session<'a>(
        &'a self,
        _: &'a mut Parts,
        _: Listener,
        _: bool,
    ) -> BoxFuture<'a, Result<Caller, Outside>> {
        Box::pin(async { Err(Outside::Problem(problems::NOT_FOUND.into())) })
    }

    fn token<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<Option<Caller>, Problem>> {
        Box::pin(async { Ok(None) })
    }
}
