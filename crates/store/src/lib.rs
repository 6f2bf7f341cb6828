//! The database of one worker, on SQLite or PostgreSQL: migrations, outbox, inbox, group commit.
