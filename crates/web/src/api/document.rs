//! The description of the whole API (OpenAPI 3.1, whose schemas are JSON Schema 2020-12), put
//! together from what each worker brings.

use serde_json::{Value, json};

use super::operation::Operation;
use crate::parts::SiteParts;

/// Tag of what is said about the API itself.
const ABOUT: &str = "About";

/// The document of a process: everything that its workers serve, and how it answers trouble.
pub fn api_document(workers: &[&SiteParts]) -> Value {
    let describe = Operation::new(
        ABOUT,
        "describe",
        "This description",
        "OpenAPI 3.1. It is also made into a page for people, at `/api`.",
    );
    let describe = describe.keeps("The description.", &json!({ "type": "object" }));
    let mut document = json!({
        "openapi": "3.1.1",
        "info": {
            "title": "Kontor",
            "version": "1",
            "description": "Forums, sign-ups and listings, without a key. Every list has the same \
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
        "paths": { "/api/v1/openapi.json": { "get": describe.build() } },
        "components": { "schemas": { "Problem": problem_schema() } },
    });
    let parts = workers.iter().filter_map(|worker| worker.api);
    for part in parts.map(|describe| describe()) {
        join(&mut document["paths"], &part["paths"]);
        let schemas = &mut document["components"]["schemas"];
        join(schemas, &part["components"]["schemas"]);
        let tags = document["tags"].as_array_mut();
        let (Some(tags), Some(more)) = (tags, part["tags"].as_array()) else {
            continue;
        };
        tags.extend_from_slice(more);
    }
    document
}

fn join(all: &mut Value, some: &Value) {
    let fields = some.as_object().into_iter().flatten();
    for (name, value) in fields {
        all[name] = value.clone();
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
