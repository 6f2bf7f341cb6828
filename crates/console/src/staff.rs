//! Who has a session. The gate has looked it up; a page takes [`Staff`] as an argument.

use axum::{
    extract::FromRequestParts,
    http::{Method, request::Parts},
};
use kontor_access::{Session, Stage};
use kontor_web::{Outside, Visitor};

/// Where one signs in.
pub(crate) const SIGN_IN: &str = "/console/sign-in";

/// Somebody who is signed in, with everything that it takes.
#[derive(Debug, Clone)]
pub(crate) struct Staff(pub(crate) Session);

/// Somebody who has shown the password, and perhaps not all that it takes.
#[derive(Debug, Clone)]
pub(crate) struct Half(pub(crate) Session);

/// Whose session the gate has found. While nobody has an account, whoever is on this machine has none,
/// and is led to the door, which says so.
fn session(parts: &Parts) -> Result<Session, Outside> {
    let found = parts.extensions.get().cloned();
    found.ok_or_else(|| Outside::First(SIGN_IN.to_owned()))
}

/// The way to the door, and from there back to the page that was asked for.
pub(crate) fn with_way_back(parts: &Parts) -> String {
    let mut pairs = parts.uri.query().unwrap_or_default().split('&');
    let language = pairs.find(|pair| pair.starts_with("lang="));
    let address = parts.uri.path_and_query();
    let back = address.map_or("", |address| address.as_str());
    let query = match (&parts.method, language) {
        (&Method::GET, Some(language)) => format!("?to={}&{language}", in_query(back)),
        (&Method::GET, None) => format!("?to={}", in_query(back)),
        (_, Some(language)) => format!("?{language}"),
        (_, None) => String::new(),
    };
    format!("{SIGN_IN}{query}")
}

/// A path of ours as the value of a parameter: letters that would end it are encoded, the rest is taken
/// as it is.
pub(crate) fn in_query(path: &str) -> String {
    path.replace('%', "%25")
        .replace('&', "%26")
        .replace('+', "%2B")
        .replace('#', "%23")
}

/// The page to go on to, in the language that was chosen on the way.
pub(crate) fn way_on_in(visitor: &Visitor, typed: &str) -> String {
    let (to, language) = (way_on(typed), visitor.lang_query());
    match language.strip_prefix('?') {
        Some(language) if !to.contains("lang=") => {
            let joint = if to.contains('?') { '&' } else { '?' };
            format!("{to}{joint}{language}")
        }
        _ => to.to_owned(),
    }
}

/// The page to go on to: one of ours, never another site's.
pub(crate) fn way_on(typed: &str) -> &str {
    let path = typed.split('?').next().unwrap_or_default();
    let is_ours = path == "/console" || path.starts_with("/console/");
    let plain = |b: u8| b.is_ascii_graphic() && !matches!(b, b'\\' | b'"' | b'<' | b'>');
    if is_ours && !typed.starts_with(SIGN_IN) && typed.bytes().all(plain) {
        typed
    } else {
        "/console"
    }
}

/// What comes first for somebody at this stage.
pub(crate) fn next_step(stage: Stage) -> Option<String> {
    match stage {
        Stage::Full => None,
        Stage::Code => Some(format!("{SIGN_IN}/code")),
        Stage::Enrolment => Some("/console/second-factor".to_owned()),
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Staff {
    type Rejection = Outside;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Outside> {
        let session = session(parts)?;
        match next_step(session.stage) {
            None => Ok(Self(session)),
            Some(step) => Err(Outside::First(step)),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Half {
    type Rejection = Outside;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Outside> {
        session(parts).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_signing_in_one_goes_on_to_a_page_of_ours() {
        for good in [
            "/console",
            "/console?lang=en",
            "/console/people",
            "/console/mails?state=failed",
        ] {
            assert_eq!(way_on(good), good);
        }
        for bad in [
            "",
            "https://evil.example/",
            "//evil.example/console/",
            "/\\evil.example",
            "/console/sign-in",
            "/console/x\r\nset-cookie: a=b",
            "/console/\\evil",
            "/consoles/x",
            "/staff/mails",
        ] {
            assert_eq!(way_on(bad), "/console", "{bad}");
        }
    }
}
