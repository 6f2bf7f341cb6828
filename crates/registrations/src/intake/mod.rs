//! Where sign-ups and confirmations are written down: all that queued up meanwhile in one
//! transaction, decided in order over what that transaction has loaded and locked.
//!
//! One lock and one `fsync` per group instead of one per sign-up, and exact capacity however many
//! people or processes sign up at once, because a forum's row is locked from reading its taken
//! places to writing them.

mod batch;
mod load;

use std::{sync::Arc, time::Duration};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use kontor_contracts::ForumId;
use kontor_runtime::{Clock, Ids, Process};
use kontor_store::{Database, GroupCommit, GroupError, GroupLimits, StoreError, Tx, Work};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    domain::{Refusal, SignUp},
    store::{Hash, forums::ForumName},
};
use batch::Batch;

/// How long an answer is kept for its idempotency key.
pub(crate) const KEY_LIFE: Duration = Duration::from_hours(24);

/// The secret of a link as it stands in a mail: 256 bits in base64url, 43 characters.
pub(crate) fn token_text(secret: &[u8; 32]) -> String {
    URL_SAFE_NO_PAD.encode(secret)
}

/// The hash under which a link is kept. A text that no link of ours can be has none.
pub(crate) fn token_hash(text: &str) -> Option<Hash> {
    let secret = URL_SAFE_NO_PAD.decode(text).ok()?;
    let secret: [u8; 32] = secret.try_into().ok()?;
    Some(Sha256::digest(secret).into())
}

/// An idempotency key, bound to the request that it came with; both as SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct IdempotencyKey {
    pub(crate) key: Hash,
    pub(crate) request: Hash,
}

impl IdempotencyKey {
    /// Binds a key to the method, path and body of a request.
    pub(crate) fn new(key: &str, method: &str, path: &str, body: &[u8]) -> Self {
        let mut request = Sha256::new();
        for part in [method.as_bytes(), path.as_bytes(), body] {
            request.update((part.len() as u64).to_be_bytes());
            request.update(part);
        }
        Self {
            key: Sha256::digest(key.as_bytes()).into(),
            request: request.finalize().into(),
        }
    }
}

/// One request to the intake.
#[derive(Debug)]
pub(crate) enum Order {
    /// Somebody signs up.
    SignUp(Box<SignUpOrder>),
    /// Somebody confirms an address by the link with this hash.
    Confirm(Hash),
    /// What is due at this forum is to be expired.
    Expire(ForumId),
}

/// A sign-up with its circumstances.
#[derive(Debug)]
pub(crate) struct SignUpOrder {
    pub(crate) forum: ForumName,
    pub(crate) sign_up: SignUp,
    /// The revision of the forum that the form was made for.
    pub(crate) revision: Option<i64>,
    pub(crate) key: Option<IdempotencyKey>,
    /// What its client and mailbox may still ask for.
    pub(crate) admission: Admission,
}

/// What a client and a mailbox may still ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Admission {
    /// Whether its places may be held.
    pub(crate) may_hold: bool,
    /// Whether a mail may go to the mailbox.
    pub(crate) may_ask: bool,
}

impl Admission {
    /// Everything.
    #[cfg(test)]
    pub(crate) const ALL: Self = Self {
        may_hold: true,
        may_ask: true,
    };
}

/// The answer to an order. Kept with an idempotency key, so the names are part of the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reply", rename_all = "snake_case")]
pub(crate) enum Reply {
    /// "Check your mail": signed up now, or before.
    CheckMail {
        /// Names this answer, not the registration.
        receipt: Uuid,
        /// How long a place is held at most.
        hold_hours: u32,
    },
    /// The registration counts now.
    Confirmed,
    /// The registration counted already.
    AlreadyConfirmed,
    /// So many registrations of the forum have expired.
    Expired {
        /// How many.
        registrations: u32,
    },
    /// Nothing was done.
    Refused {
        /// Why.
        refusal: Refusal,
    },
    /// The idempotency key belongs to another request.
    KeyReused,
}

impl Reply {
    /// The label of the metric.
    /// Every outcome, for the counter that has each from the start.
    const OUTCOMES: [&str; 6] = [
        "check_mail",
        "confirmed",
        "already_confirmed",
        "expired",
        "refused",
        "key_reused",
    ];

    const fn outcome(&self) -> &'static str {
        match self {
            Self::CheckMail { .. } => "check_mail",
            Self::Confirmed => "confirmed",
            Self::AlreadyConfirmed => "already_confirmed",
            Self::Expired { .. } => "expired",
            Self::Refused { .. } => "refused",
            Self::KeyReused => "key_reused",
        }
    }
}

/// Counts orders by their outcome.
const ORDERS: &str = "kontor_registrations_orders_total";

/// The entrance. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Intake {
    group: GroupCommit<Desk>,
}

impl Intake {
    /// Starts the one task of this process that writes sign-ups down. `unconfirmed_share` is how many
    /// per cent of a forum's places may be held without being confirmed.
    pub(crate) fn start(
        process: &Process,
        database: Database,
        unconfirmed_share: u32,
        limits: GroupLimits,
    ) -> Self {
        describe_metrics();
        let desk = Desk {
            clock: process.clock.clone(),
            ids: process.ids.clone(),
            unconfirmed_share,
        };
        let (group, task) = GroupCommit::new(database, desk, limits, process.life.stopping());
        process.life.spawn("registrations.intake", async move {
            task.await;
            Ok(())
        });
        Self { group }
    }

    /// Hands an order in and waits until its outcome is durable.
    ///
    /// # Errors
    /// [`GroupError`]; nothing has changed then.
    pub(crate) async fn submit(&self, order: Order) -> Result<Reply, GroupError> {
        let reply = self.group.submit(order).await?;
        metrics::counter!(ORDERS, "outcome" => reply.outcome()).increment(1);
        Ok(reply)
    }
}

/// Says what is counted here, from 0.
fn describe_metrics() {
    metrics::describe_counter!(ORDERS, "Sign-ups and confirmations decided, by outcome.");
    for outcome in Reply::OUTCOMES {
        metrics::counter!(ORDERS, "outcome" => outcome).increment(0);
    }
}

/// Does the work on a group of orders.
#[derive(Debug)]
pub(crate) struct Desk {
    clock: Arc<dyn Clock>,
    ids: Arc<Ids>,
    unconfirmed_share: u32,
}

impl Desk {
    /// Whether what is held without being confirmed has a limit.
    const fn limits_holds(&self) -> bool {
        self.unconfirmed_share < 100
    }
}

impl Work for Desk {
    type Command = Order;
    type Reply = Reply;

    async fn apply(&self, tx: &Tx, orders: &[Order]) -> Result<Vec<Reply>, StoreError> {
        let now = self.clock.now();
        let loaded = load::load(tx, orders, now, self.limits_holds()).await?;
        let mut batch = Batch::new(self, now, loaded);
        batch.expire_due(tx)?;
        let replies = orders.iter().map(|order| batch.carry_out(tx, order));
        let replies = replies.collect::<Result<_, _>>()?;
        batch.write(tx).await?;
        Ok(replies)
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
