//! `/api`: the description as a page. Its examples name a forum and a listing that there are, so
//! that they can be copied as they stand.

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::State,
    http::Request,
};
use kontor_words::{Serde, Value, context};
use serde_json::Map;
use tower::ServiceExt;

use super::fields::{body_of, fields};
use crate::{page::Page, problem::Problem, site::Site, visitor::Visitor};

/// Largest answer that is searched for an example, in bytes.
const EXAMPLE_BYTES: usize = 1024 * 1024;

type Json = serde_json::Value;

pub(super) async fn show(State(routes): State<Router>, visitor: Visitor) -> Result<Page, Problem> {
    let document = visitor.site.api().clone();
    let empty = Map::new();
    let paths = document["paths"].as_object().unwrap_or(&empty);
    let mut operations = Vec::new();
    for (path, item) in paths {
        for (method, operation) in item.as_object().unwrap_or(&empty) {
            let real = example_path(&routes, &visitor.site, path, operation).await;
            operations.push(describe(&document, (path, &real), method, operation));
        }
    }
    let address = visitor.site.link("");
    visitor.page("api.html", context! { operations, address })
}

fn describe(document: &Json, (path, real): (&str, &str), method: &str, operation: &Json) -> Value {
    let body = &operation["requestBody"]["content"]["application/json"]["examples"];
    let example = body
        .as_object()
        .and_then(|examples| examples.values().next());
    let example = example.and_then(|example| serde_json::to_string_pretty(&example["value"]).ok());
    let answer =
        ["200", "202"].map(|status| fields(document, body_of(&operation["responses"][status])));
    context! {
        method => method.to_uppercase(),
        path => path,
        real => real,
        summary => operation["summary"].as_str(),
        description => operation["description"].as_str(),
        parameters => Value::from(Serde(&operation["parameters"])),
        request => Value::from(Serde(fields(document, body_of(&operation["requestBody"])))),
        answer => Value::from(Serde(answer.concat())),
        responses => Value::from(Serde(&operation["responses"])),
        example => example,
        needs_token => operation["security"].is_array(),
    }
}

/// The path with something that there is in place of its parameters, if a list leads to it.
async fn example_path(routes: &Router, site: &Site, path: &str, operation: &Json) -> String {
    let mut real = path.to_owned();
    let parameters = operation["parameters"].as_array();
    let in_path = |parameter: &&Json| parameter["in"] == "path";
    for parameter in parameters.into_iter().flatten().filter(in_path) {
        let name = parameter["name"].as_str().unwrap_or_default();
        let id = operation["operationId"].as_str().unwrap_or_default();
        if let Some(value) = example_of(routes, site, id, name).await {
            real = real.replace(&format!("{{{name}}}"), &value);
        }
    }
    real
}

/// Follows the link (OpenAPI, Link Object) by which a list leads to an operation.
async fn example_of(routes: &Router, site: &Site, operation: &str, name: &str) -> Option<String> {
    let paths = site.api()["paths"].as_object()?;
    // What needs a token is shown with the parameter's name: nobody's mails stand on a page for all.
    let open = paths
        .iter()
        .filter(|(_, item)| !item["get"]["security"].is_array());
    let (path, pointer) = open.into_iter().find_map(|(path, item)| {
        let link = &item["get"]["responses"]["200"]["links"][operation]["parameters"][name];
        Some((path, link.as_str()?.strip_prefix("$response.body#")?))
    })?;
    let mut request = Request::get(format!("{path}?limit=1"))
        .body(Body::empty())
        .ok()?;
    request.extensions_mut().insert(site.clone());
    let answer = routes.clone().oneshot(request).await.ok()?;
    let body = to_bytes(answer.into_body(), EXAMPLE_BYTES).await.ok()?;
    let body: Json = serde_json::from_slice(&body).ok()?;
    body.pointer(pointer)?.as_str().map(str::to_owned)
}
