//! Queued, claimed, handed over, and what became of it.

use kontor_store::Engine;
use sea_orm::FromQueryResult;

use super::{super::claim::claim, *};

#[tokio::test]
async fn a_mail_of_one_key_is_queued_once_for_ever() {
    on_both_engines("mailer", &SETS, |database| async move {
        assert!(queue(&database, 1, Confirmation::WORD).await);
        assert!(!queue(&database, 1, Confirmation::WORD).await);
        publish(&database, 1, "forum").await;
        let mails = claim_due(&database, NOW, LEASE, 10).await.unwrap();
        apply(&database, &[handed_over(&mails[0])]).await;
        apply(&database, &[sent(&mails[0])]).await;
        assert!(!queue(&database, 1, Confirmation::WORD).await);
    })
    .await;
}

#[tokio::test]
async fn a_mail_waits_for_its_forum() {
    on_both_engines("mailer", &SETS, |database| async move {
        queue(&database, 1, Confirmation::WORD).await;
        assert!(
            claim_due(&database, NOW, LEASE, 10)
                .await
                .unwrap()
                .is_empty()
        );
        assert_eq!(state(&database, 1).await, MailState::Ready);
        publish(&database, 5, "forum").await;
        let mails = claim_due(&database, NOW, LEASE, 10).await.unwrap();
        assert_eq!(
            (mails.len(), mails[0].known.forum.as_ref().unwrap().sequence),
            (1, 5)
        );
    })
    .await;
}

/// A mail about something that is not a forum has nothing to wait for.
#[tokio::test]
async fn a_mail_without_a_forum_goes_at_once() {
    on_both_engines("mailer", &SETS, |database| async move {
        let facts = samples::confirmation("de");
        let mail = NewMail {
            id: mail_id(1),
            key: &(&facts as &dyn AnyFacts).key(About::stored("source/een".into()), Revision::Once),
            forum: None,
            facts: &facts,
            now_ms: NOW,
        };
        let tx = database.begin().await.unwrap();
        queue_mail(&tx, mail).await.unwrap();
        tx.commit().await.unwrap();
        let mails = claim_due(&database, NOW, LEASE, 10).await.unwrap();
        assert_eq!((mails.len(), &mails[0].known.forum), (1, &None));
        let logged = find_mail(&database, mail_id(1)).await.unwrap().unwrap();
        assert_eq!(logged.key.about.as_str(), "source/een");
        assert_eq!(logged.key.about.as_registration(), None);
    })
    .await;
}

/// A confirmation that is asked for now overtakes everything that nobody waits for.
#[tokio::test]
async fn a_lower_rank_leaves_first_whatever_is_due_since_when() {
    on_both_engines("mailer", &SETS, |database| async move {
        publish(&database, 1, "forum").await;
        for number in 1..=6 {
            queue(&database, number, AddressCheck::WORD).await;
        }
        let tx = database.begin().await.unwrap();
        let sql = "UPDATE mails SET rank = 5, due_at = due_at - 1000 WHERE id <> $1 AND id <> $2";
        let values = [mail_id(4).uuid().into(), mail_id(6).uuid().into()];
        tx.execute(sql, values).await.unwrap();
        tx.commit().await.unwrap();
        let taken = async |most| {
            let mails = claim_due(&database, NOW, LEASE, most).await.unwrap();
            let ids = mails.iter().map(|mail| mail.id.uuid().as_u128());
            ids.collect::<Vec<_>>()
        };
        assert_eq!(taken(3).await, [1, 4, 6]);
        assert_eq!(taken(3).await, [2, 3, 5]);
    })
    .await;
}

#[tokio::test]
async fn a_mail_about_one_thing_is_queued_once_for_each_recipient() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut added = Vec::new();
        for (number, to) in [(1, "a@x.example"), (2, "b@x.example"), (3, "A@X.example")] {
            let mut facts = samples::confirmation("de");
            facts.contact.email = to.parse().unwrap();
            let key =
                (&facts as &dyn AnyFacts).key(About::stored("forum/1".into()), Revision::Once);
            let mail = NewMail {
                id: mail_id(number),
                key: &key,
                forum: None,
                facts: &facts,
                now_ms: NOW,
            };
            let tx = database.begin().await.unwrap();
            queue_mail(&tx, mail).await.unwrap();
            tx.commit().await.unwrap();
            let found = find_mail(&database, mail_id(number)).await.unwrap();
            added.push(found.is_some());
        }
        assert_eq!(added, [true, true, false]);
    })
    .await;
}

