//! Pieces of the description that several operations share.

use kontor_web::ProblemKind;
use schemars::Schema;
use serde_json::{Value, json};

use crate::domain::FaultCode;

/// The codes of single fields: of their shape, and of what they say.
const SHAPES: [&str; 5] = [
    "unknown_field",
    "missing_field",
    "duplicate_field",
    "wrong_type",
    "wrong_value",
];

pub(super) fn json_response(description: &str, schema: &Schema) -> Value {
    json!({
        "description": description,
        "content": { "application/json": { "schema": schema } },
    })
}

/// A response of problem details with one of these codes.
pub(super) fn problem(kinds: &[ProblemKind]) -> Value {
    let codes: Vec<_> = kinds
        .iter()
        .map(|kind| format!("`{}`", kind.code))
        .collect();
    let mut description = format!("Problem with the code {}.", codes.join(", "));
    if kinds.iter().any(|kind| kind.code == "invalid_fields") {
        let fields = SHAPES
            .into_iter()
            .chain(FaultCode::ALL.map(FaultCode::as_str));
        let fields: Vec<_> = fields.map(|code| format!("`{code}`")).collect();
        description.extend([" Codes of `errors`: ", &fields.join(", "), "."]);
    }
    json!({
        "description": description,
        "content": { "application/problem+json": {
            "schema": { "$ref": "#/components/schemas/Problem" },
        }},
    })
}

pub(super) fn forum_parameter() -> Value {
    json!({
        "name": "forum", "in": "path", "required": true,
        "description": "The forum's id or its name in addresses.",
        "schema": { "type": "string", "maxLength": 80 },
        "example": "cooperation-forum",
    })
}
