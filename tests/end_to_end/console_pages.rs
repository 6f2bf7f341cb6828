//! Every page of the console in a browser: at both widths, light and dark, by keyboard, and where the
//! eye and the focus are after each act.

use kontor_testkit::{
    networks::{
        EenStub, Stub,
        een::{STUB_KEY, profile},
    },
    wait,
};
use kontor_tests::{Browser, Kontor};

use crate::{
    browser::look,
    ground::{FORUM, Ground},
    journey,
};

const PASSWORD: &str = "correct horse battery staple";
const SEND: &str = "main form[method='post'] button[type='submit']";
const WIDTHS: [u32; 2] = [390, 1280];
const TAB: char = '\u{E004}';
const ENTER: char = '\u{E007}';
const ESCAPE: char = '\u{E00C}';

/// An office with one of everything, its console open in a browser, and somebody signed in.
pub(crate) struct Desk {
    ground: Ground,
    kontor: Kontor,
    pub(crate) browser: Browser,
    _network: EenStub,
}

impl Desk {
    pub(crate) async fn open(width: u32) -> Self {
        let ground = Ground::embedded().await;
        let network = EenStub::start().await;
        network.put(profile("FR-1", "2026-11-01T08:00:00Z"));
        let file = ground.folder().join("kontor.toml");
        std::fs::write(&file, source(&network)).unwrap();
        ground.forum(100);
        let kontor = ground.start("up").await;
        let (status, _) = journey::sign_up(kontor.public, "zoe@example.org", "de").await;
        assert_eq!(status, 202);
        ground.mail.wait_for(1).await;
        let browser = Browser::open(width).await;
        Self {
            ground,
            kontor,
            browser,
            _network: network,
        }
    }

    /// Lets an administrator in, who chooses a password and signs in.
    pub(crate) async fn sign_in(&self) {
        let email = "anna@office.example";
        let add = [
            "staff",
            "add",
            email,
            "--name",
            "Anna Muster",
            "--role",
            "admin",
        ];
        let said = self.ground.succeed(&add);
        let mut words = said.split_whitespace();
        let link = words.find(|word| word.starts_with("http")).unwrap();
        let path = link.split_once("/console/").unwrap().1;
        self.go(&format!("/console/{path}")).await;
        self.browser.fill("password", PASSWORD).await;
        self.browser.fill("again", PASSWORD).await;
        self.browser.press(SEND).await;
        self.browser.fill("email", email).await;
        self.browser.fill("password", PASSWORD).await;
        self.browser.press(SEND).await;
    }

    pub(crate) async fn go(&self, path: &str) {
        let separator = if path.contains('?') { '&' } else { '?' };
        let address = format!("{path}{separator}lang=en");
        self.browser.go(&self.kontor.staff_url(&address)).await;
    }

    /// The address of the first thing of a list.
    async fn first_of(&self, list: &str) -> String {
        self.go(list).await;
        self.browser.press("tbody th a").await;
        let url = self.browser.url().await;
        let path = url.split_once("/console/").unwrap().1;
        format!("/console/{}", path.split('?').next().unwrap())
    }

    /// The news of what was just done, or could not be: seen, and with the focus.
    async fn assert_at_the_news(&self, news: &str) {
        let text = self.browser.text().await;
        assert!(text.contains(news), "{news}:\n{text}");
        assert!(
            self.browser.sees("#answer").await,
            "not in the window: {news}"
        );
        assert_eq!(self.browser.focus().await, "answer", "{news}");
    }
}

fn source(network: &EenStub) -> String {
    format!(
        "[[partners.sources]]\nname = \"network\"\ntitle = \"A made-up network\"\n\
         [partners.sources.een]\nurl = \"{}\"\napi_key = \"{STUB_KEY}\"\n",
        network.url
    )
}

