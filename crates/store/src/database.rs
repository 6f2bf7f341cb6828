//! One worker's database: opening it, reading from it, and beginning to write.

use std::{sync::Arc, time::Duration};

use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseConnection, FromQueryResult, SqliteTransactionMode,
    TransactionOptions, TransactionTrait, Value,
};
use tokio::sync::Notify;
use uuid::Uuid;

use crate::{Engine, StoreError, Tx, sql::statement};

/// How long a call waits for a free connection, and SQLite for another process's lock.
const WAIT: Duration = Duration::from_secs(5);
/// Connections of one process to PostgreSQL.
const POSTGRES_CONNECTIONS: u32 = 10;
/// The most bytes of values in one statement of many rows, so that it leaves in one write and in one
/// segment: on this machine the loopback interface takes 65,483 bytes, elsewhere a TLS record 16,384
/// (RFC 8446, 5.1). The driver (sqlx 0.9.0) does not switch Nagle's algorithm off, and a second write
/// would wait 40 ms for the server's delayed acknowledgement (transact-rs/sqlx#4335, mended there but
/// not released).
const STATEMENT_BYTES_HERE: usize = 60_000;
const STATEMENT_BYTES_ELSEWHERE: usize = 15_000;
/// Statements that a connection keeps prepared: every length of every list and insertion that is written
/// often (`sql.rs`) has room, and none is prepared again and again.
const PREPARED: usize = 400;
/// Connections that read beside the one that writes, on SQLite.
const SQLITE_READERS: u32 = 4;

/// One worker's database. Cheap to clone; all clones share the connections.
#[derive(Debug, Clone)]
pub struct Database {
    engine: Engine,
    /// The most bytes of values in one statement of many rows.
    statement_bytes: usize,
    schema: String,
    writer: DatabaseConnection,
    reader: DatabaseConnection,
    stream: Uuid,
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
        } else {
            crate::address::checked(url)?;
            let pool = postgres(url, name).await?;
            (Engine::Postgres, pool.clone(), pool)
        };
        let statement_bytes = match engine {
            // Nothing goes through a socket.
            Engine::Sqlite => usize::MAX,
            Engine::Postgres if is_here(url) => STATEMENT_BYTES_HERE,
            Engine::Postgres => STATEMENT_BYTES_ELSEWHERE,
        };
        Ok(Self {
            engine,
            statement_bytes,
            schema: name.to_owned(),
            writer,
            reader,
            stream: name_of_stream(),
            outbox: Arc::default(),
        })
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
        let (stream, outbox) = (self.stream, Arc::clone(&self.outbox));
        Ok(Tx::new(
            transaction,
            self.engine,
            self.statement_bytes,
            stream,
            outbox,
        ))
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

    /// What time it is by the clock of the database's server, in milliseconds since 1970; files have none.
    ///
    /// # Errors
    /// [`StoreError`] by what can be done about it.
    pub async fn server_ms(&self) -> Result<Option<i64>, StoreError> {
        #[derive(FromQueryResult)]
        struct Row {
            now: i64,
        }
        if self.engine == Engine::Sqlite {
            return Ok(None);
        }
        let sql = "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) AS now";
        Ok(self.row::<Row>(sql, []).await?.map(|row| row.now))
    }

    /// The engine.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Its name: the worker's.
    pub fn name(&self) -> &str {
        &self.schema
    }

    /// The stream of the outbox that is written through this opening of the database.
    pub fn stream(&self) -> Uuid {
        self.stream
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

/// A name that no other opening has. It rises with time, as the keys of a table should.
#[expect(
    clippy::disallowed_methods,
    reason = "nothing is told or decided by this id"
)]
fn name_of_stream() -> Uuid {
    Uuid::now_v7()
}

fn sqlite_path(folder: &str, name: &str) -> Result<String, StoreError> {
    let folder = folder.trim_start_matches("//");
    if folder.is_empty() || folder.starts_with(":memory:") {
        return Err(StoreError::Url("it names no folder".to_owned()));
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
                .statement_cache_capacity(PREPARED)
                .pragma("journal_mode", "WAL")
                .pragma("synchronous", "FULL")
                .pragma("foreign_keys", "ON")
                // What is deleted is overwritten: erased people and used links stay in no free page.
                .pragma("secure_delete", "ON")
                .pragma("busy_timeout", WAIT.as_millis().to_string())
                .pragma("journal_size_limit", "67108864")
        });
    Ok(sea_orm::Database::connect(options).await?)
}

async fn postgres(url: &str, schema: &str) -> Result<DatabaseConnection, StoreError> {
    let mut options = ConnectOptions::new(without_tls_to_ourselves(url));
    shared(&mut options)
        .max_connections(POSTGRES_CONNECTIONS)
        .map_sqlx_postgres_opts(|postgres| postgres.statement_cache_capacity(PREPARED))
        .set_schema_search_path(schema)
        .set_application_name(format!("kontor {schema}"));
    Ok(sea_orm::Database::connect(options).await?)
}

/// A server on this machine is spoken to without TLS, unless the URL says otherwise: there is nobody
/// in between. Elsewhere TLS is used if the server offers it; `?sslmode=verify-full` demands it.
fn without_tls_to_ourselves(url: &str) -> String {
    if !is_here(url) || url.contains("sslmode=") {
        return url.to_owned();
    }
    let mark = if url.contains('?') { '&' } else { '?' };
    format!("{url}{mark}sslmode=disable")
}

/// Whether the server of a URL is on this machine.
fn is_here(url: &str) -> bool {
    let host = url
        .split("://")
        .nth(1)
        .and_then(|rest| rest.split(['/', '?']).next());
    let host = host
        .and_then(|host| host.rsplit('@').next())
        .unwrap_or_default();
    ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| {
        host.strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_server_on_this_machine_is_spoken_to_without_tls() {
        for (url, kept) in [
            ("postgres://a@127.0.0.1:5432/k", false),
            ("postgres://a:b@localhost/k?x=1", false),
            ("postgres://a@[::1]/k", false),
            ("postgres://a@127.0.0.1/k?sslmode=require", true),
            ("postgres://a@localhost.example.org/k", true),
            ("postgres://127.0.0.1@db.example.org/k", true),
        ] {
            assert_eq!(without_tls_to_ourselves(url) == url, kept, "{url}");
        }
    }
}
