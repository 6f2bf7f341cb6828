//! The tables of the embedded bus as its commands see them.

use kontor_store::{StoreError, Tx};
use sea_orm::FromQueryResult;

use super::wakes::Wakes;
use crate::Queue;

/// Applies commands.
#[derive(Debug)]
pub(super) struct Ledger {
    pub(super) wakes: Wakes,
    /// Most messages of one queue; more are rejected.
    pub(super) queue_max: i64,
}

#[derive(FromQueryResult)]
pub(super) struct Position {
    pub(super) position: i64,
}

impl Ledger {
    /// Changes the count of a queue; whoever waits at it is woken when it has grown.
    pub(super) async fn count(&self, tx: &Tx, queue: Queue, by: i64) -> Result<(), StoreError> {
        if by == 0 {
            return Ok(());
        }
        let sql = "INSERT INTO queues (queue, held) VALUES ($1, $2) \
                   ON CONFLICT (queue) DO UPDATE SET held = queues.held + excluded.held";
        tx.execute(sql, [queue.to_string().into(), by.into()])
            .await?;
        if by > 0 {
            self.wakes.after_commit(tx, queue);
        }
        Ok(())
    }
}
