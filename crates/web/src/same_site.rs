//! Refuses forms that another site sends in a visitor's browser.
//!
//! There are no cookies for visitors, so little could be stolen; but staff pages are protected by
//! where they are reached from, and a stranger's page must not press our buttons. Browsers tell us:
//! `Sec-Fetch-Site` (Fetch Metadata, W3C), or at least `Origin` (RFC 6454, 7).

use axum::http::{HeaderMap, Method, header};

/// Whether a request that changes something was sent by a page of another site.
pub(crate) fn is_cross_site(method: &Method, headers: &HeaderMap, public_url: &str) -> bool {
    if method.is_safe() {
        return false;
    }
    let text = |name| {
        headers
            .get(name)
            .map(|value| value.to_str().unwrap_or("odd"))
    };
    match text("sec-fetch-site") {
        Some("same-origin" | "none") => return false,
        Some(_) => return true,
        None => {}
    }
    let Some(origin) = text(header::ORIGIN.as_str()) else {
        return false;
    };
    let host = text(header::HOST.as_str()).unwrap_or_default();
    let is_host = origin
        .split_once("://")
        .is_some_and(|(_, authority)| authority == host);
    origin != public_url && !is_host
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(method: &Method, site: Option<&str>, origin: Option<&str>) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert("host", "127.0.0.1:8080".parse().unwrap());
        if let Some(site) = site {
            headers.insert("sec-fetch-site", site.parse().unwrap());
        }
        if let Some(origin) = origin {
            headers.insert("origin", origin.parse().unwrap());
        }
        is_cross_site(method, &headers, "https://forum.example.org")
    }

    #[test]
    fn forms_of_other_sites_are_refused() {
        let post = &Method::POST;
        let ours = Some("https://forum.example.org");
        let cases = [
            (None, None, false),
            (Some("same-origin"), ours, false),
            (Some("none"), None, false),
            (Some("same-site"), Some("https://evil.example.org"), true),
            (Some("cross-site"), Some("https://example.net"), true),
            (Some("cross-site"), None, true),
            (Some("cross-site"), ours, true),
            (Some("rubbish"), ours, true),
            (None, ours, false),
            (None, Some("http://127.0.0.1:8080"), false),
            (None, Some("http://127.0.0.1:9090"), true),
            (None, Some("https://forum.example.org.example.net"), true),
            (None, Some("null"), true),
        ];
        for (site, origin, expected) in cases {
            assert_eq!(refused(post, site, origin), expected, "{site:?} {origin:?}");
        }
    }

    #[test]
    fn reading_is_never_refused() {
        for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
            assert!(!refused(
                &method,
                Some("cross-site"),
                Some("https://example.net")
            ));
        }
    }
}
