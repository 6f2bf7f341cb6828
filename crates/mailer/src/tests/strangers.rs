//! What strangers can do by the addresses that they sign up: nothing to the mails of others. And
//! what a relay does that refuses us: nobody is failed for it.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use kontor_testkit::on_both_engines;

use super::{
    office::{Office, SETS, queue, queue_asking, settings},
    relay::{FakeRelay, Heard, Say},
};
use crate::domain::MailState;

/// Refusals of one recipient, as relays word them; some quote an address that a stranger chose.
const OF_ONE: [&str; 5] = [
    "501 5.1.5 Recipient address reserved by RFC 2606",
    "550 5.1.10 RESOLVER.ADR.RecipientNotFound",
    "553 5.1.3 bad address syntax",
    "554 5.7.1 <8760.hours@x.example>: Relay access denied",
    "451 4.3.0 <9223372036854775807.s@x.example>: Temporary lookup failure",
];

/// Refusals of us, in the answer to RCPT, where most relays give them.
const OF_US: [&str; 5] = [
    "553 5.7.1 <office@office.example>: Sender address rejected: not owned by user u@office.example",
    "554 5.7.1 <unknown[192.0.2.7]>: Client host rejected: Access denied",
    "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using dnsbl.example",
    "550 5.7.1 Client was not authenticated",
    "550 5.7.0 Unauthenticated senders not allowed",
];

#[tokio::test]
async fn twenty_refused_addresses_do_not_keep_an_honest_mail_waiting() {
    for refusal in OF_ONE {
        on_both_engines("mailer", &SETS, |database| async {
            let relay = FakeRelay::start(move |heard| match heard {
                Heard::Command(line) if line.starts_with("RCPT") && line.contains(".evil") => {
                    Say::Reply(refusal)
                }
                _ => Say::Usual,
            })
            .await;
            let office = Office::open(database, &settings(relay.port), 0, "").await;
            for number in 1..=20 {
                let stranger = format!("a@x{number}.evil");
                queue(&office.database, &*office.clock, number, &stranger).await;
            }
            queue(&office.database, &*office.clock, 21, "anna@honest.example").await;
            office.wake.notify_one();
            office.wait_for(21, MailState::Sent).await;
            assert!(office.relay_is_up(), "{refusal}");
            // Those that are refused meanwhile, again and again, hold up nobody who comes later.
            for minutes in 1..4 {
                office.pass(60 * minutes);
                let number = 21 + u128::from(minutes.unsigned_abs());
                queue(
                    &office.database,
                    &*office.clock,
                    number,
                    "anna@honest.example",
                )
                .await;
                office.wake.notify_one();
                office.wait_for(number, MailState::Sent).await;
            }
            office.close().await;
            relay.stop().await;
        })
        .await;
    }
}

/// Sign-ups of invented addresses raise no alarm: health and `kontor_mail_relay_up` stay.
#[tokio::test]
async fn invented_addresses_that_are_all_refused_leave_the_relay_up() {
    on_both_engines("mailer", &SETS, |database| async {
        let relay = FakeRelay::start(|heard| match heard {
            Heard::Command(line) if line.starts_with("RCPT") => {
                Say::Reply("554 5.7.1 Relay access denied")
            }
            _ => Say::Usual,
        })
        .await;
        let office = Office::open(database, &settings(relay.port), 0, "").await;
        for number in 1..=6 {
            queue_asking(&office.database, number, &format!("a@x{number}.evil")).await;
        }
        office.wake.notify_one();
        for number in 1..=6 {
            office.wait_for(number, MailState::Deferred).await;
        }
        assert!(office.relay_is_up());
        office.close().await;
        relay.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_relay_that_refuses_us_fails_nobody() {
    for refusal in OF_US {
        on_both_engines("mailer", &SETS, |database| async {
            let mended = Arc::new(AtomicBool::new(false));
            let is_mended = Arc::clone(&mended);
            let relay = FakeRelay::start(move |heard| match heard {
                Heard::Command(line)
                    if line.starts_with("RCPT") && !is_mended.load(Ordering::SeqCst) =>
                {
                    Say::Reply(refusal)
                }
                _ => Say::Usual,
            })
            .await;
            let office = Office::open(database, &settings(relay.port), 0, "").await;
            for number in 1..=5 {
                let to = format!("b{number}@example.org");
                queue(&office.database, &*office.clock, number, &to).await;
            }
            office.wake.notify_one();
            let reason = office.wait_for_trouble().await;
            assert!(reason.contains("every recipient is refused"), "{reason}");
            assert!(!reason.contains('@'), "{reason}");
            mended.store(true, Ordering::SeqCst);
            for number in 1..=5 {
                // One that was refused just before the mending waits a little longer.
                while office.mail(number).await.state != MailState::Sent {
                    office.pass(30);
                    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                }
                let mail = office.mail(number).await;
                assert_eq!(mail.attempts, 0, "{refusal}");
            }
            assert!(office.relay_is_up());
            office.close().await;
            relay.stop().await;
        })
        .await;
    }
}
