//! Three workers as three processes, on RabbitMQ and PostgreSQL.

use crate::{ground::Ground, journey};

#[tokio::test]
async fn a_sign_up_travels_through_three_processes() {
    let mut ground = Ground::servers().await;
    ground.forum(100);
    let registrations = ground.start("registrations").await;
    // The three share one configuration, hence one public address.
    let address = format!("http://{}", registrations.public);
    ground.settings = ground.settings.clone().with("site.public_url", address);
    let mailer = ground.start("mailer").await;
    let partners = ground.start("partners").await;
    journey::whole_way(&ground, registrations.public).await;
    for mut process in [registrations, mailer, partners] {
        assert!(process.stop().await, "{}", process.log());
    }
    ground.remove().await;
}

/// A worker that starts later misses nothing: its queue is there before it is.
#[tokio::test]
async fn mail_waits_for_a_mailer_that_is_not_there_yet() {
    let ground = Ground::servers().await;
    ground.forum(100);
    let registrations = ground.start("registrations").await;
    let (status, _) = journey::sign_up(registrations.public, "early@example.org", "en").await;
    assert_eq!(status, 202);
    let _mailer = ground.start("mailer").await;
    let mails = ground.mail.wait_for(1).await;
    journey::assert_sound(&mails[0], "early@example.org");
    drop(registrations);
    ground.remove().await;
}

/// Two intakes at once, and everybody confirms at once: exactly as many are in as there are places.
#[tokio::test]
async fn two_processes_never_give_one_place_twice() {
    let ground = Ground::servers().await;
    ground.forum(20);
    let (one, two) = (
        ground.start("registrations").await,
        ground.start("registrations").await,
    );
    let all = (0..60).map(|n| {
        let public = if n % 2 == 0 { one.public } else { two.public };
        async move {
            journey::sign_up(public, &format!("p{n}@example.org"), "de")
                .await
                .0
        }
    });
    for status in futures_util::future::join_all(all).await {
        assert_eq!(status, 202);
    }
    let mailer = ground.start("mailer").await;
    let mails = ground.mail.wait_for(60).await;
    let all = mails.iter().enumerate().map(|(n, mail)| {
        let link = mail.link("/confirm/");
        let (_, secret) = link.rsplit_once('/').unwrap();
        let process = if n % 2 == 0 { &one } else { &two };
        let link = process.url(&format!("/confirm/{secret}"));
        async move { journey::press(&link).await.0 }
    });
    let answers = futures_util::future::join_all(all).await;
    assert_eq!(answers.iter().filter(|status| **status == 200).count(), 20);
    assert_eq!(ground.places(), (40, 20));
    drop((one, two, mailer));
    ground.remove().await;
}
