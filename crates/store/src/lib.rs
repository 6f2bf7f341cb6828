//! The database of one worker, on SQLite or PostgreSQL, and the three tables that make events
//! reliable: the outbox (what is to be told), the inbox (what was heard) and the parked messages
//! (what waits for another attempt, or for a person).
//!
//! One SQL text serves both engines. Only code in a `store` folder writes SQL; nothing here knows
//! what a worker's tables mean.

mod address;
pub mod audit;
pub mod columns;
mod database;
mod engine;
mod erase;
mod error;
mod gathered;
mod group_commit;
pub mod inbox;
mod migrations;
pub mod outbox;
pub mod parked;
mod sql;
mod transaction;

pub use address::address;
pub use database::Database;
pub use engine::Engine;
pub use erase::{KeptMessage, empty_log, erase_messages, messages_about};
pub use error::StoreError;
pub use gathered::Insert;
pub use group_commit::{GroupCommit, GroupError, GroupLimits, Work};
pub use migrations::{Migration, Migrations};
pub use sql::{list, values};
pub use transaction::Tx;

/// The tables that every worker's database has: outbox, inbox, parked messages.
pub const MIGRATIONS: Migrations = Migrations {
    set: "store",
    steps: &[
        Migration {
            version: 1,
            name: "messages",
            sql: include_str!("migrations/0001_messages.sql"),
        },
        Migration {
            version: 2,
            name: "outbox streams",
            sql: include_str!("migrations/0002_outbox_streams.sql"),
        },
    ],
};
