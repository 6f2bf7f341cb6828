//! Somebody links the office's provider to their account by hand, and takes it off again.

use kontor_tests::Browser;
use serde_json::json;

use crate::{
    console::assert_sound,
    elsewhere::{ANNA, LEAVE, Office, PASSWORD},
    sign_in,
};

const ACCOUNT: &str = "/console/account?lang=en";
const LINK: &str = "form[action*='/account/provider'] button";

async fn with_password(office: &Office, width: u32) -> Browser {
    let link = office.add(ANNA, "Anna Muster");
    let browser = Browser::open(width).await;
    browser.go(&format!("{link}?lang=en")).await;
    browser.fill("password", PASSWORD).await;
    browser.fill("again", PASSWORD).await;
    browser
        .press("main form[method='post'] .actions button")
        .await;
    browser.fill("email", ANNA).await;
    browser.fill("password", PASSWORD).await;
    browser
        .press("main form[method='post'] .actions button")
        .await;
    sign_in::assert_in(&browser).await;
    browser
}

/// From the page about the account to the provider and back.
async fn link(browser: &Browser, office: &Office, password: &str) {
    browser.go(&office.kontor.staff_url(ACCOUNT)).await;
    browser.fill("provider_proof", password).await;
    browser.press(LINK).await;
}

#[tokio::test]
async fn an_account_is_linked_by_hand_and_taken_off_again() {
    for width in [390, 1280] {
        let office = Office::open(&[]).await;
        let browser = with_password(&office, width).await;
        browser.go(&office.kontor.staff_url(LEAVE)).await;
        assert!(
            browser.url().await.contains("/console/"),
            "{}",
            browser.url().await
        );
        office.sign_in().await.is_out("stranger");

        link(&browser, &office, "not the one at all").await;
        assert_sound(&browser, width, "a wrong password before linking").await;
        assert!(browser.text().await.contains("do not fit"));
        link(&browser, &office, PASSWORD).await;
        assert_sound(&browser, width, "on the way to the provider").await;
        browser.press("main a.button").await;
        assert_sound(&browser, width, "a linked account").await;
        let text = browser.text().await;
        assert!(
            text.contains("you can sign in with Keycloak from now on"),
            "{text}"
        );
        assert!(text.contains("Linked since"), "{text}");
        assert_eq!(browser.focus().await, "answer");
        office.sign_in().await.is_in("Anna Muster");

        browser.press("a[href*='/provider/remove']").await;
        assert_sound(&browser, width, "taking the provider off").await;
        assert!(browser.text().await.contains(ANNA));
        office.sign_in().await.is_in("Anna Muster");
        browser.press("main .danger").await;
        assert!(
            browser
                .text()
                .await
                .contains("does not lead into this account any more")
        );
        office.sign_in().await.is_out("stranger");
        let audit = office.ground.succeed(&["audit"]);
        for action in ["identity.linked", "identity.unlinked"] {
            assert!(audit.contains(action), "{action}: {audit}");
        }
        browser.close().await;
    }
}

/// A person of the provider has one account, and an account one person.
#[tokio::test]
async fn a_person_who_has_an_account_is_not_linked_to_another() {
    let office = Office::open(&[("create_accounts", "true")]).await;
    let dora = json!({ "sub": "dora-1", "email": "dora@office.example", "name": "Dora" });
    office.provider.person(dora).await;
    office.sign_in().await.is_in("Dora");
    let browser = with_password(&office, 390).await;
    link(&browser, &office, PASSWORD).await;
    browser.press("main a.button").await;
    assert_sound(&browser, 390, "a person who has another account").await;
    let text = browser.text().await;
    assert!(text.contains("belongs to another account"), "{text}");
    office.sign_in().await.is_in("Dora");
    browser.close().await;
}

/// Where there are no passwords a link lets in, and the provider that is linked then is the only way in.
#[tokio::test]
async fn the_only_way_into_an_account_cannot_be_taken_off() {
    let office = Office::open(&[("only", "true")]).await;
    let link = office.add(ANNA, "Anna Muster");
    let browser = Browser::open(1280).await;
    browser.go(&format!("{link}?lang=en")).await;
    browser.press("main form button").await;
    browser.go(&office.kontor.staff_url(ACCOUNT)).await;
    browser.press(LINK).await;
    browser.press("main a.button").await;
    assert_sound(&browser, 1280, "the only way in").await;
    let text = browser.text().await;
    assert!(text.contains("the only way into this account"), "{text}");
    assert!(!browser.shows("a[href*='/provider/remove']").await);
    let remove = "/console/account/provider/remove?lang=en";
    browser.go(&office.kontor.staff_url(remove)).await;
    assert!(browser.text().await.contains("Page not found"));
    office.sign_in().await.is_in("Anna Muster");
    browser.close().await;
}

/// An answer that was fetched for one session does not link the account of another.
#[tokio::test]
async fn an_answer_links_only_the_account_that_asked_for_it() {
    let office = Office::open(&[]).await;
    let browser = with_password(&office, 1280).await;
    link(&browser, &office, PASSWORD).await;
    let there = browser.href("main a.button").await;
    // Another session of the same browser.
    sign_in::sign_out(&browser, 1280).await;
    browser.fill("email", ANNA).await;
    browser.fill("password", PASSWORD).await;
    browser
        .press("main form[method='post'] .actions button")
        .await;
    browser.go(&there).await;
    let text = browser.text().await;
    assert!(text.contains("was not begun in this browser"), "{text}");
    office.sign_in().await.is_out("stranger");
    browser.close().await;
}
