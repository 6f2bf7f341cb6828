//! Who is there. A page takes [`Staff`] as an argument and is then asked for by nobody else.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Method, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use kontor_access::{Access, Role, Scope, Session, Stage};
use kontor_web::{Problem, problems};

use crate::{
    Console,
    failure::{NOT_ALLOWED, problem},
};

/// Where one signs in.
pub(crate) const SIGN_IN: &str = "/console/sign-in";

/// Somebody who is signed in, with everything that it takes.
#[derive(Debug, Clone)]
pub struct Staff(pub Session);

impl Staff {
    /// Refuses whoever may not do what needs a role in a scope.
    ///
    /// # Errors
    /// [`NOT_ALLOWED`].
    pub fn needs(&self, role: Role, scope: &Scope) -> Result<(), Problem> {
        if self.0.may(role, scope) {
            return Ok(());
        }
        Err(NOT_ALLOWED.into())
    }
}

/// Somebody who has shown the password, and perhaps not all that it takes.
#[derive(Debug, Clone)]
pub(crate) struct Half(pub(crate) Session);

/// Why a page is not shown.
#[derive(Debug)]
pub enum Outside {
    /// Something else comes first.
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

impl Console {
    /// Who is behind a request's cookie.
    pub(crate) async fn session(&self, headers: &HeaderMap) -> Result<Option<Session>, Problem> {
        let Some(cookie) = self.cookie.read(headers) else {
            return Ok(None);
        };
        self.access
            .session(cookie)
            .await
            .map_err(|error| problem(&error))
    }

    pub(crate) fn access(&self) -> &Access {
        &self.access
    }
}

async fn session(parts: &Parts) -> Result<Session, Outside> {
    let Some(console) = parts.extensions.get::<Console>() else {
        tracing::error!("a page of the staff is served outside of Console::around");
        return Err(Outside::Problem(problems::INTERNAL.into()));
    };
    let found = console
        .session(&parts.headers)
        .await
        .map_err(Outside::Problem)?;
    found.ok_or_else(|| Outside::First(with_way_back(parts)))
}

/// The way to the door, and from there back to the page that was asked for.
fn with_way_back(parts: &Parts) -> String {
    if parts.method != Method::GET {
        return SIGN_IN.to_owned();
    }
    // Letters that would end the parameter; the rest of a path is taken as it is.
    let path = parts
        .uri
        .path()
        .replace('%', "%25")
        .replace('&', "%26")
        .replace('+', "%2B");
    format!("{SIGN_IN}?to={path}")
}

/// The page to go on to: one of ours, never another site's.
pub(crate) fn way_on(typed: &str) -> &str {
    let is_ours = ["/console/", "/staff/"]
        .iter()
        .any(|start| typed.starts_with(start));
    let plain = |b: u8| b.is_ascii_graphic() && !matches!(b, b'\\' | b'"' | b'<' | b'>');
    if is_ours && !typed.starts_with(SIGN_IN) && typed.bytes().all(plain) {
        typed
    } else {
        "/console/account"
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Staff {
    type Rejection = Outside;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Outside> {
        let session = session(parts).await?;
        match session.stage {
            Stage::Full => Ok(Self(session)),
            Stage::Code => Err(Outside::First(format!("{SIGN_IN}/code"))),
            Stage::Enrolment => Err(Outside::First("/console/second-factor".to_owned())),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Half {
    type Rejection = Outside;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Outside> {
        session(parts).await.map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_signing_in_one_goes_on_to_a_page_of_ours() {
        for good in ["/console/people", "/staff/mails?state=failed"] {
            assert_eq!(way_on(good), good);
        }
        for bad in [
            "",
            "https://evil.example/",
            "//evil.example/console/",
            "/\\evil.example",
            "/console/sign-in",
            "/console/x\r\nset-cookie: a=b",
            "/staff/\\evil",
        ] {
            assert_eq!(way_on(bad), "/console/account", "{bad}");
        }
    }
}
