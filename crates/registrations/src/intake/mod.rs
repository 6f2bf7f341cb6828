//! Where sign-ups, confirmations and what else moves places are written down: all that queued up
//! meanwhile in one transaction, decided in order over what that transaction has loaded and locked.
//!
//! One lock and one `fsync` per group instead of one per sign-up, and exact capacity however many
//! people or processes sign up at once, because a forum's row is locked from reading its taken
//! places to writing them.

#![deny(clippy::wildcard_enum_match_arm)]

mod batch;
mod events;
mod keeper;
mod keys;
mod load;
mod orders;
mod rows;
mod said;

use kontor_book::{Confirmed, Share};
use kontor_contracts::ForumId;
use kontor_runtime::Process;
use kontor_store::{Database, GroupCommit, GroupError, GroupLimits};

use crate::store::Hash;
use keeper::Bookkeeper;
use orders::{Order, Slot};

pub(crate) use keeper::cancel_alone;
pub(crate) use keys::{IdempotencyKey, KEY_LIFE, token_hash};
pub use orders::CalledOff;
pub(crate) use orders::{Admission, ConfirmError, SignUpError, SignUpOrder, SignedUp};

/// Counts orders by their outcome.
const ORDERS: &str = "kontor_registrations_orders_total";
/// Every outcome, for the counter that has each from the start.
const OUTCOMES: [&str; 6] = [
    "check_mail",
    "confirmed",
    "already_confirmed",
    "expired",
    "refused",
    "key_reused",
];

/// The entrance. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Intake {
    group: GroupCommit<Bookkeeper>,
}

impl Intake {
    /// Starts the one task of this process that writes sign-ups down. `share` is how much of a forum
    /// may be held without being confirmed.
    pub(crate) fn start(
        process: &Process,
        database: Database,
        share: Share,
        limits: GroupLimits,
    ) -> Self {
        describe_metrics();
        let keeper = Bookkeeper::new(process, share);
        let (group, task) = GroupCommit::new(database, keeper, limits, process.life.stopping());
        process.life.spawn("registrations.intake", async move {
            task.await;
            Ok(())
        });
        Self { group }
    }

    /// Somebody signs up. What is answered is durable, here as below.
    ///
    /// # Errors
    /// [`SignUpError`]; no registration has been made then.
    pub(crate) async fn sign_up(&self, order: SignUpOrder) -> Result<SignedUp, SignUpError> {
        let answer = self
            .submit(|slot| Order::SignUp(Box::new(order), slot))
            .await;
        match &answer {
            Ok(_) => count("check_mail"),
            Err(SignUpError::Refused(_)) => count("refused"),
            Err(SignUpError::KeyReused) => count("key_reused"),
            Err(SignUpError::NotTaken(_)) => {}
        }
        answer
    }

    /// Somebody confirms an address by the link with this hash.
    ///
    /// # Errors
    /// [`ConfirmError`]; nothing has changed then.
    pub(crate) async fn confirm(&self, link: Hash) -> Result<Confirmed, ConfirmError> {
        let answer = self.submit(|slot| Order::Confirm(link, slot)).await;
        match &answer {
            Ok(Confirmed::Now) => count("confirmed"),
            Ok(Confirmed::Already) => count("already_confirmed"),
            Err(ConfirmError::Refused(_)) => count("refused"),
            Err(ConfirmError::NotTaken(_)) => {}
        }
        answer
    }

    /// Expires what is due at a forum; says how many registrations.
    ///
    /// # Errors
    /// [`GroupError`]; nothing has changed then.
    pub(crate) async fn expire(&self, forum: ForumId) -> Result<u32, GroupError> {
        let expired = self.submit(|slot| Order::Expire(forum, slot)).await?;
        count("expired");
        Ok(expired)
    }

    async fn submit<T, E: From<GroupError>>(
        &self,
        order: impl FnOnce(Slot<Result<T, E>>) -> Order,
    ) -> Result<T, E> {
        let slot = Slot::empty();
        self.group.submit(order(slot.clone())).await?;
        // Whoever was not answered was not served.
        slot.take()
            .unwrap_or_else(|| Err(GroupError::Stopped.into()))
    }
}

fn count(outcome: &'static str) {
    metrics::counter!(ORDERS, "outcome" => outcome).increment(1);
}

/// Says what is counted here, from 0.
fn describe_metrics() {
    metrics::describe_counter!(ORDERS, "Sign-ups and confirmations decided, by outcome.");
    for outcome in OUTCOMES {
        metrics::counter!(ORDERS, "outcome" => outcome).increment(0);
    }
}

#[cfg(test)]
mod tests;
