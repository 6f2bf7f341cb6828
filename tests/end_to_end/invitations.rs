//! Invitations by the built program: a list as an office has it, mails that a foreign server receives, personal
//! links in a browser on a phone and at a desk, and nobody reminded who has answered.

use std::time::Duration;

use kontor_testkit::wait;
use kontor_tests::{Browser, Kontor, Settings, mail::Mail, program};
use serde_json::Value;

use crate::{
    browser::look,
    demo::Demo,
    ground::{FORUM, Ground},
    journey,
};

const SEND: &str = "form[method='post'] .actions button[type='submit']";
/// As a spreadsheet in Germany writes it: Windows-1252, semicolons, with a row in which something is wrong.
const LIST: &[u8] = b"E-Mail;Vorname;Nachname;Firma;Sprache;Land\r\n\
    anna@example.org;Anna;K\xf6nig;M\xfcller-S\xf6hne GmbH & Co. KG;de;Deutschland\r\n\
    niemand;Ben;Braun;;de;DE\r\n\
    cleo@example.org;Cl\xe9o;Dupont;Sahel Agro;fr;Senegal\r\n";

struct Scene {
    width: u32,
    ground: Ground,
    kontor: Kontor,
    browser: Browser,
}

impl Scene {
    async fn open(width: u32) -> Self {
        let ground = Ground::embedded().await;
        ground.apply(&format!("by_invitation_only = true\n{}", Ground::file()));
        let kontor = ground.start("up").await;
        let browser = Browser::open(width).await;
        Self {
            width,
            ground,
            kontor,
            browser,
        }
    }

    async fn look(&self, name: &str) {
        look(&self.browser, &format!("{}-invitations-{name}", self.width)).await;
    }

    /// The office invites; whoever is on the list has a mail in their own language.
    async fn office_invites(&self) -> (Mail, Mail) {
        std::fs::write(self.ground.folder().join("guests.csv"), LIST).unwrap();
        let invite = ["forum", "invite", FORUM, "--list", "guests.csv"];
        let dry: Vec<_> = invite.into_iter().chain(["--dry-run"]).collect();
        let would = self.ground.succeed(&dry);
        assert!(would.contains("2 would be invited"), "{would}");
        let said = self.ground.succeed(&invite);
        let told = "2 invited, 0 already invited, 0 already signed up, 1 broken";
        assert!(said.contains(told), "{said}");
        let mut mails = self.ground.mail.wait_for(2).await;
        mails.sort_by(|one, other| one.to.cmp(&other.to));
        let (cleo, anna) = (mails.remove(1), mails.remove(0));
        journey::assert_sound(&anna, "anna@example.org");
        journey::assert_sound(&cleo, "cleo@example.org");
        assert!(anna.subject.starts_with("Einladung"), "{}", anna.subject);
        assert!(anna.text.contains("Guten Tag Anna König"), "{}", anna.text);
        assert_eq!(cleo.language.as_deref(), Some("fr"));
        (anna, cleo)
    }

    /// Whoever is not invited sees that, and nothing more.
    async fn strangers_are_told(&self) {
        let page = self.kontor.url(&format!("/forums/{FORUM}?lang=de"));
        self.browser.go(&page).await;
        let text = self.browser.text().await;
        assert!(text.contains("Nur auf Einladung"), "{text}");
        assert!(!text.contains("Anna"), "{text}");
        self.look("only").await;
        let (status, refused) =
            journey::sign_up(self.kontor.public, "anna@example.org", "de").await;
        assert_eq!(
            (status.as_u16(), &refused["code"]),
            (403, &"by_invitation_only".into())
        );
        self.browser.fill("code", "ZZZZZ-ZZZZZ").await;
        self.browser.press("form[method='get'] button").await;
        let text = self.browser.text().await;
        assert!(text.contains("Diesen Code kennen wir"), "{text}");
        self.look("unknown-code").await;
    }

    /// The form is filled in; one button, and there is a confirmation.
    async fn anna_comes(&self, invitation: &Mail) {
        self.browser.go(&invitation.link("/invited/")).await;
        assert_eq!(self.browser.value("name").await, "Anna König");
        assert_eq!(self.browser.value("email").await, "anna@example.org");
        self.look("form").await;
        // A line for somebody else, who then stays at home: still the personal link.
        self.browser.press("button[name='more']").await;
        self.browser.fill_at("#participant-1", "Uwe Lang").await;
        self.browser.press("button[name='more']").await;
        self.browser.press("button[name='remove'][value='1']").await;
        assert_eq!(self.browser.value("email").await, "anna@example.org");
        self.browser.press(SEND).await;
        assert!(self.browser.sees("#answer").await, "at {}", self.width);
        let text = self.browser.text().await;
        assert!(text.contains("Sie sind angemeldet"), "{text}");
        self.look("confirmed").await;
        let confirmation = &self.ground.mail.wait_for(3).await[2];
        journey::assert_sound(confirmation, "anna@example.org");
        assert!(confirmation.calendar.is_some(), "no second question");
        assert_eq!(self.ground.places(), (0, 1));
        self.browser.go(&invitation.link("/invited/")).await;
        self.look("answered").await;
    }

