//! What a worker gets: from the outbox over the bus to its handler, with all that can go wrong there.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};

use jiff::SignedDuration;
use kontor_bus::Failure;
use kontor_contracts::{Envelope, Event, events::RegistrationConfirmed};
use kontor_store::{outbox, parked};
use uuid::Uuid;

use crate::support::{Kind, MAILER, Mailer, Rig, Script, event, message, next, poison, until};

pub(crate) async fn an_event_in_the_outbox_reaches_its_handler_once(kind: Kind) {
    let (place, script) = (kind.place(), Script::agreeable());
    let mailer = Mailer::new(kind, &place.url, &script).await;
    mailer.tell((1..=1_000).map(|n| (n, n % 10))).await;
    until("all are handled", async || script.handled().len() >= 1_000).await;
    let mut handled = script.handled();
    handled.sort_unstable();
    assert_eq!(handled, (1..=1_000).collect::<Vec<_>>());
    until("the outbox is empty", async || {
        outbox::backlog(&mailer.database).await.unwrap().rows == 0
    })
    .await;
    let health = mailer.rig.process.health.clone();
    until("all parts are well", async || health.is_ready()).await;
    mailer.stop().await;
}

/// Nobody listens to it, and the catalogue does not say that nobody should.
#[derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
struct Invented {}

impl Event for Invented {
    const TYPE: &'static str = "registration.invented.v1";

    fn subject(&self) -> String {
        "reg_1".to_owned()
    }
}

pub(crate) async fn an_event_that_finds_no_queue_stays_in_the_outbox(kind: Kind) {
    let (place, script) = (kind.place(), Script::agreeable());
    let mailer = Mailer::new(kind, &place.url, &script).await;
    let tx = mailer.database.begin().await.unwrap();
    let like = event(1, 1);
    let time = jiff::Timestamp::UNIX_EPOCH;
    let invented = Envelope::new(like.id, &like.source, like.sequence, time, Invented {});
    tx.publish(&invented).unwrap();
    tx.publish(&event(2, 2)).unwrap();
    tx.commit().await.unwrap();
    let rows = async || outbox::backlog(&mailer.database).await.unwrap().rows;
    until("the other one is handled and marked", async || {
        script.handled() == [2] && rows().await == 1
    })
    .await;
    // It is tried again, later and later, and hinders nobody.
    mailer.rig.clock.advance(SignedDuration::from_hours(1));
    mailer.tell([(3, 2)]).await;
    until("the next is handled and marked", async || {
        script.handled() == [2, 3] && rows().await == 1
    })
    .await;
    mailer.stop().await;
}

pub(crate) async fn a_second_copy_changes_nothing(kind: Kind) {
    let (place, script) = (kind.place(), Script::agreeable());
    let mailer = Mailer::new(kind, &place.url, &script).await;
    mailer.rig.publish(vec![message(1, 1), message(1, 1)]).await;
    mailer.rig.publish(vec![message(1, 1), message(2, 1)]).await;
    until("the last is handled", async || {
        script.handled().contains(&2)
    })
    .await;
    assert_eq!(script.handled(), [1, 2]);
    mailer.stop().await;
}

pub(crate) async fn events_of_one_subject_are_handled_in_order(kind: Kind) {
    let (place, script) = (kind.place(), Script::agreeable());
    let mailer = Mailer::new(kind, &place.url, &script).await;
    for batch in 0..10 {
        mailer.tell((1..=50).map(|n| (batch * 50 + n, n % 7))).await;
    }
    until("all are handled", async || script.handled().len() == 500).await;
    for about in 0..7 {
        let of_subject = |n: &u128| ((n - 1) % 50 + 1) % 7 == about;
        let handled: Vec<_> = script.handled().into_iter().filter(of_subject).collect();
        assert!(handled.is_sorted(), "{handled:?}");
    }
    mailer.stop().await;
}

