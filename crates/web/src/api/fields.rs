//! The fields of a schema as the rows of a table: `contact.email`, its type, whether it must be
//! there, and what it means.

use serde::Serialize;
use serde_json::Value;

/// How deep fields of fields are listed.
const DEPTH: usize = 4;
const DEFINITIONS: &str = "#/components/schemas/";

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Field {
    name: String,
    kind: String,
    required: bool,
    description: String,
}

/// The schema of a JSON body.
pub(super) fn body_of(described: &Value) -> &Value {
    &described["content"]["application/json"]["schema"]
}

/// The fields of an object, with those of the objects in it.
pub(super) fn fields(document: &Value, schema: &Value) -> Vec<Field> {
    let mut found = Vec::new();
    collect(document, schema, "", 0, &mut found);
    found
}

fn collect(document: &Value, schema: &Value, within: &str, depth: usize, found: &mut Vec<Field>) {
    let schema = resolve(document, schema);
    if depth > DEPTH {
        return;
    }
    for part in alternatives(schema) {
        collect(document, part, within, depth, found);
    }
    let required = |name: &str| {
        let names = schema["required"].as_array();
        names.is_some_and(|names| names.iter().any(|given| given == name))
    };
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let resolved = resolve(document, property);
        let own = property["description"].as_str();
        let description = own.or(resolved["description"].as_str());
        let path = format!("{within}{name}");
        found.push(Field {
            kind: kind(document, resolved),
            required: required(name),
            description: description.unwrap_or_default().replace('\n', " "),
            name: path.clone(),
        });
        let (inner, path) = match resolved.get("items") {
            Some(items) => (items, format!("{path}[].")),
            None => (resolved, format!("{path}.")),
        };
        collect(document, inner, &path, depth + 1, found);
    }
}

/// What is said about the same value in more than one way.
fn alternatives(schema: &Value) -> impl Iterator<Item = &Value> {
    let ways = ["allOf", "anyOf", "oneOf"].map(|way| schema[way].as_array());
    ways.into_iter().flatten().flatten()
}

fn resolve<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    let name = schema["$ref"].as_str();
    match name.and_then(|name| name.strip_prefix(DEFINITIONS)) {
        Some(name) => &document["components"]["schemas"][name],
        None => schema,
    }
}

/// `string (date-time)`, `array of string`, `offer | request`.
fn kind(document: &Value, schema: &Value) -> String {
    let schema = resolve(document, schema);
    let words = |values: &Value| {
        let values = values.as_array().into_iter().flatten();
        values
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    if let Some(only) = schema["const"].as_str() {
        return only.to_owned();
    }
    if schema["enum"].is_array() {
        return words(&schema["enum"]).join(" | ");
    }
    let mut kinds = match &schema["type"] {
        Value::String(one) => vec![one.clone()],
        several => words(several),
    };
    kinds.extend(alternatives(schema).map(|way| kind(document, way)));
    kinds.dedup();
    let kinds = kinds.join(" | ");
    match (schema.get("items"), schema["format"].as_str()) {
        (Some(items), _) => format!("{kinds} of {}", kind(document, items)),
        (None, Some(format)) if kinds.contains("string") => format!("{kinds} ({format})"),
        (None, _) => kinds,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fields_are_listed_with_those_within() {
        let document = json!({ "components": { "schemas": {
            "Intent": { "type": "string", "enum": ["offer", "request"] },
            "Person": {
                "type": "object", "required": ["name"],
                "properties": { "name": { "type": "string", "description": "As typed." } },
            },
        }}});
        let schema = json!({
            "type": "object", "required": ["people"],
            "properties": {
                "at": { "type": ["string", "null"], "format": "date-time" },
                "intent": { "$ref": "#/components/schemas/Intent" },
                "people": { "type": "array", "items": { "$ref": "#/components/schemas/Person" } },
            },
        });
        let rows: Vec<_> = fields(&document, &schema)
            .into_iter()
            .map(|field| (field.name, field.kind, field.required, field.description))
            .collect();
        let row = |name: &str, kind: &str, required, description: &str| {
            (
                name.to_owned(),
                kind.to_owned(),
                required,
                description.to_owned(),
            )
        };
        assert_eq!(
            rows,
            [
                row("at", "string | null (date-time)", false, ""),
                row("intent", "offer | request", false, ""),
                row("people", "array of object", true, ""),
                row("people[].name", "string", true, "As typed."),
            ]
        );
    }
}
