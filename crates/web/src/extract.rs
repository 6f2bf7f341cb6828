//! Bodies of requests: read up to a limit, checked, and refused so that the sender knows why.

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{FromRequest, Request},
    http::{HeaderMap, header},
};
use http_body_util::LengthLimitError;
use serde::de::DeserializeOwned;
use serde_json::{Value, error::Category};
use serde_path_to_error::{Path, Segment};

use crate::{
    limits::BODY_BYTES,
    problem::{FieldError, Problem, problems},
};

/// Most faults of a body that are looked for.
const FAULTS: usize = 32;

/// A body whose values can be checked once its shape is right, so that one answer names every fault.
pub trait Checked: DeserializeOwned {
    /// What is wrong with its values.
    fn faults(&self) -> Vec<FieldError>;
}

/// A JSON body of at most [`BODY_BYTES`]. The type should refuse unknown fields.
#[derive(Debug, Clone, Copy)]
pub struct ApiJson<T>(pub T);

/// The body of a form (`application/x-www-form-urlencoded`) of at most [`BODY_BYTES`]. Repeated
/// fields fill a `Vec`. Fields should be texts, checked by the page, so that whatever a person typed
/// can be shown again beside what is wrong with it.
#[derive(Debug, Clone, Copy)]
pub struct PageForm<T>(pub T);

impl<S: Send + Sync, T: Checked> FromRequest<S> for ApiJson<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let wanted = |media: &str| media == "application/json" || media.ends_with("+json");
        check_media_type(&parts.headers, "application/json", wanted)?;
        let bytes = read(&parts.headers, body).await?;
        parse_json(&bytes).map(Self)
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for PageForm<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let form = "application/x-www-form-urlencoded";
        check_media_type(&parts.headers, form, |media| media == form)?;
        let bytes = read(&parts.headers, body).await?;
        parse_form(&bytes).map(Self)
    }
}

/// Parses JSON, or says what is wrong and where.
fn parse_json<T: Checked>(bytes: &[u8]) -> Result<T, Problem> {
    let text = std::str::from_utf8(bytes).map_err(|_| problems::NOT_UTF8)?;
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| refuse_json::<T>(text, error.inner(), error.path()))?;
    reader.end().map_err(|error| malformed(&error))?;
    Ok(value)
}

fn refuse_json<T: Checked>(text: &str, error: &serde_json::Error, path: &Path) -> Problem {
    match error.classify() {
        Category::Io | Category::Syntax | Category::Eof => malformed(error),
        Category::Data => {
            let first = field_error(&error.to_string(), path);
            match serde_json::from_str(text) {
                Ok(body) => problems::INVALID_FIELDS.errors(all_faults::<T>(body, first)),
                Err(error) => malformed(&error),
            }
        }
    }
}

/// All that is wrong with a body whose shape is not right. Unknown fields are left out one by one, so
/// that a slip in a name does not hide what else is wrong; a field that is missing or of another type
/// ends the search, for nobody knows what it would have held.
fn all_faults<T: Checked>(mut body: Value, first: FieldError) -> Vec<FieldError> {
    // A name that is given twice is one here, and would not be found again.
    let mut faults: Vec<_> = (first.code == "duplicate_field")
        .then_some(first)
        .into_iter()
        .collect();
    while faults.len() < FAULTS {
        match serde_path_to_error::deserialize::<_, T>(&body) {
            Ok(value) => {
                faults.extend(value.faults());
                break;
            }
            Err(error) => {
                let fault = field_error(&error.inner().to_string(), error.path());
                let left_out =
                    fault.code == "unknown_field" && leave_out(&mut body, fault.place.name());
                faults.push(fault);
                if !left_out {
                    break;
                }
            }
        }
    }
    faults
}

/// Removes the member at a JSON pointer; `false` if there is none.
fn leave_out(body: &mut Value, pointer: &str) -> bool {
    let Some((parent, name)) = pointer.rsplit_once('/') else {
        return false;
    };
    let name = name.replace("~1", "/").replace("~0", "~");
    let parent = body.pointer_mut(parent).and_then(Value::as_object_mut);
    parent.is_some_and(|members| members.remove(&name).is_some())
}