#[tokio::test]
async fn every_page_is_sound_on_a_phone_and_at_a_desk_light_and_dark() {
    for width in WIDTHS {
        let desk = Desk::open(width).await;
        desk.go("/console/forums").await;
        assert!(desk.browser.text().await.contains("kontor staff add"));
        look(&desk.browser, &format!("{width}-console-nobody")).await;
        desk.sign_in().await;
        let mail = desk.first_of("/console/mails").await;
        let person = desk.first_of("/console/people").await;
        let reminder = desk.first_of("/console/reminders").await;
        let sample = |data| format!("/console/mail-samples/confirmation/fr?data={data}");
        let pages = [
            ("forums", "/console/forums".to_owned()),
            ("forum", format!("/console/forums/{FORUM}")),
            ("forum-change", format!("/console/forums/{FORUM}/change")),
            ("codes-none", format!("/console/forums/{FORUM}/codes")),
            ("reminders", "/console/reminders".to_owned()),
            (
                "reminders-month",
                "/console/reminders?month=2030-03".to_owned(),
            ),
            (
                "reminders-month-none",
                "/console/reminders?month=2029-02&forum=nothing".to_owned(),
            ),
            ("reminder", reminder.clone()),
            ("reminder-skip", format!("{reminder}/skip")),
            ("mails", "/console/mails?q=zoe".to_owned()),
            ("mails-none", "/console/mails?q=nobody".to_owned()),
            ("mail", mail.clone()),
            ("mail-text", format!("{mail}?view=text")),
            ("samples", "/console/mail-samples".to_owned()),
            ("sample", sample("ordinary")),
            ("sample-strangest", sample("strangest")),
            ("sample-barest", sample("barest")),
            (
                "sample-table",
                "/console/mail-samples/forum_changed/de?data=strangest".to_owned(),
            ),
            ("sources", "/console/sources".to_owned()),
            ("source", "/console/sources/network?asked=1".to_owned()),
            ("people", "/console/people".to_owned()),
            ("person", person),
            ("account", "/console/account?done=session".to_owned()),
            ("second-factor", "/console/second-factor".to_owned()),
            ("problem", "/console/forums/nowhere".to_owned()),
        ];
        for scheme in ["light", "dark"] {
            desk.browser.prefer(scheme).await;
            for (name, path) in &pages {
                desk.go(path).await;
                look(&desk.browser, &format!("{width}-{scheme}-{name}")).await;
                assert!(desk.browser.text().await.contains("Anna Muster") || width < 600);
            }
        }
        desk.browser.close().await;
    }
}

/// On a phone the navigation opens over the page, has the focus next, and goes by Escape.
#[tokio::test]
async fn on_a_phone_the_navigation_opens_and_closes_without_a_script() {
    let desk = Desk::open(390).await;
    desk.sign_in().await;
    desk.go("/console/mails").await;
    let entrance = ".entrances a[href^='/console/forums']";
    assert!(!desk.browser.shows(entrance).await);
    desk.browser.click(".brand .open").await;
    assert!(desk.browser.sees(entrance).await);
    look(&desk.browser, "390-navigation").await;
    desk.browser.key(ESCAPE).await;
    assert!(!desk.browser.shows(entrance).await);
    desk.browser.click(".brand .open").await;
    desk.browser.press(entrance).await;
    assert!(desk.browser.url().await.contains("/console/forums"));
    desk.browser.close().await;
}

/// From the beginning of a page by Tab alone: what comes, in its order, each with an outline to see.
#[tokio::test]
async fn the_console_is_walked_by_keyboard_alone() {
    let desk = Desk::open(1280).await;
    desk.sign_in().await;
    desk.go("/console/mails").await;
    let mut order = [
        "#content",
        "/console?",
        "/console/forums",
        "search",
        "tbody th a",
    ]
    .iter();
    let mut next = order.next();
    for _ in 0..40 {
        let Some(wanted) = next else { break };
        desk.browser.key(TAB).await;
        let outline = desk.browser.outline().await;
        let focus = desk.browser.focused().await;
        assert!(outline >= 2.0, "{focus} has the focus and no outline");
        let arrived = match *wanted {
            "tbody th a" => desk.browser.has_focus(wanted).await,
            wanted => focus.contains(wanted),
        };
        if arrived {
            next = order.next();
        }
    }
    assert_eq!(next, None, "not reached by Tab in this order");
    desk.browser.key(ENTER).await;
    let opened = async || desk.browser.url().await.contains("/console/mails/mail_");
    assert!(wait::reached(std::time::Duration::from_secs(30), opened).await);
    desk.browser.key(TAB).await;
    desk.browser.key(ENTER).await;
    let at_content = async || desk.browser.focus().await == "content";
    assert!(
        wait::reached(std::time::Duration::from_secs(30), at_content).await,
        "the first link leads to the content"
    );
    desk.browser.close().await;
}

