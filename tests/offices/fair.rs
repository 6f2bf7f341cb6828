//! Office C: a state agency and its forum at a fair, with a hard deadline seven weeks before the day. Three
//! hundred are invited by a list; who is silent is reminded twice, in working hours of their own zone; a
//! delegation of ten comes by one form; the day before, everybody who comes is reminded themselves.

use std::fmt::Write as _;

use jiff::{ToSpan, Zoned, civil::DateTime, civil::Weekday, fmt::rfc2822, tz::TimeZone};

use super::scene::{Post, Scene, SetUp};

const INVITED: usize = 300;
// Who comes alone, declines, begins and does not confirm, comes after the first reminder, leads a
// delegation.
const ALONE: usize = 1;
const DECLINES: usize = 2;
const BEGINS: usize = 5;
const LATE: usize = 6;
const LEADS: usize = 7;
const SEND: &str = "form[method='post'] .actions button[type='submit']";

fn guest(at: usize) -> String {
    format!("guest{at}@company{at}.example")
}

/// Where guests are: the zone of their working hours.
fn zone(at: usize) -> (&'static str, &'static str) {
    [
        ("DE", "Europe/Berlin"),
        ("FR", "Europe/Paris"),
        ("SN", "Africa/Dakar"),
    ][at % 3]
}

/// The list as a spreadsheet writes it.
fn list() -> String {
    let mut list = "E-Mail;Name;Firma;Sprache;Land\n".to_owned();
    for at in 1..=INVITED {
        let language = ["de", "fr", "fr"][at % 3];
        let (country, _) = zone(at);
        writeln!(
            list,
            "{};Guest {at};Company {at};{language};{country}",
            guest(at)
        )
        .unwrap();
    }
    list
}

async fn the_office_invites(scene: &Scene) {
    let file = scene.demo.folder.path().join("guests.csv");
    std::fs::write(file, list()).unwrap();
    let said = scene.run(&["forum", "invite", scene.forum, "--list", "guests.csv"]);
    assert!(said.contains("300 invited"), "{said}");
    scene.all("invitation", INVITED).await;
}

async fn open_invitation(scene: &Scene, at: usize) {
    let invitation = scene.to(&guest(at), "invitation").pop().unwrap();
    scene.desk.go(&invitation.mail.link("/invited/")).await;
}

/// One comes, one says no, one begins and forgets.
async fn some_answer(scene: &Scene) {
    open_invitation(scene, ALONE).await;
    scene.desk.press(SEND).await;
    scene.next(&guest(ALONE), "confirmation", 0).await;
    open_invitation(scene, DECLINES).await;
    scene.desk.press("a[href*='/decline']").await;
    scene.desk.press(SEND).await;
    scene.begins(&guest(BEGINS), "de").await;
}

/// Ten by one form: each has a mail, an entry and a link of their own.
async fn a_delegation_comes(scene: &Scene) {
    open_invitation(scene, LEADS).await;
    let people = (1..=9).map(|at| format!("Delegate {at} <delegate{at}@ministry.example>"));
    let people: Vec<_> = people.collect();
    scene.desk.click("#people details summary").await;
    scene.desk.fill("list", &people.join("\n")).await;
    scene.desk.press("button[name='add_list']").await;
    scene.desk.press(SEND).await;
    scene.next(&guest(LEADS), "confirmation", 0).await;
    let told = scene.all("signed_up", 9).await;
    assert!(told.iter().all(|post| post.mail.calendar.is_some()));
}

/// When a mail was written, by its header (RFC 5322, 3.6.1).
fn written(post: &Post) -> Zoned {
    let text = std::fs::read_to_string(&post.file).unwrap();
    let date = text.lines().find_map(|line| line.strip_prefix("Date: "));
    rfc2822::parse(date.unwrap()).unwrap()
}

/// In working hours of the reader's own zone.
fn assert_welcome(post: &Post) {
    let at = (1..=INVITED).find(|at| post.mail.to.contains(&guest(*at)));
    let (_, zone) = zone(at.unwrap());
    let local = written(post).with_time_zone(TimeZone::get(zone).unwrap());
    assert!((8..18).contains(&local.hour()), "{}: {local}", post.mail.to);
    let weekend = [Weekday::Saturday, Weekday::Sunday];
    assert!(
        !weekend.contains(&local.weekday()),
        "{}: {local}",
        post.mail.to
    );
}

/// Two weeks and three days before the deadline, all who have not answered, and nobody else.
async fn the_silent_are_reminded(scene: &Scene, closes: DateTime) {
    let noon = |days: i64| {
        let day = closes.date().checked_sub(days.days()).unwrap();
        format!("{day}T13:00")
    };
    scene.go_to(&noon(14)).await;
    let answered = [ALONE, DECLINES, LEADS];
    let first = scene
        .all("invitation_reminder", INVITED - answered.len())
        .await;
    first.iter().for_each(assert_welcome);
    // Whoever signs up an hour later is asked no more.
    open_invitation(scene, LATE).await;
    scene.desk.press(SEND).await;
    scene.next(&guest(LATE), "confirmation", 0).await;
    // Three days before is a Saturday: it waits for Monday, which is in time.
    scene.go_to(&noon(1)).await;
    let both = 2 * (INVITED - answered.len()) - 1;
    let reminders = scene.all("invitation_reminder", both).await;
    reminders.iter().for_each(assert_welcome);
    let count = |at: usize| {
        reminders
            .iter()
            .filter(|post| post.mail.to.contains(&guest(at)))
            .count()
    };
    assert_eq!(
        [ALONE, DECLINES, LEADS, LATE, BEGINS, 8].map(count),
        [0, 0, 0, 1, 2, 2]
    );
    let asked = scene.to(&guest(BEGINS), "confirm_reminder");
    assert_eq!(
        asked.len(),
        1,
        "who began and did not confirm was asked once"
    );
}

/// The day before, each who comes hears of it at their own address.
async fn everybody_who_comes_is_reminded(scene: &Scene, starts: DateTime) {
    let eve = starts.date().checked_sub(1.day()).unwrap();
    scene.go_to(&format!("{eve}T20:00")).await;
    let reminders = scene.all("participant_reminder", 3 + 9).await;
    let delegates = reminders
        .iter()
        .filter(|post| post.mail.to.contains("@ministry.example"));
    assert_eq!(delegates.count(), 9);
    assert!(reminders.iter().all(|post| written(post).date() >= eve));
}

async fn a_forum_at_a_fair(set_up: SetUp) {
    let scene = Scene::open("cooperation-forum", set_up).await;
    scene.open_change().await;
    let moment = async |name| scene.desk.value(name).await.parse::<DateTime>().unwrap();
    let (closes, starts) = (moment("registration_closes").await, moment("starts").await);
    the_office_invites(&scene).await;
    some_answer(&scene).await;
    a_delegation_comes(&scene).await;
    the_silent_are_reminded(&scene, closes).await;
    everybody_who_comes_is_reminded(&scene, starts).await;
    scene.desk.close().await;
}

#[tokio::test]
async fn three_hundred_are_invited_the_silent_reminded_and_a_delegation_comes() {
    a_forum_at_a_fair(SetUp::Embedded).await;
}

#[tokio::test]
async fn on_servers_three_hundred_are_invited_the_silent_reminded_and_a_delegation_comes() {
    a_forum_at_a_fair(SetUp::Servers).await;
}
