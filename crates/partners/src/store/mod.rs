//! The tables of this worker. Nothing outside of this folder writes SQL.

pub(crate) mod leases;
pub(crate) mod listings;
mod overview;
pub(crate) mod rejected;
pub(crate) mod runs;
mod search;

use kontor_store::{Migration, Migrations};

pub(crate) use leases::{LEASE_MS, known_sources, request};
pub(crate) use listings::{intent_name, intent_of, reason_name};
pub use overview::{RunLine, SourceLine};
pub(crate) use overview::{complete_at, runs, sources};
pub use rejected::RejectedRow;
pub(crate) use rejected::rejected;
pub(crate) use search::{After, Changes, Query, State, Stored, changes, find, search};

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
        Migration {
            version: 3,
            name: "positions",
            sql: include_str!("migrations/0003_positions.sql"),
        },
    ],
};
