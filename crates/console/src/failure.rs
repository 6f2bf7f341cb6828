//! What `access` refuses, as a page or a field says it.

use axum::http::StatusCode;
use kontor_access::{AccessError, InvalidPassword, PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS};
use kontor_web::{Problem, Visitor, problems};
use kontor_words::{Value, context};

/// Seconds after which somebody who is turned away may try again.
const BUSY_S: u64 = 2;

/// A failure that no field of the form can help against.
pub(crate) fn problem(error: &AccessError) -> Problem {
    match error {
        AccessError::Store(store) => Problem::failed(store, store.is_unavailable()),
        AccessError::Busy => problems::UNAVAILABLE.retry_after(BUSY_S),
        AccessError::Wait(wait) => problems::TOO_MANY_REQUESTS.retry_after(wait.as_secs() + 1),
        AccessError::NoAccount
        | AccessError::NoToken
        | AccessError::PasswordsOff
        | AccessError::NoProvider => problems::NOT_FOUND.into(),
        AccessError::NoSession => problems::NOT_ALLOWED.into(),
        error => Problem::failed(error, false),
    }
}

/// A failure as an error of a field, where one can help against it.
pub(crate) fn field(visitor: &Visitor, field: &str, error: &AccessError) -> Result<Value, Problem> {
    let text = match error {
        AccessError::Refused => visitor.text("console-error-refused", &[]),
        AccessError::WrongCode => visitor.text("console-error-code", &[]),
        AccessError::Exists => visitor.text("console-error-exists", &[]),
        AccessError::LastAdmin => visitor.text("console-error-last-admin", &[]),
        AccessError::Disabled => visitor.text("console-error-disabled", &[]),
        AccessError::TooWide => visitor.text("console-error-too-wide", &[]),
        AccessError::Name(_) => visitor.text("console-error-name", &[]),
        AccessError::Grant(_) => visitor.text("console-error-grant", &[]),
        AccessError::Wait(wait) => {
            let seconds = i64::try_from(wait.as_secs()).unwrap_or(i64::MAX - 1) + 1;
            visitor.text("console-error-wait", &[("seconds", seconds.into())])
        }
        AccessError::Password(InvalidPassword::Guessable) => {
            visitor.text("console-error-guessable", &[])
        }
        AccessError::Password(InvalidPassword::TooShort) => visitor.text(
            "console-error-too-short",
            &[("least", PASSWORD_MIN_CHARS.into())],
        ),
        AccessError::Password(InvalidPassword::TooLong) => visitor.text(
            "console-error-too-long",
            &[("most", PASSWORD_MAX_CHARS.into())],
        ),
        other => return Err(problem(other)),
    };
    Ok(context! { field, text })
}

/// The status of a page that is shown again with an error.
pub(crate) fn status(error: &AccessError) -> StatusCode {
    match error {
        AccessError::Wait(_) => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}
