//! What a program is told when its call is not right.

use axum::{
    body::{Body, Bytes},
    http::{Request, StatusCode},
};
use futures_util::stream;
use serde_json::{Value, json};

use crate::asking::{ask, browse, call, office};

#[tokio::test]
async fn a_problem_has_a_code_and_speaks_the_callers_language() {
    let request = Request::get("/api/v1/closed").header("accept-language", "fr");
    let answer = ask(&office(), request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert_eq!(answer.header("content-language"), "fr");
    insta::assert_json_snapshot!("problem_fr", answer.json());
}

#[tokio::test]
async fn every_wrong_field_is_pointed_at() {
    let cases = [
        (
            json!({"contact": {"name": 5}}),
            "/contact/name",
            "wrong_type",
        ),
        (
            json!({"contact": {"name": "a", "nmae": 1}}),
            "/contact/nmae",
            "unknown_field",
        ),
        (json!({"contact": {}}), "/contact/name", "missing_field"),
        (json!({}), "/contact", "missing_field"),
        (
            json!({"contact": {"name": "a"}, "x": 1}),
            "/x",
            "unknown_field",
        ),
        (
            json!({"contact": {"name": "a"}, "a/b~c": 1}),
            "/a~1b~0c",
            "unknown_field",
        ),
        (
            json!({"contact": {"name": "a"}, "participants": [{"name": "b"}, {"name": null}]}),
            "/participants/1/name",
            "wrong_type",
        ),
        (
            json!({"contact": {"name": ""}}),
            "/contact/name",
            "missing_field",
        ),
    ];
    for (body, pointer, code) in cases {
        let answer = call(body.to_string()).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        let problem = answer.json();
        assert_eq!(problem["code"], "invalid_fields");
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
        assert_eq!(problem["errors"][0]["code"], code, "{problem}");
        assert!(
            problem["errors"][0]["detail"]
                .as_str()
                .is_some_and(|d| !d.is_empty())
        );
    }
    let twice = call(r#"{"contact": {"name": "a"}, "contact": {"name": "b"}}"#)
        .await
        .json();
    assert_eq!(twice["errors"][0]["code"], "duplicate_field");
}

#[tokio::test]
async fn an_unknown_field_hides_no_other_fault() {
    let body = json!({"contact": {"name": "", "nmae": "a"}, "x/y": 1, "participants": [{"name": "b", "z": 1}]});
    let problem = call(body.to_string()).await.json();
    let faults = problem["errors"].as_array().unwrap().iter();
    let mut named: Vec<_> = faults
        .map(|fault| {
            (
                fault["pointer"].as_str().unwrap(),
                fault["code"].as_str().unwrap(),
            )
        })
        .collect();
    named.sort_unstable();
    assert_eq!(
        named,
        [
            ("/contact/name", "missing_field"),
            ("/contact/nmae", "unknown_field"),
            ("/participants/0/z", "unknown_field"),
            ("/x~1y", "unknown_field"),
        ]
    );
    let body = r#"{"contact": {"name": "a"}, "contact": {"name": ""}, "x": 1}"#;
    let twice = call(body).await.json();
    assert_eq!(twice["errors"].as_array().unwrap().len(), 3, "{twice}");
}

#[tokio::test]
async fn what_is_no_json_is_refused_with_the_place() {
    for body in ["{\"contact\":\n  {\"name\" \"a\"}}", "", "{"] {
        let answer = call(body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body:?}");
        assert_eq!(answer.json()["code"], "malformed_json");
    }
    let detail = call("{\"contact\":\n  {\"name\" \"a\"}}").await.json()["detail"].clone();
    assert_eq!(detail, "Reading stopped at line 2, column 11.");
    let trailing = call("{\"contact\": {\"name\": \"a\"}} x").await.json();
    assert_eq!(trailing["code"], "malformed_json");
    let answer = call(Bytes::from_static(b"{\"contact\": {\"name\": \"\xff\"}}")).await;
    assert_eq!(
        (answer.status, &answer.json()["code"]),
        (StatusCode::BAD_REQUEST, &json!("not_utf8"))
    );
}

#[tokio::test]
async fn another_media_type_is_refused() {
    for kind in [
        None,
        Some("text/plain"),
        Some("application/x-www-form-urlencoded"),
    ] {
        let mut request = Request::post("/api/v1/calls");
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        let answer = ask(&office(), request.body(Body::from("{}")).unwrap()).await;
        assert_eq!(
            answer.status,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "{kind:?}"
        );
        assert_eq!(answer.json()["code"], "unsupported_media_type");
    }
    let request =
        Request::post("/api/v1/calls").header("content-type", "Application/JSON; charset=utf-8");
    let body = Body::from("{\"contact\": {\"name\": \"a\"}}");
    assert_eq!(
        ask(&office(), request.body(body).unwrap()).await.body,
        "1 people"
    );
}

#[tokio::test]
async fn too_large_a_body_is_refused_without_reading_it() {
    let endless = || {
        Body::from_stream(stream::repeat_with(|| {
            Ok::<_, std::io::Error>(Bytes::from_static(&[b'a'; 8192]))
        }))
    };
    let request = Request::post("/api/v1/calls").header("content-type", "application/json");
    let announced = request.header("content-length", 10 * 1024 * 1024);
    let answer = ask(&office(), announced.body(endless()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(
        call(endless()).await.status,
        StatusCode::PAYLOAD_TOO_LARGE,
        "chunked"
    );
}

#[tokio::test]
async fn unknown_paths_and_methods_are_told_as_page_or_as_problem() {
    let page = browse("/nowhere?lang=en", "").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.body.contains("<h1>Page not found</h1>"));
    let api = browse("/api/v1/nowhere", "en").await;
    assert_eq!(
        (api.status, &api.json()["title"]),
        (StatusCode::NOT_FOUND, &json!("Page not found"))
    );
    let request = Request::delete("/api/v1/calls")
        .body(Body::empty())
        .unwrap();
    let answer = ask(&office(), request).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.header("allow"), "POST");
    assert_eq!(answer.json()["code"], "method_not_allowed");
}

#[tokio::test]
async fn the_type_of_a_problem_is_a_page_that_explains_it() {
    let kind: Value = call("{").await.json()["type"].clone();
    let (page, anchor) = kind.as_str().unwrap().split_once('#').unwrap();
    let path = page.strip_prefix("https://forum.example.org").unwrap();
    let page = browse(path, "en").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains(&format!("id=\"{anchor}\"")));
    assert!(
        page.body.contains("forum_closed"),
        "also those of the workers"
    );
}

/// A program that asks for no language, or for one that there is not, is answered in English; a
/// page in the language of the office.
#[tokio::test]
async fn the_api_speaks_english_unless_asked() {
    for (asked, spoken) in [
        ("", "en"),
        ("*", "en"),
        ("ja", "en"),
        ("de-AT", "de"),
        ("fr", "fr"),
    ] {
        let request = Request::get("/api/v1/closed").header("accept-language", asked);
        let answer = ask(&office(), request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.header("content-language"), spoken, "{asked}");
    }
    let chosen = Request::get("/api/v1/closed?lang=fr").body(Body::empty());
    let answer = ask(&office(), chosen.unwrap()).await;
    assert_eq!(answer.header("content-language"), "fr");
    let page = browse("/nowhere", "ja").await;
    assert!(page.body.contains("lang=\"de\""), "{}", page.body);
}

/// What is said of a field is all of one language.
#[tokio::test]
async fn what_is_wrong_with_a_field_is_said_in_one_language() {
    let request = Request::post("/api/v1/calls")
        .header("content-type", "application/json")
        .header("accept-language", "de");
    let body = Body::from("{\"contact\": {\"name\": 5}}");
    let problem = ask(&office(), request.body(body).unwrap()).await.json();
    assert_eq!(
        problem["errors"][0]["detail"],
        "Dieser Wert hat den falschen Typ; erwartet wird: string."
    );
}
