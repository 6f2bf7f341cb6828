//! One process, embedded files, nothing installed.

use std::{collections::BTreeSet, time::Duration};

use kontor_testkit::wait;
use kontor_tests::{http, program};

use crate::{ground::Ground, journey};

#[tokio::test]
async fn a_sign_up_travels_from_the_form_to_the_inbox() {
    let ground = Ground::embedded().await;
    ground.forum(100);
    let mut kontor = ground.start("up").await;
    journey::whole_way(&ground, kontor.public).await;
    assert!(kontor.stop().await, "{}", kontor.log());
    let stopped = "\"message\":\"stopped\"";
    assert_eq!(kontor.log().matches(stopped).count(), 1, "{}", kontor.log());
}

/// A Chinese delegate reads title and room in Chinese, whatever language Kontor's sentences are in; a
/// foreign reader finds nothing wrong with subject, calendar and text.
#[tokio::test]
async fn a_mail_carries_a_forums_chinese_texts_unharmed() {
    let ground = Ground::embedded().await;
    let chinese = Ground::file()
        .replace("\"fr\"]", "\"zh-Hans\"]")
        .replace(
            "[title]",
            "[title]\nzh-Hans = \"佛山市代表团来访：环保技术\"",
        )
        .replace("[venue.name]", "[venue.name]\nzh-Hans = \"市政厅大礼堂\"");
    ground.apply(&chinese);
    let mut kontor = ground.start("up").await;
    let (status, body) = journey::sign_up(kontor.public, "li@example.org", "zh").await;
    assert_eq!(status, 202, "{body}");
    let link = ground.mail.wait_for(1).await[0].link("/confirm/");
    journey::press(&link).await;
    let mails = ground.mail.wait_for(2).await;
    for mail in &mails {
        journey::assert_sound(mail, "li@example.org");
        assert_eq!(mail.language.as_deref(), Some("en, zh"));
        assert!(
            mail.text.contains("市政厅大礼堂, Messeplatz 1"),
            "{}",
            mail.text
        );
        assert!(
            mail.html.contains("佛山市代表团来访：环保技术"),
            "{}",
            mail.html
        );
    }
    assert_eq!(
        mails[0].subject,
        "Please confirm: “佛山市代表团来访：环保技术”"
    );
    let entry = mails[1].calendar.as_ref().expect("a calendar part");
    assert_eq!(entry.summary, "佛山市代表团来访：环保技术");
    assert!(kontor.stop().await, "{}", kontor.log());
}

/// A secretary signs up two colleagues: her own calendar stays as it is, and a foreign reader finds the entry
/// to hand on.
#[tokio::test]
async fn who_signs_up_others_gets_a_calendar_file_and_no_appointment() {
    let ground = Ground::embedded().await;
    ground.forum(100);
    let mut kontor = ground.start("up").await;
    let body = serde_json::json!({
        "contact": { "name": "Ilse Meyer", "email": "ilse@example.org", "language": "de" },
        "participants": [{ "name": "Jan Novák" }, { "name": "Li Wei" }],
    });
    let url = kontor.url("/api/v1/forums/cooperation-forum/registrations");
    let answer = http::client().post(url).json(&body).send().await.unwrap();
    assert_eq!(answer.status(), 202);
    journey::press(&ground.mail.wait_for(1).await[0].link("/confirm/")).await;
    let confirmation = &ground.mail.wait_for(2).await[1];
    journey::assert_sound(confirmation, "ilse@example.org");
    assert!(
        confirmation.calendar.is_none(),
        "her calendar would act on it"
    );
    let entry = confirmation.attached.as_ref().expect("a file to hand on");
    assert_eq!(
        (entry.method.as_str(), entry.start.as_str()),
        ("PUBLISH", "2030-03-12T09:00:00Z")
    );
    assert_eq!(entry.attendees, Vec::<String>::new());
    assert!(kontor.stop().await, "{}", kontor.log());
}

/// The office's logo is within each mail, where a foreign reader finds it by the name that the HTML part
/// calls it by.
#[tokio::test]
async fn a_mail_brings_the_offices_logo_with_it() {
    let ground = Ground::embedded().await;
    ground.forum(100);
    let logo = ground.folder().join("logo.png");
    std::fs::write(&logo, include_bytes!("logo.png")).unwrap();
    let settings = ground
        .settings
        .clone()
        .with("site.mail_logo", logo.display());
    let mut kontor = kontor_tests::Kontor::start(&settings, ground.folder(), &["up"]).await;
    journey::sign_up(kontor.public, "zoe@example.org", "de").await;
    let mail = &ground.mail.wait_for(1).await[0];
    assert_eq!(mail.defects, Vec::<String>::new());
    assert_eq!(mail.pictures.len(), 1);
    assert!(
        mail.html
            .contains(&format!("src=\"cid:{}\"", mail.pictures[0])),
        "{}",
        mail.html
    );
    assert!(!mail.html.contains("src=\"http"), "nothing is fetched");
    assert!(kontor.stop().await, "{}", kontor.log());
}

