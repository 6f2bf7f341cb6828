//! The tables of this worker. Nothing outside of this folder writes SQL.

mod leases;
mod listings;
mod overview;
mod pages;
mod runs;
mod search;

use kontor_store::{Migration, Migrations};

pub(crate) use leases::{
    Claim, LEASE_MS, Lease, claim, give_up, known_sources, postpone, renew, request,
};
pub(crate) use listings::{intent_name, intent_of, reason_name};
pub use overview::{RejectedRow, RunLine, SourceLine};
pub(crate) use overview::{complete_at, rejected, runs, sources};
pub(crate) use pages::{CommitError, PageWork, commit_page};
pub(crate) use runs::{End, Stamp, finish, outcome_name};
pub(crate) use search::{Changes, Place, Query, State, Stored, changes, find, search};

#[cfg(test)]
pub(crate) use search::payloads;

/// The tables of this worker.
pub const MIGRATIONS: Migrations = Migrations {
    set: "partners",
    steps: &[
        Migration {
            version: 1,
            name: "listings",
            sql: include_str!("migrations/0001_listings.sql"),
        },
        Migration {
            version: 2,
            name: "changes",
            sql: include_str!("migrations/0002_changes.sql"),
        },
    ],
};
