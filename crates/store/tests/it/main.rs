//! The promises of `store`, each on SQLite and on PostgreSQL.

#![cfg(test)]

mod audit;
mod erase;
mod gathered;
mod group_commit;
mod messages;
mod migrations;
mod transactions;
