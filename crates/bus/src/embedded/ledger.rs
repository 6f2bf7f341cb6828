//! The tables of the embedded bus, and the commands that change them. All of them go through one
//! group commit: whatever waits is written by one transaction and one `fsync`.

use std::collections::HashMap;

use kontor_store::{Migration, Migrations, StoreError, Tx, Work, list};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::{
    settle,
    tables::{Ledger, Position},
};
use crate::{
    Delivery, Message, Outcome, Queue, Settlement, Token,
    contract::Settled,
    topology::{DELIVERIES_MAX, must_arrive, queues_of},
};

/// The tables of the embedded bus.
pub(crate) const MIGRATIONS: Migrations = Migrations {
    set: "bus",
    steps: &[Migration {
        version: 1,
        name: "queues",
        sql: include_str!("migrations/0001_queues.sql"),
    }],
};

/// Something to be written.
#[derive(Debug)]
pub(super) enum Command {
    /// Put messages into the queues of their kinds.
    Publish(Vec<Message>),
    /// Take the next ones of a queue.
    Claim(Claim),
    /// Settle what was taken.
    Settle(Queue, Vec<(Token, Settlement)>),
    /// Keep what was taken for longer.
    Renew(Queue, Vec<u64>, i64),
    /// Give back what everybody had taken: nobody else is alive.
    ReleaseAll,
}

/// What to take.
#[derive(Debug)]
pub(super) struct Claim {
    pub(super) queue: Queue,
    pub(super) limit: usize,
    pub(super) now: i64,
    pub(super) until: i64,
    pub(super) fence: u64,
}

/// The answer to a [`Command`].
#[derive(Debug)]
pub(super) enum Reply {
    Published(Vec<Outcome>),
    Claimed(Vec<Delivery>),
    Settled(Vec<Settled>),
    Written,
}

impl Work for Ledger {
    type Command = Command;
    type Reply = Reply;

    async fn apply(&self, tx: &Tx, commands: &[Command]) -> Result<Vec<Reply>, StoreError> {
        let mut replies = Vec::with_capacity(commands.len());
        for command in commands {
            replies.push(match command {
                Command::Publish(messages) => Reply::Published(self.publish(tx, messages).await?),
                Command::Claim(claim) => Reply::Claimed(self.claim(tx, claim).await?),
                Command::Settle(queue, settlements) => {
                    Reply::Settled(self.settle(tx, *queue, settlements).await?)
                }
                Command::Renew(queue, fences, until) => {
                    settle::renew(tx, *queue, fences, *until).await?;
                    Reply::Written
                }
                Command::ReleaseAll => {
                    let sql =
                        "UPDATE deliveries SET lease_until = 0, fence = 0 WHERE lease_until > 0";
                    tx.execute(sql, []).await?;
                    Reply::Written
                }
            });
        }
        Ok(replies)
    }
}

#[derive(FromQueryResult)]
struct Held {
    queue: String,
    held: i64,
}

#[derive(FromQueryResult)]
struct Taken {
    position: i64,
    deliveries: i64,
}

#[derive(FromQueryResult)]
struct Content {
    position: i64,
    message_id: Uuid,
    kind: String,
    subject: String,
    body: Vec<u8>,
}

impl Ledger {
    async fn publish(&self, tx: &Tx, messages: &[Message]) -> Result<Vec<Outcome>, StoreError> {
        let sql = "SELECT COALESCE(MAX(position), 0) AS position FROM messages";
        let mut position = tx
            .row::<Position>(sql, [])
            .await?
            .map_or(0, |row| row.position);
        let before = held(tx).await?;
        let mut room = before.clone();
        let (mut rows, mut deliveries) = (Vec::new(), Vec::new());
        let mut outcomes = Vec::with_capacity(messages.len());
        for message in messages {
            let queues: Vec<Queue> = queues_of(&message.kind).collect();
            let outcome = match message.refusal() {
                Some(reason) => Outcome::Rejected(reason),
                None => self.place(&queues, &message.kind, &mut room),
            };
            if outcome == Outcome::Confirmed && !queues.is_empty() {
                position += 1;
                rows.push(message_row(position, message));
                deliveries.extend(queues.iter().map(|queue| delivery_row(*queue, position)));
            }
            outcomes.push(outcome);
        }
        let columns = ["position", "message_id", "kind", "subject", "body"];
        tx.insert("messages", &columns, rows, "").await?;
        let columns = ["queue", "position", "lease_until", "fence", "deliveries"];
        tx.insert("deliveries", &columns, deliveries, "").await?;
        for queue in Queue::all() {
            let count =
                |of: &HashMap<String, i64>| of.get(&queue.to_string()).copied().unwrap_or(0);
            self.count(tx, queue, count(&room) - count(&before)).await?;
        }
        Ok(outcomes)
    }

