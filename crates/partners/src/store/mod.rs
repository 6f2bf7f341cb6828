//! The tables of this worker. Nothing outside of this folder writes SQL.

mod leases;
mod listings;
mod overview;
mod pages;
mod runs;

use kontor_store::{Migration, Migrations};

pub(crate) use leases::{
    Claim, LEASE_MS, Lease, claim, give_up, known_sources, postpone, renew, request,
};
pub(crate) use listings::{
    Place, Query, State, Stored, find, intent_name, intent_of, reason_name, search,
};
pub use overview::{RejectedRow, RunLine, SourceLine};
pub(crate) use overview::{complete_at, rejected, runs, sources};
pub(crate) use pages::{CommitError, PageWork, commit_page};
pub(crate) use runs::{End, Stamp, finish, outcome_name};

#[cfg(test)]
pub(crate) use listings::payloads;

/// The tables of this worker.
pub const MIGRATIONS: Migrations = Migrations {
    set: "partners",
    steps: &[Migration {
        version: 1,
        name: "listings",
        sql: include_str!("migrations/0001_listings.sql"),
    }],
};
