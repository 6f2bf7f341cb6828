//! The API under `/api/v1`. One table of routes makes both the router and its description, so that
//! neither can have what the other lacks.

mod changes;
mod facts;
mod forums;
mod invitations;
mod registrations;

pub(crate) use facts::{Registration, registration_now};

use kontor_web::Route;
use serde_json::{Value, json};

use super::App;

/// What the routes are about.
const FORUMS: &str = "Forums";
const SIGN_UPS: &str = "Sign-ups";
const INVITATIONS: &str = "Invitations";

pub(crate) const ROUTES: &[Route<App>] = &[
    forums::LIST,
    forums::SHOW,
    changes::CHANGE,
    registrations::SIGN_UP,
    invitations::LIST,
    invitations::INVITE,
    invitations::WITHDRAW,
];

/// What they are about, for the description.
pub(crate) const TAGS: &[(&str, &str)] = &[
    (FORUMS, "Gatherings that companies sign up for."),
    (SIGN_UPS, "Taking part in them."),
    (INVITATIONS, "Asking people to take part."),
];

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

    fn document() -> Value {
        kontor_web::api_document(&[&crate::PARTS])
    }

    #[test]
    fn every_route_is_described_with_its_answers() {
        let document = document();
        for route in ROUTES {
            let method = route.method.as_str().to_lowercase();
            let operation = &document["paths"][route.path][method];
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
    fn where_to_join_online_is_not_what_the_public_knows() {
        let public = &document()["components"]["schemas"]["Forum"];
        assert!(public["properties"]["slug"].is_object());
        assert!(!public.to_string().contains("online_url"));
    }
}
