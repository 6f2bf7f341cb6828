//! Somebody of the staff is let in, signs in and out, as they see it.

use kontor_tests::Browser;

use crate::ground::Ground;

const PASSWORD: &str = "correct horse battery staple";
const SEND: &str = "form[method='post'] .actions button[type='submit']";

/// Nothing scrolls sideways, and axe-core finds nothing.
async fn assert_sound(browser: &Browser, what: &str) {
    if let Some(folder) = std::env::var_os("KONTOR_TEST_PICTURES") {
        let name = format!("console-{}.png", what.replace(['/', ' '], "-"));
        std::fs::write(
            std::path::Path::new(&folder).join(name),
            browser.picture().await,
        )
        .unwrap();
    }
    assert!(browser.overflow().await <= 0, "{what} scrolls sideways");
    let problems = browser.accessibility_problems().await;
    assert!(problems.is_empty(), "{what}:\n{}", problems.join("\n"));
}

#[tokio::test]
async fn whoever_was_added_chooses_a_password_and_signs_in() {
    for width in [390, 1280] {
        let ground = Ground::embedded().await;
        let kontor = ground.start("up").await;
        let add = [
            "staff",
            "add",
            "anna@office.example",
            "--name",
            "Anna Muster",
            "--role",
            "admin",
        ];
        let said = ground.succeed(&add);
        let link = said
            .split_whitespace()
            .find(|word| word.starts_with("http"));
        let path = link.unwrap().split_once("/console/").unwrap().1;
        let browser = Browser::open(width).await;

        browser
            .go(&kontor.staff_url(&format!("/console/{path}?lang=en")))
            .await;
        assert_sound(&browser, "the page of the link").await;
        assert!(browser.text().await.contains("Anna Muster"));
        browser.fill("password", PASSWORD).await;
        browser.fill("again", PASSWORD).await;
        browser.press(SEND).await;

        assert_sound(&browser, "the door").await;
        browser.fill("email", "anna@office.example").await;
        browser.fill("password", "not the one at all").await;
        browser.press(SEND).await;
        assert_sound(&browser, "the refusal").await;
        assert!(browser.url().await.contains("/console/sign-in"));
        browser.fill("password", PASSWORD).await;
        browser.press(SEND).await;

        assert!(
            browser.text().await.contains("Anna Muster"),
            "{}",
            browser.text().await
        );
        for page in [
            "/console/account",
            "/console/people",
            "/console/second-factor",
        ] {
            browser
                .go(&kontor.staff_url(&format!("{page}?lang=en")))
                .await;
            assert_sound(&browser, page).await;
            assert!(browser.url().await.contains(page), "{page}");
        }
        browser.close().await;
    }
}