#[tokio::test]
async fn after_each_act_eye_and_focus_are_on_the_news() {
    for width in WIDTHS {
        let desk = Desk::open(width).await;
        desk.sign_in().await;
        let browser = &desk.browser;
        desk.go("/console/sources/network").await;
        browser.press(SEND).await;
        desk.assert_at_the_news("will begin within a few seconds")
            .await;

        desk.go("/console/people").await;
        browser.fill("name", "Ben").await;
        browser.fill("email", "ben@nowhere").await;
        browser.press("main form button[type='submit']").await;
        desk.assert_at_the_news("e-mail address").await;
        browser.fill("email", "ben@office.example").await;
        browser.press("main button[value='hand']").await;
        desk.assert_at_the_news("It works once").await;

        desk.go("/console/people").await;
        let ben = "//th/a[text()='Ben']";
        browser.press_at(ben).await;
        browser.press("a[href*='/disable']").await;
        assert!(browser.text().await.contains("cannot sign in any more"));
        look(browser, &format!("{width}-confirm")).await;
        assert!(browser.sees("main .danger").await, "the step between");
        browser.press("main form a.secondary").await;
        assert!(
            !browser.text().await.contains("disabled"),
            "a no does nothing"
        );
        browser.press("a[href*='/disable']").await;
        browser.press("main .danger").await;
        desk.assert_at_the_news("the account is changed").await;
        assert!(browser.text().await.contains("disabled"));
        desk.browser.close().await;
    }
}

/// A code for a partner: what is wrong with it, that it is there, and that it has ended.
#[tokio::test]
async fn a_code_is_made_and_ended_with_the_news_in_the_window() {
    for width in WIDTHS {
        let desk = Desk::open(width).await;
        desk.sign_in().await;
        let browser = &desk.browser;
        desk.go(&format!("/console/forums/{FORUM}/invitations"))
            .await;
        browser.press("main a[href*='/codes']").await;
        browser.fill("name", "Chamber of Lyon").await;
        browser.fill("uses", "0").await;
        browser.press(SEND).await;
        desk.assert_at_the_news("from 1 to 10000").await;
        look(browser, &format!("{width}-codes-wrong")).await;
        browser.fill("uses", "25").await;
        browser.press(SEND).await;
        desk.assert_at_the_news("The code for Chamber of Lyon")
            .await;
        look(browser, &format!("{width}-codes")).await;
        browser.press("tbody a[href*='/end']").await;
        look(browser, &format!("{width}-code-end")).await;
        browser.press("main .danger").await;
        desk.assert_at_the_news("The code has been ended").await;
        look(browser, &format!("{width}-code-ended")).await;
        desk.browser.close().await;
    }
}

/// An organiser moves a forum: what is wrong stands where the eye is, then old and new, then that it is done.
#[tokio::test]
async fn a_forum_is_changed_with_the_news_in_the_window() {
    for width in WIDTHS {
        let desk = Desk::open(width).await;
        desk.sign_in().await;
        let browser = &desk.browser;
        desk.go(&format!("/console/forums/{FORUM}/change")).await;
        browser.fill("capacity", "0").await;
        browser.press("main form button[value='show']").await;
        desk.assert_at_the_news("Please check the following").await;
        browser.fill("capacity", "120").await;
        browser.type_date("starts", "2030-03-19T10:00").await;
        browser.press("main form button[value='show']").await;
        let text = browser.text().await;
        assert!(text.contains("Registration closes"), "moves along: {text}");
        assert!(
            browser.sees("main tbody th").await,
            "old and new at {width}"
        );
        look(browser, &format!("{width}-change-preview")).await;
        browser.press("main form button[value='do']").await;
        desk.assert_at_the_news("The forum was changed").await;
        desk.browser.close().await;
    }
}
