//! Keeping a copy of our listings: changes in their order, answers that are asked about again.

use axum::{
    body::{Body, to_bytes},
    http::{Request, Response, StatusCode, header},
};
use kontor_testkit::{
    networks::{EenStub, Stub, een::reference},
    on_both_engines,
};
use serde_json::{Value, json};
use tower::ServiceExt;

use super::{Office, get_json, text};

/// Everything that a program sees which asks for changes page by page.
async fn changes(office: &Office, since: &str, limit: u32) -> Vec<Value> {
    let (mut all, mut after) = (Vec::new(), String::new());
    loop {
        let path = format!("/api/v1/listings?changed_since={since}&limit={limit}{after}");
        let (status, mut page) = get_json(&office.public, &path).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        all.append(page["items"].as_array_mut().unwrap());
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return all,
        }
    }
}

#[tokio::test]
async fn a_copy_can_be_kept_by_asking_for_changes() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let fill = |stub: &EenStub| stub.add(5, "2026-11-01T08:00:00Z");
        let office = Office::open(database, false, fill).await;
        let everything = "1970-01-01T00:00:00Z";
        assert_eq!(changes(&office, everything, 2).await.len(), 0, "too young");
        office.clock.advance(jiff::SignedDuration::from_mins(1));
        let all = changes(&office, everything, 2).await;
        let references = |items: &[Value]| {
            let name = |item: &Value| item["reference"].as_str().unwrap().to_owned();
            let mut names: Vec<_> = items.iter().map(name).collect();
            names.sort_unstable();
            names
        };
        let five: Vec<_> = (1..=5).map(reference).collect();
        assert_eq!(references(&all), five, "each once");
        let last = all[4]["updated"].as_str().unwrap().to_owned();

        // In the middle of another round one listing changes and one goes.
        let first = format!("/api/v1/listings?changed_since={everything}&limit=2");
        let (_, first) = get_json(&office.public, &first).await;
        let seen = references(first["items"].as_array().unwrap());
        office.clock.advance(jiff::SignedDuration::from_hours(1));
        office.stub.announce_clock("2026-11-20T13:01:00Z");
        let title = json!("Changed");
        office
            .stub
            .set(&seen[0], "title", title, "2026-11-20T12:30:00Z");
        office.stub.limit(&reference(5), "2026-11-20T12:30:00Z");
        office.pulled(2).await;
        office.clock.advance(jiff::SignedDuration::from_mins(2));
        let next = first["next"].as_str().unwrap();
        let rest = format!("/api/v1/listings?changed_since={everything}&after={next}");
        let (_, rest) = get_json(&office.public, &rest).await;
        let rest = rest["items"].as_array().unwrap();
        assert!(
            rest.iter().any(|item| item["title"] == "Changed"),
            "it comes again, at the end"
        );
        let mut both = [seen.clone(), references(rest)].concat();
        both.sort_unstable();
        both.dedup();
        assert_eq!(both, five, "and none is missed");

        let new = changes(&office, &last, 200).await;
        let newer: Vec<_> = new
            .iter()
            .filter(|item| item["updated"] != last.as_str())
            .collect();
        assert_eq!(newer.len(), 2, "{new:#?}");
        let gone = newer
            .iter()
            .find(|item| item["reference"] == reference(5))
            .unwrap();
        assert_eq!(gone["withdrawn"]["reason"], "withdrawn");
        assert_eq!(gone["withdrawn"]["at"], gone["updated"]);
        assert_eq!(gone.get("title"), None);

        let (status, problem) =
            get_json(&office.public, "/api/v1/listings?changed_since=now").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(problem["errors"][0]["code"], "not_a_moment");
        let filtered = format!("/api/v1/listings?changed_since={last}&intent=offer&after={next}");
        let (_, problem) = get_json(&office.public, &filtered).await;
        assert_eq!(problem["errors"][0]["code"], "not_together");
        let (_, problem) =
            get_json(&office.public, &format!("/api/v1/listings?after={next}")).await;
        assert_eq!(
            problem["errors"][0]["code"], "not_a_cursor",
            "it is of another order"
        );
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn what_is_read_is_sent_again_only_when_it_has_changed() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let fill = |stub: &EenStub| stub.add(20, "2026-11-01T08:00:00Z");
        let office = Office::open(database, false, fill).await;
        let id = office.id(&reference(1)).await;
        let ask = async |path: &str, known: &str, encoding: &str| {
            let request = Request::get(path)
                .header(header::HOST, "office.example")
                .header(header::IF_NONE_MATCH, known)
                .header(header::ACCEPT_ENCODING, encoding);
            let request = request.body(Body::empty()).unwrap();
            office.public.clone().oneshot(request).await.unwrap()
        };
        for path in ["/api/v1/listings", &format!("/api/v1/listings/{id}")] {
            let first = ask(path, "\"other\"", "identity").await;
            assert_eq!(first.status(), StatusCode::OK);
            assert_eq!(first.headers()[header::CACHE_CONTROL], "no-cache");
            let mark = first.headers()[header::ETAG].to_str().unwrap().to_owned();
            let again = ask(path, &format!("\"other\", {mark}"), "gzip").await;
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{path}");
            assert_eq!(again.headers()[header::ETAG], mark.as_str());
            assert_eq!(text(again).await.1, "");
        }
        let one = ask(&format!("/api/v1/listings/{id}"), "", "gzip").await;
        let modified = &one.headers()[header::LAST_MODIFIED];
        assert_eq!(modified, "Fri, 20 Nov 2026 12:00:00 GMT");
        let (plain, small) = (
            ask("/api/v1/listings", "", "identity").await,
            ask("/api/v1/listings", "", "gzip").await,
        );
        assert_eq!(small.headers()[header::CONTENT_ENCODING], "gzip");
        assert_eq!(small.headers()[header::ETAG], plain.headers()[header::ETAG]);
        let size = async |answer: Response<Body>| {
            to_bytes(answer.into_body(), 1 << 20).await.unwrap().len()
        };
        let (plain, small) = (size(plain).await, size(small).await);
        assert!(small * 3 < plain, "{small} of {plain} bytes");
        // What may not be kept is not compressed either.
        let page = ask("/listings", "", "gzip").await;
        assert_eq!(page.headers()[header::CACHE_CONTROL], "no-store");
        assert!(!page.headers().contains_key(header::CONTENT_ENCODING));
        office.close().await;
    })
    .await;
}
