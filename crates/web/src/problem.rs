//! Whatever went wrong, told so that a program can act on it (RFC 9457 problem details) and a
//! person can understand it (the same as a page, in their language).
//!
//! A handler returns a [`Problem`]; the shell around the router renders it, because only there the
//! language and the form of the answer are known.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kontor_words::Arg;
use serde_json::json;

/// The media type of problem details (RFC 9457, 3).
pub(crate) const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");

/// One kind of problem. Its texts are `problem-<code>` (the title) and `problem-<code>.detail`,
/// with `-` for each `_` of the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProblemKind {
    /// Stable name, `snake_case`; programs decide by it.
    pub code: &'static str,
    /// The status it is answered with.
    pub status: StatusCode,
}

impl ProblemKind {
    /// A kind.
    pub const fn new(code: &'static str, status: StatusCode) -> Self {
        Self { code, status }
    }

    /// A problem of this kind with an argument for its texts.
    pub fn arg(self, name: &'static str, value: impl Into<Arg>) -> Problem {
        Problem::from(self).arg(name, value)
    }

    /// A problem of this kind with what is wrong with one field.
    pub fn error(self, error: FieldError) -> Problem {
        Problem::from(self).error(error)
    }

    /// A problem of this kind with what is wrong with several fields.
    pub fn errors(self, errors: Vec<FieldError>) -> Problem {
        errors.into_iter().fold(Problem::from(self), Problem::error)
    }

    /// A problem of this kind that goes away after some seconds.
    pub fn retry_after(self, seconds: u64) -> Problem {
        Problem::from(self).retry_after(seconds)
    }

    pub(crate) fn text_key(&self) -> String {
        format!("problem-{}", self.code.replace('_', "-"))
    }
}

impl IntoResponse for ProblemKind {
    fn into_response(self) -> Response {
        Problem::from(self).into_response()
    }
}

/// What is wrong with one field. Its text is `error-<code>`, with `-` for each `_` of the code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Where it stands.
    pub place: FieldPlace,
    /// Stable name, `snake_case`.
    pub code: &'static str,
    /// Values for the text.
    pub args: Vec<(&'static str, Arg)>,
}

/// Where a field stands in a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldPlace {
    /// In the body: a JSON pointer (RFC 6901) such as `/contact/email`. A form's field `email` is
    /// `/email`.
    Pointer(String),
    /// In the query: the name of the parameter.
    Parameter(String),
}

impl FieldPlace {
    /// The pointer or the name.
    pub fn name(&self) -> &str {
        match self {
            Self::Pointer(name) | Self::Parameter(name) => name,
        }
    }

    /// What kind of place it is, as problem details name it.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::Pointer(_) => "pointer",
            Self::Parameter(_) => "parameter",
        }
    }
}

impl FieldError {
    /// An error of a field of the body.
    pub fn new(pointer: impl Into<String>, code: &'static str) -> Self {
        Self {
            place: FieldPlace::Pointer(pointer.into()),
            code,
            args: Vec::new(),
        }
    }

    /// An error of a parameter of the query.
    pub fn parameter(name: impl Into<String>, code: &'static str) -> Self {
        Self {
            place: FieldPlace::Parameter(name.into()),
            code,
            args: Vec::new(),
        }
    }

    /// With a value for its text.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// The key of its text.
    pub fn text_key(&self) -> String {
        format!("error-{}", self.code.replace('_', "-"))
    }
}

/// A problem to be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem(Box<Inner>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    kind: ProblemKind,
    args: Vec<(&'static str, Arg)>,
    errors: Vec<FieldError>,
    retry_after: Option<u64>,
}

impl Problem {
    /// With a value for its texts.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.0.args.push((name, value.into()));
        self
    }

    /// With what is wrong with one more field.
    #[must_use]
    pub fn error(mut self, error: FieldError) -> Self {
        self.0.errors.push(error);
        self
    }

    /// The answer where something of ours has failed: [`problems::UNAVAILABLE`] if it is down and will
    /// come back, else the cause goes into the log, for whoever asked can do nothing about it.
    pub fn failed(error: &dyn std::error::Error, is_down: bool) -> Self {
        /// Seconds after which a database may be back.
        const AGAIN_S: u64 = 5;
        if is_down {
            return problems::UNAVAILABLE.retry_after(AGAIN_S);
        }
        let (told, cause) = (error.to_string(), error.source().map(ToString::to_string));
        tracing::error!(error = told, cause, "a request failed");
        problems::INTERNAL.into()
    }

    /// Goes away after some seconds (`Retry-After`, RFC 9110, 10.2.3).
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.0.retry_after = Some(seconds);
        self
    }

    /// Its kind.
    pub fn kind(&self) -> ProblemKind {
        self.0.kind
    }

    /// Values for its texts.
    pub fn args(&self) -> &[(&'static str, Arg)] {
        &self.0.args
    }

    /// What is wrong with single fields.
    pub fn errors(&self) -> &[FieldError] {
        &self.0.errors
    }
}

