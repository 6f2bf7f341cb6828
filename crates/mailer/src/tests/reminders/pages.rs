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

const MONTH: &str = "/console/reminders?month=2027-02";

/// What stands on a day of the month, if it has a place in the grid.
fn day(page: &str, words: &str) -> String {
    let (_, rest) = page.split_once(&format!(">{words}<")).expect(words);
    rest.split("</td>").next().unwrap().to_owned()
}

#[tokio::test]
async fn a_month_has_each_reminder_on_its_day_by_the_offices_clock() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, NOW).await;
        let app = app(&world.database, 0).await;
        world.sequence = 3;
        // Sunday morning in Auckland is Saturday evening in Berlin.
        world
            .publish(|forum| {
                for moment in [&mut forum.starts, &mut forum.ends] {
                    "Pacific/Auckland".clone_into(&mut moment.zone);
                }
            })
            .await;
        world.confirmed(1, Some("FJ")).await;
        for (language, month, day_before, of) in [
            (
                "de",
                "Februar 2027",
                "Samstag, 27. Februar 2027",
                "1 Person",
            ),
            (
                "en",
                "February 2027",
                "Saturday, 27 February 2027",
                "1 person",
            ),
            ("fr", "février 2027", "samedi 27 février 2027", "1 personne"),
        ] {
            let (status, page) = get(&app, &format!("{MONTH}&lang={language}")).await;
            assert_eq!(status, StatusCode::OK, "{page}");
            assert!(page.contains(&format!("<caption>{month}")), "{page}");
            assert_eq!(page.matches("<th scope=\"col\">").count(), 7);
            assert_eq!(page.matches("<td").count(), 28, "from a Monday to a Sunday");
            let day = day(&page, day_before);
            let link = format!("<a href=\"{ONE}?lang={language}\">");
            assert!(day.contains(&link) && day.contains(of), "{day}");
            assert!(page.contains("month=2027-01") && page.contains("month=2027-03"));
        }
        let (_, march) = get(&app, "/console/reminders?month=2027-03&lang=en").await;
        let outside = march.matches("class=\"outside").count();
        assert_eq!(outside, 4, "1 March is a Monday, 4 April a Sunday: {march}");
        let (_, other) = get(&app, &format!("{MONTH}&forum=nothing&lang=en")).await;
        assert!(
            other.contains("No reminder is due in this month."),
            "{other}"
        );
        assert!(other.contains("month=2027-03&amp;forum=nothing"), "{other}");
        for odd in ["2027-13", "1900-01", "soon"] {
            let (status, _) = get(&app, &format!("{LIST}?month={odd}")).await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{odd}");
        }
    })
    .await;
}

/// A rule that stands still, or is left out, looks so; what was sent at once stays on the day on which it was.
#[tokio::test]
async fn a_month_shows_what_the_office_ordered() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2026-11-10T12:00:00Z").await;
        world.confirmed(1, None).await;
        world.pass_to(NOW).await;
        let app = app(&world.database, 0).await;
        for (act, looks) in [("pause", true), ("resume", false), ("skip", true)] {
            ask(&app, Method::POST, &format!("{ONE}/{act}")).await;
            let (_, page) = get(&app, &format!("{MONTH}&lang=en")).await;
            let day = day(&page, "Sunday, 28 February 2027");
            assert_eq!(day.contains("class=\"off\""), looks, "{act}: {day}");
        }
        ask(&app, Method::POST, &format!("{ONE}/send-now")).await;
        world.pass_to("2026-12-24T12:00:00Z").await;
        let (_, page) = get(&app, "/console/reminders?month=2026-11&lang=en").await;
        let day = day(&page, "Saturday, 21 November 2026");
        assert!(day.contains(ONE) && day.contains("13:00"), "{day}");
        assert!(
            page.contains("id=\"today\" aria-current=\"date\""),
            "{page}"
        );
    })
    .await;
}
