//! The catalogue as an AsyncAPI 3.1 document, for people and tools that listen to our exchange.
//! `docs/asyncapi.yaml` is this document; a test keeps it so.

mod examples;

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::{EventKind, Worker, catalogue};

/// The document.
pub fn document() -> Value {
    let mut settings = SchemaSettings::draft07();
    settings.definitions_path = "/components/schemas".into();
    let mut generator = settings.into_generator();
    let messages: Map<_, _> = catalogue()
        .iter()
        .map(|entry| {
            (
                entry.kind.to_owned(),
                message(entry, &(entry.schema)(&mut generator).to_value()),
            )
        })
        .collect();
    let channels: Map<_, _> = catalogue()
        .iter()
        .map(|entry| (entry.kind.to_owned(), channel(entry)))
        .collect();
    let operations: Map<_, _> = catalogue().iter().flat_map(operations).collect();
    let schemas = generator.take_definitions(true);
    json!({
        "asyncapi": "3.1.0",
        "info": {
            "title": "Kontor events",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "What Kontor's workers tell each other, and what other programs may listen \
                to: docs/listening.md says how. Every message is a CloudEvents 1.0 envelope in \
                structured JSON mode, published to the direct exchange `kontor.events` with its type as \
                the routing key. On RabbitMQ its properties repeat what can be used without the body: \
                `message-id` (the UUID in the event's id), `type`, `correlation-id` (the subject). \
                Delivery is at least once. A new field is optional, or it is a new version of the type.",
            "license": { "name": "MIT OR Apache-2.0" },
        },
        "defaultContentType": "application/cloudevents+json",
        "servers": { "broker": {
            "host": "{host}",
            "protocol": "amqp",
            "protocolVersion": "0-9-1",
            "description": "The office's RabbitMQ, 3.10 or newer. Without one, workers talk over a \
                file, and nobody else can listen.",
            "variables": { "host": {
                "default": "localhost:5672",
                "description": "As in `bus.url`, without user and virtual host.",
            }},
            "security": [{ "type": "userPassword", "description": "A user for each program." }],
        }},
        "channels": channels,
        "operations": operations,
        "components": { "messages": messages, "schemas": schemas },
    })
}

fn channel(entry: &EventKind) -> Value {
    json!({
        "address": entry.kind,
        "messages": { entry.kind: { "$ref": format!("#/components/messages/{}", entry.kind) } },
        "bindings": { "amqp": {
            "is": "routingKey",
            "exchange": { "name": "kontor.events", "type": "direct", "durable": true, "autoDelete": false },
            "bindingVersion": "0.3.0",
        } },
    })
}

fn operations(entry: &EventKind) -> Vec<(String, Value)> {
    let operation = |worker: Worker, action: &str| {
        let value = json!({
            "action": action,
            "summary": format!("{} {} {}.", worker.name(), if action == "send" { "tells" } else { "listens to" }, entry.kind),
            "channel": { "$ref": format!("#/channels/{}", entry.kind) },
        });
        (format!("{}.{action}.{}", worker.name(), entry.kind), value)
    };
    let listeners = entry
        .consumers
        .iter()
        .map(|worker| operation(*worker, "receive"));
    std::iter::once(operation(entry.producer, "send"))
        .chain(listeners)
        .collect()
}

fn message(entry: &EventKind, data: &Value) -> Value {
    json!({
        "name": entry.kind,
        "summary": entry.summary,
        "contentType": "application/cloudevents+json",
        "examples": [{ "name": entry.kind, "payload": examples::example(entry) }],
        "payload": {
            "type": "object",
            "required": ["specversion", "id", "source", "type", "subject", "sequence", "time", "datacontenttype", "data"],
            "properties": {
                "specversion": { "const": crate::SPEC_VERSION },
                "id": { "type": "string", "description": "The same however often the message is sent.", "pattern": "^evt_[0-9a-f]{32}$" },
                "source": { "const": entry.producer.source() },
                "type": { "const": entry.kind },
                "subject": { "type": "string", "description": "What the event is about, as an id with its prefix." },
                "sequence": { "type": "string", "description": "Place among the events of the subject; orders as text.", "pattern": "^[0-9]{19}$" },
                "time": { "type": "string", "format": "date-time" },
                "datacontenttype": { "const": "application/json" },
                "traceparent": { "type": "string", "description": "W3C Trace Context." },
                "data": data,
            },
        },
    })
}
