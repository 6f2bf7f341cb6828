//! One's own account and the office's provider of OpenID Connect: linked by hand, and the link taken off.
//!
//! The way there begins with a POST that asks for the password, and goes on by a link: a form that led to
//! another site would be stopped by our own content security policy. Whoever comes back must have the
//! cookie of this very way and the session that it began in, so that nobody can have a person of theirs
//! linked to the account of somebody else.

use axum::{
    extract::State,
    http::{HeaderMap, Method, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use kontor_access::{AccessError, OidcError, Returned, Session};
use kontor_web::{Confirm, Listener, Needs, Page, PageForm, Problem, Route, Visitor, problems};
use kontor_words::context;
use serde::Deserialize;

use crate::{
    Console,
    account::{PATH, again, done},
    cookie::Cookie,
    failure::problem,
    requester::Requester,
    staff::Staff,
};

const REMOVE: &str = "/console/account/provider/remove";
/// What stands in the cookie where the way of signing in has a path: no path begins like this.
const MARK: &str = "link:";

pub(crate) const ROUTES: &[Route<Console>] = &[
    Route {
        method: Method::POST,
        path: "/console/account/provider",
        needs: Needs::SignedIn,
        serve: || post(depart),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: REMOVE,
        needs: Needs::SignedIn,
        serve: || get(ask),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: REMOVE,
        needs: Needs::SignedIn,
        serve: || post(remove),
        describe: None,
    },
];

#[derive(Default, Deserialize)]
#[serde(default)]
struct Proof {
    provider_proof: String,
}

async fn depart(
    State(console): State<Console>,
    listener: Listener,
    visitor: Visitor,
    staff: Staff,
    Requester(client): Requester,
    PageForm(typed): PageForm<Proof>,
) -> Result<Response, Problem> {
    let (access, session) = (console.access(), &staff.0);
    let proved = access
        .confirm_password(session, &typed.provider_proof)
        .await;
    let departure = match proved {
        Ok(()) => access.depart(&client).await,
        Err(error) => Err(error),
    };
    match departure {
        Ok(departure) => {
            let kept = format!("{}|{MARK}{}", departure.cookie.reveal(), session.id);
            let cookie = [(header::SET_COOKIE, console.away_at(listener).keep(&kept))];
            let provider = access.provider_name().ok_or(problems::NOT_FOUND)?;
            let values = context! { provider, url => departure.url.as_str() };
            let page = visitor.page("console/provider.html", values)?;
            Ok((AppendHeaders(cookie), page).into_response())
        }
        Err(error @ AccessError::Provider(_)) => Ok(back(&visitor, why(&error)?)),
        Err(error) => again(&console, &visitor, &staff, "provider_proof", &error).await,
    }
}

/// The session that a way to the provider began in to link an account, if that is what it was for.
pub(crate) fn begun_in(kept: &str) -> Option<&str> {
    kept.strip_prefix(MARK)
}

/// Somebody comes back who set out to link their account.
pub(crate) async fn arrive(
    console: &Console,
    (cookie, headers): (Cookie, &HeaderMap),
    visitor: &Visitor,
    (secret, began, returned): (&str, &str, &Returned),
    Requester(client): &Requester,
) -> Result<Response, Problem> {
    let session = console.session(cookie, headers).await?;
    let same = session.filter(|session: &Session| session.id.to_string() == began);
    let Some(session) = same else {
        return Ok(back(visitor, "stale"));
    };
    let linked = console.access().link(&session, (secret, returned), client);
    match linked.await {
        Ok(()) => Ok(landed(visitor, "done=linked")),
        Err(error) => Ok(back(visitor, why(&error)?)),
    }
}

/// Why it did not work, as the page about one's account says it.
fn why(error: &AccessError) -> Result<&'static str, Problem> {
    match error {
        AccessError::Provider(OidcError::Unavailable(_) | OidcError::Unusable(_)) => {
            tracing::warn!(%error, "nobody can be linked to the provider");
            Ok("unavailable")
        }
        AccessError::Provider(OidcError::Declined) => Ok("declined"),
        AccessError::Provider(OidcError::Unbelievable(_)) => {
            tracing::warn!(%error, "somebody is not linked");
            Ok("stale")
        }
        AccessError::Provider(OidcError::Stale) | AccessError::NoSession => Ok("stale"),
        AccessError::IdentityTaken => Ok("taken"),
        AccessError::LinkedAlready => Ok("already"),
        other => Err(problem(other)),
    }
}

fn back(visitor: &Visitor, why: &str) -> Response {
    landed(visitor, &format!("failed={why}"))
}

/// On the news: whoever comes from elsewhere has no form whose address said so.
fn landed(visitor: &Visitor, query: &str) -> Response {
    Redirect::to(&format!("{}#answer", visitor.link_on(PATH, query))).into_response()
}

async fn ask(
    State(console): State<Console>,
    visitor: Visitor,
    Staff(session): Staff,
) -> Result<Page, Problem> {
    let access = console.access();
    let linked = access.linked(session.account).await;
    let linked = linked.map_err(|error| problem(&error))?;
    linked
        .filter(|link| !link.is_only_way_in)
        .ok_or(problems::NOT_FOUND)?;
    let provider = access.provider_name().ok_or(problems::NOT_FOUND)?;
    let named = [("provider", provider.into())];
    visitor.confirm(&Confirm {
        act: visitor.text("console-provider-remove", &named),
        about: vec![(
            visitor.text("console-email", &[]),
            session.email.as_str().to_owned(),
        )],
        effects: vec![
            visitor.text("console-provider-remove-lead", &named),
            visitor.text("console-provider-remove-out", &[]),
        ],
        back: PATH.to_owned(),
        ..Confirm::default()
    })
}

async fn remove(
    State(console): State<Console>,
    visitor: Visitor,
    Staff(session): Staff,
) -> Result<Response, Problem> {
    match console.access().unlink(&session).await {
        Ok(_) => Ok(done(&visitor, "unlinked")),
        Err(AccessError::OnlyWayIn) => Ok(back(&visitor, "only")),
        Err(error) => Err(problem(&error)),
    }
}