    /// Finds room for one message in each of its queues, or in none.
    fn place(&self, queues: &[Queue], kind: &str, room: &mut HashMap<String, i64>) -> Outcome {
        if queues.is_empty() {
            return if must_arrive(kind) {
                Outcome::Unroutable
            } else {
                Outcome::Confirmed
            };
        }
        for queue in queues {
            let held = room.get(&queue.to_string()).copied().unwrap_or(0);
            if held >= self.queue_max {
                return Outcome::Rejected(format!("{queue} is full: it holds {held} messages"));
            }
        }
        for queue in queues {
            *room.entry(queue.to_string()).or_default() += 1;
        }
        Outcome::Confirmed
    }

    async fn claim(&self, tx: &Tx, claim: &Claim) -> Result<Vec<Delivery>, StoreError> {
        let sql = "UPDATE deliveries SET lease_until = $1, fence = $2, deliveries = deliveries + 1 \
                   WHERE queue = $3 AND position IN (SELECT position FROM deliveries \
                   WHERE queue = $3 AND lease_until <= $4 ORDER BY position LIMIT $5) \
                   RETURNING position, deliveries";
        let values: [Value; 5] = [
            claim.until.into(),
            claim.fence.cast_signed().into(),
            claim.queue.to_string().into(),
            claim.now.into(),
            i64::try_from(claim.limit).unwrap_or(i64::MAX).into(),
        ];
        let taken = tx.rows::<Taken>(sql, values).await?;
        let taken = self.bury(tx, claim.queue, taken).await?;
        let counts: HashMap<i64, i64> = taken.iter().map(|t| (t.position, t.deliveries)).collect();
        let (places, values) = list(1, counts.keys().map(|place| (*place).into()));
        let sql = format!(
            "SELECT position, message_id, kind, subject, body FROM messages \
             WHERE position IN {places} ORDER BY position"
        );
        let bodies = tx.rows::<Content>(&sql, values).await?;
        let deliver = |content: Content| Delivery {
            message_id: content.message_id,
            kind: content.kind,
            subject: content.subject,
            size: content.body.len(),
            body: content.body,
            redelivered: counts.get(&content.position).is_some_and(|n| *n > 1),
            token: Token {
                place: content.position.cast_unsigned(),
                fence: claim.fence,
            },
        };
        Ok(bodies.into_iter().map(deliver).collect())
    }

    /// Moves what came back too often into the queue of dead letters; returns the rest.
    async fn bury(
        &self,
        tx: &Tx,
        queue: Queue,
        taken: Vec<Taken>,
    ) -> Result<Vec<Taken>, StoreError> {
        let Queue::Of(worker) = queue else {
            return Ok(taken);
        };
        let (dead, alive): (Vec<_>, Vec<_>) = taken
            .into_iter()
            .partition(|row| row.deliveries > 1 + i64::from(DELIVERIES_MAX));
        for row in &dead {
            let sql = "UPDATE deliveries SET queue = $1, lease_until = 0, fence = 0, deliveries = 0 \
                       WHERE queue = $2 AND position = $3";
            let grave = Queue::Dead(worker).to_string();
            let values: [Value; 3] = [grave.into(), queue.to_string().into(), row.position.into()];
            tx.execute(sql, values).await?;
        }
        let moved = i64::try_from(dead.len()).unwrap_or(i64::MAX);
        self.count(tx, queue, -moved).await?;
        self.count(tx, Queue::Dead(worker), moved).await?;
        Ok(alive)
    }
}

async fn held(tx: &Tx) -> Result<HashMap<String, i64>, StoreError> {
    let rows = tx
        .rows::<Held>("SELECT queue, held FROM queues", [])
        .await?;
    Ok(rows.into_iter().map(|row| (row.queue, row.held)).collect())
}

fn message_row(position: i64, message: &Message) -> Vec<Value> {
    vec![
        position.into(),
        message.id.into(),
        message.kind.as_str().into(),
        message.subject.as_str().into(),
        message.body.clone().into(),
    ]
}

fn delivery_row(queue: Queue, position: i64) -> Vec<Value> {
    vec![
        queue.to_string().into(),
        position.into(),
        0_i64.into(),
        0_i64.into(),
        0_i64.into(),
    ]
}
