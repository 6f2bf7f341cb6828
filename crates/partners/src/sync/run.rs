//! What a worker knows of the run that it has in hand.

use std::collections::HashMap;

use kontor_contracts::SyncRunId;

use crate::{
    adapters::{More, Page, Position},
    domain::Hash,
    store::leases::{Found, Lease},
};

/// A run in our hands.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) lease: Lease,
    pub(super) id: SyncRunId,
    /// Where it stands.
    pub(super) at: Position,
    /// Pages that are in.
    pub(super) pages: u32,
    pub(super) attempts: u32,
    /// Rows read since the run was taken up.
    pub(super) received: u32,
    /// Unusable rows since then.
    pub(super) rejected: u64,
    /// The pages read since then, and the one before, by the hash of their rows.
    pub(super) seen: HashMap<Hash, u32>,
}

impl Run {
    /// A run that has begun or is taken up: `pages` of it are in, the last of them with this hash.
    pub(super) fn new(found: Found, id: SyncRunId, pages: u32) -> Self {
        Self {
            lease: found.lease,
            id,
            at: found.position,
            pages,
            attempts: found.attempts,
            received: 0,
            rejected: 0,
            seen: found
                .last_page
                .map(|hash| (hash, pages))
                .into_iter()
                .collect(),
        }
    }

    /// The number of the page that is to be read, from 1.
    pub(super) const fn next_page(&self) -> u32 {
        self.pages.saturating_add(1)
    }

    /// Whether a page that looks like an earlier one is that page. Pages without rows all look alike; two
    /// in a row that promise more are enough.
    pub(super) fn is_repeated(&self, page: &Page, earlier: u32) -> bool {
        !page.rows.is_empty() || (page.more != More::No && earlier == self.pages)
    }
}
