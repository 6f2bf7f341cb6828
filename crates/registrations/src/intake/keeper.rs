//! Opens the books that a group of orders needs, has the orders carried out, and closes them again.

use std::sync::Arc;

use kontor_book::Share;
use kontor_contracts::{RecipientId, RegistrationId};
use kontor_runtime::{Clock, Ids, Process};
use kontor_store::{
    Database, StoreError, Tx, Work,
    audit::{Action, Actor},
};

use super::{
    batch::Batch,
    load::{self, Wanted},
    orders::{CalledOff, Order},
    said::Said,
};

const CANCELLED: Action = Action::new("registration.cancelled");

/// Does the work on a group of orders.
#[derive(Debug)]
pub(super) struct Bookkeeper {
    clock: Arc<dyn Clock>,
    ids: Arc<Ids>,
    share: Share,
}

impl Bookkeeper {
    pub(super) fn new(process: &Process, share: Share) -> Self {
        Self {
            clock: process.clock.clone(),
            ids: process.ids.clone(),
            share,
        }
    }

    /// Loads and locks what is wanted, and gives back what is due there before anybody asks.
    async fn open<'a>(&'a self, tx: &Tx, wanted: &Wanted<'_>) -> Result<Batch<'a>, StoreError> {
        let now = self.clock.now();
        let loaded = load::load(tx, wanted, now, self.share).await?;
        let mut batch = Batch::new(&self.ids, self.share, now, loaded);
        batch.settle(tx)?;
        Ok(batch)
    }
}

impl Work for Bookkeeper {
    type Command = Order;
    /// The answers are in the orders.
    type Reply = ();

    async fn apply(&self, tx: &Tx, orders: &[Order]) -> Result<Vec<()>, StoreError> {
        let mut batch = self.open(tx, &Wanted::by(orders)).await?;
        for order in orders {
            batch.carry_out(tx, order)?;
        }
        batch.write(tx).await?;
        Ok(vec![(); orders.len()])
    }
}

/// Calls a registration off in a transaction of its own, for the command line, which runs beside the
/// intake of the program: the lock on the forum keeps the two apart.
///
/// # Errors
/// [`StoreError`]; nothing has changed then.
pub(crate) async fn cancel_alone(
    database: &Database,
    process: &Process,
    actor: Actor,
    registration: RegistrationId,
) -> Result<CalledOff, StoreError> {
    let keeper = Bookkeeper::new(process, Share::ALL);
    let tx = database.begin().await?;
    let mut batch = keeper
        .open(&tx, &Wanted::registration(registration))
        .await?;
    let answer = batch.cancel(&tx, registration, Said::default())?;
    batch.write(&tx).await?;
    if let CalledOff::Cancelled { .. } = answer {
        tx.audit(process.ids.next(), actor, CANCELLED, registration)
            .await?;
    }
    tx.commit().await?;
    Ok(answer)
}

/// Takes somebody off the registration of whoever has named them, as if they had done it themselves; where
/// that is not possible any more, nothing changes.
///
/// # Errors
/// [`StoreError`]; nothing has changed then.
pub(crate) async fn take_off_named(
    database: &Database,
    process: &Process,
    (registration, recipient): (RegistrationId, RecipientId),
) -> Result<(), StoreError> {
    let keeper = Bookkeeper::new(process, Share::ALL);
    let tx = database.begin().await?;
    let wanted = Wanted::registration(registration);
    let mut batch = keeper.open(&tx, &wanted).await?;
    // What is refused is what has not begun or is over: then there is no place to give back.
    drop(batch.take_off_named(&tx, registration, recipient)?);
    batch.write(&tx).await?;
    tx.commit().await
}
