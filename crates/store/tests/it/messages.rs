//! Outbox, inbox and parked messages.

use kontor_contracts::{
    Envelope, EventId, ListingId, Sequence, SyncRunId, Worker,
    events::{ListingWithdrawn, WithdrawalReason},
};
use kontor_store::{
    Database, MIGRATIONS, inbox, outbox,
    parked::{self, Parked},
};
use kontor_testkit::on_both_engines;
use uuid::Uuid;

fn event(n: u128) -> Envelope<ListingWithdrawn> {
    let data = ListingWithdrawn {
        listing: ListingId::new(Uuid::from_u128(1)),
        source: "een".into(),
        reference: "BODE20270101001".into(),
        reason: WithdrawalReason::Withdrawn,
        run: SyncRunId::new(Uuid::from_u128(2)),
    };
    let now = jiff::Timestamp::UNIX_EPOCH;
    Envelope::new(
        EventId::new(Uuid::from_u128(n)),
        Worker::Partners.source(),
        Sequence(1),
        now,
        data,
    )
}

async fn publish(database: &Database, numbers: std::ops::Range<u128>) {
    let tx = database.begin().await.unwrap();
    for n in numbers {
        tx.publish(&event(n)).unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn an_event_is_in_the_outbox_if_and_only_if_its_transaction_commits() {
    on_both_engines("test", &[MIGRATIONS], |database| async move {
        let tx = database.begin().await.unwrap();
        tx.publish(&event(1)).unwrap();
        drop(tx);
        assert_eq!(outbox::backlog(&database).await.unwrap().rows, 0);
        publish(&database, 1..4).await;
        assert_eq!(outbox::backlog(&database).await.unwrap().rows, 3);
        database.outbox_written().await;
    })
    .await;
}

#[tokio::test]
async fn claimed_rows_come_back_when_their_lease_ends_and_sent_ones_do_not() {
    on_both_engines("test", &[MIGRATIONS], |database| async move {
        publish(&database, 0..10).await;
        let first = outbox::claim(&database, 100, 200, 4).await.unwrap();
        let second = outbox::claim(&database, 100, 200, 100).await.unwrap();
        let numbers =
            |rows: &[outbox::Row]| rows.iter().map(|r| r.id.as_u128()).collect::<Vec<_>>();
        assert_eq!(numbers(&first), [0, 1, 2, 3]);
        assert_eq!(numbers(&second), [4, 5, 6, 7, 8, 9]);
        assert!(
            outbox::claim(&database, 150, 250, 100)
                .await
                .unwrap()
                .is_empty()
        );
        outbox::mark_sent(&database, &[first[0].id, first[1].id, first[2].id])
            .await
            .unwrap();
        outbox::give_back(&database, &[first[3].id], 300, "no route")
            .await
            .unwrap();
        assert_eq!(
            numbers(&outbox::claim(&database, 200, 400, 100).await.unwrap()),
            [4, 5, 6, 7, 8, 9]
        );
        assert_eq!(
            numbers(&outbox::claim(&database, 300, 400, 100).await.unwrap()),
            [3]
        );
        assert_eq!(outbox::backlog(&database).await.unwrap().rows, 7);
    })
    .await;
}

/// Several relays at once, as several processes have them: each row is taken by one of them.
#[tokio::test]
async fn relays_that_claim_at_once_never_take_the_same_row() {
    on_both_engines("test", &[MIGRATIONS], |database| async move {
        publish(&database, 0..400).await;
        let claims = (0..8).map(|_| outbox::claim(&database, 100, 200, 50));
        let claims = futures_util::future::join_all(claims).await;
        let mut taken: Vec<_> = claims
            .into_iter()
            .flat_map(Result::unwrap)
            .map(|row| row.id)
            .collect();
        assert_eq!(taken.len(), 400);
        taken.sort_unstable();
        taken.dedup();
        assert_eq!(taken.len(), 400, "a row was taken twice");
    })
    .await;
}

/// Keeps the promise "unsent rows, never ids greater than the last": the row of a transaction that
/// commits late has a lower id than one that was already taken.
#[tokio::test]
async fn a_row_that_is_committed_late_is_not_skipped() {
    on_both_engines("test", &[MIGRATIONS], |database| async move {
        publish(&database, 5..6).await;
        let taken = outbox::claim(&database, 0, 1_000, 10).await.unwrap();
        outbox::mark_sent(&database, &[taken[0].id]).await.unwrap();
        publish(&database, 3..4).await;
        let late = outbox::claim(&database, 0, 1_000, 10).await.unwrap();
        assert_eq!(late[0].id.as_u128(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_message_is_recorded_once_per_consumer() {
    on_both_engines("test", &[MIGRATIONS], |database| async move {
        for (consumer, at, new) in [("a", 1, true), ("a", 2, false), ("b", 3, true)] {
            let tx = database.begin().await.unwrap();
            assert_eq!(
                inbox::record(&tx, consumer, Uuid::nil(), at).await.unwrap(),
                new
            );
            tx.commit().await.unwrap();
        }
        assert_eq!(inbox::forget_before(&database, 2, 100).await.unwrap(), 1);
        assert_eq!(inbox::forget_before(&database, 2, 100).await.unwrap(), 0);
    })
    .await;
}

fn parked_message(state: &str, not_before: i64) -> Parked {
    Parked {
        consumer: "mailer".into(),
        message_id: Uuid::from_u128(9),
        state: state.into(),
        kind: "x.v1".into(),
        subject: "reg_1".into(),
        body: vec![0xff, 0x00],
        attempts: 3,
        not_before,
        reason: "relay said no".into(),
        first_failed_at: 10,
        last_failed_at: 20,
    }
}

#[tokio::test]
async fn a_waiting_message_is_not_due_early_and_not_taken_twice() {
    on_both_engines("test", &[MIGRATIONS], |database| async move {
        let tx = database.begin().await.unwrap();
        parked::park(&tx, &parked_message("waiting", 1_000))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            parked::next_due(&database, "mailer").await.unwrap(),
            Some(1_000)
        );
        assert_eq!(
            parked::claim_due(&database, "mailer", 999, 2_000)
                .await
                .unwrap(),
            None
        );
        assert_eq!(
            parked::claim_due(&database, "other", 1_000, 2_000)
                .await
                .unwrap(),
            None
        );
        let due = parked::claim_due(&database, "mailer", 1_000, 2_000).await;
        let counted = Parked {
            attempts: 4,
            ..parked_message("waiting", 1_000)
        };
        assert_eq!(due.unwrap(), Some(counted));
        assert_eq!(
            parked::claim_due(&database, "mailer", 1_500, 2_500)
                .await
                .unwrap(),
            None
        );
        let again = parked::claim_due(&database, "mailer", 2_000, 3_000).await;
        let again = again.unwrap().unwrap();
        assert_eq!(again.attempts, 5);
        parked::unclaim(&database, &again).await.unwrap();
        let again = parked::claim_due(&database, "mailer", 2_000, 3_000).await;
        assert_eq!(again.unwrap().unwrap().attempts, 5);
        let tx = database.begin().await.unwrap();
        parked::remove(&tx, "mailer", Uuid::from_u128(9))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(parked::next_due(&database, "mailer").await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_dead_letter_is_kept_and_replayed_under_its_id() {
    on_both_engines("test", &[MIGRATIONS], |database| async move {
        let tx = database.begin().await.unwrap();
        parked::park(&tx, &parked_message("waiting", 5))
            .await
            .unwrap();
        parked::park(&tx, &parked_message("dead", 0)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            parked::claim_due(&database, "mailer", 9, 10).await.unwrap(),
            None
        );
        let letters = parked::dead_letters(&database, None, 10).await.unwrap();
        assert_eq!(
            letters,
            [Parked {
                not_before: 0,
                ..parked_message("dead", 0)
            }]
        );
        assert!(
            parked::dead_letters(&database, Some(20), 10)
                .await
                .unwrap()
                .is_empty()
        );
        assert!(
            parked::replay(&database, Uuid::from_u128(9), 50)
                .await
                .unwrap()
        );
        assert!(
            !parked::replay(&database, Uuid::from_u128(9), 50)
                .await
                .unwrap()
        );
        let due = parked::claim_due(&database, "mailer", 50, 60).await;
        let due = due.unwrap().unwrap();
        assert_eq!((due.message_id.as_u128(), due.attempts), (9, 1));
    })
    .await;
}
