//! The two cookies there are: who is signed in, which holds 256 random bits and nothing else; and, for ten
//! minutes, who is on the way to the provider and where they go on to.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, header, request::Parts},
};
use kontor_access::Secret;
use kontor_web::{Listener, Problem};

use crate::Console;

/// Its name. With the prefix a browser takes it only over TLS, for this host alone and every path
/// (RFC 6265bis, 4.1.3.2); without TLS it would not be taken at all.
const SECURE_NAME: &str = "__Host-kontor";
const PLAIN_NAME: &str = "kontor";
/// That of whoever is on the way to the provider and back.
const SECURE_AWAY: &str = "__Host-kontor-away";
const PLAIN_AWAY: &str = "kontor-away";
/// How long that may take, in seconds.
const AWAY_S: u32 = 600;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Cookie {
    is_secure: bool,
    name: &'static str,
}

impl Cookie {
    pub(crate) fn new(is_secure: bool) -> Self {
        let name = if is_secure { SECURE_NAME } else { PLAIN_NAME };
        Self { is_secure, name }
    }

    /// The one for the way to the provider and back. `Lax` lets it come with the link by which the
    /// provider sends people back, and with nothing that another site sends by itself.
    pub(crate) fn away(is_secure: bool) -> Self {
        let name = if is_secure { SECURE_AWAY } else { PLAIN_AWAY };
        Self { is_secure, name }
    }

    /// Sets it for [`AWAY_S`].
    pub(crate) fn keep(self, value: &str) -> HeaderValue {
        self.header(value, &format!("; Max-Age={AWAY_S}"))
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
        let name = self.name;
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
            (name == self.name).then_some(value)
        })
    }
}

/// That of the listener on which a request has come.
impl FromRequestParts<Console> for Cookie {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, console: &Console) -> Result<Self, Problem> {
        let listener = Listener::from_request_parts(parts, console).await?;
        Ok(console.cookie_at(listener))
    }
}

/// Whether the staff's listener is called by an encrypted address. It is on this machine, and called as such,
/// unless the console has an address that is not the public one.
pub(crate) fn staff_has_tls(console_url: &str, public_url: &str) -> bool {
    let is_its_own = console_url.trim_end_matches('/') != public_url.trim_end_matches('/');
    is_its_own && console_url.starts_with("https://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_staffs_listener_has_tls_only_by_an_address_of_its_own() {
        let public = "https://forum.office.example";
        for (console, has_tls) in [
            ("https://forum.office.example/", false),
            ("http://127.0.0.1:8081", false),
            ("https://staff.office.example", true),
        ] {
            assert_eq!(staff_has_tls(console, public), has_tls, "{console}");
        }
    }

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
