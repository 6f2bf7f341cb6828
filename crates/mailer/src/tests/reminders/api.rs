//! Reminders for programs: what there is, page by page, and orders that are audited like those of the page.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use kontor_store::audit;
use kontor_testkit::on_both_engines;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::*;
use crate::tests::pages::{app, get};

const NOW: &str = "2026-11-21T12:00:00Z";
const ALL: &str = "/api/v1/reminders";
const DAY_BEFORE: &str = "/api/v1/reminders/westafrika-2027/day-before";

async fn list(app: &Router, query: &str) -> Value {
    let (status, body) = get(app, &format!("{ALL}?{query}")).await;
    assert_eq!(status, StatusCode::OK, "{query}: {body}");
    serde_json::from_str(&body).unwrap()
}

async fn order(app: &Router, path: &str, body: &Value) -> (StatusCode, Value) {
    let request = Request::post(path)
        .header(header::HOST, "127.0.0.1:8081")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()))
        .unwrap();
    let answer = app.clone().oneshot(request).await.unwrap();
    let status = answer.status();
    let bytes = to_bytes(answer.into_body(), 1_000_000).await.unwrap();
    (status, serde_json::from_slice(&bytes).unwrap())
}

fn rules(page: &Value) -> Vec<&str> {
    let items = page["items"].as_array().unwrap().iter();
    items.map(|one| one["rule"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn programs_see_what_the_plan_says_page_by_page() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, NOW).await;
        world.confirmed(1, None).await;
        let app = app(&world.database, 0).await;
        let whole = list(&app, "").await;
        let all = rules(&whole);
        assert!(all.is_sorted() && all.len() > 3, "{all:?}");
        let at = all.iter().position(|rule| *rule == "day-before").unwrap();
        let one = &whole["items"][at];
        for (field, value) in [
            ("slug", json!("westafrika-2027")),
            ("to", json!("confirmed")),
            ("state", json!("planned")),
            ("local", json!("2027-02-28T09:00:00")),
            ("zone", json!("Europe/Berlin")),
            ("due", json!("2027-02-28T08:00:00Z")),
            ("reminds", json!(1)),
            ("wrote", json!(0)),
            ("whole", json!(true)),
        ] {
            assert_eq!(one[field], value, "{field}: {one}");
        }
        assert!(one.get("people").is_none() && one.get("why").is_none());
        let (mut paged, mut after) = (Vec::new(), String::new());
        loop {
            let page = list(&app, &format!("limit=2{after}")).await;
            paged.extend(rules(&page).into_iter().map(str::to_owned));
            let Some(next) = page["next"].as_str() else {
                break;
            };
            after = format!("&after={next}");
        }
        assert_eq!(paged, all, "each once, in one order");
        let february = "from=2027-02-27T23:00:00Z&until=2027-02-28T22:59:59Z";
        let page = list(&app, february).await;
        assert!(rules(&page).contains(&"day-before"), "{page}");
        assert!(!rules(&page).contains(&"invited-two-weeks"), "{page}");
        assert_eq!(list(&app, "forum=nothing").await["items"], json!([]));
        for wrong in [
            "from=soon",
            "limit=0",
            "after=x",
            "month=2027-03",
            "forum=a&forum=b",
        ] {
            let (status, body) = get(&app, &format!("{ALL}?{wrong}")).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
            let problem: Value = serde_json::from_str(&body).unwrap();
            let name = wrong.split('=').next().unwrap();
            assert_eq!(problem["errors"][0]["parameter"], name, "{body}");
        }
    })
    .await;
}

#[tokio::test]
async fn programs_order_as_the_page_does_and_it_is_in_the_audit() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2026-11-10T12:00:00Z").await;
        world.confirmed(1, None).await;
        world.pass_to(NOW).await;
        let app = app(&world.database, 0).await;
        for (what, state, why) in [
            ("pause", "paused", json!("paused")),
            ("resume", "planned", Value::Null),
            ("skip", "skipped", json!("skipped_by_office")),
            ("send_now", "planned", Value::Null),
        ] {
            let (status, answer) = order(&app, DAY_BEFORE, &json!({ "order": what })).await;
            assert_eq!(status, StatusCode::OK, "{what}: {answer}");
            let now = answer.get("why").cloned().unwrap_or_default();
            assert_eq!((&answer["state"], &now), (&json!(state), &why), "{answer}");
        }
        world.work().await;
        assert_eq!(world.sent(REMINDER).len(), 1);
        let entries = audit::entries(&world.database, audit::Wish::default(), 10).await;
        let entries = entries.unwrap().into_iter();
        let noted: Vec<_> = entries.map(|entry| (entry.action, entry.subject)).collect();
        let actions: Vec<_> = noted.iter().map(|(action, _)| action.as_str()).collect();
        let ordered = ["sent_at_once", "skipped", "resumed", "paused"];
        assert_eq!(actions, ordered.map(|what| format!("reminder.{what}")));
        assert_eq!(noted[0].1, "forum/westafrika-2027/reminder/day-before");
        for (path, body, status) in [
            (
                DAY_BEFORE.replace("day-before", "no-rule"),
                json!({ "order": "pause" }),
                404,
            ),
            (
                DAY_BEFORE.replace("westafrika-2027", "nowhere"),
                json!({ "order": "skip" }),
                404,
            ),
            (DAY_BEFORE.to_owned(), json!({ "order": "explode" }), 422),
            (DAY_BEFORE.to_owned(), json!({}), 422),
        ] {
            let (found, answer) = order(&app, &path, &body).await;
            assert_eq!(found.as_u16(), status, "{path}: {answer}");
        }
    })
    .await;
}
