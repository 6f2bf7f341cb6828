//! The relay: brings what is in the outbox to the bus, and forgets it only when the bus has
//! confirmed it.
//!
//! One half claims and hands over, the other waits for confirms and removes, so that the next rows
//! are on their way while the last ones are being confirmed. Rows are handed over in the order of
//! their ids; a row that has to be sent again may come later than its successors, which is what the
//! `sequence` of an event is for. Whose rows they are is the matter of [`streams`].

mod streams;

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use kontor_contracts::Worker;
use kontor_runtime::{Process, health::Part};
use kontor_store::{Database, StoreError, outbox, parked};
use tokio::{
    sync::mpsc,
    time::{Instant, sleep_until},
};
use tokio_util::{sync::CancellationToken, task::task_tracker::TaskTrackerToken};
use uuid::Uuid;

use self::streams::{BATCH, Claim, Streams, UnderWay};
use crate::{Bus, Message, Outcome, Publishing, backoff::of_the_ground};

/// Batches between claim and removal, beside the one being claimed and the one being removed.
const PIPELINE: usize = 2;
/// From so many rows on, the relay lets more gather before it claims again: under a rush, few large
/// batches cost the database and the broker far less than many small ones.
const RUSH: usize = 32;
const GATHER: Duration = Duration::from_millis(20);
/// How often rows are looked for that nobody announced: put off, or left by other processes.
const POLL: Duration = Duration::from_secs(1);
/// At every how many of these looks the backlog is counted, which reads all of it.
const MEASURE_EVERY: u32 = 5;
/// Pause before a row of unknown fate is sent again, in milliseconds.
const AGAIN_MS: i64 = 1_000;
/// Longest pause before a refused row is tried again, in milliseconds.
const REFUSED_MAX_MS: i64 = 300_000;

/// When the outbox is looked at next, and how often it was.
struct Look {
    at: Instant,
    number: u32,
}

struct Sent {
    stream: Uuid,
    rows: Vec<(Uuid, i64)>,
    outcomes: Publishing,
}

impl Bus {
    /// Starts the relay of a worker: brings its outbox to the bus until the process stops.
    pub fn relay(&self, process: &Process, database: Database, worker: Worker) {
        self.watch(worker);
        start(self, process, database, worker);
    }
}

fn start(bus: &Bus, process: &Process, database: Database, worker: Worker) {
    describe_metrics();
    count(worker, &Sorted::default());
    let relay = Relay {
        stopping: process.life.stopping(),
        part: process.health.part(format!("{}.relay", worker.name())),
        bus: bus.clone(),
        process: process.clone(),
        database,
        worker,
        under_way: UnderWay::default(),
        _open: bus.user(),
    };
    process.life.spawn("relay", async move {
        let (sent, marks) = mpsc::channel(PIPELINE);
        let clock = Arc::clone(&relay.process.steady);
        let mut streams = Streams::new(relay.database.clone(), clock, relay.bus.alone_at());
        tokio::join!(relay.send(&mut streams, sent), relay.record(marks));
        if let Err(error) = streams.leave().await {
            tracing::debug!(%error, "the outbox is free when its lease ends");
        }
        Ok(())
    });
}

struct Relay {
    bus: Bus,
    process: Process,
    database: Database,
    worker: Worker,
    part: Part,
    stopping: CancellationToken,
    under_way: UnderWay,
    _open: TaskTrackerToken,
}

impl Relay {
    /// Claims and hands over until the process stops.
    async fn send(&self, streams: &mut Streams, sent: mpsc::Sender<Sent>) {
        let mut failures = of_the_ground();
        let mut look = Look {
            at: Instant::now(),
            number: 0,
        };
        while !self.stopping.is_cancelled() {
            match self.turn(streams, &mut look).await {
                Ok(None) => self.wait(look.at).await,
                Ok(Some(claim)) => {
                    failures.reset();
                    let count = claim.rows.len();
                    if sent.send(self.hand_over(claim)).await.is_err() {
                        return;
                    }
                    // Where several streams are held, the others may have rows too.
                    if count < RUSH && streams.is_one() {
                        self.wait(look.at).await;
                    } else if (RUSH..BATCH).contains(&count) {
                        self.pause(GATHER).await;
                    }
                }
                Err(error) => {
                    self.part.down(format!("outbox: {error}"));
                    self.pause(failures.next(&self.process.ids)).await;
                }
            }
        }
    }

