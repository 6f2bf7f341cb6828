//! What a connection has in hand, and how the broker is told what is finished.
//!
//! A quorum queue takes every acknowledgement as an entry of its log, and a channel of RabbitMQ
//! keeps back what comes while 32 entries are under way (`SOFT_LIMIT` of `rabbit_fifo_client`); what
//! is kept back when the connection ends is lost, and its messages come again. So acknowledgements
//! are gathered: one frame for everything up to the oldest message that is still open, at most every
//! few milliseconds. Only if that one takes very long, those behind it are acknowledged singly, few
//! at a time.

use std::{collections::BTreeSet, time::Duration};

use lapin::{
    Channel,
    options::{BasicAckOptions, BasicNackOptions},
};
use tokio::time::{Instant, sleep_until};

use super::connection::{Trouble, timely};
use crate::{Settlement, Stale, Token, contract::Settled};

/// How long acknowledgements are gathered. With 200 messages in hand it allows 40,000 a second.
const GATHER: Duration = Duration::from_millis(5);
/// How long finished messages wait for an older one that is open.
const PATIENCE: Duration = Duration::from_secs(1);
/// After that, so many of them are acknowledged one by one, so often.
const SINGLES: usize = 16;
const SINGLES_EVERY: Duration = Duration::from_millis(100);

/// What is in hand on one connection.
pub(super) struct Hand<'a> {
    channel: &'a Channel,
    /// Which connection it is; tokens of others are stale.
    fence: u64,
    tags: Tags,
    /// When the broker is to be told next.
    due: Option<Instant>,
    /// Since when finished messages wait for an older one.
    waiting_since: Instant,
}

impl<'a> Hand<'a> {
    pub(super) fn new(channel: &'a Channel, fence: u64) -> Self {
        Self {
            channel,
            fence,
            tags: Tags::default(),
            due: None,
            waiting_since: Instant::now(),
        }
    }

    /// Takes a delivery in hand.
    pub(super) fn take(&mut self, tag: u64) -> Token {
        self.tags.open.insert(tag);
        Token {
            place: tag,
            fence: self.fence,
        }
    }

    /// Settles what is still ours; one answer for each. The broker hears of it a little later.
    pub(super) async fn settle(
        &mut self,
        settlements: &[(Token, Settlement)],
        settled: &mut Vec<Settled>,
    ) -> Result<(), Trouble> {
        let requeue = BasicNackOptions {
            requeue: true,
            ..BasicNackOptions::default()
        };
        for (token, settlement) in settlements {
            let tag = token.place;
            let ours = token.fence == self.fence && self.tags.open.remove(&tag);
            match settlement {
                _ if !ours => {}
                Settlement::Done => drop(self.tags.finished.insert(tag)),
                Settlement::Release => timely(self.channel.basic_nack(tag, requeue)).await?,
            }
            settled.push(if ours { Ok(()) } else { Err(Stale) });
        }
        if !self.tags.finished.is_empty() && self.due.is_none() {
            self.waiting_since = Instant::now();
            self.due = Some(self.waiting_since + GATHER);
        }
        Ok(())
    }

    /// Waits until the broker is to be told; for ever if there is nothing to tell.
    pub(super) async fn due(&self) {
        match self.due {
            Some(due) => sleep_until(due).await,
            None => std::future::pending().await,
        }
    }

    /// Tells the broker what is finished and does not wait for an older message.
    pub(super) async fn tell(&mut self) -> Result<(), Trouble> {
        let now = Instant::now();
        if let Some(newest) = self.tags.take_run() {
            self.acknowledge(newest, true).await?;
            self.waiting_since = now;
        }
        let overdue = self.waiting_since + PATIENCE <= now;
        for tag in self.tags.take_oldest(if overdue { SINGLES } else { 0 }) {
            self.acknowledge(tag, false).await?;
        }
        self.due = match self.tags.finished.is_empty() {
            true => None,
            false if overdue => Some(now + SINGLES_EVERY),
            false => Some(self.waiting_since + PATIENCE),
        };
        Ok(())
    }

    /// Tells the broker everything, because this is the end.
    pub(super) async fn tell_all(&mut self) -> Result<(), Trouble> {
        if let Some(newest) = self.tags.take_run() {
            self.acknowledge(newest, true).await?;
        }
        for tag in self.tags.take_oldest(usize::MAX) {
            self.acknowledge(tag, false).await?;
        }
        Ok(())
    }

    async fn acknowledge(&self, tag: u64, multiple: bool) -> Result<(), Trouble> {
        timely(self.channel.basic_ack(tag, BasicAckOptions { multiple })).await
    }
}

/// Delivery tags: they grow, and one frame can acknowledge all up to one of them.
#[derive(Default)]
struct Tags {
    open: BTreeSet<u64>,
    finished: BTreeSet<u64>,
}

impl Tags {
    /// Removes the finished ones before the oldest open one, and returns the newest of them.
    fn take_run(&mut self) -> Option<u64> {
        let waiting = match self.open.first() {
            Some(oldest_open) => self.finished.split_off(oldest_open),
            None => BTreeSet::new(),
        };
        std::mem::replace(&mut self.finished, waiting).pop_last()
    }

    /// Removes and returns the oldest finished ones, whether or not older ones are open.
    fn take_oldest(&mut self, most: usize) -> Vec<u64> {
        (0..most).map_while(|_| self.finished.pop_first()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_frame_covers_what_is_finished_before_the_oldest_open_message() {
        let mut tags = Tags {
            open: [4, 6].into(),
            finished: [1, 2, 3, 5, 7].into(),
        };
        assert_eq!(tags.take_run(), Some(3));
        assert_eq!(tags.take_run(), None);
        assert_eq!(tags.take_oldest(1), [5]);
        tags.open.clear();
        assert_eq!(tags.take_run(), Some(7));
        assert!(tags.finished.is_empty());
    }
}