pub(crate) async fn a_retry_is_not_early_and_its_attempts_are_counted(kind: Kind) {
    let tries = |script: &Script| script.attempts().iter().filter(|n| **n == 1).count();
    let failures = Arc::new(AtomicU32::new(2));
    let left = Arc::clone(&failures);
    let script = Script::new(move |n| {
        if n != 1 {
            return Ok(());
        }
        let fails = left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1));
        match fails {
            Ok(_) => Err(Failure::retry_after("not now", Duration::from_mins(5))),
            Err(_) => Ok(()),
        }
    });
    let place = kind.place();
    let mailer = Mailer::new(kind, &place.url, &script).await;
    mailer.tell([(1, 1)]).await;
    for attempt in 1..=2_usize {
        until("the attempt has failed and is written down", async || {
            let due = parked::next_due(&mailer.database, "mailer").await.unwrap();
            tries(&script) == attempt && due > Some(mailer.now())
        })
        .await;
        let due = parked::next_due(&mailer.database, "mailer")
            .await
            .unwrap()
            .unwrap();
        assert!(due >= mailer.now() + 300_000);
        mailer.rig.clock.advance(SignedDuration::from_secs(299));
        // Another message goes all the way meanwhile, so that a retry had its chance to be early.
        let other = 100 + attempt as u128;
        mailer.tell([(other, 2)]).await;
        until("the other one is handled", async || {
            script.attempts().contains(&other)
        })
        .await;
        assert_eq!(tries(&script), attempt);
        mailer
            .rig
            .clock
            .advance(SignedDuration::from_millis(due - mailer.now()));
    }
    until("it is handled", async || script.handled().contains(&1)).await;
    assert_eq!(tries(&script), 3);
    assert_eq!(
        parked::next_due(&mailer.database, "mailer").await.unwrap(),
        None
    );
    mailer.stop().await;
}

async fn replay(mailer: &Mailer, id: Uuid) -> bool {
    let tx = mailer.database.begin().await.unwrap();
    let replayed = parked::replay(&tx, id, mailer.now()).await.unwrap();
    tx.commit().await.unwrap();
    replayed
}

pub(crate) async fn a_dead_letter_is_replayed_under_its_id(kind: Kind) {
    let healed = Arc::new(AtomicBool::new(false));
    let heals = Arc::clone(&healed);
    let script = Script::new(move |_| {
        if heals.load(Ordering::SeqCst) {
            Ok(())
        } else {
            Err(Failure::reject("no such forum"))
        }
    });
    let place = kind.place();
    let mailer = Mailer::new(kind, &place.url, &script).await;
    mailer.tell([(1, 1)]).await;
    let letter = dead_letter(&mailer, 1).await;
    assert_eq!(
        (letter.reason.as_str(), letter.attempts),
        ("no such forum", 1)
    );
    assert_eq!(letter.body, message(1, 1).body);
    healed.store(true, Ordering::SeqCst);
    let id = Uuid::from_u128(1);
    assert!(replay(&mailer, id).await);
    until("it is handled", async || script.handled() == [1]).await;
    // A copy that comes later changes nothing.
    mailer.rig.publish(vec![message(1, 1), message(2, 1)]).await;
    until("the next is handled", async || {
        script.handled().contains(&2)
    })
    .await;
    assert_eq!(script.handled(), [1, 2]);
    assert!(!replay(&mailer, id).await);
    mailer.stop().await;
}

pub(crate) async fn a_poisoned_message_hurts_nobody_but_itself(kind: Kind) {
    let script = Script::new(|n| {
        assert!(n != 30, "told to panic");
        Ok(())
    });
    let place = kind.place();
    let mailer = Mailer::new(kind, &place.url, &script).await;
    let mut messages: Vec<_> = (1..=60).map(|n| message(n, n)).collect();
    messages[9] = poison(10, b"{\"specversion\": \"1.0\", \"id\": 5");
    messages[19] = poison(20, &[0xff, 0x00, 0xfe]);
    RegistrationConfirmed::TYPE.clone_into(&mut messages[39].kind);
    mailer.rig.publish(messages).await;
    // Number 40 says by its envelope what it is; the routing key does not matter to the handler.
    until("all others are handled", async || {
        script.handled().len() == 57
    })
    .await;
    for (n, reason) in [(10, "not a CloudEvents"), (20, "not a CloudEvents")] {
        let letter = dead_letter(&mailer, n).await;
        assert!(letter.reason.contains(reason), "{}", letter.reason);
    }
    until("the panic waits for another attempt", async || {
        parked::next_due(&mailer.database, "mailer")
            .await
            .unwrap()
            .is_some()
    })
    .await;
    assert!(!script.handled().contains(&30));
    mailer.stop().await;
}

