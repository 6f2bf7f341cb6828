//! Office E: a network of support organisations and its conference of two days. Eighty guests are invited
//! from a spreadsheet; a partner's people come by a code; nobody else gets in. Each guest hears of everything
//! in their own language, and the conference stands in their calendar on both days, wherever it moves.

use std::fmt::Write as _;

use jiff::{ToSpan, civil::DateTime};
use kontor_tests::{http::client, mail::Mail};
use serde_json::{Value, json};

use super::scene::{Scene, SetUp, today_in};
use crate::changes::khal_of;

const FORUM: &str = "two-seas-conference";
const INVITED: usize = 80;
/// Who comes by their own link.
const COMING: usize = 12;
/// Who comes by a partner's code.
const BY_CODE: usize = 3;
/// Who is told of another date: all but the one who has declined. Until when they can answer moves along.
const DATE: usize = BY_CODE + INVITED - 1;
/// Who is told of another house: who comes.
const HOUSE: usize = COMING + BY_CODE;
const SEND: &str = "form[method='post'] .actions button[type='submit']";
const LANGUAGES: [&str; 3] = ["de", "en", "fr"];

fn guest(at: usize) -> String {
    format!("adviser{at}@partner{at}.example")
}

fn language(at: usize) -> &'static str {
    LANGUAGES[at % 3]
}

/// Two days in Thessaloniki, by invitation only.
fn file(starts: DateTime) -> String {
    let ends = starts.checked_add(1.day().hours(4)).unwrap();
    let closes = starts.checked_sub(14.days()).unwrap();
    format!(
        r#"slug = "{FORUM}"
kind = "conference"
format = "on_site"
state = "published"
organizer = "Two Seas Network"
languages = ["en", "de", "fr"]
zone = "Europe/Athens"
starts = {starts}
ends = {ends}
registration_closes = {closes}
capacity = 40
by_invitation_only = true
[title]
en = "Conference of the Two Seas Network"
de = "Konferenz des Netzwerks der zwei Meere"
fr = "Conférence du réseau des deux mers"
[description]
en = "Two days on how small firms enter markets around two seas."
de = "Zwei Tage darüber, wie kleine Firmen Märkte an zwei Meeren erreichen."
fr = "Deux jours sur l'accès des petites entreprises aux marchés de deux mers."
[venue]
address = "Leoforos Nikis 1, 54623 Thessaloniki"
[venue.name]
en = "Chamber, great hall"
de = "Kammer, großer Saal"
fr = "Chambre, grande salle"
[contact]
name = "Secretariat"
email = "office@twoseas.example"
"#
    )
}

/// As the spreadsheet exports it in Western Europe: Windows-1252 and semicolons, one row broken.
fn list() -> Vec<u8> {
    let mut list = "E-Mail;Name;Organisation;Sprache\r\n".to_owned();
    for at in 1..=INVITED {
        write!(
            list,
            "{};Jérôme Müller {at};Büro {at};{}\r\n",
            guest(at),
            language(at)
        )
        .unwrap();
        if at == INVITED / 2 {
            list.push_str("no address;Somebody;;\r\n");
        }
    }
    list.chars()
        .map(|letter| u8::try_from(letter).unwrap())
        .collect()
}

async fn the_office_invites(scene: &Scene, starts: DateTime) {
    let folder = scene.demo.folder.path();
    std::fs::write(folder.join("conference.toml"), file(starts)).unwrap();
    scene.run(&["forum", "apply", "conference.toml"]);
    std::fs::write(folder.join("guests.csv"), list()).unwrap();
    let said = scene.run(&["forum", "invite", FORUM, "--list", "guests.csv"]);
    assert!(
        said.contains("80 invited") && said.contains("1 broken"),
        "{said}"
    );
    scene.all("invitation", INVITED).await;
}

