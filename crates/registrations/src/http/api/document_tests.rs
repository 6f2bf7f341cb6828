//! The description names every route, and `docs/openapi.json` is the description.

use super::*;

#[test]
fn every_route_is_described_with_its_answers() {
    let document = openapi();
    for route in ROUTES {
        let operation = &document["paths"][route.path][route.method];
        assert!(operation["operationId"].is_string(), "{}", route.path);
        assert!(operation["responses"].is_object(), "{}", route.path);
        for name in route
            .path
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split('}').next())
        {
            let parameters = operation["parameters"].as_array().unwrap();
            assert!(
                parameters
                    .iter()
                    .any(|p| p["name"] == name && p["required"] == true)
            );
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    fn references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                found.extend(
                    fields
                        .get("$ref")
                        .and_then(Value::as_str)
                        .map(str::to_owned),
                );
                fields.values().for_each(|field| references(field, found));
            }
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }
    let (document, mut found) = (openapi(), Vec::new());
    references(&document, &mut found);
    assert!(!found.is_empty());
    for reference in found {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

#[test]
fn where_to_join_online_is_not_in_the_description() {
    assert!(!openapi().to_string().contains("online_url"));
}

#[test]
fn the_description_in_docs_is_the_one_that_is_served() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");
    let document = serde_json::to_string_pretty(&openapi()).unwrap() + "\n";
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    if kept != document {
        std::fs::write(path, document).unwrap();
        panic!(
            "docs/openapi.json was out of date and has been written anew; look at it and commit it"
        );
    }
}