pub(crate) async fn a_database_that_is_down_burns_no_attempt(kind: Kind) {
    let down = Arc::new(AtomicBool::new(true));
    let is_down = Arc::clone(&down);
    let script = Script::new(move |_| {
        if is_down.load(Ordering::SeqCst) {
            let gone = sea_orm::RuntimeErr::Internal("the server has gone away".into());
            Err(Failure::store(sea_orm::DbErr::Conn(gone).into()))
        } else {
            Ok(())
        }
    });
    let place = kind.place();
    let mailer = Mailer::new(kind, &place.url, &script).await;
    mailer.tell((1..=5).map(|n| (n, 1))).await;
    until("it was tried more than once", async || {
        script.attempts().len() >= 3
    })
    .await;
    assert_eq!(
        parked::next_due(&mailer.database, "mailer").await.unwrap(),
        None
    );
    down.store(false, Ordering::SeqCst);
    until("all are handled", async || script.handled().len() == 5).await;
    assert_eq!(script.handled(), [1, 2, 3, 4, 5]);
    assert!(
        parked::dead_letters(&mailer.database, None, 10)
            .await
            .unwrap()
            .is_empty()
    );
    let health = mailer.rig.process.health.clone();
    until("all parts are well", async || health.is_ready()).await;
    mailer.stop().await;
}

/// Keeps the promise that a soft stop leaves nothing half done: each event is handled and settled,
/// or in the queue, or in the outbox, and in one of these only.
pub(crate) async fn a_soft_stop_finishes_what_is_under_way(kind: Kind) {
    let (place, script) = (kind.place(), Script::agreeable());
    let mailer = Mailer::new(kind, &place.url, &script).await;
    for batch in 0..10 {
        mailer
            .tell((1..=100).map(|n| (batch * 100 + n, n % 10)))
            .await;
    }
    until("some are handled", async || !script.handled().is_empty()).await;
    let in_outbox = mailer.stop_and_count().await;
    let handled = script.handled();
    let rig = Rig::new(&place.url).await;
    let in_queue = rig.ready(MAILER).await;
    let handled_count = handled.len() as u64;
    assert_eq!(
        handled_count + in_queue + in_outbox,
        1_000,
        "{handled_count} handled, {in_queue} in the queue, {in_outbox} in the outbox"
    );
    let mut subscription = rig.subscribe(MAILER, 1_000);
    for _ in 0..in_queue {
        let left = next(&mut subscription).await.message_id.as_u128();
        assert!(
            !handled.contains(&left),
            "{left} was handled, and not settled"
        );
    }
    drop(subscription);
    rig.stop().await;
}

pub(crate) async fn a_message_that_the_bus_gave_up_is_a_dead_letter_with_its_reason(kind: Kind) {
    let (place, script) = (kind.place(), Script::agreeable());
    let rig = Rig::new(&place.url).await;
    rig.publish(vec![message(1, 1)]).await;
    rig.wear_out(MAILER).await;
    rig.stop().await;
    let mailer = Mailer::new(kind, &place.url, &script).await;
    let letter = dead_letter(&mailer, 1).await;
    assert!(
        letter.reason.contains("without an answer"),
        "{}",
        letter.reason
    );
    assert!(script.attempts().is_empty());
    mailer.stop().await;
}

/// A process that dies of a retry can write nothing down: the attempt was counted before.
pub(crate) async fn a_retry_that_kills_its_process_every_time_ends_as_a_dead_letter(kind: Kind) {
    let (place, script) = (kind.place(), Script::agreeable());
    let mailer = Mailer::new(kind, &place.url, &script).await;
    let now = mailer.now();
    let row = parked::Parked {
        consumer: "mailer".into(),
        message_id: Uuid::from_u128(1),
        state: "waiting".into(),
        kind: message(1, 1).kind,
        subject: "reg_1".into(),
        body: message(1, 1).body,
        attempts: 19,
        not_before: now + 60_000,
        reason: "not now".into(),
        first_failed_at: now,
        last_failed_at: now,
    };
    let tx = mailer.database.begin().await.unwrap();
    parked::park(&tx, &row).await.unwrap();
    tx.commit().await.unwrap();
    // The twentieth attempt, by a process that dies of it: its lease ends, and that is all.
    let due = now + 60_000;
    let taken = parked::claim_due(&mailer.database, "mailer", due, due).await;
    assert_eq!(taken.unwrap().unwrap().attempts, 20);
    mailer.rig.clock.advance(SignedDuration::from_mins(1));
    let letter = dead_letter(&mailer, 1).await;
    assert_eq!(letter.attempts, 20);
    assert!(letter.reason.contains("may die"), "{}", letter.reason);
    assert!(script.attempts().is_empty());
    mailer.stop().await;
}

pub(crate) async fn dead_letter(mailer: &Mailer, n: u128) -> parked::Parked {
    let id = Uuid::from_u128(n);
    let mut found = None;
    until("there is a dead letter", async || {
        found = parked::dead_letter(&mailer.database, id).await.unwrap();
        found.is_some()
    })
    .await;
    found.unwrap()
}
