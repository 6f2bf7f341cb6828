//! A delegation: its leader signs up ten people on one form, on a phone and at a desk; each gets mail, a
//! calendar entry and a link of their own, and the leader puts somebody in the place of another.

use std::collections::BTreeSet;

use kontor_tests::{Browser, Kontor, mail::Mail};

use crate::{
    browser::look,
    ground::{FORUM, Ground},
    journey,
};

const SEND: &str = "form[method='post'] .actions button[type='submit']";
const LEADER: &str = "leader@ministry.example";

/// Nine people as a spreadsheet has them, in three languages.
fn list() -> String {
    let line = |at: usize| {
        let language = ["de", "fr", "en"][at % 3];
        format!("Guest {at};guest{at}@company{at}.example;{language}")
    };
    (1..=9).map(line).collect::<Vec<_>>().join("\n")
}

struct Scene {
    width: u32,
    ground: Ground,
    kontor: Kontor,
    browser: Browser,
}

impl Scene {
    async fn look(&self, name: &str) {
        look(&self.browser, &format!("{}-delegation-{name}", self.width)).await;
    }

    /// The mails after the first `before`, once there are `count`.
    async fn mails(&self, before: usize, count: usize) -> Vec<Mail> {
        let mut mails = self.ground.mail.wait_for(before + count).await;
        mails.split_off(before)
    }

    async fn sign_up(&self) {
        let page = self.kontor.url(&format!("/forums/{FORUM}?lang=en"));
        self.browser.go(&page).await;
        self.browser.fill("name", "Aminata Diop").await;
        self.browser.fill("email", LEADER).await;
        self.browser.click("#people details summary").await;
        self.browser.fill("list", &list()).await;
        self.look("list").await;
        self.browser.press("button[name='add_list']").await;
        assert!(self.browser.has_focus("#people").await || self.browser.sees("#people").await);
        assert_eq!(self.browser.value("email").await, LEADER, "nothing is lost");
        self.look("people").await;
        self.browser.press(SEND).await;
        let asked = self.mails(0, 1).await;
        self.browser.go(&asked[0].link("/confirm/")).await;
        self.browser.press(SEND).await;
    }

    /// Everybody has one mail; the links of the guests, by the address.
    async fn everybody_is_told(&self) -> Vec<Mail> {
        let mails = self.mails(1, 10).await;
        for mail in &mails {
            journey::assert_sound(mail, mail.to.as_str());
            let entry = mail.calendar.as_ref().expect("an entry of their own");
            assert_eq!(
                (entry.content_method.as_str(), entry.method.as_str()),
                ("REQUEST", "REQUEST")
            );
        }
        let uids: BTreeSet<_> = mails
            .iter()
            .map(|mail| &mail.calendar.as_ref().unwrap().uid)
            .collect();
        assert_eq!(uids.len(), 10, "one entry for each");
        let of = |who: &str| mails.iter().find(|mail| mail.to.contains(who)).unwrap();
        let said = [
            ("guest3@", "Sie sind angemeldet"),
            ("guest1@", "Inscription"),
            ("guest2@", "You are registered"),
        ];
        for (who, subject) in said {
            assert!(of(who).subject.starts_with(subject), "{}", of(who).subject);
            assert!(of(who).text.contains("Aminata Diop"), "{}", of(who).text);
        }
        assert_eq!(self.ground.places(), (0, 1));
        mails
    }

