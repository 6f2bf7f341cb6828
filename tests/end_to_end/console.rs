//! Somebody of the staff is let in, signs in and out, as they see it.

use std::{
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use kontor_testkit::wait;
use kontor_tests::{Browser, ports, program};

use crate::{ground::Ground, journey};

const WAIT: Duration = Duration::from_secs(30);

const PASSWORD: &str = "correct horse battery staple";
const SEND: &str = "form[method='post'] .actions button[type='submit']";

/// Nothing scrolls sideways, and axe-core finds nothing.
pub(crate) async fn assert_sound(browser: &Browser, width: u32, what: &str) {
    if let Some(folder) = std::env::var_os("KONTOR_TEST_PICTURES") {
        let name = format!("{width}-console-{}.png", what.replace(['/', ' '], "-"));
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
        assert_sound(&browser, width, "the page of the link").await;
        assert!(browser.text().await.contains("Anna Muster"));
        browser.fill("password", PASSWORD).await;
        browser.fill("again", PASSWORD).await;
        browser.press(SEND).await;

        assert_sound(&browser, width, "the door").await;
        browser.fill("email", "anna@office.example").await;
        browser.fill("password", "not the one at all").await;
        browser.press(SEND).await;
        assert_sound(&browser, width, "the refusal").await;
        assert!(browser.url().await.contains("/console/sign-in"));
        browser.fill("password", PASSWORD).await;
        browser.press(SEND).await;

        // The first page that she may see.
        assert!(browser.url().await.contains("/console/forums"));
        for page in [
            "/console/account",
            "/console/people",
            "/console/second-factor",
        ] {
            browser
                .go(&kontor.staff_url(&format!("{page}?lang=en")))
                .await;
            assert_sound(&browser, width, page).await;
            assert!(browser.url().await.contains(page), "{page}");
        }
        browser.close().await;
    }
}

/// Starts `kontor up` on a terminal of its own, which copies what is said there into a file.
fn on_a_terminal(ground: &Ground, said: &Path) -> Child {
    let (public, staff) = (ports::free(), ports::free());
    let settings = ground.settings.clone();
    let settings = settings
        .with("http.listen", public)
        .with("staff.listen", staff)
        .with("site.public_url", format!("http://{public}"));
    let up = program::command(&settings, ground.folder(), &["up"]);
    let mut terminal = Command::new("script");
    terminal
        .args(["-qfec", &format!("'{}' up", program::path().display())])
        .arg(said)
        .current_dir(ground.folder())
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    for (name, value) in up.get_envs() {
        match value {
            Some(value) => terminal.env(name, value),
            None => terminal.env_remove(name),
        };
    }
    terminal.spawn().unwrap()
}

/// `up` on a terminal, where nobody can sign in yet: its link makes the first administrator.
#[tokio::test]
async fn the_first_administrator_comes_by_the_link_that_up_prints() {
    let ground = Ground::embedded().await;
    let said = ground.folder().join("terminal");
    let mut terminal = on_a_terminal(&ground, &said);
    let link = async || {
        let text = std::fs::read_to_string(&said).unwrap_or_default();
        let mut words = text.split_whitespace();
        words
            .find(|word| word.contains("/console/link/"))
            .map(str::to_owned)
    };
    assert!(
        wait::reached(WAIT, async || link().await.is_some()).await,
        "no link"
    );
    let link = link().await.unwrap();
    let form = "name=Anna&email=anna@office.example&password=vier+kluge+enten+im+teich\
                &again=vier+kluge+enten+im+teich";
    let (status, _) = journey::send(&link, form).await;
    assert_eq!(status, 303, "chosen");
    let people = ground.succeed(&["staff", "list", "--json"]);
    assert!(
        people.contains("anna@office.example") && people.contains("admin"),
        "{people}"
    );
    let (status, _) = journey::send(&link, form).await;
    assert_eq!(status, 410, "once");
    terminal.kill().unwrap();
    terminal.wait().unwrap();
}
