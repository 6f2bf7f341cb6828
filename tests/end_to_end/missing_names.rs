//! A delegation whose names are not all known: its leader takes places for them, is reminded by the rule that
//! every such forum has, names them, and is not reminded any more; on a phone and at a desk.

use jiff::{ToSpan, civil::DateTime};
use kontor_tests::Browser;
use serde_json::Value;

use crate::{
    browser::look,
    journey,
    offices::scene::{Scene, SetUp},
};

const FORUM: &str = "city-delegation";
const LEADER: &str = "leader@ministry.example";
const SEND: &str = "form[method='post'] .actions button[type='submit']";
const UNNAMED: &str = "#people + details summary";

struct Story {
    scene: Scene,
    /// The leader's.
    browser: Browser,
    width: u32,
}

impl Story {
    async fn look(&self, name: &str) {
        look(&self.browser, &format!("{}-names-{name}", self.width)).await;
    }

    async fn says(&self, text: &str) {
        let page = self.browser.text().await;
        assert!(page.contains(text), "{text}: {page}");
    }

    /// Two by name, and two whose names follow.
    async fn the_leader_signs_up(&self) {
        let public = self.scene.demo.public();
        let page = format!("http://{public}/forums/{FORUM}?lang=en");
        self.browser.go(&page).await;
        self.browser.fill("name", "Aminata Diop").await;
        self.browser.fill("email", LEADER).await;
        self.browser.press("button[name='more']").await;
        self.browser.fill_at("#participant-1", "Li Wei").await;
        self.browser.click(UNNAMED).await;
        self.browser.fill("unnamed", "two").await;
        self.browser.press(SEND).await;
        self.says("in digits").await;
        assert_eq!(self.browser.value("unnamed").await, "two", "as typed");
        self.look("wrong").await;
        self.browser.fill("unnamed", "2").await;
        self.look("form").await;
        self.browser.press(SEND).await;
        let asked = self.scene.next(LEADER, "address_check", 0).await.mail;
        assert!(
            asked.text.contains("4 people are taking part"),
            "{}",
            asked.text
        );
        assert!(
            asked.text.contains("and 2 people whose names follow"),
            "{}",
            asked.text
        );
        self.browser.go(&asked.link("/confirm/")).await;
        self.says("and 2 people whose names follow").await;
        self.look("confirm").await;
        self.browser.press(SEND).await;
        let confirmed = self.scene.next(LEADER, "confirmation", 0).await.mail;
        assert!(
            confirmed.text.contains("2 names are still missing"),
            "{}",
            confirmed.text
        );
    }

    /// The staff see it, and the plan has the reminder: when it will go.
    async fn the_office_looks(&self) -> DateTime {
        let page = format!("/console/forums/{FORUM}?lang=en");
        self.scene.desk.go(&self.scene.demo.staff_url(&page)).await;
        let text = self.scene.desk.text().await;
        assert!(text.contains("2 names to follow"), "{text}");
        let planned = self.planned();
        assert_eq!(
            (&planned["to"], &planned["reminds"]),
            (&"incomplete".into(), &1.into())
        );
        planned["local"].as_str().unwrap().parse().unwrap()
    }

    /// The reminder of missing names, as the plan has it.
    fn planned(&self) -> Value {
        let plan = ["reminders", "plan", "--forum", FORUM, "--json"];
        let plan: Value = serde_json::from_str(&self.scene.run(&plan)).unwrap();
        let mut rules = plan.as_array().unwrap().iter();
        rules
            .find(|rule| rule["rule"] == "names-missing")
            .unwrap()
            .clone()
    }

    async fn the_leader_is_reminded(&self, due: DateTime) {
        let noon = due.date().at(12, 0, 0, 0);
        self.scene
            .go_to(&noon.strftime("%Y-%m-%dT%H:%M").to_string())
            .await;
        let reminder = self.scene.next(LEADER, "names_reminder", 0).await.mail;
        journey::assert_sound(&reminder, LEADER);
        assert!(
            reminder.subject.starts_with("2 names are missing"),
            "{}",
            reminder.subject
        );
        assert!(
            reminder.text.contains("Names can be added until"),
            "{}",
            reminder.text
        );
        self.browser.go(&reminder.link("/my/")).await;
        self.says("2 names are still missing.").await;
        self.look("own").await;
    }

    /// Both lines that are missing are there to be filled in.
    async fn the_leader_names_them(&self) {
        self.browser.press(".notice a[href*='/change']").await;
        self.look("change").await;
        self.browser.fill_at("#participant-3", "Awa Ndiaye").await;
        self.browser.fill_at("#participant-4", "Ousmane Fall").await;
        self.browser.press(SEND).await;
        self.says("nobody (before: 2)").await;
        self.look("preview").await;
        self.browser.press(SEND).await;
        assert!(self.browser.sees("#answer").await, "at {}", self.width);
        let page = self.browser.text().await;
        assert!(
            page.contains("Ousmane Fall") && !page.contains("names follow"),
            "{page}"
        );
        self.look("named").await;
        let changed = self
            .scene
            .next(LEADER, "registration_changed", 0)
            .await
            .mail;
        assert!(changed.text.contains("Awa Ndiaye"), "{}", changed.text);
    }

    async fn nobody_is_reminded_of_names_any_more(&self, due: DateTime) {
        assert_eq!(self.planned()["reminds"], 0);
        let over = due.date().checked_add(9.days()).unwrap();
        self.scene.go_to(&format!("{over}T12:00")).await;
        self.scene.next(LEADER, "participant_reminder", 0).await;
        assert_eq!(self.scene.to(LEADER, "names_reminder").len(), 1);
    }
}

async fn story(width: u32, set_up: SetUp) {
    let story = Story {
        scene: Scene::open(FORUM, set_up).await,
        browser: Browser::open(width).await,
        width,
    };
    story.the_leader_signs_up().await;
    let due = story.the_office_looks().await;
    story.the_leader_is_reminded(due).await;
    story.the_leader_names_them().await;
    story.nobody_is_reminded_of_names_any_more(due).await;
    story.browser.close().await;
    story.scene.desk.close().await;
}

#[tokio::test]
async fn a_leader_names_later_who_comes_on_a_phone() {
    story(390, SetUp::Servers).await;
}

#[tokio::test]
async fn a_leader_names_later_who_comes_at_a_desk() {
    story(1280, SetUp::Embedded).await;
}
