//! Everything that must not come in: each gets a clear answer, and nothing is written.

use axum::{
    body::Body,
    http::{StatusCode, header},
};
use kontor_registrations::list_forums;
use serde_json::{Value, json};

use crate::{
    office::{API, FORUM, Office, api_request, in_office, sample},
    pages::{between, content},
};

impl Office {
    /// Nothing was written and no place taken.
    async fn is_untouched(&self) -> bool {
        let forums = list_forums(&self.database).await.unwrap();
        forums
            .iter()
            .all(|forum| forum.taken == 0 && forum.registrations.pending == 0)
    }

    async fn refuses(&self, body: &str, status: u16, code: &str) -> Value {
        let answer = self.send(api_request(API, body.to_owned().into())).await;
        assert_eq!(answer.status.as_u16(), status, "{body}: {}", answer.body);
        assert_eq!(answer.code(), code, "{body}");
        answer.json()
    }
}

/// The errors of single fields, as `/pointer code`.
fn errors(problem: &Value) -> Vec<String> {
    let errors = problem["errors"].as_array().unwrap().iter();
    let told = errors.map(|error| {
        let (pointer, code) = (&error["pointer"], &error["code"]);
        format!("{} {}", pointer.as_str().unwrap(), code.as_str().unwrap())
    });
    told.collect()
}

#[tokio::test]
async fn json_that_is_malformed_or_of_another_shape() {
    in_office(|office| async {
        let broken = office.refuses("{\"contact\": {\n\"name\": }", 400, "malformed_json").await;
        assert!(broken["detail"].as_str().unwrap().contains("line 2"), "{broken}");
        office.refuses("", 400, "malformed_json").await;
        let contact = "\"name\": \"Jan\", \"email\": \"jan@a.example\"";
        let cases = [
            ("{}".to_owned(), "/contact", "missing_field"),
            (format!("{{\"contact\": {{{contact}}}, \"extra\": 1}}"), "/extra", "unknown_field"),
            (format!("{{\"contact\": {{{contact}, \"vip\": true}}}}"), "/contact/vip", "unknown_field"),
            ("{\"contact\": {\"name\": 7, \"email\": \"a@b.example\"}}".to_owned(), "/contact/name", "wrong_type"),
            (format!("{{\"contact\": {{{contact}}}, \"participants\": {{}}}}"), "/participants", "wrong_type"),
            (format!("{{\"contact\": {{{contact}}}, \"consents\": [{{\"purpose\": \"spam\", \"text\": \"x\"}}]}}"), "/consents/0/purpose", "wrong_value"),
            (format!("{{\"contact\": {{{contact}}}, \"participants\": []}}"), "/participants", "nobody_takes_part"),
        ];
        for (body, pointer, code) in cases {
            let problem = office.refuses(&body, 422, "invalid_fields").await;
            assert_eq!(errors(&problem), [format!("{pointer} {code}")], "{body}");
        }
        assert!(office.is_untouched().await);
        office
    })
    .await;
}

/// Whoever copies an address out of a mail program gets its owner's name with it.
#[tokio::test]
async fn an_address_pasted_with_a_name_is_found_and_one_more_press_takes_it() {
    in_office(|office| async {
        let pasted = |email| [("name", "Anna"), ("email", email), ("attending", "yes")];
        let shown = office
            .sign_up(&pasted("Anna Muster <anna@example.org>"))
            .await;
        assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY);
        let found = between(&shown.body, "name=\"email\" type=\"email\" value=\"");
        assert_eq!(found, "anna@example.org", "{}", content(&shown));
        let sentence = "Wir haben die Adresse aus dem eingefügten Text übernommen.";
        assert!(shown.says(sentence), "{}", content(&shown));
        let taken = office.sign_up(&pasted(found)).await;
        assert_eq!(taken.status, StatusCode::OK, "{}", content(&taken));
        // A program is not corrected: nobody would look at what became of it.
        let body =
            json!({ "contact": { "name": "Anna", "email": "Anna Muster <anna@example.org>" } });
        let refused = office.post_json(API, &body).await;
        assert_eq!(refused.code(), "invalid_fields");
        let error = &refused.json()["errors"][0];
        assert_eq!(
            (&error["pointer"], &error["code"]),
            (&json!("/contact/email"), &json!("invalid_email"))
        );
        office
    })
    .await;
}

#[tokio::test]
async fn values_that_cannot_be_right() {
    in_office(|office| async {
        let named = |name: &str| json!({ "contact": { "name": name, "email": "jan@a.example" } });
        let injected = "Jan\r\nBcc: everybody@a.example";
        for name in [injected, "a\u{0}b", "a\u{202e}b", "a\tb", "a\u{2028}b"] {
            let problem = office
                .refuses(&named(name).to_string(), 422, "invalid_fields")
                .await;
            assert_eq!(
                errors(&problem),
                ["/contact/name control_character"],
                "{name:?}"
            );
        }
        let long = named(&"ä".repeat(201));
        let problem = office
            .refuses(&long.to_string(), 422, "invalid_fields")
            .await;
        assert_eq!(errors(&problem), ["/contact/name too_long"]);
        let addresses = [
            "jan",
            "jan@",
            "\"a b\"@a.example",
            "a@b",
            "a@b.example\r\nBcc: c@d.example",
            "",
        ];
        for email in addresses {
            let body = json!({ "contact": { "name": "Jan", "email": email } });
            let problem = office
                .refuses(&body.to_string(), 422, "invalid_fields")
                .await;
            assert_eq!(
                errors(&problem)[0].split(' ').next(),
                Some("/contact/email"),
                "{email:?}"
            );
        }
        let wrong = json!({
            "contact": { "name": " ", "email": "x", "language": "german", "country": "ZZ" },
            "participants": [{ "name": "Li" }, { "name": "" }],
        });
        let problem = office
            .refuses(&wrong.to_string(), 422, "invalid_fields")
            .await;
        let expected = [
            "/contact/name required",
            "/contact/email invalid_email",
            "/contact/language invalid_language",
            "/contact/country invalid_country",
            "/participants/1/name required",
        ];
        assert_eq!(errors(&problem), expected);
        assert!(office.is_untouched().await);
        office
    })
    .await;
}

