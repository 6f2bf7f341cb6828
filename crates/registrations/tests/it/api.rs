//! The API: signing up, idempotency keys, reading forums.

use axum::http::{HeaderValue, StatusCode};
use serde_json::json;

use crate::office::{API, Answer, Office, api_request, in_office, sample};

fn body(email: &str) -> serde_json::Value {
    json!({ "contact": { "name": "Jan Müller", "email": email } })
}

impl Office {
    async fn with_key(&self, path: &str, key: &str, body: &serde_json::Value) -> Answer {
        let mut request = api_request(path, body.to_string().into());
        let key = HeaderValue::from_str(key).unwrap();
        request.headers_mut().insert("idempotency-key", key);
        self.send(request).await
    }
}

#[tokio::test]
async fn a_sign_up_is_accepted_and_a_second_one_is_answered_alike() {
    in_office(|mut office| async {
        let first = office.post_json(API, &body("jan@a.example")).await;
        assert_eq!(first.status, StatusCode::ACCEPTED, "{}", first.body);
        let second = office.post_json(API, &body("Jan@A.example")).await;
        assert_eq!(second.status, first.status);
        let (mut one, mut two) = (first.json(), second.json());
        assert_ne!(one["receipt"], two["receipt"], "a receipt names the answer");
        for answer in [&mut one, &mut two] {
            answer["receipt"] = json!(null);
        }
        assert_eq!(one, two);
        assert_eq!(
            one,
            json!({ "status": "check_mail", "receipt": null, "hold_hours": 48 })
        );
        assert_eq!(first.headers.len(), second.headers.len());
        let received = office.event("registration.received.v1").await;
        let ended = office.event("registration.expired.v1").await;
        assert_eq!(
            received["subject"], ended["subject"],
            "the later one counts"
        );
        assert!(!second.says(received["subject"].as_str().unwrap()));
        office
    })
    .await;
}

#[tokio::test]
async fn a_full_forum_says_so_to_everybody_alike() {
    in_office(|mut office| async move {
        let small = sample("cooperation-forum").replace("capacity = 120", "capacity = 2");
        office.apply(&small).await;
        office.post_json(API, &body("jan@a.example")).await;
        let link = office.link().await;
        let confirmed = office.post_form(&link, &[]).await;
        assert_eq!(confirmed.status, StatusCode::OK);
        let mut group = body("jan@a.example");
        group["participants"] = json!([{ "name": "Li" }, { "name": "Wei" }]);
        let known = office.post_json(API, &group).await;
        group["contact"]["email"] = json!("new@a.example");
        let new = office.post_json(API, &group).await;
        assert_eq!(
            (known.status, known.code()),
            (StatusCode::CONFLICT, "forum_full".to_owned())
        );
        assert_eq!(known.body, new.body);
        // A number would fall with an address that is new and stay with one that is known.
        assert!(known.json().get("free").is_none(), "{}", known.body);
        assert!(known.says("not enough free places"), "{}", known.body);
        office
    })
    .await;
}

#[tokio::test]
async fn a_key_repeats_an_answer_and_refuses_another_request() {
    in_office(|mut office| async {
        let first = office.with_key(API, "key-1", &body("jan@a.example")).await;
        let again = office.with_key(API, "key-1", &body("jan@a.example")).await;
        assert_eq!((again.status, &again.body), (first.status, &first.body));
        let other = office.with_key(API, "key-1", &body("eve@a.example")).await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(other.code(), "idempotency_key_reused");
        office.apply(&sample("business-lunch")).await;
        let path = "/api/v1/forums/business-lunch/registrations";
        let elsewhere = office.with_key(path, "key-1", &body("jan@a.example")).await;
        assert_eq!(elsewhere.code(), "idempotency_key_reused");
        for key in ["with space", "", &"k".repeat(256)] {
            let refused = office.with_key(API, key, &body("jan@a.example")).await;
            assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{key:?}");
            assert_eq!(refused.code(), "invalid_idempotency_key");
        }
        let longest = office
            .with_key(API, &"k".repeat(255), &body("li@a.example"))
            .await;
        assert_eq!(longest.status, StatusCode::ACCEPTED);
        let received = office.event("registration.received.v1").await;
        assert_eq!(received["data"]["contact"]["email"], "jan@a.example");
        let received = office.event("registration.received.v1").await;
        assert_eq!(received["data"]["contact"]["email"], "li@a.example");
        office
    })
    .await;
}