fn malformed(error: &serde_json::Error) -> Problem {
    problems::MALFORMED_JSON
        .arg("line", error.line())
        .arg("column", error.column())
}

/// Names the field and what is wrong with it. serde has only a text for both; its beginnings are
/// fixed (`serde::de::Error`), and this file's tests hold them.
fn field_error(message: &str, path: &Path) -> FieldError {
    let message = message.split(" at line ").next().unwrap_or(message);
    let pointer = pointer(path);
    let named = message.split('`').nth(1).map(escape).unwrap_or_default();
    if message.starts_with("unknown field") {
        let pointer = if pointer.ends_with(&format!("/{named}")) {
            pointer
        } else {
            format!("{pointer}/{named}")
        };
        FieldError::new(pointer, "unknown_field")
    } else if message.starts_with("missing field") {
        FieldError::new(format!("{pointer}/{named}"), "missing_field")
    } else if message.starts_with("duplicate field") {
        FieldError::new(pointer, "duplicate_field")
    } else if message.starts_with("invalid type") {
        FieldError::new(pointer, "wrong_type").arg("wanted", json_type(message))
    } else {
        FieldError::new(pointer, "wrong_value").arg("values", values(message))
    }
}

/// The type that was expected, as JSON Schema names it.
fn json_type(message: &str) -> &'static str {
    let expected = message.rsplit("expected ").next().unwrap_or_default();
    let types = [
        ("string", "string"),
        ("sequence", "array"),
        ("boolean", "boolean"),
        ("struct", "object"),
        ("map", "object"),
    ];
    let found = types.iter().find(|(word, _)| expected.contains(word));
    found.map_or("number", |(_, name)| name)
}

/// The values that serde would have taken, out of "expected one of `a`, `b`" or "expected `a` or `b`".
fn values(message: &str) -> String {
    let expected = message.rsplit("expected").next().unwrap_or_default();
    let values: Vec<_> = expected.split('`').skip(1).step_by(2).collect();
    values.join(", ")
}

/// A path as JSON pointer (RFC 6901).
fn pointer(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        let name = match segment {
            Segment::Seq { index } => index.to_string(),
            Segment::Map { key } => escape(key),
            Segment::Enum { .. } | Segment::Unknown => continue,
        };
        pointer.push('/');
        pointer.push_str(&name);
    }
    pointer
}

/// RFC 6901, 3.
fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn parse_form<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    // The parser would put a replacement character in silence; what a person typed is kept or refused.
    percent_encoding::percent_decode(bytes)
        .decode_utf8()
        .map_err(|_| problems::NOT_UTF8)?;
    serde_html_form::from_bytes(bytes).map_err(|_| problems::STALE_FORM.into())
}

fn check_media_type(
    headers: &HeaderMap,
    wanted: &'static str,
    fits: impl Fn(&str) -> bool,
) -> Result<(), Problem> {
    let given = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let media = given
        .and_then(|value| value.split(';').next())
        .map(str::trim);
    if media.is_some_and(|media| fits(&media.to_ascii_lowercase())) {
        Ok(())
    } else {
        Err(problems::UNSUPPORTED_MEDIA_TYPE.arg("wanted", wanted))
    }
}

/// Reads a body, but never more than [`BODY_BYTES`] of it.
pub(crate) async fn read(headers: &HeaderMap, body: Body) -> Result<Bytes, Problem> {
    let too_large = || problems::BODY_TOO_LARGE.arg("limit", BODY_BYTES / 1024);
    if announced_length(headers).is_some_and(|length| length > BODY_BYTES) {
        return Err(too_large());
    }
    to_bytes(body, BODY_BYTES).await.map_err(|error| {
        let source = std::error::Error::source(&error);
        if source.is_some_and(<dyn std::error::Error>::is::<LengthLimitError>) {
            too_large()
        } else {
            problems::BODY_INTERRUPTED.into()
        }
    })
}

/// The length of the body, if the client tells it.
pub(crate) fn announced_length(headers: &HeaderMap) -> Option<usize> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}
