//! Messages that speak of somebody are erased wherever they wait.

use std::sync::atomic::{AtomicU64, Ordering};

use kontor_contracts::{
    Envelope, EventId, ListingId, Sequence, SyncRunId, Worker,
    events::{ListingWithdrawn, WithdrawalReason},
};
use kontor_store::{
    Database, MIGRATIONS, erase_messages, messages_about, outbox,
    parked::{self, Parked},
};
use kontor_testkit::on_both_engines;
use uuid::Uuid;

const ANNA: &[u8] = b"anna@";

fn speaks_of_anna(body: &[u8]) -> bool {
    body.windows(ANNA.len()).any(|part| part == ANNA)
}

fn waits(n: u128, reference: &str) -> Envelope<ListingWithdrawn> {
    let data = ListingWithdrawn {
        listing: ListingId::new(Uuid::from_u128(n)),
        source: "een".into(),
        reference: reference.into(),
        reason: WithdrawalReason::Withdrawn,
        run: SyncRunId::new(Uuid::from_u128(n)),
    };
    let id = EventId::new(Uuid::from_u128(n));
    let source = Worker::Partners.source();
    Envelope::new(id, source, Sequence(1), jiff::Timestamp::UNIX_EPOCH, data)
}

async fn wait_to_be_sent(database: &Database, n: u128, reference: &str) {
    let tx = database.begin().await.unwrap();
    tx.publish(&waits(n, reference)).unwrap();
    tx.commit().await.unwrap();
}

async fn set_aside(database: &Database, n: u128, state: &str, body: &[u8]) {
    let parked = Parked {
        consumer: "mailer".into(),
        message_id: Uuid::from_u128(n),
        state: state.into(),
        kind: "x.v1".into(),
        subject: "reg_1".into(),
        body: body.to_vec(),
        attempts: 1,
        not_before: 0,
        reason: "relay said no".into(),
        first_failed_at: 10,
        last_failed_at: 20,
    };
    let tx = database.begin().await.unwrap();
    parked::park(&tx, &parked).await.unwrap();
    tx.commit().await.unwrap();
}

async fn erase(database: &Database) -> u64 {
    let noted = AtomicU64::new(0);
    let erased = erase_messages(database, speaks_of_anna, async |_, _| {
        noted.fetch_add(1, Ordering::Relaxed);
        Ok(())
    });
    let erased = erased.await.unwrap();
    assert_eq!(noted.into_inner(), erased, "each is noted");
    erased
}

#[tokio::test]
async fn what_speaks_of_somebody_is_erased_and_the_rest_stays() {
    on_both_engines("test", &[MIGRATIONS], |database| async move {
        wait_to_be_sent(&database, 1, "anna@example.org").await;
        wait_to_be_sent(&database, 2, "ben@example.org").await;
        set_aside(&database, 3, "waiting", b"anna@example.org").await;
        set_aside(&database, 4, "dead", b"\xff\x00 anna@example.org").await;
        set_aside(&database, 5, "dead", b"\xff\x00 ben@example.org").await;
        let found = messages_about(&database, speaks_of_anna).await.unwrap();
        let states: Vec<_> = found.iter().map(|message| message.state.as_str()).collect();
        assert_eq!(states, ["outgoing", "waiting", "dead"]);
        assert_eq!(erase(&database).await, 3);
        assert_eq!(outbox::backlog(&database).await.unwrap().rows, 1);
        let left = parked::dead_letters(&database, None, 10).await.unwrap();
        assert_eq!(left[0].message_id, Uuid::from_u128(5));
        assert_eq!(erase(&database).await, 0);
    })
    .await;
}

/// More messages than are read at once, with somebody's on every page.
#[tokio::test]
async fn messages_of_many_pages_are_found_and_erased() {
    on_both_engines("test", &[MIGRATIONS], |database| async move {
        let tx = database.begin().await.unwrap();
        for n in 0..300_u128 {
            let name = if n % 100 == 99 { "anna" } else { "ben" };
            let event = waits(n, &format!("{name}@example.org"));
            tx.publish(&event).unwrap();
        }
        tx.commit().await.unwrap();
        for n in 1_000..1_260 {
            let body = if n % 100 == 59 { "anna@" } else { "ben@" };
            set_aside(&database, n, "dead", body.as_bytes()).await;
        }
        let found = messages_about(&database, speaks_of_anna).await.unwrap();
        assert_eq!(found.len(), 6);
        assert_eq!(erase(&database).await, 6);
        assert_eq!(outbox::backlog(&database).await.unwrap().rows, 297);
        let left = messages_about(&database, |_| true).await.unwrap();
        assert_eq!(left.len(), 297 + 257);
    })
    .await;
}
