//! Takes what is due and hands it to the lines, as long as the relay is not paused.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use kontor_runtime::lifecycle::TaskError;
use kontor_store::{Database, StoreError};
use tokio::{sync::mpsc, time::Instant};

use super::PostOffice;
use crate::{
    domain::RelayTrouble,
    store::{ClaimedMail, claim_due, come_late},
};

/// Most mails that are claimed and wait for a line. Few, so that little waits for a lease to run
/// out when the process dies; enough that lines need not wait for the database.
pub(super) const AHEAD: usize = 64;

/// How often is looked for what is due if nobody wakes us.
pub(super) const POLL: Duration = Duration::from_secs(1);

/// Runs until the process stops.
pub(super) async fn run(
    office: Arc<PostOffice>,
    queue: mpsc::Sender<ClaimedMail>,
) -> Result<(), TaskError> {
    let (stopping, mut moves) = (office.process.life.stopping(), office.process.clock.moves());
    // The first word about the relay comes from asking it.
    probe(&office).await;
    while !stopping.is_cancelled() {
        if let Some(until) = office.breaker.paused_until() {
            if stopping
                .run_until_cancelled(tokio::time::sleep_until(until))
                .await
                .is_some()
            {
                probe(&office).await;
            }
            continue;
        }
        // Wait until half of the room is free, so that under load one claim takes many mails, and
        // not each its own. Nobody else puts anything into this queue.
        match stopping
            .run_until_cancelled(queue.reserve_many(AHEAD / 2))
            .await
        {
            Some(Ok(places)) => drop(places),
            Some(Err(_)) | None => break,
        }
        let room = queue.capacity();
        if claim(&office, &queue, room).await < room {
            tokio::select! {
                () = tokio::time::sleep(POLL) => {}
                () = office.wake.notified() => {}
                () = moves.next() => {}
                () = stopping.cancelled() => {}
            }
        }
    }
    Ok(())
}

/// Claims up to `room` mails; returns how many.
async fn claim(office: &PostOffice, queue: &mpsc::Sender<ClaimedMail>, room: usize) -> usize {
    let (now, lease_until) = (office.process.clock.now_ms(), office.lease_until());
    let mails = match claim_due(&office.database, now, lease_until, room).await {
        Ok(mails) => mails,
        Err(error) => {
            tracing::warn!(%error, "no mails can be claimed");
            return 0;
        }
    };
    if let Err(error) = look_again(&office.database, &mails).await {
        // Their leases run out, and they are claimed once more.
        tracing::warn!(%error, "who came late to a forum that is off cannot be told yet");
        return 0;
    }
    office.hold(&mails);
    let claimed = mails.len();
    for mail in mails {
        if queue.try_send(mail).is_err() {
            tracing::error!("there is no room for a claimed mail; its lease will run out");
        }
    }
    claimed
}

/// A mail that speaks of a forum as if it took place, although it is off, is not sent. Whoever it is to signed
/// up at the last moment, was perhaps heard of too late to be told with the others, and would hear nothing.
pub(crate) async fn look_again(
    database: &Database,
    mails: &[ClaimedMail],
) -> Result<(), StoreError> {
    let forums = mails.iter().filter(|mail| !mail.facts.is_news());
    let forums = forums.filter_map(|mail| mail.known.forum.as_ref());
    let off = forums.filter(|forum| forum.is_off());
    let off: BTreeMap<_, _> = off
        .map(|forum| (forum.facts.forum, forum.sequence))
        .collect();
    if off.is_empty() {
        return Ok(());
    }
    come_late(database, off.into_iter()).await
}

async fn probe(office: &PostOffice) {
    let begun = Instant::now();
    match office.transport.check().await {
        Ok(()) => office.breaker.answers(),
        Err(trouble) => {
            let reason = trouble.to_string();
            tracing::warn!(
                reason,
                took_ms = begun.elapsed().as_millis(),
                "mail cannot leave"
            );
            let trouble = RelayTrouble {
                reason,
                asked: None,
            };
            office.breaker.pause(&trouble, Instant::now());
        }
    }
}
