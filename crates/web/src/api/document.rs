//! The description of the whole API (OpenAPI 3.1, whose schemas are JSON Schema 2020-12), made of
//! the tables of routes that each worker brings.

use kontor_contracts::Role;
use schemars::{SchemaGenerator, generate::SchemaSettings};
use serde_json::{Value, json};

use super::operation::{Operation, refusal};
use crate::{parts::SiteParts, problem::problems};

/// Tag of what is said about the API itself.
const ABOUT: &str = "About";
/// The name of the one way to say who one is.
const TOKEN: &str = "token";

/// The document of an office: every route of its workers that has a description, and how it answers
/// trouble.
pub fn api_document(parts: &[&SiteParts]) -> Value {
    let mut document = json!({
        "openapi": "3.1.1",
        "info": {
            "title": "Kontor",
            "version": "1",
            "description": "Forums, sign-ups and listings, without a key; what the office does with \
                them, with a token. Every list has the same \
                shape: `items`, and `next` unless it is the last page. Errors are problem details \
                (RFC 9457) with a stable `code`; `Accept-Language` or `?lang=` chooses their \
                language, which is English otherwise. What is read may be kept and asked about again \
                (`ETag`, `If-None-Match`), and comes compressed to who accepts gzip.",
            "contact": { "name": "The office that serves it" },
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/", "description": "Where this description comes from." }],
        "security": [],
        "tags": [{ "name": ABOUT, "description": "What this API can do." }],
        "paths": { "/api/v1/openapi.json": { "get": describe(&mut generator()) } },
        "components": {
            "schemas": { "Problem": problem_schema() },
            "securitySchemes": { TOKEN: {
                "type": "http",
                "scheme": "bearer",
                "description": "A token of the office. It can do no more than the account that it \
                    belongs to, and may be held to one forum or source.",
            }},
        },
    });
    for part in parts {
        add(&mut document, part);
    }
    document
}

/// This description.
pub(super) fn describe(_: &mut SchemaGenerator) -> Value {
    let describe = Operation::new(
        ABOUT,
        "describe",
        "This description",
        "OpenAPI 3.1. It is also made into a page for people, at `/api`.",
    );
    describe
        .keeps("The description.", &json!({ "type": "object" }))
        .build()
}

fn generator() -> SchemaGenerator {
    let settings = SchemaSettings::draft2020_12()
        .with(|settings| settings.definitions_path = "/components/schemas".into());
    settings.into_generator()
}

/// Adds what a part of the program serves.
fn add(document: &mut Value, part: &SiteParts) {
    let mut schemas = generator();
    for route in (part.routes)() {
        let Some(describe) = route.describe else {
            continue;
        };
        let mut operation = describe(&mut schemas);
        if let Some(role) = route.needs.role() {
            guard(&mut operation, role);
        }
        let method = route.method.as_str().to_lowercase();
        document["paths"][route.path][method] = operation;
    }
    let schemas = schemas.take_definitions(true);
    if let Some(known) = document["components"]["schemas"].as_object_mut() {
        known.extend(schemas);
    }
    let tags = part.tags.iter();
    let tags = tags.map(|(name, description)| json!({ "name": name, "description": description }));
    if let Some(known) = document["tags"].as_array_mut() {
        known.extend(tags);
    }
}

/// Says of an operation that it takes a token, and how it refuses whoever has none that is enough.
fn guard(operation: &mut Value, role: Role) {
    operation["security"] = json!([{ TOKEN: [] }]);
    let description = operation["description"].as_str().unwrap_or_default();
    operation["description"] = format!("{description} Needs a token with the role {role}.")
        .trim_start()
        .into();
    operation["responses"]["401"] =
        refusal(&[problems::TOKEN_MISSING, problems::TOKEN_INVALID], &[]);
    operation["responses"]["403"] = refusal(&[problems::NOT_ALLOWED], &[]);
    for status in ["401", "403"] {
        operation["responses"][status]["headers"]["WWW-Authenticate"] = json!({
            "description": "What is missing (RFC 6750, 3).",
            "schema": { "type": "string" },
        });
    }
}

/// Problem details (RFC 9457) as this crate writes them.
fn problem_schema() -> Value {
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
                "description": "What is wrong with single fields or parameters.",
                "items": {
                    "type": "object",
                    "required": ["code", "detail"],
                    "properties": {
                        "pointer": text("The field, as a JSON pointer (RFC 6901) into the body."),
                        "parameter": text("The parameter of the query, by its name."),
                        "code": text("Stable name of what is wrong; decide by this."),
                        "detail": text("What is wrong, in the language asked for."),
                    },
                },
            },
        },
    })
}