    /// Looks around when it is time, however busy the relay is, and claims.
    async fn turn(
        &self,
        streams: &mut Streams,
        look: &mut Look,
    ) -> Result<Option<Claim>, StoreError> {
        if look.at <= Instant::now() {
            if look.number.is_multiple_of(MEASURE_EVERY) {
                self.measure().await?;
            }
            streams.look_around().await?;
            look.at = Instant::now() + POLL;
            look.number += 1;
        }
        streams.claim(&self.under_way).await
    }

    fn hand_over(&self, Claim { stream, rows }: Claim) -> Sent {
        let ids = rows.iter().map(|row| (row.id, row.created_at)).collect();
        let messages = rows.into_iter().map(message).collect();
        Sent {
            stream,
            rows: ids,
            outcomes: self.bus.publish(messages),
        }
    }

    /// Waits until there may be something to send.
    async fn wait(&self, look_at: Instant) {
        tokio::select! {
            () = self.stopping.cancelled() => {}
            () = self.database.outbox_written() => {}
            () = sleep_until(look_at) => {}
        }
    }

    /// Tells how much waits.
    async fn measure(&self) -> Result<(), StoreError> {
        let backlog = outbox::backlog(&self.database).await?;
        let now = self.process.steady.now_ms();
        let age_ms = backlog
            .oldest_at
            .map_or(0, |at| now.saturating_sub(at).max(0));
        let worker = self.worker.name();
        metrics::gauge!("kontor_outbox_rows", "worker" => worker).set(lossy(backlog.rows));
        metrics::gauge!("kontor_outbox_age_seconds", "worker" => worker)
            .set(lossy(age_ms) / 1_000.0);
        let dead = parked::count_dead(&self.database).await?;
        metrics::gauge!("kontor_dead_letters", "worker" => worker).set(lossy(dead));
        if backlog.rows == 0 {
            self.part.up();
        }
        Ok(())
    }

    /// Pauses; `false` if the process stops.
    async fn pause(&self, pause: Duration) -> bool {
        tokio::select! {
            () = self.stopping.cancelled() => false,
            () = tokio::time::sleep(pause) => true,
        }
    }

    /// Waits for the outcomes, batch by batch, and writes them down.
    async fn record(&self, mut sent: mpsc::Receiver<Sent>) {
        while let Some(batch) = sent.recv().await {
            let outcomes = batch.outcomes.await;
            let sorted = Sorted::new(self.process.steady.now_ms(), &batch.rows, outcomes);
            self.report(&sorted);
            let mut failures = of_the_ground();
            // As long as it is not written down, nothing of it is sent again by us.
            while let Err(error) = self.write_down(batch.stream, &sorted).await {
                self.part.down(format!("outbox: {error}"));
                if !self.pause(failures.next(&self.process.ids)).await {
                    break;
                }
            }
            self.under_way.remove(batch.rows.iter().map(|(id, _)| id));
        }
    }

    async fn write_down(&self, stream: Uuid, sorted: &Sorted) -> Result<(), StoreError> {
        if !sorted.confirmed.is_empty() {
            outbox::remove(&self.database, stream, &sorted.confirmed).await?;
        }
        for ((not_before, _), ids) in &sorted.put_off {
            outbox::put_off(&self.database, stream, ids, *not_before).await?;
        }
        Ok(())
    }

    fn report(&self, sorted: &Sorted) {
        count(self.worker, sorted);
        let Some((_, reason)) = sorted.put_off.keys().next() else {
            self.part.up();
            return;
        };
        let count = sorted.put_off.values().map(Vec::len).sum::<usize>();
        let worker = self.worker.name();
        tracing::warn!(worker, reason, count, "messages could not be sent yet");
        // A message that no queue listens to is a mistake in that message: the relay works.
        if sorted.rejected + sorted.unknown > 0 {
            self.part
                .down(format!("{count} messages could not be sent yet: {reason}"));
        } else {
            self.part.up();
        }
    }
}

