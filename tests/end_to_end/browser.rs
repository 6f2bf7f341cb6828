//! A company signs up in a real browser, on a phone and at a desk, without JavaScript of ours, and
//! axe-core finds nothing.

use kontor_tests::{Browser, Kontor};

use crate::{
    ground::{FORUM, Ground},
    journey,
};

async fn ready() -> (Ground, Kontor) {
    let ground = Ground::embedded().await;
    ground.forum(100);
    let kontor = ground.start("up").await;
    (ground, kontor)
}

/// Looks at the page that is open: no sideways scrolling, no marks of ours around a command, nothing that
/// axe-core finds wrong.
pub(crate) async fn look(browser: &Browser, name: &str) {
    let picture = browser.picture().await;
    keep(name, &picture);
    assert!(browser.overflow().await <= 0, "{name} scrolls sideways");
    let text = browser.text().await;
    // The strangest data has marks of its own.
    let is_clean = name.contains("strangest") || !text.contains('`');
    assert!(is_clean, "{name} shows a mark of ours: {text}");
    let problems = browser.accessibility_problems().await;
    assert!(problems.is_empty(), "{name}:\n{}", problems.join("\n"));
}

/// Keeps pictures in a folder, if `KONTOR_TEST_PICTURES` names one, for people to look at.
fn keep(name: &str, picture: &[u8]) {
    if let Some(folder) = std::env::var_os("KONTOR_TEST_PICTURES") {
        let path = std::path::PathBuf::from(folder).join(format!("{name}.png"));
        std::fs::write(path, picture).unwrap();
    }
}

async fn sign_up_in_a_browser(width: u32) {
    let (ground, kontor) = ready().await;
    let browser = Browser::open(width).await;
    browser.go(&kontor.url("/?lang=fr")).await;
    assert_eq!(browser.language().await, "fr");
    look(&browser, &format!("{width}-forums")).await;
    browser
        .go(&kontor.url(&format!("/forums/{FORUM}?lang=fr")))
        .await;
    look(&browser, &format!("{width}-forum")).await;

    browser.fill("email", "not an address").await;
    browser
        .press("form[method='post'] .actions button[type='submit']")
        .await;
    look(&browser, &format!("{width}-forum-with-errors")).await;
    assert!(kontor_tests::mail::read(&ground.mail.files()).is_empty());

    browser.fill("name", "Zoë von der Leyen").await;
    browser
        .fill("organisation", "Müller-Söhne GmbH & Co. KG")
        .await;
    browser.fill("email", "zoe@example.org").await;
    browser
        .press("form[method='post'] .actions button[type='submit']")
        .await;
    look(&browser, &format!("{width}-check-your-mail")).await;
    let url = browser.url().await;
    assert!(
        !url.contains("zoe") && !url.contains("example.org"),
        "personal data in {url}"
    );

    let mails = ground.mail.wait_for(1).await;
    journey::assert_sound(&mails[0], "zoe@example.org");
    browser.go(&mails[0].link("/confirm/")).await;
    assert_eq!(
        browser.language().await,
        "fr",
        "the page speaks the language of the sign-up"
    );
    look(&browser, &format!("{width}-confirm")).await;
    assert_eq!(
        ground.places(),
        (1, 0),
        "opening the page must change nothing"
    );
    browser
        .press("form[method='post'] button[type='submit']")
        .await;
    look(&browser, &format!("{width}-confirmed")).await;
    assert_eq!(ground.places(), (0, 1));
    let mails = ground.mail.wait_for(2).await;
    assert!(mails[1].calendar.is_some());

    look_at_the_rest(&browser, &ground, &kontor, width).await;
    browser.close().await;
}

/// The frame around a mail shows it whole at a desk, and not much empty paper below it.
async fn look_at_the_frame(browser: &Browser, ground: &Ground) {
    let frame = browser.height("iframe.mail").await;
    let url = browser.url().await;
    let path = url.split('?').next().unwrap_or_default();
    let (_, html) = journey::open(&format!("{path}/html")).await;
    let alone = ground.folder().join("mail.html");
    std::fs::write(&alone, html).unwrap();
    browser.go(&format!("file://{}", alone.display())).await;
    let mail = browser.height("body").await;
    assert!((mail..mail + 150).contains(&frame), "{frame} for {mail}");
    browser.go(&url).await;
}

