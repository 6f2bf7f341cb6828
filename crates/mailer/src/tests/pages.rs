//! The mail log as the staff sees it.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Method, Request, StatusCode, header},
    response::Response,
};
use kontor_runtime::Clock;
use kontor_store::{Database, Work, audit};
use kontor_testkit::{FakeClock, on_both_engines};
use tower::ServiceExt;

use super::office::{SETS, publish_forum, queue};
use crate::{
    domain::MailState,
    http::{self, HttpState},
    letter::samples,
    store::{Attempt, Command, Kept, Marks, Record, claim_due, find_mail},
};

const NOW: &str = "2026-11-21T12:00:00Z";

pub(super) async fn app(database: &Database, mails: u128) -> Router {
    app_with(database, mails, kontor_runtime::Health::default()).await
}

async fn app_with(database: &Database, mails: u128, health: kontor_runtime::Health) -> Router {
    let clock = FakeClock::at(NOW);
    publish_forum(database, &*clock).await;
    for number in 1..=mails {
        queue(database, &*clock, number, "anna@müller-söhne.de").await;
    }
    let state = HttpState {
        database: database.clone(),
        clock,
        sender: samples::sender(),
        wake: std::sync::Arc::default(),
        health,
        ids: std::sync::Arc::clone(&kontor_testkit::process(FakeClock::at(NOW)).ids),
    };
    let gate = kontor_web::NoAccounts::gate();
    kontor_web::staff(&samples::site(), http::pages(state).staff, &[], &gate)
}

pub(super) async fn ask(app: &Router, method: Method, path: &str) -> Response {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "127.0.0.1:8081")
        .header(header::ACCEPT, "text/html")
        .header("sec-fetch-site", "same-origin")
        .body(Body::empty())
        .unwrap();
    app.clone().oneshot(request).await.unwrap()
}

pub(super) async fn get(app: &Router, path: &str) -> (StatusCode, String) {
    let response = ask(app, Method::GET, path).await;
    let status = response.status();
    let bytes = to_bytes(response.into_body(), 1_000_000).await.unwrap();
    (status, String::from_utf8(bytes.to_vec()).unwrap())
}

/// Mail 1 was handed over and then refused.
pub(super) async fn fail_first(database: &Database) {
    let now_ms = FakeClock::at(NOW).as_ref().now_ms();
    let mail = claim_due(database, now_ms, now_ms + 1, 1)
        .await
        .unwrap()
        .remove(0);
    let commands = [
        Command::HandOver {
            id: mail.id,
            fence: mail.fence,
            message: Some(Kept {
                subject: "Bestätigt: Forum".into(),
                bytes: samples::message(&mail.key),
            }),
        },
        Command::Record(Box::new(Record {
            id: mail.id,
            fence: mail.fence,
            state: MailState::Failed,
            due_at: None,
            attempts: 1,
            interruptions: 0,
            uncertainties: 0,
            first_tried_at: Some(now_ms),
            now_ms,
            told: None,
            attempt: Some(Attempt {
                phase: Some("dot"),
                reply: "554 5.7.1 <b>spam</b>".into(),
            }),
        })),
    ];
    for command in commands {
        let tx = database.begin().await.unwrap();
        assert_eq!(Marks.apply(&tx, &[command]).await.unwrap(), [true]);
        tx.commit().await.unwrap();
    }
}

