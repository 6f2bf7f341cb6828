//! What becomes of mails when the relay answers, refuses, is slow, or goes away.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use jiff::SignedDuration;
use kontor_contracts::MailId;
use kontor_runtime::Clock;
use kontor_testkit::on_both_engines;
use tokio::sync::Notify;
use uuid::Uuid;

use super::{
    office::{Office, SETS, erase, first, scenario, settings},
    relay::{FakeRelay, Heard, Say},
};
use crate::{
    Settings,
    domain::MailState,
    store::{attempts_of, message_of},
};

#[tokio::test]
async fn mails_arrive_once_and_as_written() {
    scenario(5, || Box::new(|_| Say::Usual), |office, relay| async move {
        for number in 1..=5 {
            let mail = office.wait_for(number, MailState::Sent).await;
            assert_eq!(mail.reply.as_deref(), Some("250 2.0.0 queued as 1"));
        }
        let mut accepted = relay.accepted();
        assert_eq!(accepted.len(), 5);
        accepted.sort();
        accepted.dedup();
        assert_eq!(accepted.len(), 5);
        let kept = message_of(&office.database, MailId::new(Uuid::from_u128(1))).await.unwrap();
        let kept = String::from_utf8(kept.unwrap().message).unwrap();
        assert!(accepted.contains(&kept), "the log shows what was sent");
        let name = "Message-ID: <confirmation.reg_00000000000000000000000000000001.1@kontor.example>\r\n";
        assert!(kept.contains(name));
        assert!(office.relay_is_up());
    })
    .await;
}

#[tokio::test]
async fn each_refusal_has_its_state() {
    for (at, reply, state, attempts) in [
        ("RCPT", "550 5.1.1 unknown user", MailState::Failed, 1),
        ("RCPT", "450 4.2.1 mailbox busy", MailState::Deferred, 1),
        ("DATA", "554 5.6.0 no", MailState::Failed, 1),
        ("DATA", "452 4.2.2 full", MailState::Deferred, 1),
        (".", "554 5.7.1 looks like spam", MailState::Failed, 1),
        (".", "451 4.2.0 later", MailState::Deferred, 1),
    ] {
        scenario(
            2,
            || first(at, Say::Reply(reply)),
            |office, relay| async move {
                let mail = office.wait_for(1, state).await;
                assert_eq!(mail.attempts, attempts, "{at} {reply}");
                assert_eq!(mail.reply.as_deref(), Some(reply));
                // The connection is fine: the next mail goes over it.
                office.wait_for(2, MailState::Sent).await;
                assert_eq!(relay.accepted().len(), 1);
            },
        )
        .await;
    }
}

#[tokio::test]
async fn trouble_of_the_relay_burns_no_attempt_and_resumes_by_itself() {
    for (at, say) in [
        ("MAIL", Say::Reply("421 4.3.2 shutting down")),
        ("MAIL", Say::Reply("550 5.7.60 may not send as this sender")),
        ("DATA", Say::Reply("421 4.3.2 shutting down")),
        ("RCPT", Say::Hang),
        ("RCPT", Say::Late(Duration::from_secs(2), "250 ok")),
        ("DATA", Say::Hang),
    ] {
        scenario(
            1,
            || first(at, say.clone()),
            |office, relay| async move {
                let mail = office.wait_for(1, MailState::Sent).await;
                assert_eq!((mail.attempts, mail.interruptions), (0, 1));
                assert_eq!(relay.accepted().len(), 1);
                let attempts = attempts_of(&office.database, mail.id).await.unwrap();
                assert_eq!(attempts.len(), 2, "{attempts:?}");
            },
        )
        .await;
    }
}

#[tokio::test]
async fn a_mail_whose_fate_is_unknown_is_sent_again_once_with_the_same_bytes() {
    scenario(
        1,
        || first(".", Say::Hang),
        |office, relay| async move {
            let mail = office.wait_for(1, MailState::Uncertain).await;
            assert!(mail.due_at.is_some());
            office.pass(61);
            office.wait_for(1, MailState::Sent).await;
            let accepted = relay.accepted();
            assert_eq!(accepted.len(), 2);
            assert_eq!(accepted[0], accepted[1]);
        },
    )
    .await;
}