/// Of two mailers in the middle of an update, the older one does not know the newest kinds.
#[tokio::test]
async fn a_mail_of_a_kind_of_tomorrow_waits_and_stops_nobody() {
    on_both_engines("mailer", &SETS, |database| async move {
        publish(&database, 1, "forum").await;
        for number in 1..=3 {
            queue(&database, number, AddressCheck::WORD).await;
        }
        let tx = database.begin().await.unwrap();
        let newer = "UPDATE mails SET kind = 'of_tomorrow' WHERE id = $1";
        let out = "UPDATE mails SET state = 'handed_over', due_at = NULL, lease_until = 0, \
                    kind = 'of_tomorrow' WHERE id = $1";
        for (sql, number) in [(newer, 1), (out, 2)] {
            tx.execute(sql, [mail_id(number).uuid().into()])
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        let mails = claim_due(&database, NOW, LEASE, 10).await.unwrap();
        assert_eq!(
            mails.iter().map(|mail| mail.id).collect::<Vec<_>>(),
            [mail_id(3)]
        );
        assert_eq!(recover_expired(&database, NOW, lost).await.unwrap(), 0);
        let spent = with_spent_links(&database, i64::MAX).await.unwrap();
        assert!(spent.is_empty(), "the one that was claimed is out");
        // The log shows the rest, also to whoever went back to an older version.
        let log = list_mails(&database, &Filter::default(), 10).await.unwrap();
        assert_eq!(
            log.iter().map(|mail| mail.id).collect::<Vec<_>>(),
            [mail_id(3)]
        );
        assert!(find_mail(&database, mail_id(1)).await.unwrap().is_none());
        let anna = log[0].key.recipient.0.as_str();
        assert_eq!(mails_to(&database, anna).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_mail_is_claimed_by_one_only() {
    on_both_engines("mailer", &SETS, |database| async move {
        publish(&database, 1, "forum").await;
        for number in 1..=40 {
            queue(&database, number, AddressCheck::WORD).await;
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
            queue(&database, number, AddressCheck::WORD).await;
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
        queue(&database, 1, AddressCheck::WORD).await;
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

#[tokio::test]
async fn a_renewed_lease_is_not_taken_back() {
    on_both_engines("mailer", &SETS, |database| async move {
        publish(&database, 1, "forum").await;
        for number in 1..=3 {
            queue(&database, number, AddressCheck::WORD).await;
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
        queue(&database, 1, AddressCheck::WORD).await;
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
        assert!(send_again(&database, mail.id, asker(), end).await.unwrap());
        assert!(!send_again(&database, mail.id, asker(), end).await.unwrap());
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
            queue(&database, number, AddressCheck::WORD).await;
        }
        let mails = claim_due(&database, NOW, LEASE, 1).await.unwrap();
        let tx = database.begin().await.unwrap();
        let asking = [AddressCheck::WORD];
        for number in [1, 2] {
            supersede_unsent(&tx, &about(number), &asking, NOW)
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
async fn the_group_commit_answers_each_line() {
    on_both_engines("mailer", &SETS, |database| async move {
        publish(&database, 1, "forum").await;
        for number in 1..=20 {
            queue(&database, number, AddressCheck::WORD).await;
        }
        let process =
            kontor_testkit::process(kontor_testkit::FakeClock::at("2027-01-15T08:00:00Z"));
        let writer = crate::tasks::start_marks(&process, database.clone());
        let mails = claim_due(&database, NOW, LEASE, 20).await.unwrap();
        let marks = mails.iter().map(|mail| writer.submit(handed_over(mail)));
        let answers = futures_util::future::join_all(marks).await;
        assert!(answers.into_iter().all(Result::unwrap));
        drop(writer);
        let ended = tokio::time::timeout(Duration::from_secs(5), process.life.clone().shut_down());
        ended.await.unwrap().unwrap();
    })
    .await;
}

/// The statistics of a table that has just grown say nothing yet; a plan that trusts them reads all that
/// waits for each handful that is taken.
#[tokio::test]
async fn a_claim_follows_the_order_of_the_queue_and_does_not_sort_it() {
    #[derive(FromQueryResult)]
    struct OfPostgres {
        #[sea_orm(from_alias = "QUERY PLAN")]
        line: String,
    }
    #[derive(FromQueryResult)]
    struct OfSqlite {
        #[sea_orm(from_alias = "detail")]
        line: String,
    }
    on_both_engines("mailer", &SETS, |database| async move {
        publish(&database, 1, "forum").await;
        for number in 1..=500 {
            queue(&database, number, Confirmation::WORD).await;
        }
        let (tx, sql) = (database.begin().await.unwrap(), claim(database.engine()));
        let values = [LEASE.into(), NOW.into(), 10_i64.into()];
        let (plan, sort): (Vec<_>, _) = match database.engine() {
            Engine::Postgres => {
                let plan = tx
                    .rows::<OfPostgres>(&format!("EXPLAIN {sql}"), values)
                    .await;
                (
                    plan.unwrap().into_iter().map(|of| of.line).collect(),
                    "Sort",
                )
            }
            Engine::Sqlite => {
                let sql = format!("EXPLAIN QUERY PLAN {sql}");
                let plan = tx.rows::<OfSqlite>(&sql, values).await.unwrap();
                (plan.into_iter().map(|of| of.line).collect(), "TEMP B-TREE")
            }
        };
        let plan = plan.join("\n");
        assert!(plan.contains("mails_due") && !plan.contains(sort), "{plan}");
    })
    .await;
}