/// The first thing that staff see while no mail leaves is why, and how many wait since when.
#[tokio::test]
async fn the_log_says_that_the_relay_is_down_and_what_waits() {
    on_both_engines("mailer", &SETS, |database| async move {
        let health = kontor_runtime::Health::default();
        let relay = health.outside(crate::RELAY);
        let app = app_with(&database, 2, health).await;
        relay.up();
        let (_, page) = get(&app, "/console/mails?lang=en").await;
        assert!(!page.contains("notice bad"), "{page}");
        relay.down("connection refused by <relay>");
        let site = samples::site();
        for language in ["de", "en", "fr"] {
            let text = |key| {
                site.words()
                    .text(&language.parse().unwrap(), key, &[])
                    .unwrap()
            };
            let (status, page) = get(&app, &format!("/console/mails?lang={language}")).await;
            assert_eq!(status, StatusCode::OK);
            let down = text("mail-log-relay-down");
            let reason = format!("<strong>{down}</strong> connection refused by &lt;relay&gt;");
            assert!(page.contains(&reason), "{page}");
            let waits = format!("<li>2 {}, ", text("mail-state-ready"));
            assert!(page.contains(&waits), "{waits} {page}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_log_lists_and_pages() {
    on_both_engines("mailer", &SETS, |database| async move {
        let app = app(&database, 60).await;
        let (status, page) = get(&app, "/console/mails?lang=de").await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(page.matches("<th scope=\"row\">").count(), 50);
        let next = page
            .split("href=\"/console/mails?before=")
            .nth(1)
            .expect("a next page");
        let next = next.split(['"', '&']).next().unwrap();
        let (_, second) = get(&app, &format!("/console/mails?before={next}")).await;
        assert_eq!(second.matches("<th scope=\"row\">").count(), 10);
        let (_, none) = get(&app, "/console/mails?state=failed&lang=en").await;
        assert!(none.contains("No e-mails match."));
        let (status, wrong) = get(&app, "/console/mails?registration=4711&lang=en").await;
        assert_eq!(status, StatusCode::OK);
        assert!(wrong.contains("This is not the number of a registration"));
    })
    .await;
}

#[tokio::test]
async fn a_mail_is_shown_as_it_was_sent_and_can_be_sent_again() {
    on_both_engines("mailer", &SETS, |database| async move {
        let app = app(&database, 2).await;
        fail_first(&database).await;
        let id = "mail_00000000000000000000000000000001";
        let (status, page) = get(&app, &format!("/console/mails/{id}?lang=en")).await;
        assert_eq!(status, StatusCode::OK);
        assert!(page.contains("554 5.7.1 &lt;b&gt;spam") && !page.contains("<b>spam"));
        assert!(page.contains("As it was sent") && page.contains("<iframe"));
        for (view, says) in [
            ("text", "<pre"),
            ("calendar", "BEGIN:VTIMEZONE"),
            ("else", "<iframe"),
        ] {
            let path = format!("/console/mails/{id}?view={view}");
            let (_, page) = get(&app, &path).await;
            assert!(page.contains(says), "{view}: {page}");
        }
        let frame = ask(&app, Method::GET, &format!("/console/mails/{id}/html")).await;
        let policy = frame.headers()[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("sandbox"));
        assert!(!policy.contains("script"));
        assert!(page.contains(&format!(
            "<a href=\"/console/mails/{id}/html\">Open it on a page"
        )));
        let (_, source) = get(&app, &format!("/console/mails/{id}/source")).await;
        assert!(source.contains("Message-ID: <confirmation.reg_"));
        let (_, calendar) = get(&app, &format!("/console/mails/{id}/calendar")).await;
        assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n"));

        let path = format!("/console/mails/{id}/send-again");
        let (status, page) = get(&app, &path).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert!(page.contains("class=\"danger\""), "{page}");
        assert_eq!(noted(&database).await, [""; 0], "a page does nothing");
        let again = ask(&app, Method::POST, &path).await;
        assert_eq!(again.status(), StatusCode::SEE_OTHER);
        let mail = find_mail(&database, id.parse().unwrap())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(mail.state, MailState::Ready);
        assert_eq!(noted(&database).await, [id]);
        assert_eq!(
            ask(&app, Method::POST, &path).await.status(),
            StatusCode::CONFLICT
        );
        assert_eq!(noted(&database).await, [id], "what is refused is not noted");
    })
    .await;
}

/// The mails that the audit says were sent again by whoever is on this machine.
async fn noted(database: &Database) -> Vec<String> {
    let rows = audit::entries(database, audit::Wish::default(), 10)
        .await
        .unwrap();
    let rows = rows.into_iter().map(|row| {
        assert_eq!(
            (row.actor, row.action.as_str()),
            (audit::Actor::CommandLine, "mail.sent_again")
        );
        row.subject
    });
    rows.collect()
}

#[tokio::test]
async fn another_site_cannot_press_the_button() {
    on_both_engines("mailer", &SETS, |database| async move {
        let app = app(&database, 1).await;
        fail_first(&database).await;
        let id = "mail_00000000000000000000000000000001";
        let request = Request::post(format!("/console/mails/{id}/send-again"))
            .header(header::HOST, "127.0.0.1:8081")
            .header("sec-fetch-site", "cross-site")
            .body(Body::empty())
            .unwrap();
        let response = app.oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::FORBIDDEN);
        let mail = find_mail(&database, id.parse().unwrap())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(mail.state, MailState::Failed);
    })
    .await;
}

#[tokio::test]
async fn a_mail_that_is_not_sent_yet_is_shown_as_it_would_be() {
    on_both_engines("mailer", &SETS, |database| async move {
        let app = app(&database, 1).await;
        let id = "mail_00000000000000000000000000000001";
        let (_, page) = get(&app, &format!("/console/mails/{id}?lang=fr")).await;
        assert!(page.contains("Tel qu’il serait envoyé maintenant"));
        for path in [
            "/console/mails/nonsense",
            "/console/mails/mail_00000000000000000000000000000099",
        ] {
            assert_eq!(get(&app, path).await.0, StatusCode::NOT_FOUND);
        }
    })
    .await;
}

#[tokio::test]
async fn the_log_is_json_for_programs() {
    on_both_engines("mailer", &SETS, |database| async move {
        let app = app(&database, 2).await;
        fail_first(&database).await;
        let (status, list) = get(&app, "/api/v1/mails?state=failed").await;
        assert_eq!(status, StatusCode::OK);
        let (_, one) = get(&app, "/api/v1/mails/mail_00000000000000000000000000000001").await;
        let list: serde_json::Value = serde_json::from_str(&list).unwrap();
        let one: serde_json::Value = serde_json::from_str(&one).unwrap();
        assert_eq!(list["items"].as_array().unwrap().len(), 1);
        assert_eq!(one["attempt_log"][0]["reply"], "554 5.7.1 <b>spam</b>");
        if database.engine() == kontor_store::Engine::Sqlite {
            insta::assert_json_snapshot!("mail_as_json", one);
        }
        assert_eq!(
            get(&app, "/api/v1/mails?state=lost").await.0,
            StatusCode::UNPROCESSABLE_ENTITY
        );
    })
    .await;
}

#[tokio::test]
async fn a_mail_is_found_by_name_address_company_or_number() {
    on_both_engines("mailer", &SETS, |database| async move {
        let app = app(&database, 2).await;
        for (typed, found) in [
            ("anna", 2),
            ("M%C3%9CLLER+anna", 2),
            ("s%C3%B6hne.de", 2),
            ("nobody", 0),
            ("100%25", 0),
            ("reg_00000000000000000000000000000002", 1),
        ] {
            let (status, page) = get(&app, &format!("/console/mails?q={typed}")).await;
            assert_eq!(status, StatusCode::OK);
            assert_eq!(page.matches("<th scope=\"row\">").count(), found, "{typed}");
        }
    })
    .await;
}

/// A mail that was sent goes out once more as a new one, with the details of today.
#[tokio::test]
async fn a_sent_mail_is_sent_again_as_a_new_one() {
    on_both_engines("mailer", &SETS, |database| async move {
        let app = app(&database, 1).await;
        let sql = "UPDATE mails SET state = 'sent', due_at = NULL";
        let tx = database.begin().await.unwrap();
        tx.execute(sql, []).await.unwrap();
        tx.commit().await.unwrap();
        let id = "mail_00000000000000000000000000000001";
        let path = format!("/console/mails/{id}/send-again");
        let answer = ask(&app, Method::POST, &path).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let to = answer.headers()[header::LOCATION]
            .to_str()
            .unwrap()
            .to_owned();
        let to = to.split('?').next().unwrap().to_owned();
        assert!(!to.ends_with(id), "another mail: {to}");
        let (_, page) = get(&app, "/console/mails").await;
        assert_eq!(page.matches("<th scope=\"row\">").count(), 2);
        let copy: kontor_contracts::MailId = to.rsplit('/').next().unwrap().parse().unwrap();
        assert_eq!(noted(&database).await, [copy.to_string()]);
        let copy = find_mail(&database, copy).await.unwrap().unwrap();
        assert_eq!(
            (copy.state, copy.key.revision.as_str()),
            (MailState::Ready, "1.2")
        );
    })
    .await;
}

/// Whoever looks into the log, or into the database, confirms nothing by it.
#[tokio::test]
async fn the_secret_of_a_link_is_shown_nowhere() {
    on_both_engines("mailer", &SETS, |database| async move {
        let app = app(&database, 0).await;
        super::office::queue_asking(&database, 7, "anna@example.org").await;
        let id = "mail_00000000000000000000000000000007";
        for part in ["", "?view=text", "/html", "/source"] {
            let (status, page) = get(&app, &format!("/console/mails/{id}{part}")).await;
            assert_eq!(status, StatusCode::OK);
            assert!(!page.contains("Zm9v_YmFy"), "{part}");
        }
    })
    .await;
}
