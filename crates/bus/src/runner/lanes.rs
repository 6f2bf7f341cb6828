//! From the queue to the handlers: a few lanes by subject, each taking what is ready into one
//! transaction. One commit and one settling serve up to 64 messages; if one of them fails, all are
//! rolled back and each is handled alone, so that a bad one hurts nobody but itself.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    slice,
    sync::atomic::Ordering,
};

use futures_util::future::try_join_all;
use kontor_store::{StoreError, inbox};
use tokio::sync::mpsc;

use super::{Runner, attempt::refuse_huge};
use crate::{Delivery, Failure, Queue, Settlement, Settler, Subscription, backoff::of_the_ground};

/// Most messages in the hands of one process.
const PREFETCH: u16 = 200;
/// Messages of one subject always take the same lane, one after the other.
const LANES: usize = 4;
/// Most messages of one transaction.
const BATCH: usize = 64;

impl Runner {
    /// Consumes until the process stops. When the database is down, everything goes back to the
    /// queue and no attempt is counted; pauses grow until a transaction has succeeded.
    pub(super) async fn consume(&self) {
        let queue = Queue::Of(self.worker);
        let mut subscription = self.bus.subscribe(queue, PREFETCH, self.part.clone());
        let mut failures = of_the_ground();
        while let Err(error) = self.flow(&mut subscription).await {
            subscription.pause().await;
            self.part.down(format!("database: {error}"));
            if self.committed.swap(false, Ordering::Relaxed) {
                failures.reset();
            }
            if !self.wait_for_database(&mut failures).await {
                return;
            }
            subscription.resume();
        }
    }

    /// Runs the lanes until the subscription ends (`Ok`) or the database is down (`Err`).
    async fn flow(&self, subscription: &mut Subscription) -> Result<(), StoreError> {
        let settler = subscription.settler();
        let (entrances, lanes): (Vec<_>, Vec<_>) = (0..LANES)
            .map(|_| mpsc::unbounded_channel())
            .map(|(entrance, exit)| (entrance, self.lane(exit, settler.clone())))
            .unzip();
        let dispatch = async {
            self.dispatch(subscription, entrances).await;
            Ok(())
        };
        tokio::try_join!(dispatch, try_join_all(lanes))?;
        Ok(())
    }

    /// Sorts deliveries into lanes. On a soft stop nothing new is taken; what was taken is finished.
    async fn dispatch(
        &self,
        subscription: &mut Subscription,
        lanes: Vec<mpsc::UnboundedSender<Delivery>>,
    ) {
        let mut draining = false;
        loop {
            tokio::select! {
                biased;
                () = self.stopping.cancelled(), if !draining => {
                    subscription.drain().await;
                    draining = true;
                }
                delivery = subscription.next() => {
                    let Some(delivery) = delivery else { return };
                    let lane = lane_of(&delivery.subject);
                    if lanes[lane].send(delivery).is_err() {
                        return;
                    }
                }
            }
        }
    }

    async fn lane(
        &self,
        mut exit: mpsc::UnboundedReceiver<Delivery>,
        settler: Settler,
    ) -> Result<(), StoreError> {
        let mut batch = Vec::with_capacity(BATCH);
        while exit.recv_many(&mut batch, BATCH).await > 0 {
            self.handle(&batch).await?;
            let done = batch.drain(..).map(|d| (d.token, Settlement::Done));
            let settled = settler.settle_all(done.collect()).await;
            let stale = settled.iter().filter(|settled| settled.is_err()).count();
            if stale > 0 {
                // They come again and the inbox recognises them.
                metrics::counter!("kontor_bus_stale_total", "worker" => self.worker.name())
                    .increment(stale as u64);
            }
        }
        Ok(())
    }

    async fn handle(&self, batch: &[Delivery]) -> Result<(), StoreError> {
        match self.together(batch).await {
            Ok(()) => Ok(()),
            Err(Failure::Unavailable { cause }) => Err(cause),
            Err(failure) => match batch {
                [delivery] => self.park(delivery, &failure).await,
                _ => self.one_by_one(batch).await,
            },
        }
    }

    async fn one_by_one(&self, batch: &[Delivery]) -> Result<(), StoreError> {
        for delivery in batch {
            match self.together(slice::from_ref(delivery)).await {
                Ok(()) => {}
                Err(Failure::Unavailable { cause }) => return Err(cause),
                Err(failure) => self.park(delivery, &failure).await?,
            }
        }
        Ok(())
    }

    /// Handles all of them in one transaction, or none.
    async fn together(&self, batch: &[Delivery]) -> Result<(), Failure> {
        let tx = self.database.begin().await.map_err(Failure::store)?;
        let (name, now) = (self.worker.name(), self.process.steady.now_ms());
        let ids = batch.iter().map(|delivery| delivery.message_id);
        let new = inbox::record_all(&tx, name, ids, now).await;
        let mut new = new.map_err(Failure::store)?;
        let handled = new.len() as u64;
        for delivery in batch {
            // One that came twice at once is handled once.
            if new.remove(&delivery.message_id) {
                refuse_huge(delivery)?;
                self.attempt(&tx, &delivery.body).await?;
            }
        }
        tx.commit().await.map_err(Failure::store)?;
        self.committed.store(true, Ordering::Relaxed);
        metrics::counter!("kontor_bus_messages_total", "worker" => name, "outcome" => "done")
            .increment(handled);
        Ok(())
    }
}

fn lane_of(subject: &str) -> usize {
    let mut hasher = DefaultHasher::new();
    subject.hash(&mut hasher);
    usize::try_from(hasher.finish() % LANES as u64).unwrap_or(0)
}
