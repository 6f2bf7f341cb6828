//! What the tables show, and what they forget.

use super::*;

#[tokio::test]
async fn older_never_overwrites_newer() {
    on_both_engines("mailer", &SETS, |database| async move {
        for (sequence, slug) in [(2, "second"), (1, "first"), (2, "second-again")] {
            publish(&database, sequence, slug).await;
        }
        let id = samples::forum().facts.forum;
        let forum = whole_forum(&database, id).await.unwrap().unwrap();
        assert_eq!((forum.sequence, forum.facts.slug.as_str()), (2, "second"));
        publish(&database, 3, "third").await;
        assert_eq!(
            slugs(&database, &Reach::All).await.unwrap()[&id.uuid()],
            "third"
        );
    })
    .await;
}

/// Trouble that is not the recipient's leaves a mail among those that wait for us.
#[tokio::test]
async fn what_waits_is_counted_with_its_age() {
    on_both_engines("mailer", &SETS, |database| async move {
        publish(&database, 1, "forum").await;
        assert_eq!(waiting(&database, &Reach::All).await.unwrap(), []);
        for number in 1..=3 {
            queue(&database, number, AddressCheck::WORD).await;
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
        let mut found = waiting(&database, &Reach::All).await.unwrap();
        found.sort_by_key(|line| line.mails);
        let lines: Vec<_> = found
            .iter()
            .map(|line| (line.state, line.mails, line.oldest_ms, line.waits_for_us()))
            .collect();
        let expected = [
            (MailState::Deferred, 1, NOW, false),
            (MailState::Ready, 2, NOW, true),
        ];
        assert_eq!(lines, expected);
    })
    .await;
}

#[tokio::test]
async fn the_log_is_filtered_and_paged() {
    on_both_engines("mailer", &SETS, |database| async move {
        publish(&database, 1, "forum").await;
        for number in 1..=7 {
            queue(&database, number, AddressCheck::WORD).await;
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
        let about = Some(about(4));
        assert_eq!(
            list(Filter {
                about,
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
async fn mails_to_sign_ups_never_confirmed_are_forgotten_with_messages_and_attempts() {
    on_both_engines("mailer", &SETS, |database| async move {
        publish(&database, 1, "forum").await;
        // 1 was never confirmed, 2 was, and 3 still waits for the relay.
        queue(&database, 1, AddressCheck::WORD).await;
        queue(&database, 2, AddressCheck::WORD).await;
        for mail in claim_due(&database, NOW, LEASE, 10).await.unwrap() {
            apply(&database, &[handed_over(&mail)]).await;
            apply(&database, &[sent(&mail)]).await;
        }
        queue_as(&database, mail_id(12), &key(2, Confirmation::WORD)).await;
        queue(&database, 3, AddressCheck::WORD).await;
        let forget = async |before_ms| forget_unconfirmed(&database, before_ms, 10).await.unwrap();
        assert_eq!(forget(NOW).await, 0);
        assert_eq!(forget(NOW + 1).await, 1);
        assert_eq!(forget(NOW + 1).await, 0);
        for (number, kept) in [(1, false), (2, true), (3, true), (12, true)] {
            let mail = find_mail(&database, mail_id(number)).await.unwrap();
            assert_eq!(mail.is_some(), kept, "{number}");
        }
        for (number, sent) in [(1, false), (2, true)] {
            let message = message_of(&database, mail_id(number)).await.unwrap();
            let attempts = attempts_of(&database, mail_id(number)).await.unwrap();
            assert_eq!(
                (message.is_some(), attempts.len()),
                (sent, usize::from(sent))
            );
        }
    })
    .await;
}
