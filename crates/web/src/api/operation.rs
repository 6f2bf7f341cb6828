//! The description of one route (OpenAPI 3.1, Operation Object): what it takes, and every status
//! that can come, those of the shell included.

use serde_json::{Value, json};

use super::paging::{CURSOR_BYTES, LIMIT, LIMIT_MAX};
use crate::{
    limits::BODY_BYTES,
    problem::{ProblemKind, problems},
};

/// What the shell may answer to any request.
const OF_THE_SHELL: [ProblemKind; 6] = [
    problems::INVALID_ADDRESS,
    problems::BODY_TOO_LARGE,
    problems::TOO_MANY_REQUESTS,
    problems::INTERNAL,
    problems::UNAVAILABLE,
    problems::TIMED_OUT,
];
/// What a body of JSON may be refused for before anybody looks at its fields.
const OF_A_BODY: [ProblemKind; 5] = [
    problems::MALFORMED_JSON,
    problems::NOT_UTF8,
    problems::BODY_INTERRUPTED,
    problems::UNSUPPORTED_MEDIA_TYPE,
    problems::INVALID_FIELDS,
];

/// Codes that any parameter may have.
const OF_A_PARAMETER: [&str; 3] = ["not_text", "unknown_parameter", "repeated_parameter"];
/// Codes of `limit` and `after`.
const OF_PAGING: [&str; 2] = ["not_in_range", "not_a_cursor"];
/// Codes of the shape of a body.
const OF_A_SHAPE: [&str; 5] = [
    "unknown_field",
    "missing_field",
    "duplicate_field",
    "wrong_type",
    "wrong_value",
];

/// A description that is being written.
#[derive(Debug, Clone)]
pub struct Operation {
    json: Value,
    refusals: Vec<ProblemKind>,
    /// Codes of `errors`.
    codes: Vec<&'static str>,
}

impl Operation {
    /// Begins with its tag, its stable name and what it does, short and long.
    pub fn new(tag: &str, id: &str, summary: &str, description: &str) -> Self {
        Self {
            json: json!({
                "tags": [tag],
                "operationId": id,
                "summary": summary,
                "description": description,
                "parameters": [],
                "responses": {},
            }),
            refusals: OF_THE_SHELL.to_vec(),
            codes: Vec::new(),
        }
    }

    /// A parameter in the path.
    #[must_use]
    pub fn in_path(self, name: &str, description: &str, schema: &Value) -> Self {
        self.parameter(json!({
            "name": name, "in": "path", "required": true,
            "description": description, "schema": schema,
        }))
    }

    /// A parameter in the query.
    #[must_use]
    pub fn in_query(self, name: &str, description: &str, schema: &Value) -> Self {
        self.codes(&OF_A_PARAMETER).parameter(json!({
            "name": name, "in": "query", "description": description, "schema": schema,
        }))
    }

    /// A parameter in the query that somebody types; no address takes control characters.
    #[must_use]
    pub fn text_in_query(self, name: &str, description: &str, max_chars: u32) -> Self {
        let schema = json!({
            "type": "string", "maxLength": max_chars,
            "pattern": r"^[^\u0000-\u0008\u000A-\u001F\u007F-\u009F]*$",
        });
        self.in_query(name, description, &schema)
    }

    /// A header that means something here.
    #[must_use]
    pub fn in_header(self, name: &str, description: &str, schema: &Value) -> Self {
        self.parameter(json!({
            "name": name, "in": "header", "description": description, "schema": schema,
        }))
    }

    /// `limit` and `after`, see [`super::Paging`].
    #[must_use]
    pub fn paged(self) -> Self {
        let limit = json!({
            "type": "integer", "minimum": 1, "maximum": LIMIT_MAX, "default": LIMIT,
        });
        let cursor = json!({
            "type": "string", "pattern": "^[A-Za-z0-9_-]+$",
            "minLength": 1, "maxLength": CURSOR_BYTES,
        });
        self.codes(&OF_PAGING)
            .in_query("limit", "Most items of the page.", &limit)
            .in_query("after", "The `next` of the page before.", &cursor)
    }

