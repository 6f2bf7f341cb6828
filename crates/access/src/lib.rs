//! Who of the staff may do what: accounts and their roles, passwords, sessions, one-time links, the
//! second factor, and tokens of programs.
//!
//! A foundation, not a worker: it has a database of its own that every process opens, and nobody else
//! has SQL for it. Whatever is asked is answered from rows, so that what is taken away is gone at once,
//! in every process.
//!
//! | | |
//! |---|---|
//! | stores | accounts, grants, identities, sessions, links, letters, tries, known networks, second factors, tokens, audit |
//! | serves | nothing by itself: pages and commands call [`Access`] |
//! | leans on | `store`, `runtime`, `contracts`, `oidc` |
//!
//! Nothing about staff goes over the bus. Scopes are text that is only compared: which forum or source
//! they name is the business of the worker that owns it. An account may be without a password:
//! its owner signs in elsewhere, at the provider of OpenID Connect that the office has set up.

mod accounts;
mod attempts;
mod client;
mod clock;
mod domain;
mod elsewhere;
mod entering;
mod erase;
mod error;
mod factors;
mod hashing;
mod identities;
mod letters;
mod links;
mod oidc_settings;
mod passwords;
mod sessions;
mod settings;
mod sign_in;
mod store;
mod tasks;
mod tokens;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use kontor_runtime::{Clock, Ids, Process};
use kontor_store::{
    Database, StoreError, Tx,
    audit::{Action, Actor},
};

use tokio::sync::Notify;

pub use accounts::NewAccount;
pub use client::{Client, Started};
pub use domain::{
    account::AccountState,
    api_token::API_TOKEN_PREFIX,
    letter::Subject,
    link::Purpose,
    password::{InvalidPassword, PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS},
    recovery::RECOVERY_CODES,
    secret::Secret,
    session::Stage,
};
pub use elsewhere::{Departure, RETURN_PATH, check_provider};
pub use erase::PersonAccount;
pub use error::AccessError;
pub use factors::{NewFactor, RecoveryCodes};
pub use identities::Linked;
pub use kontor_contracts::{Grant, InvalidGrant, Role, Scope, common, is_within, may};
pub use kontor_oidc::{OidcError, Returned};
pub use letters::Letter;
pub use links::{Chosen, Delivery, Link, OpenLink};
pub use oidc_settings::{AfterProvider, Oidc};
pub use sessions::Session;
pub use settings::{SecondFactor, Settings};
pub use store::{MIGRATIONS, accounts::Account, sessions::OpenSession, tokens::ApiToken};
pub use tokens::{NewToken, TokenCaller};

use hashing::Hasher;

/// The name of the database: its file or schema.
pub const DATABASE: &str = "access";

/// The way in to all of it. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Access {
    database: Database,
    clock: Arc<dyn Clock>,
    steady: Arc<dyn Clock>,
    ids: Arc<Ids>,
    settings: Arc<Settings>,
    hasher: Hasher,
    wake: Arc<Notify>,
}

impl Access {
    /// On a migrated database. `settings.console_url` must be given by now.
    pub fn new(process: &Process, database: Database, settings: Settings) -> Self {
        Self {
            database,
            clock: process.clock.clone(),
            steady: process.steady.clone(),
            ids: process.ids.clone(),
            settings: Arc::new(settings),
            hasher: Hasher::new(),
            wake: Arc::default(),
        }
    }

    /// Starts what is to be done from time to time.
    pub fn start(&self, process: &Process) {
        sign_in::describe_metrics();
        tasks::forget_old::start(process, self.clone());
    }

    /// Its settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The database, for the audit and for health.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// By the machine's time: sessions, codes, tokens and waits end when they end here.
    fn now_ms(&self) -> i64 {
        self.steady.now_ms()
    }

    /// By the office's time: links and letters are written to people, who read until when they work.
    fn told_ms(&self) -> i64 {
        self.clock.now_ms()
    }

    async fn note(
        &self,
        tx: &Tx,
        actor: Actor,
        action: Action,
        subject: impl std::fmt::Display + Send,
    ) -> Result<(), StoreError> {
        tx.audit(self.ids.next(), actor, action, subject).await
    }
}
