//! The description of the API: for programs at `/api/v1/openapi.json` (OpenAPI 3.1, whose schemas
//! are JSON Schema 2020-12), for people at `/api`.

use std::sync::LazyLock;

use axum::{Json, routing::get};
use kontor_web::{Page, Problem, Serde, Visitor, context};
use schemars::{SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use super::{ROUTES, Route, schema::ProblemDetails};

pub(super) const DOCUMENT: Route = Route {
    method: "get",
    path: "/api/v1/openapi.json",
    serve: || get(|| async { Json(&*OPENAPI) }),
    describe: |_| {
        json!({
            "operationId": "describe",
            "summary": "This description",
            "responses": { "200": {
                "description": "OpenAPI 3.1.",
                "content": { "application/json": { "schema": { "type": "object" } } },
            }},
        })
    },
};

static OPENAPI: LazyLock<Value> = LazyLock::new(openapi);

pub(super) fn openapi() -> Value {
    let settings = SchemaSettings::draft2020_12()
        .with(|settings| settings.definitions_path = "/components/schemas".into());
    let mut schemas = settings.into_generator();
    let mut paths = Map::new();
    for route in ROUTES {
        let operation = (route.describe)(&mut schemas);
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        path[route.method] = operation;
    }
    let mut components = schemas.take_definitions(true);
    components.insert("Problem".to_owned(), problem_schema());
    json!({
        "openapi": "3.1.1",
        "info": {
            "title": "Kontor",
            "version": "1",
            "description": "Forums and sign-ups. Errors are problem details (RFC 9457); \
                `Accept-Language` chooses their language. Bodies are at most 64 KiB.",
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": { "schemas": components },
    })
}

fn problem_schema() -> Value {
    let inline = SchemaSettings::draft2020_12().with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    });
    let schema: schemars::Schema =
        SchemaGenerator::new(inline).into_root_schema_for::<ProblemDetails>();
    schema.to_value()
}

/// The page for people, made from the description.
pub(super) async fn page(visitor: Visitor) -> Result<Page, Problem> {
    let operations = ROUTES.iter().map(|route| {
        let operation = &OPENAPI["paths"][route.path][route.method];
        context! {
            method => route.method.to_uppercase(),
            path => route.path,
            summary => operation["summary"].as_str(),
            description => operation["description"].as_str(),
            parameters => kontor_web::Value::from(Serde(&operation["parameters"])),
            responses => kontor_web::Value::from(Serde(&operation["responses"])),
        }
    });
    let operations: Vec<_> = operations.collect();
    let one = &OPENAPI["paths"]["/api/v1/forums/{forum}/registrations"]["post"]["requestBody"]["content"]
        ["application/json"]["examples"]["delegation"]["value"];
    let example = serde_json::to_string_pretty(one).unwrap_or_default();
    let address = visitor.site.link("");
    visitor.page(
        "registrations/api.html",
        context! { operations, example, address },
    )
}

#[cfg(test)]
#[path = "document_tests.rs"]
mod tests;
