//! Office A: a binational club and its business lunch. It is postponed twice and then goes online; each time
//! the organiser makes one change, and everybody hears of it once. Who cannot come gives the place back by
//! one button, and the first on the waiting list has it. The reminder follows the last date.

use jiff::{ToSpan, civil::DateTime};

use super::scene::{Scene, SetUp};
use crate::changes::khal_of;

const PLACES: usize = 17;

fn guest(at: usize) -> (String, &'static str) {
    (
        format!("gast{at}@firma{at}.example"),
        if at.is_multiple_of(2) { "de" } else { "fr" },
    )
}

/// Whether a text names the day of a moment, in German or in French.
fn names(text: &str, moment: DateTime) -> bool {
    let (day, text) = (moment.day(), text.replace('\u{a0}', " "));
    text.contains(&format!(" {day}. ")) || text.contains(&format!(" {day} "))
}

/// Seventeen have places, two wait.
async fn the_room_is_full(scene: &Scene) {
    scene.open_change().await;
    scene.desk.fill("capacity", &PLACES.to_string()).await;
    scene.desk.press("main form button[value='show']").await;
    scene.desk.press("main form button[value='do']").await;
    for at in 1..=PLACES + 2 {
        let (who, language) = guest(at);
        scene.comes(&who, language).await;
    }
    scene.all("confirmation", PLACES).await;
    scene.all("waiting_list", 2).await;
}

/// One week later: everybody gets one mail, with old and new.
async fn it_is_postponed(scene: &Scene, time: usize) -> DateTime {
    scene.open_change().await;
    let before: DateTime = scene.desk.value("starts").await.parse().unwrap();
    let now = before.checked_add(7.days()).unwrap();
    let typed = now.strftime("%Y-%m-%dT%H:%M").to_string();
    scene.desk.type_date("starts", &typed).await;
    let shown = scene.change("Der Referent ist krank.").await;
    for says in [
        "19 people get an e-mail",
        "9 in de (1 of them on the waiting list)",
        "10 in fr",
    ] {
        assert!(shown.contains(says), "{says}: {shown}");
    }
    let told = scene.all("forum_changed", time * (PLACES + 2)).await;
    for post in &told[(time - 1) * (PLACES + 2)..] {
        assert_eq!(post.mail.defects, Vec::<String>::new());
        let text = &post.mail.text;
        assert!(
            names(text, before) && names(text, now),
            "{before} {now}: {text}"
        );
    }
    now
}

/// The lunch goes online: the place is another, the appointment stays.
async fn it_goes_online(scene: &Scene) {
    scene.open_change().await;
    scene
        .desk
        .click("select[name='format'] option[value='online']")
        .await;
    scene.change("Wir treffen uns online.").await;
    let told = scene.all("forum_changed", 3 * (PLACES + 2)).await;
    let to_guest = told
        .iter()
        .rfind(|post| post.mail.to.contains("gast2@"))
        .unwrap();
    assert!(
        to_guest.mail.text.contains("online"),
        "{}",
        to_guest.mail.text
    );
}

/// Somebody cannot come, says so by the link in the mail, and the first who waits takes the place.
async fn a_place_is_passed_on(scene: &Scene) {
    let (leaves, _) = guest(3);
    let (first, _) = guest(PLACES + 1);
    let told = scene.to(&leaves, "forum_changed").pop().unwrap();
    scene.desk.go(&told.mail.link("/my/")).await;
    scene.desk.press("a[href*='/call-off']").await;
    let button = "form[method='post'] .actions button[type='submit']";
    scene.desk.press(button).await;
    scene.next(&leaves, "called_off", 0).await;
    let offer = scene.next(&first, "offer", 0).await;
    scene.desk.go(&offer.mail.link("/my/")).await;
    scene.desk.press(button).await;
    scene.next(&first, "confirmation", 0).await;
}

/// The day before, everybody who comes is reminded once, of the last date.
async fn everybody_is_reminded(scene: &Scene, starts: DateTime) {
    let after = starts.checked_add(1.day()).unwrap();
    scene
        .go_to(&after.strftime("%Y-%m-%dT%H:%M").to_string())
        .await;
    let (left, _) = guest(3);
    for at in (1..=PLACES + 1).filter(|at| *at != 3) {
        let (who, _) = guest(at);
        let reminders = scene.to(&who, "participant_reminder");
        let before = reminders
            .iter()
            .filter(|post| names(&post.mail.text, starts));
        assert!(before.count() >= 1, "{who} was reminded of the last date");
        let mut named: Vec<_> = reminders.iter().map(|post| &post.mail.subject).collect();
        let all = named.len();
        named.sort();
        named.dedup();
        assert_eq!(named.len(), all, "{who}: each reminder once");
    }
    assert!(
        scene.to(&left, "participant_reminder").is_empty(),
        "who has left hears nothing"
    );
}

/// When registration closes, whoever still waits is told that no place came free.
fn the_last_who_waits_is_told(scene: &Scene) {
    let (who, _) = guest(PLACES + 2);
    assert_eq!(scene.to(&who, "no_places").len(), 1);
    assert!(scene.to(&who, "participant_reminder").is_empty());
}

/// Whatever order a foreign calendar reads the mails in, it ends with one entry at the last date.
fn the_calendar_has_moved_by_itself(scene: &Scene, starts: DateTime) {
    let (who, _) = guest(2);
    let post = scene.post().into_iter();
    let entries = post.filter(|post| post.mail.to.contains(&who) && post.mail.calendar.is_some());
    let files: Vec<_> = entries.map(|post| post.file).collect();
    assert_eq!(files.len(), 4, "one entry, moved thrice");
    let folder = scene.demo.folder.path();
    let in_order: Vec<_> = files.iter().collect();
    let reversed: Vec<_> = files.iter().rev().collect();
    for order in [in_order, reversed] {
        let shown = khal_of(folder, &order);
        assert_eq!(shown.len(), 1, "{shown:?}");
        let day = starts.strftime("%Y-%m-%d").to_string();
        assert!(
            shown[0].starts_with(&day) && shown[0].contains("CONFIRMED"),
            "{shown:?}"
        );
    }
}

async fn a_year_of_lunches(set_up: SetUp) {
    let scene = Scene::open("business-lunch", set_up).await;
    the_room_is_full(&scene).await;
    it_is_postponed(&scene, 1).await;
    let starts = it_is_postponed(&scene, 2).await;
    it_goes_online(&scene).await;
    a_place_is_passed_on(&scene).await;
    everybody_is_reminded(&scene, starts).await;
    the_last_who_waits_is_told(&scene);
    the_calendar_has_moved_by_itself(&scene, starts);
    scene.desk.close().await;
}

#[tokio::test]
async fn a_business_lunch_is_postponed_twice_goes_online_and_everybody_keeps_up() {
    a_year_of_lunches(SetUp::Embedded).await;
}

#[tokio::test]
async fn on_servers_a_business_lunch_is_postponed_twice_goes_online_and_everybody_keeps_up() {
    a_year_of_lunches(SetUp::Servers).await;
}
