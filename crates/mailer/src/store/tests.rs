//! The tables on both engines.

use std::time::Duration;

use kontor_contracts::{
    Envelope, EventId, ForumId, MailId, RegistrationId, Sequence, events::ForumPublished,
};
use kontor_store::{Database, Work};
use kontor_testkit::on_both_engines;
use uuid::Uuid;

use super::*;
use crate::{
    compose::samples,
    domain::{MailKey, MailKind, MailState, Others, Outcome, Phase, RetrySchedule, decide},
};

const NOW: i64 = 1_800_000_000_000;
const LEASE: i64 = NOW + 30_000;
const SETS: [Migrations; 2] = [kontor_store::MIGRATIONS, MIGRATIONS];

fn mail_id(number: u128) -> MailId {
    MailId::new(Uuid::from_u128(number))
}

fn key(number: u128, kind: MailKind) -> MailKey {
    MailKey::once(RegistrationId::new(Uuid::from_u128(number)), kind)
}

async fn queue(database: &Database, number: u128, kind: MailKind) -> bool {
    let facts = samples::facts("de", kind != MailKind::Confirmation);
    let key = key(number, kind);
    let mail = NewMail {
        id: mail_id(number),
        key: &key,
        forum: samples::forum().facts.forum,
        facts: &facts,
        now_ms: NOW,
    };
    let tx = database.begin().await.unwrap();
    let new = queue_mail(&tx, mail).await.unwrap();
    tx.commit().await.unwrap();
    new
}

fn published(sequence: i64, slug: &str) -> Envelope<ForumPublished> {
    let mut facts = samples::forum().facts;
    facts.slug = slug.to_owned();
    let id = EventId::new(Uuid::from_u128(1));
    let time = jiff::Timestamp::UNIX_EPOCH;
    Envelope::new(id, "/kontor/registrations", Sequence(sequence), time, facts)
}

async fn publish(database: &Database, sequence: i64, slug: &str) {
    let tx = database.begin().await.unwrap();
    keep_forum(&tx, &published(sequence, slug)).await.unwrap();
    tx.commit().await.unwrap();
}

async fn apply(database: &Database, commands: &[Command]) -> Vec<bool> {
    let tx = database.begin().await.unwrap();
    let replies = Ledger.apply(&tx, commands).await.unwrap();
    tx.commit().await.unwrap();
    replies
}

async fn state(database: &Database, number: u128) -> MailState {
    find_mail(database, mail_id(number))
        .await
        .unwrap()
        .unwrap()
        .state
}

fn handed_over(mail: &ClaimedMail) -> Command {
    Command::HandOver {
        id: mail.id,
        fence: mail.fence,
        message: Some(Kept {
            subject: "Subject".into(),
            bytes: b"bytes\r\n".to_vec(),
        }),
    }
}

fn sent(mail: &ClaimedMail) -> Command {
    Command::Record(Box::new(Record {
        id: mail.id,
        fence: mail.fence,
        state: MailState::Sent,
        due_at: None,
        attempts: 0,
        interruptions: 0,
        uncertainties: 0,
        first_tried_at: Some(NOW),
        now_ms: NOW,
        attempt: Some(Attempt {
            phase: Some("dot"),
            reply: "250 2.0.0 queued".into(),
        }),
    }))
}

#[tokio::test]
async fn a_mail_of_one_key_is_queued_once_for_ever() {
    on_both_engines("mailer", &SETS, |database| async move {
        assert!(queue(&database, 1, MailKind::Confirmation).await);
        assert!(!queue(&database, 1, MailKind::Confirmation).await);
        publish(&database, 1, "forum").await;
        let mails = claim_due(&database, NOW, LEASE, 10).await.unwrap();
        apply(&database, &[handed_over(&mails[0])]).await;
        apply(&database, &[sent(&mails[0])]).await;
        assert!(!queue(&database, 1, MailKind::Confirmation).await);
    })
    .await;
}