#[tokio::test]
async fn bodies_that_are_too_large_or_no_text() {
    in_office(|office| async {
        let name = "x".repeat(5 * 1024 * 1024);
        let huge = json!({ "contact": { "name": name, "email": "jan@a.example" } }).to_string();
        office.refuses(&huge, 413, "body_too_large").await;
        let ten = vec![b' '; 10 * 1024 * 1024];
        let answer = office.send(api_request(API, Body::from(ten.clone()))).await;
        assert_eq!(answer.code(), "body_too_large");
        let form = String::from_utf8(ten).unwrap();
        let answer = office
            .post_form(FORUM, &[("name", &form[..5 * 1024 * 1024])])
            .await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);

        let answer = office
            .send(api_request(
                API,
                Body::from(&b"{\"contact\": \"\xff\xfe\"}"[..]),
            ))
            .await;
        assert_eq!(
            (answer.status, answer.code()),
            (StatusCode::BAD_REQUEST, "not_utf8".to_owned())
        );
        let mut plain = api_request(API, Body::from("name=Jan"));
        plain
            .headers_mut()
            .insert(header::CONTENT_TYPE, "text/plain".parse().unwrap());
        let answer = office.send(plain).await;
        assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        assert!(office.is_untouched().await);
        office
    })
    .await;
}

#[tokio::test]
async fn forums_that_nobody_can_sign_up_to() {
    in_office(|office| async {
        let body = json!({ "contact": { "name": "Jan", "email": "jan@a.example" } });
        let text = sample("cooperation-forum");
        for (change, status, code) in [
            (
                text.replace("\"published\"", "\"draft\""),
                404,
                "unknown_forum",
            ),
            (
                text.replace("\"published\"", "\"cancelled\""),
                409,
                "forum_cancelled",
            ),
            (
                text.replace("2027-01-05T08:00:00", "2027-01-16T08:00:00"),
                409,
                "registration_not_open",
            ),
        ] {
            assert_ne!(change, text);
            office.apply(&change).await;
            office.refuses(&body.to_string(), status, code).await;
        }
        office.apply(&text).await;
        office
            .clock
            .advance(jiff::SignedDuration::from_hours(24 * 60));
        office
            .refuses(&body.to_string(), 409, "registration_closed")
            .await;
        for forum in [
            "nowhere",
            "forum_00000000000070008000000000000000",
            "%F0%9F%A6%80",
        ] {
            let read = office.get(&format!("/api/v1/forums/{forum}")).await;
            assert_eq!(read.code(), "unknown_forum", "{forum}");
            let path = format!("/api/v1/forums/{forum}/registrations");
            let answer = office.post_json(&path, &body).await;
            assert_eq!(
                (answer.status, answer.code()),
                (StatusCode::NOT_FOUND, "unknown_forum".to_owned())
            );
        }
        assert!(office.is_untouched().await);
        office
    })
    .await;
}

#[tokio::test]
async fn forms_of_others_and_forms_that_are_no_forms() {
    in_office(|office| async {
        let stale = office
            .post_form(FORUM, &[("name", "Jan"), ("email", "jan@a.example")])
            .await;
        assert_eq!(
            stale.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "no revision: not our form"
        );
        let mut foreign = api_request(FORUM, Body::from("revision=1&name=Jan"));
        let form = "application/x-www-form-urlencoded".parse().unwrap();
        foreign.headers_mut().insert(header::CONTENT_TYPE, form);
        foreign
            .headers_mut()
            .insert(header::ORIGIN, "https://evil.example".parse().unwrap());
        assert_eq!(office.send(foreign).await.status, StatusCode::FORBIDDEN);
        let trapped = [
            ("revision", "1"),
            ("name", "Bot"),
            ("email", "b@a.example"),
            ("leave-empty", "x"),
        ];
        let trapped = office.post_form(FORUM, &trapped).await;
        assert_eq!(
            trapped.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "shown again: a browser may have filled it in for a person"
        );
        assert!(office.is_untouched().await);
        office
    })
    .await;
}

#[tokio::test]
async fn links_that_are_invented_or_cut() {
    in_office(|office| async {
        let whole = "A".repeat(43);
        for token in [
            whole.as_str(),
            "A",
            "%7e",
            &"A".repeat(44),
            &"A".repeat(4000),
        ] {
            for answer in [
                office.get(&format!("/confirm/{token}")).await,
                office.post_form(&format!("/confirm/{token}"), &[]).await,
            ] {
                assert_eq!(answer.status, StatusCode::NOT_FOUND);
                assert!(answer.says("<h1>"), "a page, not a bare error");
            }
        }
        // PostgreSQL takes no NUL: refused before it is asked, on both engines alike.
        let key = "/api/v1/forums/a%00b/registrations";
        let sign_up = json!({ "contact": { "name": "Jan", "email": "jan@a.example" } });
        assert_eq!(
            office.get("/confirm/%00").await.status,
            StatusCode::BAD_REQUEST
        );
        assert_eq!(
            office.get("/forums/a%00b").await.status,
            StatusCode::BAD_REQUEST
        );
        let answer = office.post_json(key, &sign_up).await;
        assert_eq!(answer.code(), "invalid_address");
        office
    })
    .await;
}
