//! The task behind one subscription to the embedded bus: takes messages under leases, hands them
//! out, keeps the leases while they are in hand, settles.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use kontor_runtime::health::Part;
use sea_orm::FromQueryResult;
use tokio::sync::{mpsc, watch};

use super::{
    Inner,
    ledger::{Claim, Command, Reply},
};
use crate::{
    Delivery, Queue, Settlement, Stale, Subscription, Token,
    contract::{Request, Settled},
};

/// How long a delivery is kept from others if its process dies without a word.
const LEASE_MS: i64 = 60_000;
/// How often leases in hand are renewed.
const RENEWAL: Duration = Duration::from_secs(20);
/// How often messages of other processes are looked for.
const POLL: Duration = Duration::from_secs(1);

/// Starts a subscription.
pub(super) fn start(engine: Arc<Inner>, queue: Queue, prefetch: u16, part: Part) -> Subscription {
    let (subscription, feed) = Subscription::new();
    let life = engine.process.life.clone();
    let tap = Tap {
        wake: engine.wakes.listen(queue),
        engine,
        queue,
        prefetch: usize::from(prefetch),
        part,
        held: HashMap::new(),
        deliveries: Some(feed.deliveries),
        paused: false,
        hungry: true,
    };
    let requests = feed.requests;
    life.spawn("bus subscription", async move {
        tap.run(requests).await;
        Ok(())
    });
    subscription
}

struct Tap {
    engine: Arc<Inner>,
    wake: Option<watch::Receiver<()>>,
    queue: Queue,
    prefetch: usize,
    part: Part,
    /// Fence by place of everything in the consumer's hands.
    held: HashMap<u64, u64>,
    /// `None` when drained.
    deliveries: Option<mpsc::UnboundedSender<Delivery>>,
    paused: bool,
    /// Whether there may be something to take.
    hungry: bool,
}

#[derive(FromQueryResult)]
struct Found {
    _found: i64,
}

impl Tap {
    async fn run(mut self, mut requests: mpsc::UnboundedReceiver<Request>) {
        let closing = self.engine.closing.clone();
        let mut poll = tokio::time::interval(POLL);
        let mut renewal = tokio::time::interval(RENEWAL);
        loop {
            if self.hungry && self.has_room() {
                self.claim().await;
            }
            tokio::select! {
                biased;
                request = requests.recv() => match request {
                    Some(request) => self.serve(request).await,
                    None => break,
                },
                () = closing.cancelled() => break,
                () = rung(&mut self.wake) => self.hungry = true,
                _ = poll.tick() => self.look().await,
                _ = renewal.tick() => self.renew().await,
            }
        }
        self.release_all().await;
    }

    /// Whether it is worth taking more: each claim is a write, so not for a handful.
    fn has_room(&self) -> bool {
        let room = self.prefetch - self.held.len();
        !self.paused && self.deliveries.is_some() && room > 0 && room * 4 >= self.prefetch
    }

    async fn claim(&mut self) {
        let (clock, limit) = (&self.engine.process.steady, self.prefetch - self.held.len());
        let now = clock.now_ms();
        let claim = Claim {
            queue: self.queue,
            limit,
            now,
            until: now + LEASE_MS,
            // Never 0: that is the fence of what nobody holds.
            fence: self.engine.process.ids.random() | 1,
        };
        match self.engine.ledger.submit(Command::Claim(claim)).await {
            Ok(Reply::Claimed(deliveries)) => {
                self.part.up();
                self.hungry = deliveries.len() == limit;
                for delivery in deliveries {
                    self.held.insert(delivery.token.place, delivery.token.fence);
                    if let Some(to_consumer) = &self.deliveries {
                        // A consumer that is gone ends the task by its requests.
                        drop(to_consumer.send(delivery));
                    }
                }
            }
            Ok(_) => self.hungry = false,
            Err(error) => {
                self.hungry = false;
                self.part.down(error.to_string());
            }
        }
    }

    /// Looks, without writing, whether there is something to take.
    async fn look(&mut self) {
        if self.hungry || !self.has_room() {
            return;
        }
        let sql =
            "SELECT 1 AS _found FROM deliveries WHERE queue = $1 AND lease_until <= $2 LIMIT 1";
        let now = self.engine.process.steady.now_ms();
        let values = [self.queue.to_string().into(), now.into()];
        match self.engine.database.row::<Found>(sql, values).await {
            Ok(found) => {
                self.part.up();
                self.hungry = found.is_some();
            }
            Err(error) => self.part.down(error.to_string()),
        }
    }

    async fn serve(&mut self, request: Request) {
        match request {
            Request::Settle(settlements, reply) => {
                let settled = self.settle(settlements).await;
                drop(reply.send(settled));
            }
            Request::Pause(reply) => {
                self.paused = true;
                self.release_all().await;
                let _ = reply.send(());
            }
            Request::Resume => {
                self.paused = false;
                self.hungry = true;
            }
            Request::Drain(reply) => {
                self.deliveries = None;
                let _ = reply.send(());
            }
        }
    }

    async fn settle(&mut self, settlements: Vec<(Token, Settlement)>) -> Vec<Settled> {
        for (token, _) in &settlements {
            if self.held.get(&token.place) == Some(&token.fence) {
                self.held.remove(&token.place);
            }
        }
        let count = settlements.len();
        let command = Command::Settle(self.queue, settlements);
        match self.engine.ledger.submit(command).await {
            Ok(Reply::Settled(settled)) => settled,
            // Not settled, so it comes again when its lease ends.
            Ok(_) | Err(_) => vec![Err(Stale); count],
        }
    }

    async fn release_all(&mut self) {
        let held = std::mem::take(&mut self.held);
        if held.is_empty() {
            return;
        }
        let give_back = |(place, fence)| (Token { place, fence }, Settlement::Release);
        self.settle(held.into_iter().map(give_back).collect()).await;
    }

    async fn renew(&mut self) {
        let fences: HashSet<u64> = self.held.values().copied().collect();
        if fences.is_empty() {
            return;
        }
        let until = self.engine.process.steady.now_ms() + LEASE_MS;
        let command = Command::Renew(self.queue, fences.into_iter().collect(), until);
        if let Err(error) = self.engine.ledger.submit(command).await {
            self.part.down(error.to_string());
        }
    }
}

/// Waits for the bell of the queue.
async fn rung(wake: &mut Option<watch::Receiver<()>>) {
    let heard = match wake {
        Some(wake) => wake.changed().await.is_ok(),
        None => false,
    };
    if !heard {
        std::future::pending::<()>().await;
    }
}
