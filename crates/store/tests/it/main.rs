//! The promises of `store`, each on SQLite and on PostgreSQL.

mod group_commit;
mod messages;
mod migrations;
mod transactions;
