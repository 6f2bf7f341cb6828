//! Opens the books that a group of orders needs, has the orders carried out, and closes them again.

use std::sync::Arc;

use kontor_book::Share;
use kontor_contracts::RegistrationId;
use kontor_runtime::{Clock, Ids, Process};
use kontor_store::{Database, StoreError, Tx, Work};

use super::{
    batch::Batch,
    load::{self, Wanted},
    orders::{CalledOff, Order},
};

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
        batch.expire_due(tx)?;
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
    registration: RegistrationId,
) -> Result<CalledOff, StoreError> {
    let keeper = Bookkeeper::new(process, Share::ALL);
    let tx = database.begin().await?;
    let mut batch = keeper
        .open(&tx, &Wanted::registration(registration))
        .await?;
    let answer = batch.cancel(&tx, registration)?;
    batch.write(&tx).await?;
    tx.commit().await?;
    Ok(answer)
}
