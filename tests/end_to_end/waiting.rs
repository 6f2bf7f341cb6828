//! A full forum: people wait for places in a browser, on a phone and at a desk, and hear of them by mail.

use kontor_tests::{Browser, Kontor, mail::Mail};

use crate::{
    browser::look,
    ground::{FORUM, Ground},
    journey,
};

const SEND: &str = "form[method='post'] .actions button[type='submit']";

/// Fills the form in and sends it, follows the mail, and presses the button there.
async fn join(ground: &Ground, kontor: &Kontor, browser: &Browser, who: &str) {
    let before = ground.mail.files().len();
    let page = kontor.url(&format!("/forums/{FORUM}?lang=en"));
    browser.go(&page).await;
    browser.fill("name", "Ana María").await;
    browser.fill("email", who).await;
    browser.press(SEND).await;
    let mails = ground.mail.wait_for(before + 1).await;
    browser.go(&mails[before].link("/confirm/")).await;
    browser.press(SEND).await;
    ground.mail.wait_for(before + 2).await;
}

/// What everybody stands on in the story below.
struct Scene {
    width: u32,
    ground: Ground,
    kontor: Kontor,
    browser: Browser,
}

impl Scene {
    async fn go_to_forum(&self) {
        let page = self.kontor.url(&format!("/forums/{FORUM}?lang=en"));
        self.browser.go(&page).await;
    }

    async fn look(&self, name: &str) {
        look(&self.browser, &format!("{}-waiting-{name}", self.width)).await;
    }

    /// The form of a full forum says what it is for, and so does every step after it. Ends with the link
    /// to the place in the line.
    async fn second_joins(&self) -> String {
        self.go_to_forum().await;
        let page = self.browser.text().await;
        assert!(page.contains("Sign up for the waiting list"), "{page}");
        assert!(page.contains("up to 48 hours to accept it"), "{page}");
        self.look("full").await;
        join(
            &self.ground,
            &self.kontor,
            &self.browser,
            "second@example.org",
        )
        .await;
        let page = self.browser.text().await;
        assert!(page.contains("You are on the waiting list"), "{page}");
        let mail = &self.ground.mail.wait_for(4).await[3];
        journey::assert_sound(mail, "second@example.org");
        assert!(mail.text.contains("number 1 in line"), "{}", mail.text);
        let waiting = mail.link("/my/");
        self.browser.go(&waiting).await;
        assert!(self.browser.text().await.contains("number 1 in line"));
        self.look("line").await;
        assert_eq!(self.ground.places(), (0, 1));
        waiting
    }

    /// Whoever has lost the mail gets the link again, and a stranger learns nothing.
    async fn the_link_is_asked_for(&self, waiting: &str) {
        for who in ["second@example.org", "nobody@example.org"] {
            self.go_to_forum().await;
            self.browser.press("a[href*='my-registration']").await;
            self.look("ask").await;
            self.browser.fill("email", who).await;
            self.browser.press(SEND).await;
            let page = self.browser.text().await;
            let told = "is signed up for this forum, an e-mail";
            assert!(page.contains(told), "{page}");
        }
        let mail = &self.ground.mail.wait_for(5).await[4];
        let how = "You are on the waiting list";
        assert!(mail.text.contains(how), "{}", mail.text);
        assert_ne!(mail.link("/my/"), waiting);
    }

    /// Who cannot come is told what will happen, and that it has. Ends with the offer to the next.
    async fn first_calls_off(&self) -> Mail {
        let confirmation = self.ground.mail.wait_for(2).await.remove(1);
        let confirmed = confirmation.calendar.as_ref().unwrap();
        let own = confirmation.link("/my/");
        self.browser.go(&own).await;
        self.look("own").await;
        self.browser.press("a[href*='/call-off']").await;
        self.look("call-off").await;
        assert_eq!(self.ground.places(), (0, 1), "looking changes nothing");
        self.browser.press(SEND).await;
        assert!(self.browser.sees("#answer").await, "at {}", self.width);
        assert!(self.browser.text().await.contains("has been called off"));
        let mut mails = self.ground.mail.wait_for(7).await.split_off(5);
        let at = |mails: &[Mail], who: &str| mails.iter().position(|mail| mail.to.contains(who));
        let off = mails.remove(at(&mails, "first@").unwrap());
        assert!(off.subject.starts_with("Called off"), "{}", off.subject);
        let entry = off.calendar.as_ref().expect("it leaves the calendar");
        assert_eq!(
            (entry.content_method.as_str(), entry.method.as_str()),
            ("CANCEL", "CANCEL")
        );
        assert_eq!(entry.uid, confirmed.uid, "the entry of the confirmation");
        let offer = mails.remove(at(&mails, "second@").unwrap());
        journey::assert_sound(&offer, "second@example.org");
        let subject = &offer.subject;
        assert!(subject.starts_with("A place for you"), "{subject}");
        offer
    }

    /// The offer is kept for whoever it was made to, and taken by one button.
    async fn second_takes(&self, offer: &Mail) {
        let (status, _) = journey::sign_up(self.kontor.public, "third@example.org", "en").await;
        assert_eq!(status, 409, "for everybody else the forum is full");
        self.browser.go(&offer.link("/my/")).await;
        self.look("offer").await;
        self.browser.press(SEND).await;
        assert!(self.browser.sees("#answer").await, "at {}", self.width);
        let page = self.browser.text().await;
        assert!(page.contains("Thank you, you are registered"), "{page}");
        let confirmation = &self.ground.mail.wait_for(8).await[7];
        journey::assert_sound(confirmation, "second@example.org");
        assert!(confirmation.calendar.is_some());
        assert_eq!(self.ground.places(), (0, 1));
    }
}

#[tokio::test]
async fn a_place_that_is_given_back_goes_to_whoever_waits() {
    for width in [390, 1280] {
        let ground = Ground::embedded().await;
        ground.forum(1);
        let kontor = ground.start("up").await;
        let browser = Browser::open(width).await;
        join(&ground, &kontor, &browser, "first@example.org").await;
        let mut scene = Scene {
            width,
            ground,
            kontor,
            browser,
        };
        let waiting = scene.second_joins().await;
        scene.the_link_is_asked_for(&waiting).await;
        let offer = scene.first_calls_off().await;
        scene.second_takes(&offer).await;
        scene.browser.close().await;
        assert!(scene.kontor.stop().await, "{}", scene.kontor.log());
    }
}

/// A group that is larger than what is left may wait as a whole; one that is larger than the forum is told.
#[tokio::test]
async fn a_group_for_which_places_do_not_suffice_may_wait_as_a_whole() {
    let ground = Ground::embedded().await;
    ground.forum(2);
    let kontor = ground.start("up").await;
    let browser = Browser::open(390).await;
    join(&ground, &kontor, &browser, "first@example.org").await;
    browser
        .go(&kontor.url(&format!("/forums/{FORUM}?lang=en")))
        .await;
    browser.fill("name", "Ana María").await;
    browser.fill("email", "group@example.org").await;
    browser.press("button[name='more']").await;
    browser.fill("participant", "Li Wei").await;
    browser.press(SEND).await;
    assert!(browser.sees("#answer").await);
    assert!(browser.text().await.contains("not enough free places"));
    browser.click("input[name='wait']").await;
    browser.press(SEND).await;
    let mails = ground.mail.wait_for(3).await;
    journey::press(&mails[2].link("/confirm/")).await;
    let mails = ground.mail.wait_for(4).await;
    assert!(
        mails[3].subject.starts_with("On the waiting list"),
        "{}",
        mails[3].subject
    );
    browser.close().await;
}
