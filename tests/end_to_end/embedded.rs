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
    let (status, _) = journey::open(&kontor.url("/staff/mails")).await;
    assert_eq!(status, 404, "staff pages are not on the public listener");
    let (status, _) = journey::open(&kontor.staff_url("/staff/mails")).await;
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
