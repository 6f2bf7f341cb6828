//! The description of the whole API, put together from what each worker brings: for programs at
//! `/api/v1/openapi.json` (OpenAPI 3.1, whose schemas are JSON Schema 2020-12), for people at `/api`.

use axum::{Json, Router, routing::get};
use minijinja::{Value, context, value::Serde};
use serde_json::{Map, json};

use crate::{page::Page, problem::Problem, site::Sources, visitor::Visitor};

/// The document of a process: everything that its workers serve, and how it answers trouble.
pub fn api_document(workers: &[&Sources]) -> serde_json::Value {
    let mut document = json!({
        "openapi": "3.1.1",
        "info": {
            "title": "Kontor",
            "version": "1",
            "description": "Forums, sign-ups and listings. Errors are problem details (RFC 9457); \
                `Accept-Language` chooses their language. Bodies are at most 64 KiB.",
        },
        "servers": [{ "url": "/" }],
        "paths": { "/api/v1/openapi.json": { "get": {
            "operationId": "describe",
            "summary": "This description",
            "responses": { "200": {
                "description": "OpenAPI 3.1.",
                "content": { "application/json": { "schema": { "type": "object" } } },
            }},
        }}},
        "components": { "schemas": { "Problem": problem_schema() } },
    });
    for part in workers
        .iter()
        .filter_map(|worker| worker.api)
        .map(|describe| describe())
    {
        join(&mut document["paths"], &part["paths"]);
        join(
            &mut document["components"]["schemas"],
            &part["components"]["schemas"],
        );
    }
    document
}

fn join(all: &mut serde_json::Value, some: &serde_json::Value) {
    let fields = some.as_object().into_iter().flatten();
    for (name, value) in fields {
        all[name] = value.clone();
    }
}

/// Problem details (RFC 9457) as this crate writes them.
fn problem_schema() -> serde_json::Value {
    let text = |description: &str| json!({ "type": "string", "description": description });
    json!({
        "type": "object",
        "description": "Problem details (RFC 9457).",
        "required": ["type", "title", "status", "detail", "code"],
        "properties": {
            "type": { "type": "string", "format": "uri", "description": "The page that explains the code." },
            "title": text("What went wrong, in the language asked for."),
            "status": { "type": "integer", "minimum": 400, "maximum": 599, "description": "The status, again." },
            "detail": text("What went wrong this time and what to do, in the language asked for."),
            "code": text("Stable name of the problem; decide by this."),
            "errors": {
                "type": "array",
                "description": "What is wrong with single fields.",
                "items": {
                    "type": "object",
                    "required": ["pointer", "code", "detail"],
                    "properties": {
                        "pointer": text("The field, as a JSON pointer (RFC 6901) into the body."),
                        "code": text("Stable name of what is wrong; decide by this."),
                        "detail": text("What is wrong, in the language asked for."),
                    },
                },
            },
        },
    })
}

/// The two routes.
pub(crate) fn routes() -> Router {
    Router::new()
        .route("/api", get(page))
        .route("/api/v1/openapi.json", get(document))
}

async fn document(visitor: Visitor) -> Json<serde_json::Value> {
    Json(visitor.site.api().clone())
}

/// The page for people, made from the description.
async fn page(visitor: Visitor) -> Result<Page, Problem> {
    let document = visitor.site.api().clone();
    let empty = Map::new();
    let paths = document["paths"].as_object().unwrap_or(&empty);
    let operations = paths.iter().flat_map(|(path, item)| {
        let methods = item.as_object().into_iter().flatten();
        methods.map(move |(method, operation)| describe(path, method, operation))
    });
    let operations: Vec<Value> = operations.collect();
    let address = visitor.site.link("");
    visitor.page("api.html", context! { operations, address })
}

fn describe(path: &str, method: &str, operation: &serde_json::Value) -> Value {
    let body = &operation["requestBody"]["content"]["application/json"]["examples"];
    let example = body
        .as_object()
        .and_then(|examples| examples.values().next());
    let example = example.and_then(|example| serde_json::to_string_pretty(&example["value"]).ok());
    context! {
        method => method.to_uppercase(),
        path => path,
        summary => operation["summary"].as_str(),
        description => operation["description"].as_str(),
        parameters => Value::from(Serde(&operation["parameters"])),
        responses => Value::from(Serde(&operation["responses"])),
        example => example,
    }
}
