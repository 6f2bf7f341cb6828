//! The clock of the demo, moved as somebody would; and that nobody can move that of an office.

use std::time::Duration;

use kontor_testkit::wait;
use kontor_tests::{Browser, http::client};
use reqwest::{Method, StatusCode};

use crate::{browser::look, demo::Demo, ground::Ground, journey};

const WAIT: Duration = Duration::from_mins(1);
const NEXT: &str = "form[action*='/clock/next'] button";
const GO: &str = "form[action*='/console/clock?'] button";

/// Somebody signs up and does not confirm; their mail is there.
async fn unconfirmed(demo: &Demo) {
    let (status, receipt) = journey::sign_up(demo.public(), "zoe@example.org", "de").await;
    assert_eq!(status, 202, "{receipt}");
    let log = demo.staff_url("/console/mails?lang=en");
    let mail = async || {
        let page = journey::open(&log).await.1;
        page.contains("zoe@example.org") && !page.contains(">ready<")
    };
    assert!(wait::reached(WAIT, mail).await, "no mail");
}

#[tokio::test]
async fn months_pass_in_the_demo_and_what_was_planned_happens() {
    for width in [390, 1280] {
        let demo = Demo::start();
        unconfirmed(&demo).await;
        let browser = Browser::open(width).await;
        let clock = demo.staff_url("/console/clock?lang=en");
        browser.go(&clock).await;
        look(&browser, &format!("{width}-clock")).await;
        let text = browser.text().await;
        assert!(text.contains("A place that is kept for somebody"), "{text}");

        browser.press(NEXT).await;
        look(&browser, &format!("{width}-clock-moved")).await;
        // Whoever has not confirmed is reminded a day before the hold ends.
        let text = browser.text().await;
        assert!(text.contains("One mail was written"), "{text}");
        browser.press(NEXT).await;
        let text = browser.text().await;
        assert!(
            text.contains("One sign-up ended: not confirmed in time"),
            "{text}"
        );
        assert_eq!(browser.focus().await, "answer");
        browser.go(&demo.staff_url("/console/mails?lang=en")).await;
        browser.press("tbody th a").await;
        let mail = browser.text().await;
        assert!(mail.contains("over: not confirmed in time"), "{mail}");

        browser.go(&clock).await;
        browser.type_date("to", "2020-01-01T10:00").await;
        browser.press(GO).await;
        look(&browser, &format!("{width}-clock-refused")).await;
        assert!(browser.text().await.contains("only goes forward"));
        // On a slow machine the clock stops on the way and says so; a person goes on from there.
        let (mut text, mut began) = (String::new(), false);
        for _ in 0..6 {
            browser.type_date("to", "2029-06-01T10:00").await;
            browser.press(GO).await;
            text = browser.text().await;
            began |= text.contains("began");
            if !text.contains("the clock stopped at") {
                break;
            }
        }
        assert!(text.contains("1 June 2029"), "{text}");
        assert!(began, "the sample forums are over: {text}");
        let forum = demo.links().remove(0);
        let (status, page) = journey::open(&format!("{forum}?lang=en")).await;
        assert!(
            status == 200 && page.contains("Registration has closed"),
            "{page}"
        );
        browser.close().await;
    }
}

/// In three languages, and for whoever reads none of the pictures.
#[tokio::test]
async fn the_page_of_the_clock_speaks_every_language() {
    let demo = Demo::start();
    for (language, says) in [
        ("de", "Es ist jetzt"),
        ("en", "It is now"),
        ("fr", "Il est maintenant"),
    ] {
        let page = demo.staff_url(&format!("/console/clock?lang={language}"));
        let (status, html) = journey::open(&page).await;
        assert!(status == 200 && html.contains(says), "{html}");
        assert!(html.contains("Europe/Berlin"), "{html}");
    }
}

/// Neither `up` nor a worker by itself has the page, or anything to set that would move its clock.
#[tokio::test]
async fn nobody_moves_the_clock_of_an_office() {
    let ground = Ground::embedded().await;
    ground.succeed(&["migrate"]);
    for command in ["up", "registrations", "mailer", "partners"] {
        let kontor = ground.start(command).await;
        for path in ["/console/clock", "/console/clock/next"] {
            for base in [kontor.url(path), kontor.staff_url(path)] {
                for method in [Method::GET, Method::POST] {
                    let request = client().request(method.clone(), &base);
                    let request = request.header("sec-fetch-site", "same-origin");
                    let answer = request.send().await.unwrap();
                    let status = answer.status();
                    assert_eq!(
                        status,
                        StatusCode::NOT_FOUND,
                        "{method} {base} of {command}"
                    );
                }
            }
        }
        drop(kontor);
    }
    let routes = ground.succeed(&["routes"]);
    assert!(!routes.contains("clock"), "{routes}");
    let shown = ground.succeed(&["config", "show"]);
    let settings = shown
        .lines()
        .filter(|line| !line.trim_start().starts_with('#'));
    for line in settings {
        let name = line.split('=').next().unwrap_or_default();
        assert!(!name.contains("clock") && !name.contains("demo"), "{line}");
    }
}
