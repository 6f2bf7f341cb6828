//! The streams of the outbox that a relay has: what its own process writes, and what processes that
//! are gone have left. Taking rows writes nothing: what is on its way is remembered here.

use std::{
    collections::{BTreeSet, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use kontor_runtime::Clock;
use kontor_store::{Database, StoreError, outbox};
use uuid::Uuid;

/// Rows claimed at once.
pub(super) const BATCH: usize = 1_000;

/// How long other relays leave a stream alone after its relay was last heard of, in milliseconds.
const LEASE_MS: i64 = 30_000;
/// A lease is renewed when less than this is left of it. Must outlast the wait for a confirm, so that
/// nobody else sends what is on its way.
const RENEW_MS: i64 = 25_000;
/// After so many full batches the stream is read from its beginning again: what was committed late
/// may have an id that was passed already.
const ROUNDS: u32 = 16;

/// Rows of one stream.
pub(super) struct Claim {
    pub(super) stream: Uuid,
    pub(super) rows: Vec<outbox::Row>,
}

/// The streams of one relay.
pub(super) struct Streams {
    database: Database,
    clock: Arc<dyn Clock>,
    held: Vec<Held>,
    /// Streams that nobody had at the last look. Nobody's twice in a row is an orphan; once may be a
    /// process that has just written after a long rest. `None` before the first look: what is found
    /// at the start is taken at once.
    nobodys: Option<BTreeSet<Uuid>>,
    /// Whoever has a lease that ends at this moment or before is dead, in milliseconds.
    dead_until: i64,
}

struct Held {
    stream: Uuid,
    lease_until: i64,
    /// Up to where it was read since its beginning, and in how many batches.
    read: Uuid,
    rounds: u32,
}

impl Held {
    const fn new(stream: Uuid, lease_until: i64) -> Self {
        Self {
            stream,
            lease_until,
            read: Uuid::nil(),
            rounds: 0,
        }
    }

    const fn go_on(&mut self, read: Uuid) {
        self.read = read;
        self.rounds += 1;
    }

    const fn begin_again(&mut self) {
        self.read = Uuid::nil();
        self.rounds = 0;
    }
}

impl Streams {
    /// `alone_at`: see [`crate::Bus::alone_at`].
    pub(super) fn new(database: Database, clock: Arc<dyn Clock>, alone_at: Option<i64>) -> Self {
        let own = Held::new(database.stream(), 0);
        Self {
            database,
            clock,
            held: vec![own],
            nobodys: None,
            dead_until: alone_at.map_or(0, |at| at + LEASE_MS - 1),
        }
    }

    /// Whether there is only the stream of the own process.
    pub(super) fn is_one(&self) -> bool {
        self.held.len() == 1
    }

    /// The next rows to send, if there are any: not those on their way. Streams take turns.
    pub(super) async fn claim(
        &mut self,
        under_way: &UnderWay,
    ) -> Result<Option<Claim>, StoreError> {
        for at in 0..self.held.len() {
            if let Some(claim) = self.claim_of(at, under_way).await? {
                self.held[at..].rotate_left(1);
                return Ok(Some(claim));
            }
        }
        Ok(None)
    }

    async fn claim_of(
        &mut self,
        at: usize,
        under_way: &UnderWay,
    ) -> Result<Option<Claim>, StoreError> {
        let now = self.clock.now_ms();
        let mut rows = self.unsent(at, now, under_way).await?;
        if rows.is_empty() {
            return Ok(None);
        }
        let lease_until = self.held[at].lease_until;
        if lease_until < now + RENEW_MS && !self.take(at, now).await? {
            return Ok(None); // another relay has it
        }
        if lease_until <= now {
            // Another relay may have had it until now, and may have sent what was read.
            self.held[at].begin_again();
            rows = self.unsent(at, now, under_way).await?;
        }
        under_way.add(&rows);
        let stream = self.held[at].stream;
        Ok(Some(Claim { stream, rows }).filter(|claim| !claim.rows.is_empty()))
    }

    /// Takes a stream, or keeps it for longer.
    async fn take(&mut self, at: usize, now: i64) -> Result<bool, StoreError> {
        let (held, until) = (&mut self.held[at], now + LEASE_MS);
        let relay = self.database.stream();
        let taken = outbox::take(&self.database, held.stream, relay, now, until).await?;
        if taken {
            held.lease_until = until;
        } else {
            held.begin_again();
        }
        Ok(taken)
    }

    /// The next rows of a stream that are not on their way.
    async fn unsent(
        &mut self,
        at: usize,
        now: i64,
        under_way: &UnderWay,
    ) -> Result<Vec<outbox::Row>, StoreError> {
        let held = &mut self.held[at];
        loop {
            // As of before the question: a row that is removed in between is left out as well.
            let known = under_way.ids().clone();
            let limit = BATCH + if held.read.is_nil() { known.len() } else { 0 };
            let mut rows = outbox::next(&self.database, held.stream, held.read, now, limit).await?;
            let all = rows.len() < limit;
            match rows.last() {
                Some(last) if !all && held.rounds < ROUNDS => held.go_on(last.id),
                _ => held.begin_again(),
            }
            rows.retain(|row| !known.contains(&row.id));
            if all || !rows.is_empty() {
                return Ok(rows);
            }
        }
    }

    /// Takes over what nobody brings, and lets go of what is done.
    pub(super) async fn look_around(&mut self) -> Result<(), StoreError> {
        let (own, now) = (self.database.stream(), self.clock.now_ms());
        let found = outbox::streams(&self.database).await?;
        let filled: HashSet<_> = found.iter().map(|found| found.stream).collect();
        for done in self
            .held
            .extract_if(.., |h| h.stream != own && !filled.contains(&h.stream))
        {
            outbox::leave(&self.database, done.stream, own, now).await?;
        }
        let over = now.max(self.dead_until);
        let free = found
            .iter()
            .filter(|found| found.stream != own)
            .filter(|found| found.lease_until.is_none_or(|until| until <= over));
        let free: BTreeSet<_> = free.map(|found| found.stream).collect();
        let before = self.nobodys.replace(free.clone());
        let is_orphan = |stream: &&Uuid| before.as_ref().is_none_or(|seen| seen.contains(stream));
        for stream in free.iter().filter(is_orphan) {
            let taken = outbox::take(&self.database, *stream, own, over, now + LEASE_MS).await?;
            if taken && self.held.iter().all(|held| held.stream != *stream) {
                tracing::info!(%stream, "taking over what another process left in the outbox");
                self.held.push(Held::new(*stream, now + LEASE_MS));
            }
        }
        Ok(())
    }

    /// Lets others have everything, because this process stops.
    pub(super) async fn leave(&self) -> Result<(), StoreError> {
        let (own, now) = (self.database.stream(), self.clock.now_ms());
        for held in self.held.iter().filter(|held| held.lease_until > 0) {
            outbox::leave(&self.database, held.stream, own, now).await?;
        }
        Ok(())
    }
}

/// The rows that were handed to the bus and whose fate is not written down yet.
#[derive(Default)]
pub(super) struct UnderWay(Mutex<HashSet<Uuid>>);

impl UnderWay {
    fn ids(&self) -> MutexGuard<'_, HashSet<Uuid>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, rows: &[outbox::Row]) {
        self.ids().extend(rows.iter().map(|row| row.id));
    }

    pub(super) fn remove<'a>(&self, rows: impl Iterator<Item = &'a Uuid>) {
        let mut ids = self.ids();
        for id in rows {
            ids.remove(id);
        }
    }
}