#[tokio::test]
async fn forums_are_listed_page_by_page_without_their_secrets() {
    in_office(|office| async {
        for slug in ["business-lunch", "support-conference"] {
            office.apply(&sample(slug)).await;
        }
        let draft = sample("city-delegation").replace("\"published\"", "\"draft\"");
        office.apply(&draft).await;
        let (mut path, mut slugs) = ("/api/v1/forums?limit=2".to_owned(), Vec::new());
        for _ in 0..2 {
            let page = office.get(&path).await.json();
            let forums = page["items"].as_array().unwrap();
            slugs.extend(
                forums
                    .iter()
                    .map(|forum| forum["slug"].as_str().unwrap().to_owned()),
            );
            let next = page["next"].as_str();
            path = format!("/api/v1/forums?limit=2&after={}", next.unwrap_or("end"));
        }
        assert!(path.ends_with("end"), "two pages are all");
        assert_eq!(
            slugs,
            ["cooperation-forum", "business-lunch", "support-conference"]
        );

        let lunch = office.get("/api/v1/forums/business-lunch").await;
        assert!(
            !lunch.says("meet.wtc-oberrhein.example"),
            "where to join is for participants"
        );
        let lunch = lunch.json();
        assert_eq!(lunch["registration"], "open");
        let by_id = format!("/api/v1/forums/{}", lunch["id"].as_str().unwrap());
        assert_eq!(office.get(&by_id).await.json(), lunch);
        assert_eq!(
            office.get("/api/v1/forums/city-delegation").await.code(),
            "unknown_forum"
        );
        for odd in ["limit=0", "limit=201", "limit=x", "after=x", "page=2"] {
            let answer = office.get(&format!("/api/v1/forums?{odd}")).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{odd}");
            let (name, _) = odd.split_once('=').unwrap();
            assert_eq!(answer.json()["errors"][0]["parameter"], name, "{odd}");
        }
        office
    })
    .await;
}

#[tokio::test]
async fn every_documented_path_is_served_and_the_page_shows_it() {
    in_office(|office| async {
        let document = office.get("/api/v1/openapi.json").await.json();
        assert_eq!(document["openapi"], "3.1.1");
        let page = office.get("/api?lang=en").await;
        for (path, operations) in document["paths"].as_object().unwrap() {
            assert!(page.says(path), "{path}");
            let mut real = path.replace("{forum}", "cooperation-forum");
            let is_for_staff = path.contains("/invitations");
            // Those who were invited before, by the path without it.
            if let Some((list, _)) = real.split_once("/{id}") {
                let list = office.get_staff(list).await.json();
                let id = list["items"][0]["id"].as_str().unwrap();
                real = real.replace("{id}", id);
            }
            for method in operations.as_object().unwrap().keys() {
                let answer = match method.as_str() {
                    "get" if is_for_staff => office.get_staff(&real).await,
                    "get" => office.get(&real).await,
                    "post" if is_for_staff => {
                        let people = [{ &body("jan@a.example")["contact"] }];
                        office
                            .post_staff_json(&real, &json!({ "people": people }))
                            .await
                    }
                    "patch" => office.patch_staff(&real, &json!({ "change": {} })).await,
                    _ => office.post_json(&real, &body("jan@a.example")).await,
                };
                assert!(
                    answer.status.is_success(),
                    "{method} {path}: {}",
                    answer.body
                );
            }
        }
        office
    })
    .await;
}

/// So many more than are named.
fn incomplete(participants: &serde_json::Value, unnamed: u64) -> serde_json::Value {
    json!({
        "contact": { "name": "Aminata Diop", "email": "leader@ministry.example" },
        "participants": participants,
        "unnamed": unnamed,
    })
}

#[tokio::test]
async fn people_whose_names_follow_are_taken_and_counted_like_others() {
    in_office(|mut office| async move {
        let small = sample("cooperation-forum").replace("capacity = 120", "capacity = 4");
        office.apply(&small).await;
        let names = json!([{ "name": "Aminata Diop" }, { "name": "Mia" }]);
        let too_many = office.post_json(API, &incomplete(&names, 3)).await;
        assert_eq!(too_many.status, StatusCode::CONFLICT, "{}", too_many.body);
        let taken = office.post_json(API, &incomplete(&names, 2)).await;
        assert_eq!(taken.status, StatusCode::ACCEPTED, "{}", taken.body);
        assert_eq!(
            office.event("registration.received.v1").await["data"]["unnamed"],
            2
        );
        let alone = office.post_json(API, &incomplete(&json!([]), 4)).await;
        assert_eq!(alone.status, StatusCode::ACCEPTED, "{}", alone.body);
        for (participants, unnamed, pointer, code) in [
            (json!([]), 0, "/participants", "nobody_takes_part"),
            (names, 49, "/unnamed", "too_many_participants"),
        ] {
            let refused = office
                .post_json(API, &incomplete(&participants, unnamed))
                .await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            let error = &refused.json()["errors"][0];
            assert_eq!(
                (&error["pointer"], &error["code"]),
                (&json!(pointer), &json!(code))
            );
        }
        let negative = json!({ "contact": incomplete(&json!([]), 0)["contact"], "unnamed": -1 });
        let negative = office.post_json(API, &negative).await;
        assert!(negative.status.is_client_error(), "{}", negative.body);
        office
    })
    .await;
}