impl From<ProblemKind> for Problem {
    fn from(kind: ProblemKind) -> Self {
        Self(Box::new(Inner {
            kind,
            args: Vec::new(),
            errors: Vec::new(),
            retry_after: None,
        }))
    }
}

impl IntoResponse for Problem {
    /// The bare problem, which the shell replaces by one with texts.
    fn into_response(self) -> Response {
        let kind = self.0.kind;
        let bare = json!({ "status": kind.status.as_u16(), "code": kind.code });
        let json = [(header::CONTENT_TYPE, PROBLEM_JSON)];
        let mut response = (kind.status, json, bare.to_string()).into_response();
        if let Some(seconds) = self.0.retry_after {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, seconds.into());
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// The problems that any route may answer with.
pub mod problems {
    use axum::http::StatusCode;

    use super::ProblemKind;

    macro_rules! catalogue {
        ($($(#[$doc:meta])* $name:ident = $code:literal, $status:ident;)*) => {
            $($(#[$doc])* pub const $name: ProblemKind = ProblemKind::new($code, StatusCode::$status);)*
            /// All of them.
            pub const ALL: &[ProblemKind] = &[$($name),*];
        };
    }

    catalogue! {
        /// The body is not JSON. Arguments: `line`, `column`.
        MALFORMED_JSON = "malformed_json", BAD_REQUEST;
        /// The body is not UTF-8.
        NOT_UTF8 = "not_utf8", BAD_REQUEST;
        /// The body ended early or could not be read.
        BODY_INTERRUPTED = "body_interrupted", BAD_REQUEST;
        /// A path or query has a part that is not what the route needs.
        INVALID_ADDRESS = "invalid_address", BAD_REQUEST;
        /// The request has no host or two, or says in two ways how its body is sent.
        MALFORMED_REQUEST = "malformed_request", BAD_REQUEST;
        /// Request line and headers are larger than allowed. Argument: `limit` in KiB.
        HEADERS_TOO_LARGE = "headers_too_large", REQUEST_HEADER_FIELDS_TOO_LARGE;
        /// A form that another site has sent.
        CROSS_SITE = "cross_site", FORBIDDEN;
        /// No such page or resource.
        NOT_FOUND = "not_found", NOT_FOUND;
        /// The route does not have this method.
        METHOD_NOT_ALLOWED = "method_not_allowed", METHOD_NOT_ALLOWED;
        /// The body is larger than allowed. Argument: `limit` in KiB.
        BODY_TOO_LARGE = "body_too_large", PAYLOAD_TOO_LARGE;
        /// The body is of another media type than the route takes. Argument: `wanted`.
        UNSUPPORTED_MEDIA_TYPE = "unsupported_media_type", UNSUPPORTED_MEDIA_TYPE;
        /// The body is well-formed, but fields of it are not right; see `errors`.
        INVALID_FIELDS = "invalid_fields", UNPROCESSABLE_ENTITY;
        /// The form's fields are not those of the page; it is old, or was not made by us.
        STALE_FORM = "stale_form", UNPROCESSABLE_ENTITY;
        /// The staff's pages were asked for under a name that is not theirs.
        WRONG_HOST = "wrong_host", MISDIRECTED_REQUEST;
        /// The staff's pages were asked for through a proxy that the office has not named.
        BEHIND_PROXY = "behind_proxy", FORBIDDEN;
        /// The staff's part of the API was called without a token.
        TOKEN_MISSING = "token_missing", UNAUTHORIZED;
        /// The token is none, has ended or was revoked.
        TOKEN_INVALID = "token_invalid", UNAUTHORIZED;
        /// Somebody known asked for what they may not do.
        NOT_ALLOWED = "not_allowed", FORBIDDEN;
        /// More than one client may ask for.
        TOO_MANY_REQUESTS = "too_many_requests", TOO_MANY_REQUESTS;
        /// A fault of ours; the log has it under the request's id.
        INTERNAL = "internal", INTERNAL_SERVER_ERROR;
        /// The database or another part is down; try again.
        UNAVAILABLE = "unavailable", SERVICE_UNAVAILABLE;
        /// The answer was not ready in time; whether the request took effect is not known.
        TIMED_OUT = "timed_out", SERVICE_UNAVAILABLE;
    }
}
