//! Where sign-ups, confirmations and what else moves places are written down: all that queued up
//! meanwhile in one transaction, decided in order over what that transaction has loaded and locked.
//!
//! One lock and one `fsync` per group instead of one per sign-up, and exact capacity however many
//! people or processes sign up at once, because a forum's row is locked from reading its taken
//! places to writing them.

#![deny(clippy::wildcard_enum_match_arm)]

mod answering;
mod batch;
mod changing;
mod events;
mod keeper;
mod keys;
mod load;
mod orders;
mod rows;
mod said;
mod taking_part;

use kontor_book::{Confirmed, Share};
use kontor_contracts::ForumId;
use kontor_runtime::Process;
use kontor_store::{Database, GroupCommit, GroupError, GroupLimits};

use crate::store::Hash;
use keeper::Bookkeeper;
use orders::{Order, Slot};

pub(crate) use keeper::{cancel_alone, take_off_named};
pub(crate) use keys::{IdempotencyKey, KEY_LIFE, token_hash, token_text};
pub use orders::CalledOff;
pub(crate) use orders::{
    Admission, AskAgain, ChangeError, ChangeOrder, ConfirmError, ConfirmOrder, Link, Settled,
    SignUpError, SignUpOrder, SignedUp,
};

/// Counts orders by their outcome.
const ORDERS: &str = "kontor_registrations_orders_total";
/// Every outcome, for the counter that has each from the start.
const OUTCOMES: [&str; 10] = [
    "check_mail",
    "confirmed",
    "already_confirmed",
    "waiting",
    "asked_again",
    "called_off",
    "changed",
    "settled",
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

    /// Somebody confirms an address, or takes what they were offered.
    ///
    /// # Errors
    /// [`ConfirmError`]; nothing has changed then.
    pub(crate) async fn confirm(&self, order: ConfirmOrder) -> Result<Confirmed, ConfirmError> {
        let answer = self.submit(|slot| Order::Confirm(order, slot)).await;
        match &answer {
            Ok(Confirmed::Now) => count("confirmed"),
            Ok(Confirmed::Already) => count("already_confirmed"),
            Ok(Confirmed::Waiting) => count("waiting"),
            Err(ConfirmError::Refused(_)) => count("refused"),
            Err(ConfirmError::NotTaken(_)) => {}
        }
        answer
    }

    /// Somebody asks for the link of an address's registration. Whoever asks is told nothing; a mail goes
    /// to the owner, if there is one.
    ///
    /// # Errors
    /// [`GroupError`]; no mail goes then.
    pub(crate) async fn ask_again(&self, order: AskAgain) -> Result<(), GroupError> {
        self.submit(|slot| Order::AskAgain(order, slot)).await?;
        count("asked_again");
        Ok(())
    }

    /// Somebody calls their registration off, by the own link with this hash.
    ///
    /// # Errors
    /// [`GroupError`]; nothing has changed then.
    pub(crate) async fn call_off(&self, link: Hash) -> Result<CalledOff, GroupError> {
        let answer = self.submit(|slot| Order::CallOff(link, slot)).await?;
        count("called_off");
        Ok(answer)
    }

    /// Somebody changes who takes part by their registration.
    ///
    /// # Errors
    /// [`ChangeError`]; nothing has changed then.
    pub(crate) async fn change(&self, order: ChangeOrder) -> Result<(), ChangeError> {
        let order = |slot| Order::Change(Box::new(order), slot);
        let answer = self.submit(order).await;
        count(if answer.is_ok() { "changed" } else { "refused" });
        answer
    }

    /// Somebody whom a contact has signed up takes their name off, by the own link with this hash.
    ///
    /// # Errors
    /// [`ChangeError`]; nothing has changed then.
    pub(crate) async fn take_off(&self, link: Hash) -> Result<(), ChangeError> {
        let answer = self.submit(|slot| Order::TakeOff(link, slot)).await;
        count(if answer.is_ok() { "changed" } else { "refused" });
        answer
    }

    /// Somebody wants a new link to their own registration, by the own link with this hash; it and all
    /// others work no more. The new one goes by mail. `false` if there is no such registration.
    ///
    /// # Errors
    /// [`GroupError`]; nothing has changed then.
    pub(crate) async fn renew(&self, link: Hash) -> Result<bool, GroupError> {
        let found = self.submit(|slot| Order::Renew(link, slot)).await?;
        count("asked_again");
        Ok(found)
    }

    /// Ends what is due at a forum and offers what is free; says how many registrations have changed.
    ///
    /// # Errors
    /// [`GroupError`]; nothing has changed then.
    pub(crate) async fn settle(&self, forum: ForumId) -> Result<u32, GroupError> {
        let changed = self.submit(|slot| Order::Settle(forum, slot)).await?;
        count("settled");
        Ok(changed)
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