    /// Looking declines nothing; the button does, and it can be taken back.
    async fn cleo_declines(&self, invitation: &Mail) {
        self.browser.go(&invitation.link("/invited/")).await;
        self.browser.press("a[href*='/decline']").await;
        self.look("decline").await;
        assert_eq!(self.states(), ["answered", "invited"]);
        self.browser.press(SEND).await;
        assert!(self.browser.sees("#answer").await, "at {}", self.width);
        let text = self.browser.text().await;
        assert!(text.contains("Merci de nous avoir prévenus"), "{text}");
        self.look("declined").await;
        assert_eq!(self.states(), ["answered", "declined"]);
    }

    fn states(&self) -> Vec<String> {
        let list = self
            .ground
            .succeed(&["forum", "invitations", FORUM, "--json"]);
        let list: Value = serde_json::from_str(&list).unwrap();
        let found = list["invitations"].as_array().unwrap().iter();
        found
            .map(|one| one["state"].as_str().unwrap().to_owned())
            .collect()
    }

    /// A partner's people come by a link with its code, as many as it is good for.
    async fn a_partner_sends_somebody(&self) {
        let made = self.ground.succeed(&[
            "forum",
            "code",
            FORUM,
            "--name",
            "Chamber of Lyon",
            "--uses",
            "1",
            "--places",
            "2",
        ]);
        let link = made.lines().last().unwrap();
        let path = link.split_once("/forums/").unwrap().1;
        let link = self.kontor.url(&format!("/forums/{path}&lang=en"));
        self.browser.go(&link).await;
        self.look("code").await;
        self.browser.fill("name", "Léa Martin").await;
        self.browser.fill("email", "lea@example.org").await;
        self.browser.press(SEND).await;
        let text = self.browser.text().await;
        assert!(text.contains("check your inbox"), "{text}");
        self.browser.go(&link).await;
        let text = self.browser.text().await;
        assert!(text.contains("has been used up"), "{text}");
        let codes = self.ground.succeed(&["forum", "codes", FORUM]);
        assert!(codes.contains("Chamber of Lyon"), "{codes}");
    }

    /// The staff see who has answered, and paste a list.
    async fn staff_look(&self) {
        let page = format!("/console/forums/{FORUM}/invitations?lang=de");
        self.browser.go(&self.kontor.staff_url(&page)).await;
        let text = self.browser.text().await;
        assert!(
            text.contains("Cléo Dupont") && text.contains("abgesagt"),
            "{text}"
        );
        self.look("staff").await;
        let list = "E-Mail;Name\nanna@example.org;Anna\nniemand;Ben";
        self.browser.fill("list", list).await;
        self.browser.press("button[value='try']").await;
        let text = self.browser.text().await;
        assert!(text.contains("Niemand würde neu eingeladen"), "{text}");
        assert!(text.contains("Zeile 3: E-Mail:"), "{text}");
        self.look("staff-tried").await;
        self.browser.press("a[href*='/withdraw']").await;
        self.look("staff-withdraw").await;
        self.browser.press(SEND).await;
        assert!(self.browser.sees("#answer").await, "at {}", self.width);
        assert_eq!(self.states(), ["answered", "withdrawn"]);
    }

