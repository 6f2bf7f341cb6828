//! Relays that are old or a little off, as they are met.

use kontor_testkit::on_both_engines;

use super::{
    office::{Office, SETS, settings},
    relay::{FakeRelay, Heard, Say},
};
use crate::domain::MailState;

#[tokio::test]
async fn a_relay_that_knows_no_ehlo_is_greeted_the_old_way() {
    for refusal in ["500 what?", "502 5.5.1 Command not implemented"] {
        on_both_engines("mailer", &SETS, |database| async {
            let relay = FakeRelay::start(move |heard| match heard {
                Heard::Command(line) if line.starts_with("EHLO") => Say::Reply(refusal),
                Heard::Command(line) => {
                    assert!(!line.contains("SIZE="), "it offers nothing: {line}");
                    Say::Usual
                }
                _ => Say::Usual,
            })
            .await;
            let office = Office::open(database, &settings(relay.port), 1, "x@ab--cd.example").await;
            office.wait_for(1, MailState::Sent).await;
            assert_eq!(relay.accepted().len(), 1);
            office.close().await;
            relay.stop().await;
        })
        .await;
    }
}

#[tokio::test]
async fn login_is_tried_where_plain_is_refused_as_a_mechanism_but_not_as_a_password() {
    for (refusal, logs_in) in [
        ("504 5.5.4 Unrecognized authentication type", true),
        ("534 5.7.9 too weak", true),
        ("502 5.5.1 not here", true),
        ("535 5.7.8 bad login", false),
    ] {
        let relay = FakeRelay::start(move |heard| match heard {
            Heard::Command(line) if line.starts_with("AUTH PLAIN") => Say::Reply(refusal),
            Heard::Command(line) if line == "AUTH LOGIN" => Say::Reply("334 VXNlcm5hbWU6"),
            // "kontor" and "secret" in base64.
            Heard::Command(line) if line == "a29udG9y" => Say::Reply("334 UGFzc3dvcmQ6"),
            Heard::Command(line) if line == "c2VjcmV0" => Say::Reply("235 2.7.0 welcome"),
            _ => Say::Usual,
        })
        .await;
        let mut settings = settings(relay.port);
        settings.smtp.username = "kontor".into();
        settings.smtp.password = "secret".to_owned().into();
        let checked = crate::check_transport(&settings).await;
        assert_eq!(checked.is_ok(), logs_in, "{refusal}: {checked:?}");
        relay.stop().await;
    }
}
