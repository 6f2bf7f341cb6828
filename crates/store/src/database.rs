//! One worker's database: opening it, reading from it, and beginning to write.

use std::{sync::Arc, time::Duration};

use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseConnection, FromQueryResult, SqliteTransactionMode,
    TransactionOptions, TransactionTrait, Value,
};
use tokio::sync::Notify;

use crate::{Engine, Migrations, StoreError, Tx, migrations, sql::statement};

/// How long a call waits for a free connection, and SQLite for another process's lock.
const WAIT: Duration = Duration::from_secs(5);
/// Connections of one process to PostgreSQL.
const POSTGRES_CONNECTIONS: u32 = 10;
/// Connections that read beside the one that writes, on SQLite.
const SQLITE_READERS: u32 = 4;

/// One worker's database. Cheap to clone; all clones share the connections.
#[derive(Debug, Clone)]
pub struct Database {
    engine: Engine,
    schema: String,
    writer: DatabaseConnection,
    reader: DatabaseConnection,
    outbox: Arc<Notify>,
}

impl Database {
    /// Opens the database named `name` at a URL: the file `FOLDER/name.sqlite` at `sqlite:FOLDER`,
    /// the schema `name` at `postgres://…`. Folder and file are made if missing; tables are not.
    ///
    /// # Errors
    /// [`StoreError::Url`] for another kind of URL; [`StoreError::Unavailable`] if it cannot be
    /// opened.
    pub async fn open(url: &str, name: &str) -> Result<Self, StoreError> {
        let (engine, writer, reader) = if let Some(folder) = url.strip_prefix("sqlite:") {
            let path = sqlite_path(folder, name)?;
            let writer = sqlite(&path, 1).await?;
            (Engine::Sqlite, writer, sqlite(&path, SQLITE_READERS).await?)
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let pool = postgres(url, name).await?;
            (Engine::Postgres, pool.clone(), pool)
        } else {
            return Err(StoreError::Url(
                url.split("://").next().unwrap_or_default().to_owned(),
            ));
        };
        Ok(Self {
            engine,
            schema: name.to_owned(),
            writer,
            reader,
            outbox: Arc::default(),
        })
    }

    /// Brings the tables up to date. Safe to run from several processes at once, and again.
    ///
    /// # Errors
    /// [`StoreError::Newer`] or [`StoreError::Changed`] if the database does not fit this program.
    pub async fn migrate(&self, sets: &[Migrations]) -> Result<(), StoreError> {
        migrations::run(self, sets).await
    }

    /// Whether the tables are as this program expects them, without changing anything.
    ///
    /// # Errors
    /// As [`Self::migrate`]. `Ok(false)` means that migrations are missing.
    pub async fn is_migrated(&self, sets: &[Migrations]) -> Result<bool, StoreError> {
        migrations::are_applied(self, sets).await
    }

    /// Begins a transaction that writes. On SQLite it takes the write lock at once (`IMMEDIATE`):
    /// a transaction that only later wants to write would fail instead of wait.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] if there is no connection or lock within five seconds.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = self.writer.begin_with_options(options).await?;
        Ok(Tx::new(transaction, self.engine, Arc::clone(&self.outbox)))
    }

    /// Reads rows outside of a transaction.
    ///
    /// # Errors
    /// [`StoreError`] by what can be done about it.
    pub async fn rows<R: FromQueryResult + Send + Sync>(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Vec<R>, StoreError> {
        let statement = statement(self.engine.backend(), sql, values);
        Ok(R::find_by_statement(statement).all(&self.reader).await?)
    }

    /// Reads at most one row outside of a transaction.
    ///
    /// # Errors
    /// [`StoreError`] by what can be done about it.
    pub async fn row<R: FromQueryResult + Send + Sync>(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Option<R>, StoreError> {
        let statement = statement(self.engine.backend(), sql, values);
        Ok(R::find_by_statement(statement).one(&self.reader).await?)
    }

    /// Asks the database whether it can write now, without writing.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] if not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.writer.execute_unprepared("SELECT 1").await?;
        Ok(())
    }

    /// The engine.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Its name: the worker's.
    pub fn name(&self) -> &str {
        &self.schema
    }

    /// Waits until this process has committed rows to the outbox.
    pub async fn outbox_written(&self) {
        self.outbox.notified().await;
    }

    /// Closes all connections. Work under way is finished first.
    pub async fn close(&self) {
        for pool in [&self.writer, &self.reader] {
            if let Err(error) = pool.close_by_ref().await {
                tracing::warn!(%error, "closing the database");
            }
        }
    }
}

fn sqlite_path(folder: &str, name: &str) -> Result<String, StoreError> {
    let folder = folder.trim_start_matches("//");
    if folder.is_empty() || folder.starts_with(":memory:") {
        return Err(StoreError::Url("sqlite: without a folder".to_owned()));
    }
    std::fs::create_dir_all(folder).map_err(|error| {
        let cause =
            sea_orm::RuntimeErr::Internal(format!("cannot make the folder {folder}: {error}"));
        StoreError::Unavailable(sea_orm::DbErr::Conn(cause))
    })?;
    Ok(format!("{folder}/{name}.sqlite"))
}

async fn sqlite(path: &str, connections: u32) -> Result<DatabaseConnection, StoreError> {
    let mut options = ConnectOptions::new(format!("sqlite://{path}?mode=rwc"));
    shared(&mut options)
        .max_connections(connections)
        .map_sqlx_sqlite_opts(|sqlite| {
            // FULL: NORMAL may lose the last commits at a loss of power (sqlite.org/pragma.html).
            sqlite
                .pragma("journal_mode", "WAL")
                .pragma("synchronous", "FULL")
                .pragma("foreign_keys", "ON")
                .pragma("busy_timeout", WAIT.as_millis().to_string())
                .pragma("journal_size_limit", "67108864")
        });
    Ok(sea_orm::Database::connect(options).await?)
}

async fn postgres(url: &str, schema: &str) -> Result<DatabaseConnection, StoreError> {
    let mut options = ConnectOptions::new(url.to_owned());
    shared(&mut options)
        .max_connections(POSTGRES_CONNECTIONS)
        .set_schema_search_path(schema)
        .set_application_name(format!("kontor {schema}"));
    Ok(sea_orm::Database::connect(options).await?)
}

fn shared(options: &mut ConnectOptions) -> &mut ConnectOptions {
    options
        .min_connections(1)
        .acquire_timeout(WAIT)
        .connect_timeout(WAIT)
        .sqlx_logging(false)
        .record_stmt_in_spans(false)
        .test_before_acquire(false)
        .test_before_acquire_if_idle_for(Duration::from_secs(10))
}
