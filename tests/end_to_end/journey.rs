//! The steps of a sign-up, as a company takes them, with a foreign HTTP client and mail reader.

use std::net::SocketAddr;

use kontor_testkit::wait;
use kontor_tests::{http::client, mail::Mail};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::ground::{FORUM, Ground};

/// Signs somebody up over the API.
pub(crate) async fn sign_up(
    public: SocketAddr,
    email: &str,
    language: &str,
) -> (StatusCode, Value) {
    let body = json!({
        "contact": { "name": "Zoë von der Leyen", "email": email, "language": language,
                     "organisation": "Müller-Söhne GmbH & Co. KG", "country": "DE" },
    });
    let url = format!("http://{public}/api/v1/forums/{FORUM}/registrations");
    let answer = client().post(url).json(&body).send().await.unwrap();
    (answer.status(), answer.json().await.unwrap_or_default())
}

/// Signs a group of so many up over the API.
pub(crate) async fn sign_up_group(public: SocketAddr, email: &str, people: usize) {
    let people = (1..=people).map(|number| json!({ "name": format!("Person {number}") }));
    let body = json!({
        "contact": { "name": "Zoë von der Leyen", "email": email, "language": "en" },
        "participants": people.collect::<Vec<_>>(),
    });
    let url = format!("http://{public}/api/v1/forums/{FORUM}/registrations");
    let answer = client().post(url).json(&body).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::ACCEPTED);
}

/// Opens a link, as a scanner or a person would, and presses nothing.
pub(crate) async fn open(url: &str) -> (StatusCode, String) {
    let answer = client()
        .get(url)
        .header("accept", "text/html,*/*;q=0.5")
        .send()
        .await
        .unwrap();
    (answer.status(), answer.text().await.unwrap())
}

/// Presses the button of a page that has one form without fields of its own.
pub(crate) async fn press(url: &str) -> (StatusCode, String) {
    send(url, "").await
}

/// Sends a form.
pub(crate) async fn send(url: &str, form: &'static str) -> (StatusCode, String) {
    let request = client()
        .post(url)
        .body(form)
        .header("content-type", "application/x-www-form-urlencoded");
    let answer = request
        .header("sec-fetch-site", "same-origin")
        .header("accept", "text/html")
        .send()
        .await
        .unwrap();
    (answer.status(), answer.text().await.unwrap())
}

/// The whole way: sign up, read the mail, open the link, press the button, read the confirmation.
pub(crate) async fn whole_way(ground: &Ground, public: SocketAddr) {
    let (status, receipt) = sign_up(public, "zoe@example.org", "de").await;
    assert_eq!(status, StatusCode::ACCEPTED, "{receipt}");
    assert_eq!(ground.places(), (1, 0));
    let mails = ground.mail.wait_for(1).await;
    let check = &mails[0];
    assert_sound(check, "zoe@example.org");
    let link = check.link("/confirm/");
    assert!(
        !link.contains("zoe") && !link.contains("example.org"),
        "personal data in {link}"
    );

    for _ in 0..2 {
        let (status, page) = open(&link).await;
        assert_eq!(status, StatusCode::OK, "{page}");
    }
    assert_eq!(
        ground.places(),
        (1, 0),
        "opening the link must change nothing"
    );
    let (status, page) = press(&link).await;
    assert!(
        status.is_success() || status.is_redirection(),
        "{status}: {page}"
    );
    assert_eq!(ground.places(), (0, 1));
    let mails = ground.mail.wait_for(2).await;
    let confirmation = &mails[1];
    assert_sound(confirmation, "zoe@example.org");
    assert_ne!(confirmation.message_id, check.message_id);
    assert_calendar(confirmation);

    let (status, page) = press(&link).await;
    assert!(
        status.is_success() || status.is_redirection(),
        "a second press is friendly: {page}"
    );
    let (again, _) = sign_up(public, "Zoe@Example.org", "de").await;
    assert_eq!(
        again,
        StatusCode::ACCEPTED,
        "a second sign-up is answered like the first"
    );
    let mails = ground.mail.wait_for(3).await;
    assert_sound(&mails[2], "zoe@example.org");
    assert_eq!(ground.places(), (0, 1), "a second sign-up changes nothing");
}

/// What every mail of ours keeps, as a foreign reader sees it.
pub(crate) fn assert_sound(mail: &Mail, to: &str) {
    assert_eq!(mail.defects, Vec::<String>::new());
    assert!(mail.to.contains(to), "{}", mail.to);
    assert!(
        mail.longest_line <= 998,
        "a line of {} bytes",
        mail.longest_line
    );
    assert_eq!(mail.auto_submitted.as_deref(), Some("auto-generated"));
    assert!(
        mail.message_id.starts_with('<') && mail.message_id.contains('@'),
        "{}",
        mail.message_id
    );
    assert!(!mail.subject.is_empty() && mail.text.len() > 100 && mail.html.len() > 100);
    assert!(
        !mail.html.contains("<img") && !mail.html.contains("<script"),
        "no tracking"
    );
}

/// The calendar entry of the forum in `forum.toml`: 12 March 2030, 10 to 16 hours in Berlin.
fn assert_calendar(mail: &Mail) {
    let entry = mail.calendar.as_ref().expect("a calendar part");
    assert_eq!(
        (entry.content_method.as_str(), entry.method.as_str()),
        ("REQUEST", "REQUEST")
    );
    assert_eq!(
        (entry.start.as_str(), entry.end.as_str()),
        ("2030-03-12T09:00:00Z", "2030-03-12T15:00:00Z")
    );
    assert_eq!(entry.zone, "Europe/Berlin");
    assert_eq!(entry.defined_zones, ["Europe/Berlin"]);
    assert_eq!(entry.attendees, ["zoe@example.org"]);
    assert_eq!(entry.organizer, "forum@office.example.org");
    assert!(!entry.uid.is_empty() && !entry.summary.is_empty());
}

/// Waits until nothing is on its way any more: no mail is ready, nothing is in an outbox.
pub(crate) async fn settle(condition: impl AsyncFnMut() -> bool) {
    let settled = wait::reached(std::time::Duration::from_mins(2), condition).await;
    assert!(settled, "it did not settle within two minutes");
}
