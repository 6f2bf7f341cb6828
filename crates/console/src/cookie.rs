//! The one cookie there is: who is signed in. It holds 256 random bits and nothing else.

use axum::http::{HeaderMap, HeaderValue, header};
use kontor_access::Secret;

/// Its name. With the prefix a browser takes it only over TLS, for this host alone and every path
/// (RFC 6265bis, 4.1.3.2); without TLS it would not be taken at all.
const SECURE_NAME: &str = "__Host-kontor";
const PLAIN_NAME: &str = "kontor";

#[derive(Debug, Clone, Copy)]
pub(crate) struct Cookie {
    is_secure: bool,
}

impl Cookie {
    pub(crate) fn new(is_secure: bool) -> Self {
        Self { is_secure }
    }

    fn name(self) -> &'static str {
        if self.is_secure {
            SECURE_NAME
        } else {
            PLAIN_NAME
        }
    }

    /// Sets it until the browser is closed; the session itself ends sooner or later anyway.
    pub(crate) fn set(self, secret: &Secret) -> HeaderValue {
        self.header(secret.reveal(), "")
    }

    /// Removes it.
    pub(crate) fn clear(self) -> HeaderValue {
        self.header("", "; Max-Age=0")
    }

    fn header(self, value: &str, ending: &str) -> HeaderValue {
        let secure = if self.is_secure { "; Secure" } else { "" };
        let name = self.name();
        let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{ending}");
        let mut header = HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static(""));
        header.set_sensitive(true);
        header
    }

    /// What a browser has sent.
    pub(crate) fn read(self, headers: &HeaderMap) -> Option<&str> {
        let lines = headers.get_all(header::COOKIE).iter();
        let mut pairs = lines
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(';'));
        pairs.find_map(|pair| {
            let (name, value) = pair.trim().split_once('=')?;
            (name == self.name()).then_some(value)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_for_this_host_and_no_script() {
        let secure = Cookie::new(true).clear();
        assert_eq!(
            secure.to_str().unwrap(),
            "__Host-kontor=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0"
        );
        assert!(
            !Cookie::new(false)
                .clear()
                .to_str()
                .unwrap()
                .contains("Secure")
        );
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, "a=b; kontor=x".parse().unwrap());
        headers.append(header::COOKIE, "__Host-kontor=y=z".parse().unwrap());
        assert_eq!(Cookie::new(true).read(&headers), Some("y=z"));
        assert_eq!(Cookie::new(false).read(&headers), Some("x"));
    }
}
