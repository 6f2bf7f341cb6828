//! Gives a [`Problem`] its texts: as JSON for programs, as a page for people.

use axum::{
    body::Body,
    http::{HeaderValue, Response, header},
};
use kontor_words::{Arg, Value, context};
use serde_json::json;

use crate::{
    problem::{FieldError, PROBLEM_JSON, Problem},
    visitor::Visitor,
};

/// Replaces the body of a response that carries a problem.
pub(crate) fn present(
    problem: &Problem,
    visitor: &Visitor,
    as_page: bool,
    request_id: &str,
    response: &mut Response<Body>,
) {
    let page = as_page
        .then(|| page(problem, visitor, request_id))
        .flatten();
    let (media_type, body) = match page {
        Some(html) => (HeaderValue::from_static("text/html; charset=utf-8"), html),
        None => (PROBLEM_JSON, details(problem, visitor)),
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, media_type);
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(
        header::VARY,
        HeaderValue::from_static("accept, accept-language"),
    );
    if let Ok(language) = visitor.language.as_str().parse() {
        headers.insert(header::CONTENT_LANGUAGE, language);
    }
    *response.body_mut() = Body::from(body);
}

fn details(problem: &Problem, visitor: &Visitor) -> String {
    let kind = problem.kind();
    let errors: Vec<_> = problem
        .errors()
        .iter()
        .map(|e| json!({ e.place.kind(): e.place.name(), "code": e.code, "detail": sentence(e, visitor) }))
        .collect();
    let mut details = json!({
        "type": visitor.site.link(&format!("/problems#{}", kind.code)),
        "title": visitor.text(&kind.text_key(), &[]),
        "status": kind.status.as_u16(),
        "detail": visitor.text(&format!("{}.detail", kind.text_key()), problem.args()),
        "code": kind.code,
    });
    if !errors.is_empty() {
        details["errors"] = errors.into();
    }
    // Numbers are also told apart from the sentence, for programs (extension members: RFC 9457, 3.2).
    for (name, arg) in problem.args() {
        if let Arg::Number(number) = arg {
            details[*name] = (*number).into();
        }
    }
    details.to_string()
}

fn page(problem: &Problem, visitor: &Visitor, request_id: &str) -> Option<String> {
    let kind = problem.kind();
    let errors: Vec<Value> = problem
        .errors()
        .iter()
        .map(|e| context! { pointer => e.place.name(), detail => sentence(e, visitor) })
        .collect();
    let values = context! {
        status => kind.status.as_u16(),
        title => visitor.text(&kind.text_key(), &[]),
        detail => visitor.text(&format!("{}.detail", kind.text_key()), problem.args()),
        errors => errors,
        request_id => kind.status.is_server_error().then_some(request_id),
    };
    visitor
        .page("problem.html", values)
        .ok()
        .map(|page| page.html().to_owned())
}

fn sentence(error: &FieldError, visitor: &Visitor) -> String {
    visitor.text(&error.text_key(), &error.args)
}