    /// What the page does, by command, with the exit codes that are documented.
    fn commands_withdraw_and_end(&self) {
        let list = self
            .ground
            .succeed(&["forum", "invitations", FORUM, "--json"]);
        let list: Value = serde_json::from_str(&list).unwrap();
        let number = |state: &str| {
            let mut all = list["invitations"].as_array().unwrap().iter();
            let found = all.find(|one| one["state"] == state).unwrap();
            found["id"].as_str().unwrap().to_owned()
        };
        let withdraw = |number: &str, forum: &str| {
            let output = self
                .ground
                .run(&["forum", "withdraw", forum, number, "--json"]);
            (
                output.status.code(),
                String::from_utf8_lossy(&output.stdout).into_owned(),
            )
        };
        let (code, said) = withdraw(&number("withdrawn"), FORUM);
        let said: Value = serde_json::from_str(&said).unwrap();
        assert_eq!((code, &said["state"]), (Some(0), &"withdrawn".into()));
        assert_eq!(withdraw(&number("answered"), FORUM).0, Some(3));
        assert_eq!(withdraw(&number("answered"), "nowhere").0, Some(4));
        let nobody = "inv_01990000000070008000000000000000";
        assert_eq!(withdraw(nobody, FORUM).0, Some(4));
        let codes = self.ground.succeed(&["forum", "codes", FORUM, "--json"]);
        let codes: Value = serde_json::from_str(&codes).unwrap();
        let code = codes[0]["code"].as_str().unwrap();
        let ended =
            self.ground
                .succeed(&["forum", "end-code", FORUM, &code.to_lowercase(), "--json"]);
        let ended: Value = serde_json::from_str(&ended).unwrap();
        assert!(ended["ended_at"].is_string(), "{ended}");
        let unknown = self
            .ground
            .run(&["forum", "end-code", FORUM, "ZZZZZ-ZZZZZ"]);
        assert_eq!(unknown.status.code(), Some(4));
    }
}

#[tokio::test]
async fn invited_people_come_by_their_links_or_decline_and_strangers_stay_out() {
    for width in [390, 1280] {
        let mut scene = Scene::open(width).await;
        let (anna, cleo) = scene.office_invites().await;
        scene.strangers_are_told().await;
        scene.anna_comes(&anna).await;
        scene.cleo_declines(&cleo).await;
        scene.a_partner_sends_somebody().await;
        scene.staff_look().await;
        scene.commands_withdraw_and_end();
        scene.browser.close().await;
        assert!(scene.kontor.stop().await, "{}", scene.kontor.log());
    }
}

/// Office C, on the clock of the demo: two weeks and three days before registration closes those are reminded
/// who have not answered.
#[tokio::test]
async fn whoever_is_invited_and_silent_is_reminded_and_whoever_has_declined_is_not() {
    let demo = Demo::start();
    let data = demo.folder.path().join("kontor-demo/data");
    let settings = Settings::default()
        .with("database.url", format!("sqlite:{}", data.display()))
        .with("bus.url", format!("embedded:{}", data.display()));
    let list = "email;name;language\nsilent@example.org;Sina;en\ndeclines@example.org;Dora;en\n";
    std::fs::write(demo.folder.path().join("guests.csv"), list).unwrap();
    let invite = ["forum", "invite", FORUM, "--list", "guests.csv"];
    program::succeed(&settings, demo.folder.path(), &invite);
    let mails = demo.folder.path().join("kontor-demo/mail");
    let of = |kind: &str| {
        let all = std::fs::read_dir(&mails).into_iter().flatten().flatten();
        let kind = format!(".{kind}.");
        let files = all.map(|file| file.path());
        let is_whole = |path: &std::path::PathBuf| path.extension().is_some_and(|e| e == "eml");
        let files = files.filter(is_whole);
        let files = files.filter(|path| path.to_string_lossy().contains(&kind));
        kontor_tests::mail::read(&files.collect::<Vec<_>>())
    };
    let is_there = async || of("invitation").len() == 2;
    assert!(
        wait::reached(Duration::from_mins(1), is_there).await,
        "no invitations"
    );
    let invitations = of("invitation");
    let dora = invitations
        .iter()
        .find(|mail| mail.to.contains("declines"))
        .unwrap();
    let (status, page) = journey::press(&dora.link("/decline")).await;
    assert!(
        status.is_success() && page.contains("Thank you for letting us know"),
        "{page}"
    );
    // The deadline is five weeks ahead; a month later both reminders have gone.
    let browser = Browser::open(1280).await;
    for _ in 0..40 {
        browser.go(&demo.staff_url("/console/clock?lang=en")).await;
        browser.press("form[action*='/clock/next'] button").await;
        if of("invitation_reminder").len() == 2 {
            break;
        }
    }
    let reminders = of("invitation_reminder");
    assert_eq!(reminders.len(), 2, "{reminders:?}");
    for mail in &reminders {
        assert!(mail.to.contains("silent@example.org"), "{}", mail.to);
        assert!(
            mail.subject.starts_with("Waiting for your answer"),
            "{}",
            mail.subject
        );
        assert!(
            mail.link("/invited/").contains("/invited/"),
            "{}",
            mail.text
        );
    }
    browser.close().await;
}
