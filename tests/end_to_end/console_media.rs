//! The console on paper, for whom nothing may move, and its commands on the narrowest telephones.

use kontor_tests::Browser;

use crate::{console_pages::Desk, ground::Ground};

/// As wide as a sheet of A4 between its margins, in CSS pixels.
const PAPER: u32 = 718;

#[tokio::test]
async fn on_paper_there_is_no_navigation_and_tables_are_whole() {
    let desk = Desk::open(PAPER).await;
    desk.sign_in().await;
    let browser = &desk.browser;
    for page in ["/console/mails", "/console/forums", "/console/people"] {
        browser.show_on("screen").await;
        desk.go(page).await;
        for part in [".brand .open", ".foot a", "tbody tr"] {
            assert!(browser.shows(part).await, "{part} on the screen: {page}");
        }
        assert_eq!(
            browser.displays(".rows tbody tr").await[0],
            "block",
            "cards"
        );
        browser.show_on("print").await;
        for part in [
            "nav",
            ".brand .open",
            "form",
            "button",
            ".button",
            ".foot a",
            ".skip",
        ] {
            assert!(!browser.shows(part).await, "{part} on paper: {page}");
        }
        for (part, display) in [
            (".rows table", "table"),
            (".rows thead", "table-header-group"),
            (".rows tbody tr", "table-row"),
            (".rows tbody td", "table-cell"),
        ] {
            let found = browser.displays(part).await;
            assert!(!found.is_empty(), "no {part} on {page}");
            assert!(
                found.iter().all(|it| it == display),
                "{part} on {page}: {found:?}"
            );
        }
        assert!(
            browser.overflow().await <= 0,
            "{page} is cut off at the side"
        );
    }
    desk.browser.close().await;
}

#[tokio::test]
async fn nothing_moves_for_whoever_does_not_want_it() {
    let desk = Desk::open(1280).await;
    desk.sign_in().await;
    for page in ["/console/mails", "/console/account", "/console/people"] {
        desk.browser.prefer_motion("no-preference").await;
        desk.go(page).await;
        assert!(!desk.browser.moving().await.is_empty(), "{page}");
        desk.browser.prefer_motion("reduce").await;
        assert_eq!(desk.browser.moving().await, Vec::<String>::new(), "{page}");
    }
    desk.browser.close().await;
}

/// What is typed is read word by word; `--role` in two lines is two words.
#[tokio::test]
async fn commands_break_between_their_words_only() {
    let ground = Ground::embedded().await;
    let kontor = ground.start("up").await;
    for width in [320, 390] {
        let browser = Browser::open(width).await;
        for (page, words) in [("sign-in", 8), ("forums", 14)] {
            for language in ["de", "en", "fr"] {
                let url = kontor.staff_url(&format!("/console/{page}?lang={language}"));
                browser.go(&url).await;
                let shown = browser.displays(".command span").await.len();
                assert!(shown >= words, "{shown} words of commands at {url}");
                let wrapped = browser.broken(".command").await;
                assert!(
                    !wrapped.is_empty(),
                    "no command is longer than a line at {url}"
                );
                let broken = browser.broken(".command span").await;
                assert_eq!(broken, Vec::<String>::new(), "{url} at {width}");
                assert!(browser.overflow().await <= 0, "{url} at {width}");
            }
        }
        browser.close().await;
    }
}
