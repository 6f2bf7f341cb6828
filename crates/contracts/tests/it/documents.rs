//! The generated documents are the code's: schemas by snapshot, `docs/asyncapi.yaml` by comparison.
//! `KONTOR_WRITE_DOCS=1` writes the document anew.

use kontor_contracts::{asyncapi, catalogue};
use schemars::SchemaGenerator;

#[test]
fn every_schema_is_as_it_was_released() {
    for entry in catalogue() {
        let mut generator = SchemaGenerator::default();
        let schema = (entry.schema)(&mut generator);
        let definitions = generator.take_definitions(true);
        let whole = serde_json::json!({ "schema": schema, "definitions": definitions });
        sorted().bind(|| insta::assert_json_snapshot!(entry.kind, whole));
    }
}

/// Other crates of a build may make JSON maps keep their insertion order; a snapshot must not care.
pub(crate) fn sorted() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_sort_maps(true);
    settings
}

#[test]
fn the_asyncapi_document_lists_every_message() {
    let document = asyncapi::document();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/asyncapi.yaml");
    if std::env::var_os("KONTOR_WRITE_DOCS").is_some() {
        let yaml = serde_saphyr::to_string(&document).unwrap();
        std::fs::write(
            path,
            format!(
                "# Generated from crates/contracts; KONTOR_WRITE_DOCS=1 writes it anew.\n{yaml}"
            ),
        )
        .unwrap();
    }
    let written: serde_json::Value =
        serde_saphyr::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(
        written, document,
        "docs/asyncapi.yaml is stale: run with KONTOR_WRITE_DOCS=1"
    );
    for entry in catalogue() {
        assert!(
            document["channels"][entry.kind].is_object(),
            "{} has no channel",
            entry.kind
        );
    }
}

#[test]
fn every_example_of_the_document_is_such_a_message() {
    let document = asyncapi::document();
    for entry in catalogue() {
        let message = &document["components"]["messages"][entry.kind];
        let mut schema = message["payload"].clone();
        schema["components"] = document["components"].clone();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let example = &message["examples"][0]["payload"];
        let problems: Vec<_> = validator
            .iter_errors(example)
            .map(|e| e.to_string())
            .collect();
        assert!(problems.is_empty(), "{}: {problems:?}", entry.kind);
        let text = example.to_string();
        let read = kontor_contracts::RawEnvelope::from_json(text.as_bytes()).unwrap();
        assert_eq!(read.kind, entry.kind);
    }
}