/// The outcomes of a batch, sorted by what is to be done with the rows.
#[derive(Debug, Default, PartialEq)]
struct Sorted {
    confirmed: Vec<Uuid>,
    /// When to try again and why, and which.
    put_off: BTreeMap<(i64, String), Vec<Uuid>>,
    unroutable: u64,
    rejected: u64,
    unknown: u64,
}

impl Sorted {
    fn new(now: i64, rows: &[(Uuid, i64)], outcomes: Vec<Outcome>) -> Self {
        let mut sorted = Self::default();
        for ((id, created_at), outcome) in rows.iter().zip(outcomes) {
            let refused_until = now + refused_pause_ms(now - created_at);
            let (count, until, reason) = match outcome {
                Outcome::Confirmed => {
                    sorted.confirmed.push(*id);
                    continue;
                }
                Outcome::Unroutable => {
                    let reason = "no queue listens to this kind of message".to_owned();
                    (&mut sorted.unroutable, refused_until, reason)
                }
                Outcome::Rejected(reason) => (&mut sorted.rejected, refused_until, reason),
                Outcome::Unknown(reason) => (&mut sorted.unknown, now + AGAIN_MS, reason),
            };
            *count += 1;
            sorted.put_off.entry((until, reason)).or_default().push(*id);
        }
        sorted
    }
}

/// Says what is measured here.
fn describe_metrics() {
    metrics::describe_gauge!(
        "kontor_outbox_rows",
        "Events that are not sent yet, by worker."
    );
    metrics::describe_gauge!(
        "kontor_outbox_age_seconds",
        "Age of the oldest event that is not sent yet."
    );
    metrics::describe_gauge!(
        "kontor_dead_letters",
        "Messages that wait for a person, by worker."
    );
    metrics::describe_counter!(
        "kontor_relay_messages_total",
        "Events handed to the bus, by worker and outcome."
    );
}

/// Counts what became of a batch. Each outcome is there from the start with 0: an alarm for the
/// growth of a counter does not see one appear.
fn count(worker: Worker, sorted: &Sorted) {
    let worker = worker.name();
    for (outcome, count) in [
        ("confirmed", sorted.confirmed.len() as u64),
        ("unroutable", sorted.unroutable),
        ("rejected", sorted.rejected),
        ("unknown", sorted.unknown),
    ] {
        metrics::counter!("kontor_relay_messages_total", "worker" => worker, "outcome" => outcome)
            .increment(count);
    }
}

/// A refused row waits for half of its age more: pauses grow by themselves, without a counter.
fn refused_pause_ms(age_ms: i64) -> i64 {
    (age_ms / 2).clamp(AGAIN_MS, REFUSED_MAX_MS)
}

fn message(row: outbox::Row) -> Message {
    Message {
        id: row.id,
        kind: row.kind,
        subject: row.subject,
        body: row.body.into_bytes(),
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "gauges are floating point numbers; counts stay far below 2^53"
)]
fn lossy(count: i64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_confirmed_rows_are_marked_and_the_rest_waits_by_its_reason() {
        let rows: Vec<_> = (1..=4).map(|n| (Uuid::from_u128(n), 0)).collect();
        let outcomes = vec![
            Outcome::Confirmed,
            Outcome::Unroutable,
            Outcome::Rejected("full".into()),
            Outcome::Unknown("no answer".into()),
        ];
        let sorted = Sorted::new(10_000, &rows, outcomes);
        assert_eq!(sorted.confirmed, [Uuid::from_u128(1)]);
        let waits = sorted
            .put_off
            .iter()
            .map(|(at, ids)| (at.0, ids[0].as_u128()));
        assert_eq!(
            waits.collect::<Vec<_>>(),
            [(11_000, 4), (15_000, 3), (15_000, 2)]
        );
        assert_eq!(
            (sorted.unroutable, sorted.rejected, sorted.unknown),
            (1, 1, 1)
        );
    }

    #[test]
    fn a_refused_row_is_tried_at_growing_pauses_within_bounds() {
        assert_eq!(refused_pause_ms(0), 1_000);
        assert_eq!(refused_pause_ms(60_000), 30_000);
        assert_eq!(refused_pause_ms(86_400_000), 300_000);
    }
}
