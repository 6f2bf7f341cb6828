//! Where the eye and the focus are after each answer of the form: in the window, on the news.

use kontor_tests::{Browser, Kontor};

use crate::{
    ground::{FORUM, Ground},
    journey,
};

const SEND: &str = "form[method='post'] .actions button[type='submit']";
const ANSWER: &str = "#answer";
/// A phone and a desk.
const WIDTHS: [u32; 2] = [390, 1280];

/// A forum of so many places, open in a browser.
async fn at_the_form(width: u32, capacity: u32) -> (Ground, Kontor, Browser) {
    let ground = Ground::embedded().await;
    ground.forum(capacity);
    let kontor = ground.start("up").await;
    let browser = Browser::open(width).await;
    browser
        .go(&kontor.url(&format!("/forums/{FORUM}?lang=en")))
        .await;
    (ground, kontor, browser)
}

async fn fill(browser: &Browser) {
    browser.fill("name", "Ana María").await;
    browser.fill("email", "ana@example.org").await;
}

/// The news is seen and has the focus, so that a screen reader reads it and the next Tab goes on
/// from it.
async fn assert_at_the_news(browser: &Browser, news: &str) {
    assert!(
        browser.text().await.contains(news),
        "{}",
        browser.text().await
    );
    assert!(browser.sees(ANSWER).await, "not in the window: {news}");
    assert_eq!(browser.focus().await, "answer", "{news}");
}

#[tokio::test]
async fn every_refusal_of_the_form_is_seen_and_has_the_focus() {
    for width in WIDTHS {
        let (ground, _kontor, browser) = at_the_form(width, 1).await;
        browser.fill("email", "not an address").await;
        browser.press(SEND).await;
        assert_at_the_news(&browser, "Please check the following").await;

        fill(&browser).await;
        browser.press("button[name='more']").await;
        browser.fill("participant", "Li Wei").await;
        browser.press(SEND).await;
        assert_at_the_news(&browser, "not enough free places").await;
        assert_eq!(browser.value("participant").await, "Li Wei");

        ground.apply(&Ground::file().replace("Halle 2", "Halle 3"));
        browser.press(SEND).await;
        assert_at_the_news(&browser, "have changed since you opened").await;

        let cancelled = "state = \"cancelled\"";
        ground.apply(&Ground::file().replace("state = \"published\"", cancelled));
        browser.press(SEND).await;
        assert_at_the_news(&browser, "has been cancelled since").await;
        assert_eq!(ground.places(), (0, 0));
        browser.close().await;
    }
}

#[tokio::test]
async fn another_person_is_added_where_the_eye_is() {
    for width in WIDTHS {
        let (_ground, _kontor, browser) = at_the_form(width, 100).await;
        fill(&browser).await;
        browser.press("button[name='more']").await;
        browser.fill("participant", "Li Wei").await;
        browser.press("button[name='more']").await;
        assert!(
            browser.sees("#participant-2").await,
            "the new line at {width}"
        );
        assert_eq!(browser.value("name").await, "Ana María");
        assert_eq!(browser.value("participant").await, "Li Wei");
        browser.close().await;
    }
}

#[tokio::test]
async fn another_language_keeps_what_was_typed() {
    let (_ground, _kontor, browser) = at_the_form(390, 100).await;
    fill(&browser).await;
    browser.press(".languages button[lang='fr']").await;
    assert_eq!(browser.language().await, "fr");
    assert_eq!(browser.value("name").await, "Ana María");
    assert_eq!(browser.value("email").await, "ana@example.org");
    browser.close().await;
}

#[tokio::test]
async fn a_mistyped_address_is_seen_and_corrected() {
    for width in WIDTHS {
        let (ground, _kontor, browser) = at_the_form(width, 100).await;
        browser.fill("name", "Ana María").await;
        browser.fill("email", "anna@example.org").await;
        browser.press(SEND).await;
        assert_at_the_news(&browser, "anna@example.org").await;
        ground.mail.wait_for(1).await;

        browser.press("button[name='show']").await;
        assert_eq!(browser.value("email").await, "anna@example.org");
        assert!(browser.sees("#sign-up").await, "the form at {width}");
        browser.fill("email", "ana@example.org").await;
        browser.press(SEND).await;
        assert_at_the_news(&browser, "ana@example.org").await;
        let mails = ground.mail.wait_for(2).await;
        assert!(mails[1].to.contains("ana@example.org"), "{}", mails[1].to);
        browser.close().await;
    }
}

#[tokio::test]
async fn the_button_that_confirms_is_in_the_window_however_much_is_above_it() {
    for width in WIDTHS {
        let (ground, kontor, browser) = at_the_form(width, 100).await;
        journey::sign_up_group(kontor.public, "ana@example.org", 20).await;
        let mails = ground.mail.wait_for(1).await;
        browser.go(&mails[0].link("/confirm/")).await;
        assert!(browser.text().await.contains("Person 20"));
        let button = ".at-foot button";
        assert!(browser.sees(button).await, "at first, at {width}");
        assert!(browser.accessibility_problems().await.is_empty());
        browser.press(button).await;
        assert_eq!(ground.places(), (0, 1));
        browser.close().await;
    }
}