#[tokio::test]
async fn older_never_overwrites_newer() {
    on_both_engines("mailer", &SETS, |database| async move {
        for (sequence, slug) in [(2, "second"), (1, "first"), (2, "second-again")] {
            publish(&database, sequence, slug).await;
        }
        let id = samples::forum().facts.forum;
        let forum = forum_of(&database, id).await.unwrap().unwrap();
        assert_eq!((forum.sequence, forum.facts.slug.as_str()), (2, "second"));
        publish(&database, 3, "third").await;
        assert_eq!(slugs(&database).await.unwrap()[&id.uuid()], "third");
    })
    .await;
}

#[tokio::test]
async fn a_mail_waits_for_its_forum() {
    on_both_engines("mailer", &SETS, |database| async move {
        queue(&database, 1, MailKind::Confirmation).await;
        assert!(
            claim_due(&database, NOW, LEASE, 10)
                .await
                .unwrap()
                .is_empty()
        );
        assert_eq!(state(&database, 1).await, MailState::Ready);
        publish(&database, 5, "forum").await;
        let mails = claim_due(&database, NOW, LEASE, 10).await.unwrap();
        assert_eq!((mails.len(), mails[0].forum.sequence), (1, 5));
    })
    .await;
}

#[tokio::test]
async fn a_mail_is_claimed_by_one_only() {
    on_both_engines("mailer", &SETS, |database| async move {
        publish(&database, 1, "forum").await;
        for number in 1..=40 {
            queue(&database, number, MailKind::AddressCheck).await;
        }
        let claims = (0..8).map(|_| claim_due(&database, NOW, LEASE, 10));
        let claimed = futures_util::future::join_all(claims).await;
        let mut ids: Vec<_> = claimed
            .into_iter()
            .flat_map(Result::unwrap)
            .map(|m| m.id)
            .collect();
        let all = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!((all, ids.len()), (40, 40));
    })
    .await;
}

#[tokio::test]
async fn marks_and_results_of_many_are_written_together() {
    on_both_engines("mailer", &SETS, |database| async move {
        publish(&database, 1, "forum").await;
        for number in 1..=5 {
            queue(&database, number, MailKind::AddressCheck).await;
        }
        let mails = claim_due(&database, NOW, LEASE, 10).await.unwrap();
        let marks: Vec<_> = mails.iter().take(3).map(handed_over).collect();
        assert_eq!(apply(&database, &marks).await, [true; 3]);
        let mixed = [sent(&mails[0]), handed_over(&mails[3]), sent(&mails[1])];
        assert_eq!(apply(&database, &mixed).await, [true; 3]);
        for (number, expected) in [
            (1, MailState::Sent),
            (2, MailState::Sent),
            (3, MailState::HandedOver),
            (4, MailState::HandedOver),
            (5, MailState::Claimed),
        ] {
            assert_eq!(state(&database, number).await, expected, "{number}");
        }
        let attempts = attempts_of(&database, mail_id(1)).await.unwrap();
        assert_eq!(
            (attempts.len(), attempts[0].reply.as_str()),
            (1, "250 2.0.0 queued")
        );
        let message = message_of(&database, mail_id(3)).await.unwrap().unwrap();
        assert_eq!(
            (message.subject.as_str(), message.message.as_slice()),
            ("Subject", &b"bytes\r\n"[..])
        );
    })
    .await;
}

#[tokio::test]
async fn whoever_lost_a_claim_writes_nothing() {
    on_both_engines("mailer", &SETS, |database| async move {
        publish(&database, 1, "forum").await;
        queue(&database, 1, MailKind::AddressCheck).await;
        let old = claim_due(&database, NOW, LEASE, 10)
            .await
            .unwrap()
            .remove(0);
        let later = LEASE + 1;
        assert_eq!(recover_expired(&database, later, lost).await.unwrap(), 1);
        assert_eq!(state(&database, 1).await, MailState::Ready);
        assert_eq!(
            apply(&database, &[handed_over(&old), sent(&old)]).await,
            [false; 2]
        );
        let new = claim_due(&database, later, later + 30_000, 10)
            .await
            .unwrap()
            .remove(0);
        assert_eq!(apply(&database, &[handed_over(&old)]).await, [false]);
        assert_eq!(apply(&database, &[handed_over(&new)]).await, [true]);
        assert_eq!(apply(&database, &[sent(&old)]).await, [false]);
        assert_eq!(apply(&database, &[sent(&new)]).await, [true]);
        assert_eq!(
            renew(&database, &[(old.id, old.fence)], later)
                .await
                .unwrap(),
            0
        );
    })
    .await;
}