#[tokio::test]
async fn what_was_accepted_survives_a_loss_of_power_and_nothing_is_sent_twice() {
    let mut ground = Ground::embedded().await;
    ground.forum(100);
    ground.mail.stop();
    let mut kontor = ground.start("up").await;
    for n in 0..5 {
        let (status, body) =
            journey::sign_up(kontor.public, &format!("p{n}@example.org"), "fr").await;
        assert_eq!(status, 202, "{body}");
    }
    kontor.kill();
    ground.mail.start_again().await;
    let kontor = ground.start("up").await;
    let mails = ground.mail.wait_for(5).await;
    let mut recipients: Vec<_> = mails.iter().map(|mail| mail.to.clone()).collect();
    recipients.sort();
    recipients.dedup();
    assert_eq!(recipients.len(), 5, "{recipients:?}\n{}", kontor.log());
    assert_eq!(ground.mail.files().len(), 5);
}

#[tokio::test]
async fn the_health_pages_tell_the_truth() {
    let ground = Ground::embedded().await;
    let kontor = ground.start("up").await;
    let (status, body) = journey::open(&kontor.url("/healthz")).await;
    assert_eq!(status, 200, "{body}");
    let (_, ready) = journey::open(&kontor.url("/readyz")).await;
    assert_eq!(ready, "{\"ready\":true}", "strangers learn no more");
    let (_, ready) = journey::open(&kontor.staff_url("/readyz")).await;
    let ready: serde_json::Value = serde_json::from_str(&ready).unwrap();
    assert_eq!(ready["parts"]["mailer.database"]["state"], "up", "{ready}");
    journey::open(&kontor.url("/")).await;
    let (status, _) = journey::open(&kontor.url("/metrics")).await;
    assert_eq!(status, 404, "metrics are for the office");
    let (_, metrics) = journey::open(&kontor.staff_url("/metrics")).await;
    assert!(metrics.contains("kontor_http_requests_total"), "{metrics}");
    program::succeed(
        &ground.settings.clone().with("staff.listen", kontor.staff),
        ground.folder(),
        &["healthcheck"],
    );
    let (status, _) = journey::open(&kontor.url("/console/mails")).await;
    assert_eq!(status, 404, "staff pages are not on the public listener");
    let (status, _) = journey::open(&kontor.staff_url("/console/mails")).await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn a_proxy_that_is_not_known_as_one_is_told_of_once_and_nobody_behind_it() {
    let ground = Ground::embedded().await;
    let kontor = ground.start("up").await;
    for last in 1..=5 {
        let visit = http::client().get(kontor.url("/"));
        let visit = visit.header("x-forwarded-for", format!("203.0.113.{last}"));
        assert_eq!(visit.send().await.unwrap().status(), 200);
    }
    let log = kontor.log();
    assert_eq!(log.matches("site.trusted_proxies").count(), 1, "{log}");
    assert!(!log.contains("203.0.113."), "{log}");
    drop(kontor);
    let settings = ground.settings.clone();
    let settings = settings.with("site.trusted_proxies", "[\"127.0.0.1/32\"]");
    let kontor = kontor_tests::Kontor::start(&settings, ground.folder(), &["up"]).await;
    let visit = http::client().get(kontor.url("/"));
    let visit = visit.header("x-forwarded-for", "203.0.113.1");
    assert_eq!(visit.send().await.unwrap().status(), 200);
    assert!(!kontor.log().contains("site.trusted_proxies"));
}

#[tokio::test]
async fn no_personal_data_reaches_the_log() {
    let ground = Ground::embedded().await;
    ground.forum(100);
    let settings = ground.settings.clone().with("log.level", "debug");
    let mut kontor = kontor_tests::Kontor::start(&settings, ground.folder(), &["up"]).await;
    journey::whole_way(&ground, kontor.public).await;
    assert!(kontor.stop().await);
    let log = kontor.log();
    for secret in ["zoe@", "Zoe@", "Zoë", "Leyen", "Müller-Söhne", "/confirm/"] {
        let line = log.lines().find(|line| line.contains(secret));
        assert!(
            line.is_none_or(|line| secret == "/confirm/" && line.contains("/confirm/{token}")),
            "{line:?}"
        );
    }
}

/// The names of our metrics in a text.
fn metrics_in(text: &str) -> BTreeSet<&str> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.filter(|word| word.starts_with("kontor_")).collect()
}

#[tokio::test]
async fn every_metric_that_an_alarm_looks_at_is_there_from_the_start() {
    let ground = Ground::embedded().await;
    let kontor = ground.start("up").await;
    let rules = include_str!("../../deploy/alerts.yml");
    let mut looked_at = metrics_in(rules);
    // There is no source here; the demo has one.
    looked_at.remove("kontor_partners_run_age_seconds");
    assert!(looked_at.len() > 2, "{looked_at:?}");
    let there = async || {
        let url = kontor.staff_url("/metrics");
        let text = http::client()
            .get(url)
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap();
        looked_at.is_subset(&metrics_in(&text))
            && text.contains("kontor_bus_messages_total{worker=\"mailer\",outcome=\"dead\"} 0")
            && text.contains("outcome=\"unroutable\"} 0")
    };
    assert!(
        wait::reached(Duration::from_secs(30), there).await,
        "not all of {looked_at:?}"
    );
}
