//! A fresh database per test, on each engine. A missing PostgreSQL fails the test: a suite that
//! silently runs on one engine only is worth half.

use std::{
    future::Future,
    panic::AssertUnwindSafe,
    sync::atomic::{AtomicU32, Ordering},
};

use futures_util::FutureExt;
use kontor_store::{Database, Migrations};
use sea_orm::{ConnectionTrait, DatabaseConnection};
use tempfile::TempDir;

/// Where PostgreSQL is, unless `KONTOR_TEST_POSTGRES` says otherwise.
const POSTGRES: &str = "postgres://postgres@127.0.0.1:5432/postgres";

static COUNT: AtomicU32 = AtomicU32::new(0);

/// An empty place for the databases of one test; [`TestDatabase::drop_it`] removes it.
#[derive(Debug)]
pub struct TestDatabase {
    /// The URL to open it with.
    pub url: String,
    place: Place,
}

#[derive(Debug)]
enum Place {
    Folder(TempDir),
    Server {
        admin: DatabaseConnection,
        name: String,
    },
}

impl TestDatabase {
    /// A folder for SQLite files.
    ///
    /// # Panics
    /// If the folder cannot be made.
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self {
            url: format!("sqlite:{}", folder.path().display()),
            place: Place::Folder(folder),
        }
    }

    /// A new database on the PostgreSQL server.
    ///
    /// # Panics
    /// If there is no PostgreSQL.
    pub async fn postgres() -> Self {
        let admin_url = postgres_url();
        let admin = sea_orm::Database::connect(&admin_url).await.unwrap_or_else(|error| {
            panic!("no PostgreSQL at {admin_url} (set KONTOR_TEST_POSTGRES, or use tests/run): {error}")
        });
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("kontor_test_{}_{count}", std::process::id());
        for sql in [
            format!("DROP DATABASE IF EXISTS {name}"),
            format!("CREATE DATABASE {name}"),
        ] {
            admin
                .execute_unprepared(&sql)
                .await
                .expect("may create databases");
        }
        let (server, _) = admin_url.rsplit_once('/').expect("a URL with a database");
        Self {
            url: format!("{server}/{name}"),
            place: Place::Server { admin, name },
        }
    }

    /// Ends all connections to the PostgreSQL database and lets nobody in, as in an outage.
    ///
    /// # Panics
    /// On SQLite, which nobody connects to.
    pub async fn lock_out(&self) {
        self.administrate(|name| format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
            .await;
        let ended = |name: &str| {
            format!(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
            )
        };
        self.administrate(ended).await;
    }

    /// Ends the outage.
    ///
    /// # Panics
    /// On SQLite.
    pub async fn let_in(&self) {
        self.administrate(|name| format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
            .await;
    }

    async fn administrate(&self, sql: impl FnOnce(&str) -> String) {
        let Place::Server { admin, name } = &self.place else {
            panic!("nobody connects to SQLite");
        };
        let done = admin.execute_unprepared(&sql(name)).await;
        done.expect("the server obeys");
    }

    /// Removes the database with all that is in it.
    ///
    /// # Panics
    /// If it cannot be removed.
    pub async fn drop_it(self) {
        match self.place {
            Place::Folder(folder) => folder.close().expect("the folder can be removed"),
            Place::Server { admin, name } => {
                let sql = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
                admin
                    .execute_unprepared(&sql)
                    .await
                    .expect("the database can be dropped");
            }
        }
    }
}

/// The URL of the PostgreSQL server that tests use.
#[expect(
    clippy::disallowed_methods,
    reason = "tests find their servers by the environment"
)]
pub fn postgres_url() -> String {
    std::env::var("KONTOR_TEST_POSTGRES").unwrap_or_else(|_| POSTGRES.to_owned())
}

/// Runs a test on a fresh, migrated database of each engine, one after the other.
///
/// # Panics
/// If the test does, or a database is missing.
pub async fn on_both_engines<F, R>(name: &str, sets: &[Migrations], test: F)
where
    F: Fn(Database) -> R,
    R: Future<Output = ()>,
{
    for place in [TestDatabase::sqlite(), TestDatabase::postgres().await] {
        let database = Database::open(&place.url, name)
            .await
            .expect("the database opens");
        database.migrate(sets).await.expect("the migrations run");
        let engine = database.engine();
        let outcome = AssertUnwindSafe(test(database.clone()))
            .catch_unwind()
            .await;
        database.close().await;
        place.drop_it().await;
        if let Err(panic) = outcome {
            eprintln_engine(engine);
            std::panic::resume_unwind(panic);
        }
    }
}

#[expect(
    clippy::print_stderr,
    reason = "a failed test must say on which engine it failed"
)]
fn eprintln_engine(engine: kontor_store::Engine) {
    eprintln!("failed on {engine:?}");
}
