//! The API under `/api/v1`. One list of routes makes both the router and its description, so that
//! neither can have what the other lacks.

mod facts;
mod forums;
mod registrations;

pub(crate) use facts::{Registration, registration_now};

use axum::{Router, routing::MethodRouter};
use schemars::{SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use super::App;

/// What the routes are about.
const FORUMS: &str = "Forums";
const SIGN_UPS: &str = "Sign-ups";

/// One operation of the API.
struct Route {
    /// `get` or `post`.
    method: &'static str,
    /// The path with its parameters in braces.
    path: &'static str,
    /// The handler.
    serve: fn() -> MethodRouter<App>,
    /// Its description (OpenAPI 3.1, Operation Object).
    describe: fn(&mut SchemaGenerator) -> Value,
}

const ROUTES: &[Route] = &[forums::LIST, forums::SHOW, registrations::SIGN_UP];

pub(crate) fn routes() -> Router<App> {
    ROUTES.iter().fold(Router::new(), |router, route| {
        router.route(route.path, (route.serve)())
    })
}

/// This worker's part of the API's description.
pub(crate) fn openapi() -> Value {
    let settings = SchemaSettings::draft2020_12()
        .with(|settings| settings.definitions_path = "/components/schemas".into());
    let mut schemas = settings.into_generator();
    let mut paths = Map::new();
    for route in ROUTES {
        let operation = (route.describe)(&mut schemas);
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        path[route.method] = operation;
    }
    json!({
        "tags": [
            { "name": FORUMS, "description": "Gatherings that companies sign up for." },
            { "name": SIGN_UPS, "description": "Taking part in them." },
        ],
        "paths": paths,
        "components": { "schemas": schemas.take_definitions(true) },
    })
}

/// The schema of a forum's id or slug in an address.
fn forum_schema() -> Value {
    json!({
        "type": "string", "minLength": 1, "maxLength": 80, "pattern": "^[a-z0-9_-]+$",
        "examples": ["cooperation-forum"],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_is_described_with_its_answers() {
        let document = openapi();
        for route in ROUTES {
            let operation = &document["paths"][route.path][route.method];
            assert!(operation["operationId"].is_string(), "{}", route.path);
            assert!(operation["responses"].is_object(), "{}", route.path);
            let names = route
                .path
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split('}').next());
            for name in names {
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
    fn where_to_join_online_is_not_in_the_description() {
        assert!(!openapi().to_string().contains("online_url"));
    }
}
