//! Which publish got which answer. Pure bookkeeping, without input or output.
//!
//! The client hands a returned message to whichever confirm comes next, not to its own. So returns
//! are matched by message id here, on two facts: the broker sends a return before the confirm of the
//! same message, and each confirm takes the oldest return that is waiting. A confirm that carries no
//! return therefore proves that none was waiting: what was returned before is known, once every
//! answer that was given before it has been looked at. A confirm that carries another message's
//! return proves nothing about its own; it is held in doubt until nothing is in flight, for then
//! every return has been handed out.

use std::collections::HashMap;

use tokio::sync::oneshot;
use uuid::Uuid;

use crate::Outcome;

/// A publish within a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) batch: u64,
    pub(super) index: usize,
}

/// What the broker said to one publish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    Ack,
    Nack,
    /// It was not even asked.
    Refused(String),
    /// Nothing, and never will.
    Lost(String),
}

#[derive(Debug)]
struct Batch {
    outcomes: Vec<Option<Outcome>>,
    left: usize,
    reply: oneshot::Sender<Vec<Outcome>>,
}

/// All batches that wait for answers.
#[derive(Debug, Default)]
pub(super) struct Window {
    batches: HashMap<u64, Batch>,
    next: u64,
    /// Returned, and not yet confirmed. Counted, since a message may be in flight twice.
    returned: HashMap<Uuid, u32>,
    doubtful: Vec<(Place, Uuid)>,
}

impl Window {
    /// Opens a batch of `count` messages.
    pub(super) fn open(&mut self, count: usize, reply: oneshot::Sender<Vec<Outcome>>) -> u64 {
        let batch = self.next;
        self.next += 1;
        if count == 0 {
            drop(reply.send(Vec::new()));
            return batch;
        }
        let waiting = Batch {
            outcomes: vec![None; count],
            left: count,
            reply,
        };
        self.batches.insert(batch, waiting);
        batch
    }

    /// Takes one returned message, whichever confirm carried it. Must be told before the answers that
    /// were given after it.
    pub(super) fn returned(&mut self, id: Uuid) {
        *self.returned.entry(id).or_default() += 1;
    }

    /// Takes one answer; `carried` says whether a returned message came with it.
    pub(super) fn answered(&mut self, place: Place, id: Uuid, answer: Answer, carried: bool) {
        match answer {
            Answer::Lost(reason) => self.conclude(place, Outcome::Unknown(reason)),
            Answer::Refused(reason) => self.conclude(place, Outcome::Rejected(reason)),
            Answer::Nack => {
                self.take_return(id);
                let reason = "RabbitMQ refused it: a queue is full or not available".to_owned();
                self.conclude(place, Outcome::Rejected(reason));
            }
            Answer::Ack if self.take_return(id) => self.conclude(place, Outcome::Unroutable),
            Answer::Ack if carried => self.doubtful.push((place, id)),
            Answer::Ack => self.conclude(place, Outcome::Confirmed),
        }
    }

    /// Whether confirms are held in doubt: publish nothing more until [`Self::reconcile`].
    pub(super) fn in_doubt(&self) -> bool {
        !self.doubtful.is_empty()
    }

    /// Nothing is in flight any more: every return is known.
    pub(super) fn reconcile(&mut self) {
        for (place, id) in std::mem::take(&mut self.doubtful) {
            let outcome = if self.take_return(id) {
                Outcome::Unroutable
            } else {
                Outcome::Confirmed
            };
            self.conclude(place, outcome);
        }
    }

    /// The connection is gone: whatever has no answer will get none.
    pub(super) fn give_up(&mut self, reason: &str) {
        self.doubtful.clear();
        self.returned.clear();
        for (_, batch) in self.batches.drain() {
            let unknown = || Outcome::Unknown(reason.to_owned());
            let outcomes = batch.outcomes.into_iter();
            let outcomes = outcomes.map(|outcome| outcome.unwrap_or_else(unknown));
            // Whoever asked may have stopped waiting.
            drop(batch.reply.send(outcomes.collect()));
        }
    }

    fn take_return(&mut self, id: Uuid) -> bool {
        let Some(count) = self.returned.get_mut(&id) else {
            return false;
        };
        *count -= 1;
        if *count == 0 {
            self.returned.remove(&id);
        }
        true
    }

    fn conclude(&mut self, place: Place, outcome: Outcome) {
        let Some(batch) = self.batches.get_mut(&place.batch) else {
            return;
        };
        if batch.outcomes[place.index].replace(outcome).is_none() {
            batch.left -= 1;
        }
        if batch.left == 0
            && let Some(batch) = self.batches.remove(&place.batch)
        {
            drop(
                batch
                    .reply
                    .send(batch.outcomes.into_iter().flatten().collect()),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use proptest::prelude::*;

    use super::*;

    fn id(n: usize) -> Uuid {
        Uuid::from_u128(n as u128)
    }

    /// Publishes `routable.len()` messages in one window, lets the confirms come in the order
    /// `order`, each carrying the oldest waiting return, and reads the outcomes.
    fn outcomes(
        routable: &[bool],
        order: &[usize],
        returned_early: bool,
        at_once: usize,
    ) -> Vec<Outcome> {
        let (mut window, (reply, mut answer)) = (Window::default(), oneshot::channel());
        let batch = window.open(routable.len(), reply);
        let mut waiting: VecDeque<usize> = VecDeque::new();
        let mut answers = Vec::new();
        if returned_early {
            waiting.extend((0..routable.len()).filter(|n| !routable[*n]));
        }
        for n in order {
            if !returned_early && !routable[*n] {
                waiting.push_back(*n);
            }
            let carried = waiting.pop_front().map(id);
            let place = Place { batch, index: *n };
            answers.push((place, id(*n), carried));
        }
        // Seen in another order than given, some at a time.
        for seen in answers.chunks_mut(at_once) {
            seen.reverse();
            for returned in seen.iter().filter_map(|(.., carried)| *carried) {
                window.returned(returned);
            }
            for (place, id, carried) in seen {
                window.answered(*place, *id, Answer::Ack, carried.is_some());
            }
        }
        window.reconcile();
        answer.try_recv().unwrap()
    }

    proptest! {
        /// Keeps the promise "marked sent only when confirmed and not returned", whatever order the
        /// confirms come in and whichever confirm a return was handed to.
        #[test]
        fn returns_find_their_messages(
            routable in prop::collection::vec(any::<bool>(), 1..40),
            returned_early: bool,
            at_once in 1..40_usize,
            seed: u64,
        ) {
            let mut order: Vec<usize> = (0..routable.len()).collect();
            order.sort_by_key(|n| (*n as u64 + 1).wrapping_mul(seed | 1) >> 7);
            let expected: Vec<_> = routable
                .iter()
                .map(|r| if *r { Outcome::Confirmed } else { Outcome::Unroutable })
                .collect();
            prop_assert_eq!(outcomes(&routable, &order, returned_early, at_once), expected);
        }
    }

    #[test]
    fn what_has_no_answer_when_the_connection_breaks_is_of_unknown_fate() {
        let (mut window, (reply, mut answer)) = (Window::default(), oneshot::channel());
        let batch = window.open(2, reply);
        window.answered(Place { batch, index: 0 }, id(0), Answer::Ack, false);
        window.give_up("gone");
        let expected = vec![Outcome::Confirmed, Outcome::Unknown("gone".into())];
        assert_eq!(answer.try_recv().unwrap(), expected);
    }
}