    /// A body of JSON.
    #[must_use]
    pub fn takes(mut self, schema: &Value, examples: &Value) -> Self {
        self.json["requestBody"] = json!({
            "required": true,
            "description": format!("JSON of at most {} KiB.", BODY_BYTES / 1024),
            "content": { "application/json": { "schema": schema, "examples": examples } },
        });
        self.refuses(&OF_A_BODY).codes(&OF_A_SHAPE)
    }

    /// The answer when all is well.
    #[must_use]
    pub fn answers(mut self, status: u16, description: &str, schema: &Value) -> Self {
        self.json["responses"][status.to_string()] = json!({
            "description": description,
            "content": { "application/json": { "schema": schema } },
        });
        self
    }

    /// The answer when all is well, which may be kept and asked about again, see [`super::Fresh`].
    #[must_use]
    pub fn keeps(mut self, description: &str, schema: &Value) -> Self {
        self = self.answers(200, description, schema).in_header(
            "If-None-Match",
            "The `ETag` of an answer that is still there: 304 says that it stands.",
            &json!({ "type": "string" }),
        );
        let mark = json!({
            "description": "Names this answer.",
            "schema": { "type": "string", "pattern": "^W/\"[0-9a-f]{32}\"$" },
        });
        self.json["responses"]["200"]["headers"] = json!({ "ETag": mark });
        self.json["responses"]["304"] = json!({
            "description": "What the caller has still stands.",
            "headers": { "ETag": mark },
        });
        self
    }

    /// That the answer says when its subject last changed.
    #[must_use]
    pub fn dated(mut self) -> Self {
        self.json["responses"]["200"]["headers"]["Last-Modified"] = json!({
            "description": "When it last changed.",
            "schema": { "type": "string" },
        });
        self
    }

    /// Where a value of the answer leads (OpenAPI, Link Object): `parameter` of another operation.
    #[must_use]
    pub fn leads(mut self, operation: &str, parameter: &str, pointer: &str) -> Self {
        self.json["responses"]["200"]["links"][operation] = json!({
            "operationId": operation,
            "description": format!("Gives `{parameter}`."),
            "parameters": { parameter: format!("$response.body#{pointer}") },
        });
        self
    }

    /// What it may be refused for, beside what any request may be.
    #[must_use]
    pub fn refuses(mut self, kinds: &[ProblemKind]) -> Self {
        let new = kinds.iter().filter(|kind| !self.refusals.contains(kind));
        let new: Vec<_> = new.copied().collect();
        self.refusals.extend(new);
        self
    }

    /// Codes that `errors` of a 422 may have.
    #[must_use]
    pub fn codes(mut self, codes: &[&'static str]) -> Self {
        let new = codes.iter().filter(|code| !self.codes.contains(code));
        let new: Vec<_> = new.copied().collect();
        self.codes.extend(new);
        self.refuses(&[problems::INVALID_FIELDS])
    }

    /// The description.
    pub fn build(mut self) -> Value {
        self.refusals.sort_by_key(|kind| kind.status.as_u16());
        for same in self.refusals.chunk_by(|a, b| a.status == b.status) {
            let status = same[0].status.as_u16();
            self.json["responses"][status.to_string()] = refusal(same, &self.codes);
        }
        self.json
    }

    fn parameter(mut self, parameter: Value) -> Self {
        if let Some(all) = self.json["parameters"].as_array_mut() {
            all.push(parameter);
        }
        self
    }
}

/// A response of problem details with one of these codes.
pub(super) fn refusal(kinds: &[ProblemKind], codes: &[&str]) -> Value {
    let listed = |names: &mut dyn Iterator<Item = &str>| {
        let names: Vec<_> = names.map(|name| format!("`{name}`")).collect();
        names.join(", ")
    };
    let names = listed(&mut kinds.iter().map(|kind| kind.code));
    let mut description = format!("Problem with the code {names}.");
    if kinds.contains(&problems::INVALID_FIELDS) {
        let codes = listed(&mut codes.iter().copied());
        description.extend([" Codes of `errors`: ", &codes, "."]);
    }
    let mut refusal = json!({
        "description": description,
        "content": { "application/problem+json": {
            "schema": { "$ref": "#/components/schemas/Problem" },
        }},
    });
    if matches!(kinds[0].status.as_u16(), 429 | 503) {
        refusal["headers"]["Retry-After"] = json!({
            "description": "When to try again, in seconds, if that is known.",
            "schema": { "type": "integer", "minimum": 1 },
        });
    }
    refusal
}