/// Trouble that is not the recipient's leaves a mail among those that wait for us.
#[tokio::test]
async fn what_waits_is_counted_with_its_age() {
    on_both_engines("mailer", &SETS, |database| async move {
        publish(&database, 1, "forum").await;
        assert_eq!(waiting(&database).await.unwrap(), []);
        for number in 1..=3 {
            queue(&database, number, MailKind::AddressCheck).await;
        }
        let taken = claim_due(&database, NOW, LEASE, 2).await.unwrap();
        let sql = "UPDATE mails SET state = 'deferred', due_at = 1, lease_until = NULL, \
                   attempts = $2 WHERE id = $1";
        let tx = database.begin().await.unwrap();
        for (mail, attempts) in taken.iter().zip([0_i64, 1]) {
            let values = [mail.id.uuid().into(), attempts.into()];
            tx.execute(sql, values).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut found = waiting(&database).await.unwrap();
        found.sort_by_key(|line| line.mails);
        let told: Vec<_> = found
            .iter()
            .map(|line| (line.state, line.mails, line.oldest_ms, line.waits_for_us()))
            .collect();
        let expected = [
            (MailState::Deferred, 1, NOW, false),
            (MailState::Ready, 2, NOW, true),
        ];
        assert_eq!(told, expected);
    })
    .await;
}

fn lost(record: crate::domain::MailRecord) -> crate::domain::Decision {
    let outcome = Outcome::Lost(Phase::Dot, "ended".into());
    decide(
        record,
        &outcome,
        Others::Taken,
        RetrySchedule::default(),
        0.5,
    )
}

#[tokio::test]
async fn a_renewed_lease_is_not_taken_back() {
    on_both_engines("mailer", &SETS, |database| async move {
        publish(&database, 1, "forum").await;
        for number in 1..=3 {
            queue(&database, number, MailKind::AddressCheck).await;
        }
        let mails = claim_due(&database, NOW, LEASE, 10).await.unwrap();
        let held: Vec<_> = mails.iter().map(|mail| (mail.id, mail.fence)).collect();
        assert_eq!(renew(&database, &held, LEASE + 60_000).await.unwrap(), 3);
        assert_eq!(
            recover_expired(&database, LEASE + 1, lost).await.unwrap(),
            0
        );
    })
    .await;
}

#[tokio::test]
async fn a_mail_handed_over_by_a_process_that_died_is_sent_again_once_with_the_same_bytes() {
    on_both_engines("mailer", &SETS, |database| async move {
        publish(&database, 1, "forum").await;
        queue(&database, 1, MailKind::AddressCheck).await;
        let mail = claim_due(&database, NOW, LEASE, 10)
            .await
            .unwrap()
            .remove(0);
        apply(&database, &[handed_over(&mail)]).await;
        assert_eq!(
            recover_expired(&database, LEASE + 1, lost).await.unwrap(),
            0,
            "the relay may still be answering"
        );
        let dead = LEASE + 20_001;
        assert_eq!(recover_expired(&database, dead, lost).await.unwrap(), 1);
        assert_eq!(state(&database, 1).await, MailState::Uncertain);
        let due = dead + 60_000;
        assert!(
            claim_due(&database, due - 1, due, 10)
                .await
                .unwrap()
                .is_empty()
        );
        let again = claim_due(&database, due, due + 30_000, 10)
            .await
            .unwrap()
            .remove(0);
        assert_eq!(again.message.as_deref(), Some(&b"bytes\r\n"[..]));
        apply(
            &database,
            &[Command::HandOver {
                id: again.id,
                fence: again.fence,
                message: None,
            }],
        )
        .await;
        assert_eq!(
            recover_expired(&database, due + 50_001, lost)
                .await
                .unwrap(),
            1
        );
        let end = due + 10 * 24 * 3_600_000;
        assert!(
            claim_due(&database, end, end, 10).await.unwrap().is_empty(),
            "a person decides"
        );
        assert!(send_again(&database, mail.id, end).await.unwrap());
        assert!(!send_again(&database, mail.id, end).await.unwrap());
        assert_eq!(
            claim_due(&database, end, end + 1, 10).await.unwrap().len(),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn mails_that_ask_for_what_is_decided_are_closed_unless_they_are_out() {
    on_both_engines("mailer", &SETS, |database| async move {
        publish(&database, 1, "forum").await;
        for number in [1, 2] {
            queue(&database, number, MailKind::AddressCheck).await;
        }
        let mails = claim_due(&database, NOW, LEASE, 1).await.unwrap();
        let tx = database.begin().await.unwrap();
        let asking = [MailKind::AddressCheck, MailKind::AlreadyRegistered];
        for number in [1, 2] {
            let registration = RegistrationId::new(Uuid::from_u128(number));
            supersede_unsent(&tx, registration, asking, NOW)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(mails[0].id, mail_id(1));
        assert_eq!(state(&database, 1).await, MailState::Claimed);
        assert_eq!(state(&database, 2).await, MailState::Superseded);
        assert!(
            claim_due(&database, NOW + 1, LEASE, 10)
                .await
                .unwrap()
                .is_empty()
        );
    })
    .await;
}

#[tokio::test]
async fn the_log_is_filtered_and_paged() {
    on_both_engines("mailer", &SETS, |database| async move {
        publish(&database, 1, "forum").await;
        for number in 1..=7 {
            queue(&database, number, MailKind::AddressCheck).await;
        }
        claim_due(&database, NOW, LEASE, 2).await.unwrap();
        let list = |filter: Filter| {
            let database = database.clone();
            async move {
                let mails = list_mails(&database, &filter, 3).await.unwrap();
                mails
                    .iter()
                    .map(|mail| mail.id.uuid().as_u128())
                    .collect::<Vec<_>>()
            }
        };
        assert_eq!(list(Filter::default()).await, [7, 6, 5]);
        let before = Some(mail_id(5));
        assert_eq!(
            list(Filter {
                before,
                ..Filter::default()
            })
            .await,
            [4, 3, 2]
        );
        let state = Some(MailState::Claimed);
        assert_eq!(
            list(Filter {
                state,
                ..Filter::default()
            })
            .await,
            [2, 1]
        );
        let registration = Some(RegistrationId::new(Uuid::from_u128(4)));
        assert_eq!(
            list(Filter {
                registration,
                ..Filter::default()
            })
            .await,
            [4]
        );
        let forum = Some(ForumId::new(Uuid::from_u128(99)));
        assert!(
            list(Filter {
                forum,
                ..Filter::default()
            })
            .await
            .is_empty()
        );
    })
    .await;
}

#[tokio::test]
async fn the_group_commit_answers_each_line() {
    on_both_engines("mailer", &SETS, |database| async move {
        publish(&database, 1, "forum").await;
        for number in 1..=20 {
            queue(&database, number, MailKind::AddressCheck).await;
        }
        let process =
            kontor_testkit::process(kontor_testkit::FakeClock::at("2027-01-15T08:00:00Z"));
        let ledger = crate::tasks::start_ledger(&process, database.clone());
        let mails = claim_due(&database, NOW, LEASE, 20).await.unwrap();
        let marks = mails.iter().map(|mail| ledger.submit(handed_over(mail)));
        let answers = futures_util::future::join_all(marks).await;
        assert!(answers.into_iter().all(Result::unwrap));
        drop(ledger);
        let ended = tokio::time::timeout(Duration::from_secs(5), process.life.clone().shut_down());
        ended.await.unwrap().unwrap();
    })
    .await;
}
