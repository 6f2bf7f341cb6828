//! Asking the provider: within a time, up to a size, and at no other address than the one that is meant.

use std::time::Duration;

use reqwest::{Client, RequestBuilder, Response, StatusCode, redirect};
use serde::de::DeserializeOwned;

use crate::error::OidcError;

/// Longest time to reach it.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// Longest time for one whole answer: a person waits.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Largest answer. A document is about 10 KB, a set of keys less.
const ANSWER_BYTES: usize = 256 * 1024;
const USER_AGENT: &str = concat!("kontor/", env!("CARGO_PKG_VERSION"));

/// A client that follows no redirects: the secret and the code are for one address only.
pub(crate) fn client() -> Result<Client, OidcError> {
    // Another part of the process may have chosen the same provider already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder()
        .user_agent(USER_AGENT)
        .redirect(redirect::Policy::none())
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(TIMEOUT)
        .build();
    client.map_err(|error| {
        tracing::error!(error = %error.without_url(), "no client for the sign-in provider");
        OidcError::Unavailable("cannot be asked from this machine".to_owned())
    })
}

/// Sends a request; an answer that is no success is one of [`OidcError::Unusable`], or, where `stale`, says
/// that what was sent is not good (any more).
pub(crate) async fn json<T: DeserializeOwned>(
    request: RequestBuilder,
    what: &str,
    refused: fn(StatusCode) -> Option<OidcError>,
) -> Result<T, OidcError> {
    let response = request.send().await.map_err(|error| away(&error))?;
    let status = response.status();
    if status.is_server_error() {
        return Err(OidcError::Unavailable(format!(
            "answered {status} when asked for its {what}"
        )));
    }
    if status != StatusCode::OK {
        let plain = || OidcError::Unusable(format!("answered {status} when asked for its {what}"));
        return Err(refused(status).unwrap_or_else(plain));
    }
    let body = read(response).await?;
    serde_json::from_slice(&body).map_err(|error| {
        // Place and kind only: what stands there may be a token.
        let (kind, line, column) = (error.classify(), error.line(), error.column());
        OidcError::Unusable(format!(
            "sent a {what} that cannot be read ({kind:?} at {line}:{column})"
        ))
    })
}

async fn read(mut response: Response) -> Result<Vec<u8>, OidcError> {
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(|error| away(&error))? {
        if body.len() + piece.len() > ANSWER_BYTES {
            return Err(OidcError::Unusable("sent too long an answer".to_owned()));
        }
        body.extend_from_slice(&piece);
    }
    Ok(body)
}

fn away(error: &reqwest::Error) -> OidcError {
    let reason = if error.is_connect() {
        "cannot be reached"
    } else if error.is_timeout() {
        "did not answer in time"
    } else {
        "broke off the connection"
    };
    OidcError::Unavailable(reason.to_owned())
}
