//! What no request may be, whoever sends it: of two meanings, without a host, with characters that
//! steer machines, or larger than its limit.
//!
//! hyper refuses most of what RFC 9112 forbids (two lengths that differ, `Transfer-Encoding` that does
//! not end in `chunked`, obsolete folding). What it lets through is refused here. It takes a length that
//! is said twice alike as one, and follows `Transfer-Encoding` where a length stands beside it; both
//! are allowed (RFC 9112, 6.3).

use axum::{
    extract::Request,
    http::{HeaderMap, Uri, Version, header},
};
use percent_encoding::percent_decode_str;

use crate::{
    limits::HEADER_BYTES,
    problem::{Problem, problems},
};

/// Why a request cannot be taken as it is.
pub(super) fn fault(request: &Request) -> Option<Problem> {
    let headers = request.headers();
    if size(request.uri(), headers) > HEADER_BYTES {
        return Some(problems::HEADERS_TOO_LARGE.arg("limit", HEADER_BYTES / 1024));
    }
    if !names_its_host(request.version(), headers) || !has_one_framing(headers) {
        return Some(problems::MALFORMED_REQUEST.into());
    }
    if steers(request.uri()) {
        return Some(problems::INVALID_ADDRESS.into());
    }
    None
}

/// What the request line and the headers take up on the wire. hyper compares its buffer with the
/// limit only while they are incomplete, so that what comes in one piece may be twice as large.
fn size(uri: &Uri, headers: &HeaderMap) -> usize {
    let target = uri
        .path_and_query()
        .map_or(0, |target| target.as_str().len());
    let lines = headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len() + ": \r\n".len());
    target + lines.sum::<usize>()
}

/// Exactly one `Host` in HTTP/1.1 (RFC 9112, 3.2): two readers of a request with two could take it for
/// two different ones.
fn names_its_host(version: Version, headers: &HeaderMap) -> bool {
    match headers.get_all(header::HOST).iter().count() {
        0 => version < Version::HTTP_11,
        1 => true,
        _ => false,
    }
}

/// `Transfer-Encoding` at most once, and then `chunked` alone: applied twice it is forbidden (RFC 9112,
/// 6.1), and no other coding would be undone here.
fn has_one_framing(headers: &HeaderMap) -> bool {
    let mut codings = headers.get_all(header::TRANSFER_ENCODING).iter();
    let is_chunked = codings
        .next()
        .is_none_or(|coding| coding.as_bytes().eq_ignore_ascii_case(b"chunked"));
    is_chunked && codings.next().is_none()
}

/// Whether an address has control characters in it. PostgreSQL takes no NUL, and nobody means the others,
/// but for the tab in a search that was pasted from a table.
fn steers(uri: &Uri) -> bool {
    let has = |text: &str, steers: fn(char) -> bool| {
        percent_decode_str(text)
            .decode_utf8_lossy()
            .contains(steers)
    };
    has(uri.path(), char::is_control)
        || uri
            .query()
            .is_some_and(|query| has(query, |c| c.is_control() && c != '\t'))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn code(request: axum::http::request::Builder) -> Option<&'static str> {
        let request = request.body(Body::empty()).unwrap();
        fault(&request).map(|problem| problem.kind().code)
    }

    fn get(path: &str) -> axum::http::request::Builder {
        Request::get(path).header("host", "forum.example.org")
    }

    #[test]
    fn a_request_names_its_host_exactly_once() {
        let bare = || Request::get("/");
        assert_eq!(code(bare()), Some("malformed_request"));
        assert_eq!(code(bare().version(Version::HTTP_10)), None);
        assert_eq!(code(get("/")), None);
        for second in ["forum.example.org", "evil.example.net"] {
            let twice = get("/").header("host", second);
            assert_eq!(code(twice), Some("malformed_request"));
        }
    }

    #[test]
    fn a_body_is_framed_in_one_way() {
        let framed = |codings: &[&str]| {
            let add = |request: axum::http::request::Builder, coding: &&str| {
                request.header("transfer-encoding", *coding)
            };
            code(codings.iter().fold(get("/"), add))
        };
        assert_eq!(framed(&["chunked"]), None);
        assert_eq!(framed(&["Chunked"]), None);
        for wrong in [
            &["chunked", "chunked"][..],
            &["gzip", "chunked"],
            &["gzip, chunked"],
            &["chunked, chunked"],
        ] {
            assert_eq!(framed(wrong), Some("malformed_request"), "{wrong:?}");
        }
    }

    #[test]
    fn no_address_has_control_characters() {
        for path in [
            "/forums/a%00b",
            "/a%0d%0ab",
            "/a%09b",
            "/a%7f",
            "/?q=%00",
            "/?q=%1b%5b",
            "/?q=%c2%9b",
        ] {
            assert_eq!(code(get(path)), Some("invalid_address"), "{path}");
        }
        for path in ["/forums/k%C3%B6ln", "/?q=a%09b", "/?q=%ff", "/?q=%e2%82%ac"] {
            assert_eq!(code(get(path)), None, "{path}");
        }
    }

    #[test]
    fn headers_are_small_however_they_arrive() {
        let with = |bytes| get("/").header("x-long", "a".repeat(bytes));
        assert_eq!(code(with(HEADER_BYTES)), Some("headers_too_large"));
        assert_eq!(code(with(HEADER_BYTES / 2)), None);
    }
}