    async fn the_leader_replaces_one(&self, leader: &Mail) {
        self.browser.go(&leader.link("/my/")).await;
        let page = self.browser.text().await;
        for at in 1..=9 {
            assert!(
                page.contains(&format!("guest{at}@company{at}.example")),
                "{page}"
            );
        }
        self.look("own").await;
        self.browser.press("a[href*='/change']").await;
        self.look("change").await;
        self.browser
            .press("button[name='remove'][value='10']")
            .await;
        self.browser.press("button[name='more']").await;
        assert!(
            self.browser.sees("#participant-10").await,
            "at {}",
            self.width
        );
        let last = "#participant-10";
        self.browser.fill_at(last, "Instead of 9").await;
        self.browser
            .fill_at("#participant-10-email", "instead@company9.example")
            .await;
        self.browser.press(SEND).await;
        let page = self.browser.text().await;
        assert!(
            page.contains("Instead of 9") && page.contains("Guest 9"),
            "{page}"
        );
        assert!(
            self.browser.sees(SEND).await,
            "what will happen, and the button, at {}",
            self.width
        );
        self.look("preview").await;
        assert_eq!(self.ground.mail.files().len(), 11, "looking tells nobody");
        self.browser.press(SEND).await;
        assert!(self.browser.sees("#answer").await, "at {}", self.width);
        self.look("changed").await;
        let mails = self.mails(11, 3).await;
        let of = |who: &str| mails.iter().find(|mail| mail.to.contains(who)).unwrap();
        let gone = of("guest9@").calendar.as_ref().unwrap();
        assert_eq!(
            (gone.content_method.as_str(), gone.method.as_str()),
            ("CANCEL", "CANCEL")
        );
        assert!(of("instead@").calendar.is_some());
        assert!(
            of(LEADER).text.contains("Instead of 9"),
            "{}",
            of(LEADER).text
        );
        assert_eq!(self.ground.places(), (0, 1));
    }

    async fn one_takes_off_their_own_name(&self, guest: &Mail) {
        self.browser.go(&guest.link("/me/")).await;
        self.browser.click("details summary").await;
        self.look("me").await;
        self.browser.press("a[href*='/take-off']").await;
        self.look("take-off").await;
        self.browser.press(SEND).await;
        assert!(self.browser.sees("#answer").await, "at {}", self.width);
        self.look("taken-off").await;
        let mails = self.mails(14, 2).await;
        let to: BTreeSet<_> = mails.iter().map(|mail| mail.to.contains(LEADER)).collect();
        assert_eq!(to.len(), 2, "both are told");
        assert_eq!(self.ground.places(), (0, 1));
    }

    /// The forum moves, and everybody who still comes hears of it themselves.
    async fn everybody_hears_of_a_change(&self) {
        let starts = ["forum", "move", FORUM, "--starts", "2030-03-19T09:30"];
        let would = self.ground.succeed(&[&starts[..], &["--dry-run"]].concat());
        assert!(would.contains("9 people are told"), "{would}");
        self.ground.succeed(&starts);
        let mails = self.mails(16, 9).await;
        let to: BTreeSet<_> = mails.iter().map(|mail| &mail.to).collect();
        assert_eq!(to.len(), 9);
        assert!(mails.iter().all(|mail| mail.calendar.is_some()));
        for mail in &mails {
            let path = if mail.to.contains(LEADER) {
                "/my/"
            } else {
                "/me/"
            };
            self.browser.go(&mail.link(path)).await;
            assert!(
                self.browser.shows("main h1").await,
                "who cannot come says so by one button"
            );
            assert!(self.browser.text().await.contains("19"), "{}", mail.to);
        }
    }
}

async fn story(width: u32) {
    let ground = Ground::embedded().await;
    ground.forum(12);
    let kontor = ground.start("up").await;
    let browser = Browser::open(width).await;
    let scene = Scene {
        width,
        ground,
        kontor,
        browser,
    };
    scene.sign_up().await;
    let mails = scene.everybody_is_told().await;
    let of = |who: &str| mails.iter().find(|mail| mail.to.contains(who)).unwrap();
    scene.the_leader_replaces_one(of(LEADER)).await;
    scene.one_takes_off_their_own_name(of("guest2@")).await;
    scene.everybody_hears_of_a_change().await;
    scene.browser.close().await;
    let Scene {
        ground, mut kontor, ..
    } = scene;
    assert!(kontor.stop().await, "{}", kontor.log());
    drop(ground);
}

#[tokio::test]
async fn ten_are_signed_up_on_one_form_and_one_is_replaced_on_a_phone() {
    story(390).await;
}

#[tokio::test]
async fn ten_are_signed_up_on_one_form_and_one_is_replaced_at_a_desk() {
    story(1280).await;
}
