//! Signing in at the office's provider of OpenID Connect: the way there and back.
//!
//! Both are GET, the one exception to "no GET that changes anything": a provider sends people back by a
//! link, and a form that led there would be stopped by our own content security policy. What comes back
//! counts only for the browser that left, by a cookie, and the code in it works once.

use axum::{
    extract::{Query, State},
    http::{HeaderMap, Method, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
    routing::get,
};
use kontor_access::{AccessError, OidcError, RETURN_PATH, Returned};
use kontor_web::{Listener, Needs, Page, Problem, Route, Visitor, problems};
use kontor_words::context;
use serde::Deserialize;

use crate::{
    Console,
    cookie::Cookie,
    failure::problem,
    provider,
    requester::Requester,
    sign_in,
    staff::{way_on, way_on_in},
};

const PATH: &str = "/console/sign-in/elsewhere";

const REFUSED: &str = "/console/sign-in/elsewhere/refused";

pub(crate) const ROUTES: &[Route<Console>] = &[
    Route {
        method: Method::GET,
        path: PATH,
        needs: Needs::Everybody,
        serve: || get(depart),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: RETURN_PATH,
        needs: Needs::Everybody,
        serve: || get(arrive),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: REFUSED,
        needs: Needs::Everybody,
        serve: || get(tell),
        describe: None,
    },
];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// Where to go on to.
    to: String,
}

async fn depart(
    State(console): State<Console>,
    listener: Listener,
    visitor: Visitor,
    Requester(client): Requester,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let to = way_on_in(&visitor, &asked.to);
    match console.access().depart(&client).await {
        Ok(departure) => {
            // The page to go on to travels behind the secret; nothing in it ends a cookie's value.
            let to = to.replace(';', "%3B").replace(',', "%2C");
            let kept = format!("{}|{to}", departure.cookie.reveal());
            let cookie = [(header::SET_COOKIE, console.away_at(listener).keep(&kept))];
            Ok((AppendHeaders(cookie), Redirect::to(&departure.url)).into_response())
        }
        Err(error) => Ok(refused(&error, &to)?.into_response()),
    }
}

async fn arrive(
    State(console): State<Console>,
    (listener, cookie, headers): (Listener, Cookie, HeaderMap),
    visitor: Visitor,
    requester: Requester,
    Query(returned): Query<Returned>,
) -> Result<Response, Problem> {
    let kept = console.away_at(listener).read(&headers).unwrap_or_default();
    let (secret, to) = kept.split_once('|').unwrap_or((kept, ""));
    let gone = AppendHeaders([(header::SET_COOKIE, console.away_at(listener).clear())]);
    if let Some(began) = provider::begun_in(to) {
        let (way, came) = ((secret, began, &returned), (cookie, &headers));
        let on = provider::arrive(&console, came, &visitor, way, &requester).await?;
        return Ok((gone, on).into_response());
    }
    let Requester(client) = &requester;
    match console.access().arrive(secret, &returned, client).await {
        Ok(started) => {
            let on = sign_in::go_on(cookie, &visitor, &started, to);
            Ok((gone, on).into_response())
        }
        Err(error) => Ok((gone, refused(&error, way_on(to))?).into_response()),
    }
}

/// Leads to a page that says why nobody is signed in, in words of ours: one of its own, so that neither
/// code nor `state` stands in its address, in the language that was chosen before.
fn refused(error: &AccessError, to: &str) -> Result<Redirect, Problem> {
    let why = match error {
        AccessError::Provider(OidcError::Unavailable(_) | OidcError::Unusable(_)) => {
            tracing::warn!(%error, "nobody can sign in at the provider");
            "unavailable"
        }
        AccessError::Provider(OidcError::Unbelievable(_)) => {
            tracing::warn!(%error, "somebody is not signed in");
            "stale"
        }
        AccessError::Provider(OidcError::Stale) => "stale",
        AccessError::Provider(OidcError::Declined) => "declined",
        AccessError::Stranger => "stranger",
        AccessError::Unverified => "unverified",
        other => return Err(problem(other)),
    };
    let language = to.split(['?', '&']).find(|pair| pair.starts_with("lang="));
    let language = language.map_or(String::new(), |pair| format!("&{pair}"));
    Ok(Redirect::to(&format!("{REFUSED}?why={why}{language}")))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Told {
    why: String,
}

async fn tell(
    State(console): State<Console>,
    visitor: Visitor,
    Query(told): Query<Told>,
) -> Result<Page, Problem> {
    let status = match told.why.as_str() {
        "unavailable" => StatusCode::BAD_GATEWAY,
        "stale" | "declined" | "stranger" | "unverified" => StatusCode::FORBIDDEN,
        _ => return Err(problems::NOT_FOUND.into()),
    };
    let access = console.access();
    let values = context! {
        why => told.why.as_str(),
        provider => access.provider_name().ok_or(problems::NOT_FOUND)?,
        passwords => access.settings().oidc.has_passwords(),
    };
    let page = visitor.page("console/elsewhere.html", values)?;
    Ok(page.with_status(status))
}
