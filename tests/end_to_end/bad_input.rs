//! Bad input from outside, sent by a foreign client: each gets a clear error and nothing is half done.

use kontor_tests::http;
use reqwest::{Client, StatusCode, header::CONTENT_TYPE};
use serde_json::{Value, json};

use crate::{
    ground::{FORUM, Ground},
    journey,
};

struct Case {
    name: &'static str,
    forum: &'static str,
    body: Vec<u8>,
    content_type: &'static str,
    status: u16,
    code: &'static str,
}

fn case(name: &'static str, body: impl Into<Vec<u8>>, status: u16, code: &'static str) -> Case {
    Case {
        name,
        forum: FORUM,
        body: body.into(),
        content_type: "application/json",
        status,
        code,
    }
}

fn contact(name: &str, email: &str) -> Vec<u8> {
    json!({ "contact": { "name": name, "email": email } })
        .to_string()
        .into_bytes()
}

fn cases() -> Vec<Case> {
    let long_name = "N".repeat(5 * 1024 * 1024);
    vec![
        Case {
            forum: "nowhere",
            ..case(
                "unknown forum",
                contact("A", "a@example.org"),
                404,
                "unknown_forum",
            )
        },
        Case {
            content_type: "text/plain",
            ..case("wrong type", contact("A", "a@example.org"), 415, "")
        },
        case("malformed JSON", "{\"contact\":", 400, ""),
        case(
            "wrong type of a field",
            r#"{"contact":{"name":7,"email":"a@example.org"}}"#,
            422,
            "",
        ),
        case(
            "unknown field",
            r#"{"contact":{"name":"A","email":"a@example.org","colour":"red"}}"#,
            422,
            "",
        ),
        case("missing field", r#"{"contact":{"name":"A"}}"#, 422, ""),
        case("10 MiB", vec![b' '; 10 * 1024 * 1024], 413, ""),
        case(
            "5 MiB of name",
            contact(&long_name, "a@example.org"),
            413,
            "",
        ),
        case(
            "invalid UTF-8",
            b"{\"contact\":{\"name\":\"\xff\xfe\",\"email\":\"a@example.org\"}}".to_vec(),
            400,
            "",
        ),
        case(
            "control characters",
            contact("A\u{0}B", "a@example.org"),
            422,
            "",
        ),
        case(
            "header injection in the name",
            contact("A\r\nBcc: x@example.org", "a@example.org"),
            422,
            "",
        ),
        case(
            "header injection in the address",
            contact("A", "a@example.org\r\nBcc: x@example.org"),
            422,
            "",
        ),
        case(
            "address that SMTP cannot carry",
            contact("A", "\"a b\"@example.org"),
            422,
            "",
        ),
        case("empty name", contact("  ", "a@example.org"), 422, ""),
    ]
}

#[tokio::test]
async fn every_bad_body_gets_a_clear_problem_and_changes_nothing() {
    let ground = Ground::embedded().await;
    ground.forum(100);
    let kontor = ground.start("up").await;
    let client = http::client();
    for case in cases() {
        let problem = post(&client, &kontor.url(""), &case).await;
        assert_eq!(problem["status"], case.status, "{}: {problem}", case.name);
        assert!(
            case.code.is_empty() || problem["code"] == case.code,
            "{}: {problem}",
            case.name
        );
        let detail = problem["detail"].as_str().unwrap_or_default();
        assert!(!detail.is_empty(), "{}: {problem}", case.name);
        if case.status == 422 {
            let pointer = problem["errors"][0]["pointer"].as_str().unwrap_or_default();
            assert!(pointer.contains("/contact"), "{}: {problem}", case.name);
        }
    }
    assert_eq!(ground.places(), (0, 0));
    assert!(ground.mail.files().is_empty());
}

/// Sends a body; a server that refuses a large one may close before all of it is sent.
async fn post(client: &Client, base: &str, case: &Case) -> Value {
    let url = format!("{base}/api/v1/forums/{}/registrations", case.forum);
    let request = client
        .post(url)
        .header(CONTENT_TYPE, case.content_type)
        .body(case.body.clone());
    let answer = match request.send().await {
        Ok(answer) => answer,
        Err(error) if case.status == 413 => {
            assert!(
                error.is_request() || error.is_body(),
                "{}: {error:?}",
                case.name
            );
            return json!({ "status": 413, "detail": "closed" });
        }
        Err(error) => panic!("{}: {error:?}", case.name),
    };
    let content_type = answer.headers()[CONTENT_TYPE].to_str().unwrap().to_owned();
    assert!(
        content_type.starts_with("application/problem+json"),
        "{}: {content_type}",
        case.name
    );
    assert_eq!(answer.status().as_u16(), case.status, "{}", case.name);
    answer.json().await.unwrap()
}

#[tokio::test]
async fn a_closed_forum_says_so_in_the_readers_language() {
    let ground = Ground::embedded().await;
    let closed = Ground::file().replace(
        "registration_closes = 2030-01-22",
        "registration_closes = 2020-01-22",
    );
    ground.apply(&closed);
    let kontor = ground.start("up").await;
    let (status, problem) = journey::sign_up(kontor.public, "late@example.org", "de").await;
    assert_eq!(status, StatusCode::CONFLICT, "{problem}");
    assert_eq!(problem["code"], "registration_closed");
    let client = http::client();
    let mut titles = Vec::new();
    for language in ["de", "en", "fr"] {
        let url = kontor.url(&format!("/api/v1/forums/{FORUM}/registrations"));
        let body = json!({ "contact": { "name": "A", "email": "late@example.org" } });
        let answer = client
            .post(url)
            .header("accept-language", language)
            .json(&body)
            .send()
            .await
            .unwrap();
        titles.push(answer.json::<Value>().await.unwrap()["title"].to_string());
    }
    titles.dedup();
    assert_eq!(titles.len(), 3, "{titles:?}");
}

#[tokio::test]
async fn a_full_forum_refuses_and_an_invented_token_is_explained() {
    let ground = Ground::embedded().await;
    ground.forum(1);
    let kontor = ground.start("up").await;
    assert_eq!(
        journey::sign_up(kontor.public, "first@example.org", "de")
            .await
            .0,
        202
    );
    let mails = ground.mail.wait_for(1).await;
    assert_eq!(journey::press(&mails[0].link("/confirm/")).await.0, 200);
    let (status, problem) = journey::sign_up(kontor.public, "second@example.org", "de").await;
    assert_eq!(
        (status.as_u16(), problem["code"].as_str()),
        (409, Some("forum_full")),
        "{problem}"
    );
    let invented = kontor.url(&format!("/confirm/{}", "A".repeat(43)));
    for (status, page) in [
        journey::open(&invented).await,
        journey::press(&invented).await,
    ] {
        assert!(status.is_client_error(), "{status}");
        assert!(page.contains("<html"), "{page}");
    }
    assert_eq!(ground.places(), (0, 1));
}

#[tokio::test]
async fn an_idempotency_key_makes_a_repeat_the_same_answer() {
    let ground = Ground::embedded().await;
    ground.forum(100);
    let kontor = ground.start("up").await;
    let url = kontor.url(&format!("/api/v1/forums/{FORUM}/registrations"));
    let send = |name: &'static str| {
        let body = json!({ "contact": { "name": name, "email": "key@example.org" } });
        http::client()
            .post(&url)
            .header("idempotency-key", "one")
            .json(&body)
            .send()
    };
    let first: Value = send("A").await.unwrap().json().await.unwrap();
    let second: Value = send("A").await.unwrap().json().await.unwrap();
    assert_eq!(first, second);
    let other = send("B").await.unwrap();
    assert_eq!(other.status(), 422);
    assert_eq!(ground.mail.wait_for(1).await.len(), 1);
    assert_eq!(ground.places(), (1, 0));
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    let ground = Ground::embedded().await;
    ground.forum(100);
    let kontor = ground.start("up").await;
    let form = "name=A&email=a%40example.org";
    let url = kontor.url(&format!("/forums/{FORUM}"));
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://evil.example.org"),
    ] {
        let request = http::client().post(&url).header(name, value).body(form);
        let answer = request
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 403, "{name}");
    }
    assert_eq!(ground.places(), (0, 0));
}