/// The pages that a sign-up does not come by.
async fn look_at_the_rest(browser: &Browser, ground: &Ground, kontor: &Kontor, width: u32) {
    for page in ["/console/mails", "/console/forums", "/console/sources"] {
        assert_eq!(
            journey::open(&kontor.staff_url(page)).await.0,
            200,
            "{page}"
        );
        browser.go(&kontor.staff_url(page)).await;
        look(browser, &format!("{width}{}", page.replace('/', "-"))).await;
    }
    browser.go(&kontor.staff_url("/console/mails")).await;
    browser.press("main tbody a[href^='/console/mails/']").await;
    look(browser, &format!("{width}-staff-mail")).await;
    if width > 1000 {
        look_at_the_frame(browser, ground).await;
    }
    for (page, status) in [
        ("/listings", 200),
        ("/api", 200),
        ("/problems", 200),
        ("/nowhere", 404),
    ] {
        assert_eq!(journey::open(&kontor.url(page)).await.0, status, "{page}");
        browser.go(&kontor.url(page)).await;
        look(browser, &format!("{width}{}", page.replace('/', "-"))).await;
    }
}

#[tokio::test]
async fn a_company_signs_up_on_a_phone() {
    sign_up_in_a_browser(390).await;
}

#[tokio::test]
async fn a_company_signs_up_at_a_desk() {
    sign_up_in_a_browser(1280).await;
}

/// The whole form by keyboard alone: tab through the fields, type, submit with Enter.
#[tokio::test]
async fn the_form_is_usable_by_keyboard_alone() {
    const TAB: char = '\u{E004}';
    const ENTER: char = '\u{E007}';
    let (ground, kontor) = ready().await;
    let browser = Browser::open(1280).await;
    browser
        .go(&kontor.url(&format!("/forums/{FORUM}?lang=en")))
        .await;
    for (field, typed) in [("name", "Ana María"), ("email", "ana@example.org")] {
        let mut steps = 0;
        while browser.focus().await != field {
            browser.key(TAB).await;
            steps += 1;
            assert!(steps < 60, "{field} cannot be reached by keyboard");
        }
        for letter in typed.chars() {
            browser.key(letter).await;
        }
    }
    browser.key(ENTER).await;
    let mails = ground.mail.wait_for(1).await;
    journey::assert_sound(&mails[0], "ana@example.org");
    browser.close().await;
}

/// By a name and without TLS, as an office tries it in its own network: browsers then send no
/// `Sec-Fetch-Site`, and the form must still be known as ours.
#[tokio::test]
async fn a_name_without_tls_is_good_enough_to_try_it() {
    let (ground, kontor) = ready().await;
    let browser = Browser::open(1280).await;
    let page = kontor.url(&format!("/forums/{FORUM}?lang=en"));
    browser.go(&page.replace("127.0.0.1", "forum.test")).await;
    browser.fill("name", "Ana María").await;
    browser.fill("email", "ana@example.org").await;
    browser
        .press("form[method='post'] .actions button[type='submit']")
        .await;
    assert!(browser.text().await.contains("ana@example.org"));
    let mails = ground.mail.wait_for(1).await;
    journey::assert_sound(&mails[0], "ana@example.org");
    browser.close().await;
}

/// What somebody takes along on paper: when, where and whom to ask, and no form.
#[tokio::test]
async fn a_forum_is_printed_on_one_page_without_its_form() {
    let (ground, kontor) = ready().await;
    let browser = Browser::open(1280).await;
    for language in ["de", "en", "fr"] {
        let page = kontor.url(&format!("/forums/{FORUM}?lang={language}"));
        browser.go(&page).await;
        browser.show_on("screen").await;
        for part in ["form", "button", ".languages"] {
            assert!(browser.shows(part).await, "{part} on the screen: {page}");
        }
        browser.show_on("print").await;
        for part in ["form", "input", "button", ".button", ".languages", ".skip"] {
            assert!(!browser.shows(part).await, "{part} on paper: {page}");
        }
        let text = browser.text().await;
        for fact in ["2030", "Hanse", "Messeplatz 1", "forum@office.example.org"] {
            assert!(text.contains(fact), "{fact} is missing on paper:\n{text}");
        }
        let printed = browser.printed().await;
        assert_eq!(pages(&printed), 1, "{page}");
    }
    browser.close().await;
    drop(ground);
}

/// How many pages a PDF has: its objects of the type Page (ISO 32000-1, 7.7.3.3).
fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    let after = text.split("/Type /Page").skip(1);
    after.filter(|rest| !rest.starts_with('s')).count()
}
