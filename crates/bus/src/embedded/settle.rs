//! Settling deliveries of the embedded bus: done, given back, or kept for longer. A delivery is
//! settled only under the fence of the lease it was taken with.

use std::collections::{HashMap, HashSet};

use kontor_store::{StoreError, Tx, list};
use sea_orm::Value;

use super::tables::{Ledger, Position};
use crate::{Queue, Settlement, Stale, Token, contract::Settled};

impl Ledger {
    pub(super) async fn settle(
        &self,
        tx: &Tx,
        queue: Queue,
        settlements: &[(Token, Settlement)],
    ) -> Result<Vec<Settled>, StoreError> {
        let mut groups: HashMap<(u64, Settlement), Vec<i64>> = HashMap::new();
        for (token, settlement) in settlements {
            let group = groups.entry((token.fence, *settlement)).or_default();
            group.push(token.place.cast_signed());
        }
        let mut settled: HashSet<Token> = HashSet::new();
        for ((fence, settlement), places) in groups {
            let done = match settlement {
                Settlement::Done => self.finish(tx, queue, fence, &places).await?,
                Settlement::Release => self.release(tx, queue, fence, &places).await?,
            };
            settled.extend(done.into_iter().map(|row| Token {
                place: row.position.cast_unsigned(),
                fence,
            }));
        }
        // Taken out, so that a token given twice is stale the second time.
        let answer = |(token, _): &(Token, Settlement)| settled.take(token).map(drop).ok_or(Stale);
        Ok(settlements.iter().map(answer).collect())
    }

    async fn finish(
        &self,
        tx: &Tx,
        queue: Queue,
        fence: u64,
        places: &[i64],
    ) -> Result<Vec<Position>, StoreError> {
        let (at, values) = list(3, places.iter().map(|place| (*place).into()));
        let sql = format!(
            "DELETE FROM deliveries WHERE queue = $1 AND fence = $2 AND position IN {at} \
             RETURNING position"
        );
        let done = tx
            .rows::<Position>(&sql, owned(queue, fence, values))
            .await?;
        let (at, values) = list(1, done.iter().map(|row| row.position.into()));
        let sql = format!(
            "DELETE FROM messages WHERE position IN {at} AND NOT EXISTS \
             (SELECT 1 FROM deliveries WHERE deliveries.position = messages.position)"
        );
        tx.execute(&sql, values).await?;
        let count = i64::try_from(done.len()).unwrap_or(i64::MAX);
        self.count(tx, queue, -count).await?;
        Ok(done)
    }

    async fn release(
        &self,
        tx: &Tx,
        queue: Queue,
        fence: u64,
        places: &[i64],
    ) -> Result<Vec<Position>, StoreError> {
        let (at, values) = list(3, places.iter().map(|place| (*place).into()));
        let sql = format!(
            "UPDATE deliveries SET lease_until = 0, fence = 0 \
             WHERE queue = $1 AND fence = $2 AND position IN {at} RETURNING position"
        );
        let released = tx.rows(&sql, owned(queue, fence, values)).await?;
        self.wakes.after_commit(tx, queue);
        Ok(released)
    }
}

pub(super) async fn renew(
    tx: &Tx,
    queue: Queue,
    fences: &[u64],
    until: i64,
) -> Result<(), StoreError> {
    let (fences, values) = list(3, fences.iter().map(|fence| fence.cast_signed().into()));
    let sql = format!(
        "UPDATE deliveries SET lease_until = $1 \
         WHERE queue = $2 AND lease_until > 0 AND fence IN {fences}"
    );
    let head = [until.into(), queue.to_string().into()];
    tx.execute(&sql, head.into_iter().chain(values)).await?;
    Ok(())
}

fn owned(queue: Queue, fence: u64, more: Vec<Value>) -> impl Iterator<Item = Value> {
    [queue.to_string().into(), fence.cast_signed().into()]
        .into_iter()
        .chain(more)
}
