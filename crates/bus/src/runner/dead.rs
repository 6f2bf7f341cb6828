//! What the bus itself gave up on: messages that came back so often that their process must have
//! died with them in hand. They are moved to the other dead letters, where a person finds them.

use kontor_store::{StoreError, parked::Parked};

use super::{
    Runner,
    parked::{DEAD, plain},
};
use crate::{Delivery, Queue, Settlement, backoff::of_the_ground, topology::DELIVERIES_MAX};

/// Few at a time: there should be none.
const PREFETCH: u16 = 10;

impl Runner {
    /// Collects them until the process stops.
    pub(super) async fn collect_dead(&self) {
        let part = format!("{}.dead_letters", self.worker.name());
        let part = self.process.health.part(part);
        let queue = Queue::Dead(self.worker);
        let mut subscription = self.bus.subscribe(queue, PREFETCH, part);
        let mut failures = of_the_ground();
        loop {
            let delivery = tokio::select! {
                biased;
                () = self.stopping.cancelled() => return,
                delivery = subscription.next() => delivery,
            };
            let Some(delivery) = delivery else { return };
            let settlement = match self.bury(&delivery).await {
                Ok(()) => {
                    failures.reset();
                    Settlement::Done
                }
                Err(error) => {
                    tracing::warn!(worker = self.worker.name(), %error, "a dead letter waits");
                    if !self.wait_for_database(&mut failures).await {
                        return;
                    }
                    Settlement::Release
                }
            };
            // A stale one comes again.
            let settler = subscription.settler();
            let _ = settler.settle(delivery.token, settlement).await;
        }
    }

    async fn bury(&self, delivery: &Delivery) -> Result<(), StoreError> {
        let now = self.process.steady.now_ms();
        self.write(&Parked {
            consumer: self.worker.name().to_owned(),
            message_id: delivery.message_id,
            state: DEAD.to_owned(),
            kind: plain(&delivery.kind),
            subject: plain(&delivery.subject),
            body: delivery.body.clone(),
            attempts: i64::from(DELIVERIES_MAX),
            not_before: now,
            reason: format!(
                "delivered {DELIVERIES_MAX} times without an answer: the process may die of it"
            ),
            first_failed_at: now,
            last_failed_at: now,
        })
        .await
    }
}
