//! The staff's pages about reminders.

use axum::http::{Method, StatusCode, header};
use kontor_testkit::on_both_engines;

use super::*;
use crate::tests::pages::{app, ask, get};

const NOW: &str = "2026-11-21T12:00:00Z";
const LIST: &str = "/console/reminders";
const ONE: &str = "/console/reminders/westafrika-2027/day-before";

#[tokio::test]
async fn every_page_opens_in_every_language_and_says_who_gets_what_and_why_not() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, NOW).await;
        world.confirmed(1, Some("FJ")).await;
        world.received(2).await;
        world.comes_with(3, 2).await;
        let app = app(&world.database, 0).await;
        for language in ["de", "en", "fr"] {
            for (path, shows) in [
                (format!("{LIST}?lang={language}"), "day-before"),
                (
                    format!("{LIST}?forum=nothing&lang={language}"),
                    "class=\"empty\"",
                ),
                (format!("{ONE}?lang={language}"), "Anna Müller-Söhne"),
                (format!("{ONE}?done=pause&lang={language}"), "id=\"answer\""),
                (
                    format!("{LIST}/westafrika-2027/unconfirmed?lang={language}"),
                    "reg_0",
                ),
                (
                    format!("{LIST}/westafrika-2027/names-missing?lang={language}"),
                    "reg_0",
                ),
                (
                    format!("{LIST}/westafrika-2027/numbers?lang={language}"),
                    "numbers",
                ),
                (
                    format!("{LIST}/westafrika-2027/still-waiting?lang={language}"),
                    "still-waiting",
                ),
            ] {
                let (status, page) = get(&app, &path).await;
                assert_eq!(status, StatusCode::OK, "{path}: {page}");
                assert!(
                    page.contains(&format!("<html lang=\"{language}\"")),
                    "{path}"
                );
                assert!(page.contains(shows), "{path}: {page}");
                assert_eq!(page.matches("<h1>").count(), 1, "{path}");
            }
        }
        // What each gets at an hour of their own is never done.
        let (_, unconfirmed) =
            get(&app, &format!("{LIST}/westafrika-2027/unconfirmed?lang=en")).await;
        assert!(unconfirmed.contains(">planned<"), "{unconfirmed}");
        let (_, list) = get(&app, &format!("{LIST}?lang=en")).await;
        assert!(list.contains("invited-two-weeks"), "{list}");
        assert!(list.contains("names-missing"), "{list}");
        let (status, _) = get(&app, &format!("{LIST}/westafrika-2027/nothing")).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn the_office_orders_from_the_page_of_a_reminder() {
    on_both_engines("mailer", &SETS, |database| async move {
        // Who has just signed up is left alone for a day, whatever the office orders.
        let mut world = World::new(database, "2026-11-10T12:00:00Z").await;
        world.confirmed(1, None).await;
        world.pass_to(NOW).await;
        let app = app(&world.database, 0).await;
        for (act, shows) in [
            ("pause", "resume"),
            ("resume", "send-now"),
            ("skip", "send-now"),
            ("send-now", "pause"),
        ] {
            let answer = ask(&app, Method::POST, &format!("{ONE}/{act}")).await;
            assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{act}");
            let to = answer.headers()[header::LOCATION]
                .to_str()
                .unwrap()
                .to_owned();
            assert!(
                to.starts_with(ONE) && to.contains(&format!("done={act}")),
                "{to}"
            );
            let (_, page) = get(&app, &to).await;
            assert!(page.contains("id=\"answer\""), "{page}");
            assert!(page.contains(&format!("{ONE}/{shows}")), "{act}: {page}");
        }
        world.work().await;
        assert_eq!(world.sent(REMINDER).len(), 1);
        for asks in ["skip", "send-now"] {
            let (status, page) = get(&app, &format!("{ONE}/{asks}")).await;
            assert_eq!(status, StatusCode::OK, "{page}");
            assert!(page.contains("<form method=\"post\""), "{page}");
        }
        let answer = ask(&app, Method::POST, &format!("{ONE}/explode")).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    })
    .await;
}
