//! Syncs company listings with partner networks' databases.
mod domain;
mod een;
mod http_client;
mod settings;
mod store;
mod tasks;

#[cfg(test)]
const TEST_MIGRATIONS: &[kontor_store::Migrations] = &[kontor_store::MIGRATIONS, store::MIGRATIONS];