#[tokio::test]
async fn a_mail_whose_fate_is_unknown_twice_is_left_to_a_person() {
    let always = || -> Box<dyn Fn(&Heard) -> Say + Send + Sync> {
        Box::new(|heard| match heard {
            Heard::Message(_) => Say::Hang,
            _ => Say::Usual,
        })
    };
    scenario(1, always, |office, relay| async move {
        office.wait_for(1, MailState::Uncertain).await;
        office.pass(61);
        for _ in 0..2_000 {
            if office.mail(1).await.due_at.is_none() && relay.accepted().len() == 2 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let mail = office.wait_for(1, MailState::Uncertain).await;
        assert_eq!((mail.due_at, relay.accepted().len()), (None, 2));
    })
    .await;
}

#[tokio::test]
async fn greylisting_is_waited_for() {
    let reply = Say::Reply("451 4.7.1 greylisted, try again in 5 minutes");
    scenario(
        1,
        || first("RCPT", reply.clone()),
        |office, _| async move {
            let mail = office.wait_for(1, MailState::Deferred).await;
            let wait = mail.due_at.unwrap().duration_since(office.clock.now());
            assert!(wait >= SignedDuration::from_secs(300), "{wait:?}");
            assert!(
                office.relay_is_up(),
                "one recipient is no trouble of the relay"
            );
            office.pass(301);
            let mail = office.wait_for(1, MailState::Sent).await;
            assert_eq!(mail.attempts, 1);
        },
    )
    .await;
}

/// The fault of pooled clients: a command that was given up on leaves its answer behind, the next
/// mail reads it as its own, and a refused mail counts as sent.
#[tokio::test]
async fn an_answer_that_came_too_late_belongs_to_nobody_else() {
    let script = || -> Box<dyn Fn(&Heard) -> Say + Send + Sync> {
        Box::new(|heard| match heard {
            Heard::Message(text) if text.contains("reg_00000000000000000000000000000001.1@") => {
                Say::Late(Duration::from_millis(1_600), "250 2.0.0 at last")
            }
            Heard::Message(text) if text.contains("reg_00000000000000000000000000000003.1@") => {
                Say::Reply("554 5.6.0 not this one")
            }
            _ => Say::Usual,
        })
    };
    scenario(4, script, |office, _| async move {
        for (number, state) in [
            (1, MailState::Uncertain),
            (2, MailState::Sent),
            (3, MailState::Failed),
            (4, MailState::Sent),
        ] {
            office.wait_for(number, state).await;
        }
        assert_eq!(
            office.mail(3).await.reply.as_deref(),
            Some("554 5.6.0 not this one")
        );
    })
    .await;
}

#[tokio::test]
async fn a_refused_login_pauses_and_is_named_and_no_mail_is_touched() {
    on_both_engines("mailer", &SETS, |database| async {
        let count = AtomicUsize::new(0);
        let relay = FakeRelay::start(move |heard| match heard {
            Heard::Command(line) if line.starts_with("AUTH") => {
                match count.fetch_add(1, Ordering::SeqCst) {
                    0 | 1 => Say::Reply("535 5.7.8 bad login"),
                    _ => Say::Usual,
                }
            }
            _ => Say::Usual,
        })
        .await;
        let mut settings = settings(relay.port);
        settings.smtp.username = "kontor".into();
        settings.smtp.password = "wrong".to_owned().into();
        let trouble = crate::check_transport(&settings).await.unwrap_err();
        assert!(
            trouble.to_string().contains("535 5.7.8 bad login"),
            "{trouble}"
        );
        assert!(trouble.remedy().contains("smtp.password"), "{trouble}");
        let office = Office::open(database, &settings, 1, "anna@example.org").await;
        let reason = office.wait_for_trouble().await;
        assert!(reason.contains("535"), "{reason}");
        let mail = office.wait_for(1, MailState::Sent).await;
        assert_eq!((mail.attempts, mail.interruptions), (0, 0));
        assert!(office.relay_is_up());
        office.close().await;
        relay.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_relay_that_is_not_there_is_waited_for() {
    on_both_engines("mailer", &SETS, |database| async {
        let port = FakeRelay::start(|_| Say::Usual).await;
        let settings = settings(port.port);
        port.stop().await;
        let office = Office::open(database, &settings, 1, "anna@example.org").await;
        let reason = office.wait_for_trouble().await;
        assert!(reason.contains("connection refused"), "{reason}");
        assert_eq!(office.mail(1).await.state, MailState::Ready);
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn an_address_that_the_relay_cannot_write_to_is_a_clear_failure() {
    on_both_engines("mailer", &SETS, |database| async {
        let relay = FakeRelay::start(|_| Say::Usual).await;
        let settings = settings(relay.port);
        let office = Office::open(database, &settings, 1, "почта@почта.рф").await;
        let mail = office.wait_for(1, MailState::Failed).await;
        assert!(mail.reply.unwrap().contains("needs another address"));
        assert!(office.relay_is_up());
        office.close().await;
        relay.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_soft_stop_finishes_what_is_at_the_relay_and_lets_go_of_the_rest() {
    on_both_engines("mailer", &SETS, |database| async {
        let seen = Arc::new(Notify::new());
        let heard = Arc::clone(&seen);
        let relay = FakeRelay::start(move |what| match what {
            Heard::Message(_) => {
                heard.notify_one();
                Say::Late(Duration::from_millis(300), "250 2.0.0 queued")
            }
            _ => Say::Usual,
        })
        .await;
        let settings = settings(relay.port);
        let office = Office::open(database, &settings, 5, "anna@example.org").await;
        seen.notified().await;
        office.process.life.clone().shut_down().await.unwrap();
        let mut states = Vec::new();
        for number in 1..=5 {
            states.push(office.mail(number).await.state);
        }
        let expected = [
            MailState::Sent,
            MailState::Ready,
            MailState::Ready,
            MailState::Ready,
            MailState::Ready,
        ];
        assert_eq!(states, expected);
        assert_eq!(relay.accepted().len(), 1);
        relay.stop().await;
    })
    .await;
}

#[tokio::test]
async fn the_folder_transport_writes_whole_files() {
    on_both_engines("mailer", &SETS, |database| async {
        let folder = std::env::temp_dir().join(format!(
            "kontor-mail-{}-{:?}",
            std::process::id(),
            database.engine()
        ));
        let settings = Settings {
            folder: folder.clone(),
            from_address: "forum@kontor.example".into(),
            ..Settings::default()
        };
        let office = Office::open(database, &settings, 3, "anna@example.org").await;
        for number in 1..=3 {
            office.wait_for(number, MailState::Sent).await;
        }
        let mut names: Vec<_> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        let name = |n| format!("reg_0000000000000000000000000000000{n}.confirmation.1.eml");
        assert_eq!(names, [name(1), name(2), name(3)]);
        let bytes = std::fs::read(folder.join(name(2))).unwrap();
        let kept = message_of(&office.database, MailId::new(Uuid::from_u128(2)))
            .await
            .unwrap();
        assert_eq!(kept.unwrap().message, bytes);
        office.close().await;
        std::fs::remove_dir_all(folder).unwrap();
    })
    .await;
}

/// The recipient has the link; the database, the log and a backup have it no longer.
#[tokio::test]
async fn once_the_mail_is_sent_its_link_is_kept_nowhere() {
    scenario(
        0,
        || Box::new(|_| Say::Usual),
        |office, relay| async move {
            super::office::queue_asking(&office.database, 7, "anna@example.org").await;
            office.wake.notify_one();
            office.wait_for(7, MailState::Sent).await;
            let sent = relay.accepted().remove(0);
            assert!(sent.contains("Zm9v_YmFy"), "the recipient has it: {sent}");
            let forgotten = async || {
                let facts = office.mail(7).await.facts;
                facts.link().unwrap().secret_until.is_none()
            };
            for _ in 0..2_000 {
                if forgotten().await {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            assert!(forgotten().await);
            let id = MailId::new(Uuid::from_u128(7));
            let kept = message_of(&office.database, id).await.unwrap().unwrap();
            let kept = String::from_utf8(kept.message).unwrap();
            assert!(
                !kept.contains("Zm9v_YmFy") && kept.contains("Message-ID"),
                "{kept}"
            );
            let email = "anna@example.org".parse().unwrap();
            let shown = crate::show_person(&office.database, &email).await.unwrap();
            assert_eq!((shown.len(), shown[0].state), (1, "sent"));
            let erased = erase(&office.database, &email).await;
            assert_eq!(erased, 1);
            assert!(message_of(&office.database, id).await.unwrap().is_none());
        },
    )
    .await;
}