/// Each invitation is in the language of its reader, to the name as it was typed.
fn every_guest_is_asked_in_their_language(scene: &Scene) {
    for at in 1..=INVITED {
        let invitation = invitation(scene, at);
        assert_eq!(
            invitation.language.as_deref(),
            Some(language(at)),
            "{}",
            invitation.to
        );
        assert_eq!(invitation.defects, Vec::<String>::new());
        let name = format!("Jérôme Müller {at}");
        assert!(invitation.text.contains(&name), "{}", invitation.text);
    }
}

fn invitation(scene: &Scene, at: usize) -> Mail {
    scene.to(&guest(at), "invitation").pop().unwrap().mail
}

/// The page does not say who is invited, and lets nobody in.
async fn strangers_stay_out(scene: &Scene) {
    let page = format!("http://{}/forums/{FORUM}?lang=en", scene.demo.public());
    scene.desk.go(&page).await;
    let text = scene.desk.text().await;
    assert!(text.contains("By invitation only"), "{text}");
    assert!(!text.contains("Jérôme"), "{text}");
    let (status, refused) = asks(scene, "stranger@example.org", None).await;
    assert_eq!(
        (status, &refused["code"]),
        (403, &"by_invitation_only".into())
    );
}

/// Asks for a place over the API, with a partner's code or without.
async fn asks(scene: &Scene, who: &str, code: Option<&str>) -> (u16, Value) {
    let mut body = json!({ "contact": { "name": "Ana Silva", "email": who, "language": "fr" } });
    if let Some(code) = code {
        body["code"] = code.into();
    }
    let url = format!(
        "http://{}/api/v1/forums/{FORUM}/registrations",
        scene.demo.public()
    );
    let answer = client().post(url).json(&body).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

async fn guests_come_and_one_declines(scene: &Scene) {
    for at in 1..=COMING {
        scene
            .desk
            .go(&invitation(scene, at).link("/invited/"))
            .await;
        scene.desk.press(SEND).await;
    }
    scene.all("confirmation", COMING).await;
    scene
        .desk
        .go(&invitation(scene, COMING + 1).link("/invited/"))
        .await;
    scene.desk.press("a[href*='/decline']").await;
    scene.desk.press(SEND).await;
}

/// A partner may send three, and four ask at once.
async fn the_last_place_of_a_code_goes_once(scene: &Scene) {
    let made = scene.run(&[
        "forum",
        "code",
        FORUM,
        "--name",
        "Chamber of Bari",
        "--uses",
        "3",
    ]);
    let link = made.lines().last().unwrap();
    let code = link.split_once("code=").unwrap().1.to_owned();
    let four = ["a", "b", "c", "d"].map(|who| format!("{who}@bari.example"));
    let asked = four.iter().map(|who| asks(scene, who, Some(&code)));
    let answers = futures_util::future::join_all(asked).await;
    let mut status: Vec<_> = answers.iter().map(|(status, _)| *status).collect();
    status.sort_unstable();
    assert_eq!(status, [202, 202, 202, 409], "{answers:?}");
    let refused = answers.iter().find(|(status, _)| *status == 409).unwrap();
    assert_eq!(refused.1["code"], "code_used_up");
    for (who, _) in four
        .iter()
        .zip(&answers)
        .filter(|(_, (status, _))| *status == 202)
    {
        let asked = scene.next(who, "address_check", 0).await;
        crate::journey::press(&asked.mail.link("/confirm/")).await;
    }
    scene.all("confirmation", COMING + BY_CODE).await;
}

/// Another house, and two weeks later: two changes, two mails to each who comes, in their language.
async fn it_moves(scene: &Scene, starts: DateTime) -> DateTime {
    let later = starts.checked_add(14.days()).unwrap();
    scene.run(&["forum", "move", FORUM, "--starts", &later.to_string()]);
    scene.all("forum_changed", DATE).await;
    let venue = [
        "--venue",
        "Hotel Egnatia",
        "--address",
        "Egnatia 5, 54630 Thessaloniki",
    ];
    scene.run(&[&["forum", "relocate", FORUM][..], &venue].concat());
    let told = scene.all("forum_changed", DATE + HOUSE).await;
    for at in 1..=COMING {
        let mine: Vec<_> = told
            .iter()
            .filter(|post| post.mail.to.contains(&guest(at)))
            .collect();
        assert_eq!(mine.len(), 2, "{}", guest(at));
        for post in mine {
            assert_eq!(post.mail.language.as_deref(), Some(language(at)));
        }
    }
    later
}

/// One entry over two days, where the conference is now.
fn both_days_are_in_the_calendar(scene: &Scene, starts: DateTime) {
    let who = guest(2);
    let mine = scene.post().into_iter();
    let mine = mine.filter(|post| post.mail.to.contains(&who) && post.mail.calendar.is_some());
    let files: Vec<_> = mine.map(|post| post.file).collect();
    assert_eq!(files.len(), 3, "confirmed, moved, in another house");
    let shown = khal_of(
        scene.demo.folder.path(),
        &files.iter().rev().collect::<Vec<_>>(),
    );
    assert_eq!(shown.len(), 2, "on both days: {shown:?}");
    assert_eq!(shown[0], shown[1], "one entry");
    assert!(
        shown[0].starts_with(&starts.strftime("%Y-%m-%d").to_string()),
        "{shown:?}"
    );
    let last = kontor_tests::mail::read(&files[2..]).remove(0);
    assert!(last.calendar.unwrap().text.contains("Hotel Egnatia"));
}

/// A smaller room is no room for those who have a place.
async fn nobody_loses_a_place(scene: &Scene) {
    scene.run(&["forum", "capacity", FORUM, "5"]);
    scene
        .desk
        .go(&scene
            .demo
            .staff_url(&format!("/console/forums/{FORUM}?lang=en")))
        .await;
    let text = scene.desk.text().await;
    assert!(text.contains(&format!("{}", COMING + BY_CODE)), "{text}");
}

/// Those who come are reminded in the week before and on its eve; who declined hears nothing more.
async fn who_comes_is_reminded(scene: &Scene, starts: DateTime) {
    let eve = starts.date().checked_sub(1.day()).unwrap();
    scene.go_to(&format!("{eve}T20:00")).await;
    for at in 1..=COMING {
        let reminders = scene.to(&guest(at), "participant_reminder");
        assert!(!reminders.is_empty(), "{}", guest(at));
        for post in reminders {
            assert_eq!(post.mail.language.as_deref(), Some(language(at)));
        }
    }
    let post = scene.post();
    let to_declined = post
        .iter()
        .filter(|post| post.mail.to.contains(&guest(COMING + 1)));
    assert_eq!(
        to_declined.count(),
        1,
        "the invitation, and nothing after the answer"
    );
}

async fn a_conference_by_invitation(set_up: SetUp) {
    let scene = Scene::open(FORUM, set_up).await;
    let starts = today_in("Europe/Athens").checked_add(60.days()).unwrap();
    let starts = starts.at(9, 30, 0, 0);
    the_office_invites(&scene, starts).await;
    every_guest_is_asked_in_their_language(&scene);
    strangers_stay_out(&scene).await;
    guests_come_and_one_declines(&scene).await;
    the_last_place_of_a_code_goes_once(&scene).await;
    let starts = it_moves(&scene, starts).await;
    both_days_are_in_the_calendar(&scene, starts);
    nobody_loses_a_place(&scene).await;
    who_comes_is_reminded(&scene, starts).await;
    scene.desk.close().await;
}

#[tokio::test]
async fn a_conference_of_two_days_is_by_invitation_only_and_speaks_to_each_in_their_language() {
    a_conference_by_invitation(SetUp::Embedded).await;
}

#[tokio::test]
async fn on_servers_a_conference_of_two_days_is_by_invitation_only_and_speaks_to_each_in_their_language()
 {
    a_conference_by_invitation(SetUp::Servers).await;
}
