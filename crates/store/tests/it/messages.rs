//! Outbox, inbox and parked messages.

use kontor_contracts::{
    Envelope, EventId, ListingId, Sequence, SyncRunId, Worker,
    events::{ListingWithdrawn, WithdrawalReason},
};
use kontor_store::{
    Database, MIGRATIONS, Migrations, inbox, outbox,
    parked::{self, Parked},
};
use kontor_testkit::{TestDatabase, on_both_engines};
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

async fn numbers(database: &Database, after: u128, now: i64, limit: usize) -> Vec<u128> {
    let (stream, after) = (database.stream(), Uuid::from_u128(after));
    let rows = outbox::next(database, stream, after, now, limit).await;
    let ids = rows.unwrap().into_iter().map(|row| row.id.as_u128());
    ids.collect()
}

#[tokio::test]
async fn rows_are_read_in_order_until_they_are_removed_and_not_while_they_are_put_off() {
    on_both_engines("test", &[MIGRATIONS], |database| async move {
        publish(&database, 1..11).await;
        let stream = database.stream();
        let ids = |numbers: &[u128]| {
            numbers
                .iter()
                .map(|n| Uuid::from_u128(*n))
                .collect::<Vec<_>>()
        };
        assert_eq!(numbers(&database, 0, 100, 4).await, [1, 2, 3, 4]);
        assert_eq!(numbers(&database, 4, 100, 100).await, [5, 6, 7, 8, 9, 10]);
        let sent = ids(&[1, 2, 3]);
        outbox::remove(&database, stream, &sent).await.unwrap();
        let late = ids(&[4, 6]);
        outbox::put_off(&database, stream, &late, 300)
            .await
            .unwrap();
        assert_eq!(numbers(&database, 0, 299, 100).await, [5, 7, 8, 9, 10]);
        assert_eq!(numbers(&database, 0, 300, 3).await, [4, 5, 6]);
        assert_eq!(outbox::backlog(&database).await.unwrap().rows, 7);
    })
    .await;
}

/// More rows than one statement takes.
#[tokio::test]
async fn many_rows_are_removed_at_once() {
    on_both_engines("test", &[MIGRATIONS], |database| async move {
        publish(&database, 1..1_502).await;
        let ids: Vec<_> = (1..1_501).map(Uuid::from_u128).collect();
        outbox::remove(&database, database.stream(), &ids)
            .await
            .unwrap();
        assert_eq!(numbers(&database, 0, 0, 10).await, [1_501]);
    })
    .await;
}

/// Several relays at once, as several processes have them: each stream goes to one of them.
#[tokio::test]
async fn a_stream_has_one_relay_at_a_time() {
    on_both_engines("test", &[MIGRATIONS], |database| async move {
        publish(&database, 1..2).await;
        let stream = database.stream();
        let take = async |relay: u128, now: i64| {
            let relay = Uuid::from_u128(relay);
            outbox::take(&database, stream, relay, now, now + 100).await
        };
        let tries = (1..=8).map(|relay| take(relay, 0));
        let taken = futures_util::future::join_all(tries).await;
        let taken: Vec<_> = taken.into_iter().map(Result::unwrap).collect();
        assert_eq!(taken.iter().filter(|taken| **taken).count(), 1);
        let first = 1 + taken.iter().position(|taken| *taken).unwrap() as u128;
        assert!(take(first, 50).await.unwrap());
        assert!(!take(9, 149).await.unwrap());
        assert!(take(9, 150).await.unwrap());
        assert!(!take(first, 150).await.unwrap());
        let held = outbox::Stream {
            stream,
            relay: Some(Uuid::from_u128(9)),
            lease_until: Some(250),
        };
        assert_eq!(outbox::streams(&database).await.unwrap(), [held]);
        let leave = async |relay: u128, now: i64| {
            let relay = Uuid::from_u128(relay);
            outbox::leave(&database, stream, relay, now).await.unwrap();
        };
        leave(first, 249).await;
        assert!(!take(first, 150).await.unwrap());
        leave(9, 150).await;
        assert!(take(first, 150).await.unwrap());
        // What a killed process held is forgotten by whoever leaves next.
        leave(9, 250).await;
        let only = outbox::streams(&database).await.unwrap();
        assert_eq!((only[0].relay, only[0].lease_until), (None, None));
    })
    .await;
}

/// As after restarts, and beside the command line: each opening writes a stream of its own.
#[tokio::test]
async fn every_stream_with_rows_is_found() {
    for place in [TestDatabase::sqlite(), TestDatabase::postgres().await] {
        let mut written = Vec::new();
        for n in 1..=3 {
            let database = Database::open(&place.url, "test").await.unwrap();
            database.migrate(&[MIGRATIONS]).await.unwrap();
            publish(&database, n..n + 1).await;
            written.push(database.stream());
            database.close().await;
        }
        let database = Database::open(&place.url, "test").await.unwrap();
        let found = outbox::streams(&database).await.unwrap();
        let found: Vec<_> = found.iter().map(|stream| stream.stream).collect();
        assert_eq!(found, written);
        database.close().await;
        place.drop_it().await;
    }
}

/// The tables of 0.1 before streams.
#[tokio::test]
async fn what_waits_before_a_migration_is_told_after_it() {
    let before = Migrations {
        steps: &MIGRATIONS.steps[..1],
        ..MIGRATIONS
    };
    on_both_engines("test", &[before], |database| async move {
        let tx = database.begin().await.unwrap();
        let sql = "INSERT INTO outbox (id, kind, subject, body, created_at) \
                   VALUES ($1, 'x.v1', 'reg_1', '{}', 5)";
        for n in 1..=2 {
            tx.execute(sql, [Uuid::from_u128(n).into()]).await.unwrap();
        }
        tx.commit().await.unwrap();
        database.migrate(&[MIGRATIONS]).await.unwrap();
        let found = outbox::streams(&database).await.unwrap();
        let [only] = found[..] else {
            panic!("{found:?}")
        };
        let rows = outbox::next(&database, only.stream, Uuid::nil(), 0, 10).await;
        let ids: Vec<_> = rows.unwrap().iter().map(|row| row.id.as_u128()).collect();
        assert_eq!(ids, [1, 2]);
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

#[tokio::test]
async fn of_messages_recorded_together_the_new_ones_are_returned_once_each() {
    on_both_engines("test", &[MIGRATIONS], |database| async move {
        let ids = |range: std::ops::Range<u128>| range.map(Uuid::from_u128);
        let tx = database.begin().await.unwrap();
        inbox::record_all(&tx, "a", ids(5..10), 1).await.unwrap();
        tx.commit().await.unwrap();

        let tx = database.begin().await.unwrap();
        let twice = ids(0..200).chain(ids(0..200));
        let new = inbox::record_all(&tx, "a", twice, 2).await.unwrap();
        assert_eq!(new, ids(0..5).chain(ids(10..200)).collect());
        let none = inbox::record_all(&tx, "a", ids(0..0), 2).await.unwrap();
        assert!(none.is_empty());
        tx.commit().await.unwrap();
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

async fn replay(database: &Database, id: Uuid) -> bool {
    let tx = database.begin().await.unwrap();
    let replayed = parked::replay(&tx, id, 50).await.unwrap();
    tx.commit().await.unwrap();
    replayed
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
        assert!(replay(&database, Uuid::from_u128(9)).await);
        assert!(!replay(&database, Uuid::from_u128(9)).await);
        let due = parked::claim_due(&database, "mailer", 50, 60).await;
        let due = due.unwrap().unwrap();
        assert_eq!((due.message_id.as_u128(), due.attempts), (9, 1));
    })
    .await;
}
