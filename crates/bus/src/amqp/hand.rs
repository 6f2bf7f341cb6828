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
    options::{BasicAckOptions, BasicRejectOptions},
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
    /// When the broker was last told something, or the first message was finished after that.
    since: Instant,
}

impl<'a> Hand<'a> {
    pub(super) fn new(channel: &'a Channel, fence: u64) -> Self {
        Self {
            channel,
            fence,
            tags: Tags::default(),
            since: Instant::now(),
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
        // From 4.3 on, a message that is given back by `basic.nack` does not count as delivered.
        let requeue = BasicRejectOptions { requeue: true };
        if self.tags.finished.is_empty() {
            self.since = Instant::now();
        }
        for (token, settlement) in settlements {
            let tag = token.place;
            let ours = token.fence == self.fence && self.tags.open.remove(&tag);
            match settlement {
                _ if !ours => {}
                Settlement::Done => drop(self.tags.finished.insert(tag)),
                Settlement::Release => timely(self.channel.basic_reject(tag, requeue)).await?,
            }
            settled.push(if ours { Ok(()) } else { Err(Stale) });
        }
        Ok(())
    }

    /// Waits until the broker is to be told; for ever if there is nothing to tell.
    pub(super) async fn due(&self) {
        match self.tags.wait() {
            Some(wait) => sleep_until(self.since + wait).await,
            None => std::future::pending().await,
        }
    }

    /// Tells the broker what is due: a run in one frame, or some of those that an older message has
    /// kept waiting for too long.
    pub(super) async fn tell(&mut self) -> Result<(), Trouble> {
        if let Some(newest) = self.tags.take_run() {
            self.tags.impatient = false;
            self.acknowledge(newest, true).await?;
        } else {
            self.tags.impatient = true;
            for tag in self.tags.take_oldest(SINGLES) {
                self.acknowledge(tag, false).await?;
            }
        }
        self.since = Instant::now();
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
    /// Whether the oldest open one has kept others waiting for too long.
    impatient: bool,
}

impl Tags {
    /// How long to wait before the broker is told; `None` if there is nothing to tell.
    fn wait(&self) -> Option<Duration> {
        let oldest = self.finished.first()?;
        Some(match self.open.first() {
            Some(open) if open < oldest && self.impatient => SINGLES_EVERY,
            Some(open) if open < oldest => PATIENCE,
            _ => GATHER,
        })
    }

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
            impatient: false,
        };
        assert_eq!(tags.take_run(), Some(3));
        assert_eq!(tags.take_run(), None);
        assert_eq!(tags.take_oldest(1), [5]);
        tags.open.clear();
        assert_eq!(tags.take_run(), Some(7));
        assert!(tags.finished.is_empty());
    }

    /// Else a message that was slow would hold the prefetch for a second after it is finished.
    #[test]
    fn only_an_older_message_that_is_open_makes_finished_ones_wait() {
        let mut tags = Tags::default();
        assert_eq!(tags.wait(), None);
        tags.open = [1, 2, 3].into();
        assert_eq!(tags.wait(), None);
        tags.open.remove(&2);
        tags.finished.insert(2);
        assert_eq!(tags.wait(), Some(PATIENCE));
        tags.impatient = true;
        assert_eq!(tags.wait(), Some(SINGLES_EVERY));
        tags.open.remove(&1);
        tags.finished.insert(1);
        assert_eq!(tags.wait(), Some(GATHER));
    }
}
