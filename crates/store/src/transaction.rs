//! A transaction that writes: state, and what is to be told about it, commit together.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use kontor_contracts::{Envelope, Event};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, Statement, Value};
use tokio::sync::Notify;
use uuid::Uuid;

use crate::{
    Engine, Insert, StoreError,
    gathered::Gathered,
    outbox::Row,
    sql::{pieces, rows_at_once, statement, tuples},
};

type Hook = Box<dyn FnOnce() + Send>;

/// A writing transaction. Dropped without [`Tx::commit`], nothing has happened.
pub struct Tx {
    transaction: DatabaseTransaction,
    engine: Engine,
    statement_bytes: usize,
    stream: Uuid,
    gathered: Mutex<Gathered>,
    events: Mutex<Vec<Row>>,
    hooks: Mutex<Vec<Hook>>,
    outbox: Arc<Notify>,
}

impl fmt::Debug for Tx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tx")
            .field("engine", &self.engine)
            .finish_non_exhaustive()
    }
}

impl Tx {
    pub(crate) fn new(
        transaction: DatabaseTransaction,
        engine: Engine,
        statement_bytes: usize,
        stream: Uuid,
        outbox: Arc<Notify>,
    ) -> Self {
        Self {
            transaction,
            engine,
            statement_bytes,
            stream,
            gathered: Mutex::default(),
            events: Mutex::default(),
            hooks: Mutex::default(),
            outbox,
        }
    }

    /// The engine, for the few words in which SQL differs.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Runs a statement and returns how many rows it touched.
    ///
    /// # Errors
    /// [`StoreError`] by what can be done about it.
    pub async fn execute(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<u64, StoreError> {
        self.write_gathered().await?;
        self.run(statement(self.engine.backend(), sql, values))
            .await
    }

    async fn run(&self, statement: Statement) -> Result<u64, StoreError> {
        let done = self.transaction.execute_raw(statement).await?;
        Ok(done.rows_affected())
    }

    /// Reads rows, or what a statement returns (`RETURNING`).
    ///
    /// # Errors
    /// [`StoreError`] by what can be done about it.
    pub async fn rows<R: FromQueryResult + Send + Sync>(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Vec<R>, StoreError> {
        self.write_gathered().await?;
        let statement = statement(self.engine.backend(), sql, values);
        Ok(R::find_by_statement(statement)
            .all(&self.transaction)
            .await?)
    }

    /// Reads at most one row.
    ///
    /// # Errors
    /// [`StoreError`] by what can be done about it.
    pub async fn row<R: FromQueryResult + Send + Sync>(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Option<R>, StoreError> {
        self.write_gathered().await?;
        let statement = statement(self.engine.backend(), sql, values);
        Ok(R::find_by_statement(statement)
            .one(&self.transaction)
            .await?)
    }

    /// Inserts a row together with others of the same kind: before the next statement of this
    /// transaction that is not gathered, at the latest with the commit. `key` names the row that it
    /// touches; what fails shows there, too.
    ///
    /// # Errors
    /// As [`Tx::insert`], of rows that were gathered before.
    pub async fn gather(
        &self,
        insert: &'static Insert,
        key: String,
        row: Vec<Value>,
    ) -> Result<(), StoreError> {
        if !self.gathered().has_room(insert, &key) {
            self.write_gathered().await?;
        }
        self.gathered().add(insert, key, row);
        Ok(())
    }

    fn gathered(&self) -> MutexGuard<'_, Gathered> {
        self.gathered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn write_gathered(&self) -> Result<(), StoreError> {
        let gathered = self.gathered().take();
        for (insert, rows) in gathered {
            let rows = rows.into_values().collect();
            for (sql, values) in self.inserts(insert.table, insert.columns, rows, insert.ending) {
                self.run(statement(self.engine.backend(), &sql, values))
                    .await?;
            }
        }
        Ok(())
    }

    /// Inserts rows with as few statements as possible; `ending` is what follows the values, such
    /// as ` ON CONFLICT DO NOTHING`. Returns how many rows were inserted.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if a row exists already and `ending` does not say otherwise.
    pub async fn insert(
        &self,
        table: &str,
        columns: &[&str],
        rows: Vec<Vec<Value>>,
        ending: &str,
    ) -> Result<u64, StoreError> {
        let mut inserted = 0;
        for (sql, values) in self.inserts(table, columns, rows, ending) {
            inserted += self.execute(&sql, values).await?;
        }
        Ok(inserted)
    }

    /// The same, and returns what `ending` asks for with its `RETURNING`.
    ///
    /// # Errors
    /// As [`Tx::insert`].
    pub async fn insert_returning<R: FromQueryResult + Send + Sync>(
        &self,
        table: &str,
        columns: &[&str],
        rows: Vec<Vec<Value>>,
        ending: &str,
    ) -> Result<Vec<R>, StoreError> {
        let mut returned = Vec::with_capacity(rows.len());
        for (sql, values) in self.inserts(table, columns, rows, ending) {
            returned.extend(self.rows::<R>(&sql, values).await?);
        }
        Ok(returned)
    }

    /// The statements that insert rows, each with its values.
    fn inserts(
        &self,
        table: &str,
        columns: &[&str],
        rows: Vec<Vec<Value>>,
        ending: &str,
    ) -> impl Iterator<Item = (String, Vec<Value>)> {
        let head = format!("INSERT INTO {table} ({}) VALUES ", columns.join(","));
        let (width, ending) = (columns.len(), ending.to_owned());
        let sizes = pieces(rows.len(), rows_at_once(&rows, self.statement_bytes));
        let mut rows = rows.into_iter();
        sizes.map(move |size| {
            let sql = format!("{head}{}{ending}", tuples(1, width, size));
            (sql, rows.by_ref().take(size).flatten().collect())
        })
    }

    /// Tells the other workers, if and only if this transaction commits.
    ///
    /// # Errors
    /// [`StoreError::Envelope`] if the event is larger than a message may be.
    pub fn publish<E: Event>(&self, envelope: &Envelope<E>) -> Result<(), StoreError> {
        let row = Row::new(envelope)?;
        self.events
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(row);
        Ok(())
    }

    /// Does something in this process right after the commit, such as waking a task.
    /// Lost if the process dies in between: only for what a task would also find by itself.
    pub fn after_commit(&self, hook: impl FnOnce() + Send + 'static) {
        self.hooks
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(Box::new(hook));
    }

    /// Makes everything durable, then wakes the relay and runs the hooks.
    ///
    /// # Errors
    /// [`StoreError`]; nothing has happened then. (If the connection broke during the commit itself
    /// it is unknown whether it did; every caller of ours can repeat its work.)
    pub async fn commit(mut self) -> Result<(), StoreError> {
        self.write_gathered().await?;
        let events = std::mem::take(
            self.events
                .get_mut()
                .unwrap_or_else(PoisonError::into_inner),
        );
        let tells = !events.is_empty();
        let rows = events.into_iter().map(|row| row.values(self.stream));
        self.insert("outbox", &Row::COLUMNS, rows.collect(), "")
            .await?;
        self.transaction.commit().await?;
        if tells {
            self.outbox.notify_one();
        }
        for hook in self
            .hooks
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
        {
            hook();
        }
        Ok(())
    }
}
