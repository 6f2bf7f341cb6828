//! Answers that are the same for everybody: whoever has one may keep it and ask, before using it
//! again, whether it still stands (RFC 9110, 13.1.2).

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::problem::problems;

/// JSON for everybody, with a mark by which it can be asked about again. The shell answers 304 to
/// whoever names the mark in `If-None-Match`. `If-Modified-Since` is not looked at: it counts in
/// seconds, and an answer also changes with the settings and the version of the program.
#[derive(Debug, Clone)]
pub struct Fresh<T> {
    body: T,
    modified: Option<Timestamp>,
}

impl<T> Fresh<T> {
    /// An answer.
    pub const fn new(body: T) -> Self {
        Self {
            body,
            modified: None,
        }
    }

    /// An answer whose subject last changed then (`Last-Modified`).
    pub const fn modified(body: T, at: Timestamp) -> Self {
        Self {
            body,
            modified: Some(at),
        }
    }
}

impl<T: Serialize> IntoResponse for Fresh<T> {
    fn into_response(self) -> Response {
        let Ok(body) = serde_json::to_vec(&self.body) else {
            return problems::INTERNAL.into_response();
        };
        let mut headers = HeaderMap::new();
        let fixed = |value| HeaderValue::from_static(value);
        headers.insert(header::CONTENT_TYPE, fixed("application/json"));
        headers.insert(header::CACHE_CONTROL, fixed("no-cache"));
        if let Ok(mark) = mark(&body).parse() {
            headers.insert(header::ETAG, mark);
        }
        let modified = self.modified.map(|at| {
            let at = at.strftime("%a, %d %b %Y %H:%M:%S GMT");
            at.to_string().parse()
        });
        if let Some(Ok(modified)) = modified {
            headers.insert(header::LAST_MODIFIED, modified);
        }
        (headers, body).into_response()
    }
}

/// Weak (RFC 9110, 8.8.1), for the bytes differ with their compression.
fn mark(body: &[u8]) -> String {
    let digest = Sha256::digest(body);
    let half = digest.first_chunk().copied().unwrap_or_default();
    format!("W/\"{:032x}\"", u128::from_be_bytes(half))
}

/// Whether the client has said that it knows this answer.
pub(crate) fn is_known(asked: &HeaderValue, answered: &HeaderMap) -> bool {
    let weak = |mark: &str| mark.trim().trim_start_matches("W/").to_owned();
    let mark = answered
        .get(header::ETAG)
        .and_then(|mark| mark.to_str().ok());
    mark.is_some_and(|mark| {
        let known = asked.to_str().unwrap_or_default();
        known.trim() == "*" || known.split(',').any(|known| weak(known) == weak(mark))
    })
}

/// Whether an answer says of itself that it may be kept: then it holds nothing of a person, and
/// compressing it gives nothing away (what is compressed beside a secret tells its letters to
/// whoever can put guesses beside it: BREACH).
pub(crate) fn may_be_kept(headers: &HeaderMap) -> bool {
    let said = headers.get(header::CACHE_CONTROL);
    said.is_some_and(|said| !said.as_bytes().windows(8).any(|word| word == b"no-store"))
}
