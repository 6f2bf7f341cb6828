//! The tables of this worker and every statement on them, named by intent. Nothing outside of this
//! folder writes SQL.

pub(crate) mod answers;
pub(crate) mod changes;
pub(crate) mod codes;
pub(crate) mod forum_terms;
pub(crate) mod forums;
pub(crate) mod holds;
pub(crate) mod invitations;
pub(crate) mod invited;
pub(crate) mod own_links;
mod participants;
pub(crate) mod person;
pub(crate) mod registered;
pub(crate) mod registrations;
pub(crate) mod tokens;
pub(crate) mod waiting;

use kontor_contracts::Deadline;
use kontor_store::{Database, Migration, Migrations, StoreError, Tx, columns::parsed};
use sea_orm::{FromQueryResult, Value};

/// The tables of this worker.
pub const MIGRATIONS: Migrations = Migrations {
    set: "registrations",
    steps: &[
        Migration {
            version: 1,
            name: "registrations",
            sql: include_str!("migrations/0001_registrations.sql"),
        },
        Migration {
            version: 2,
            name: "holds",
            sql: include_str!("migrations/0002_holds.sql"),
        },
        Migration {
            version: 3,
            name: "places",
            sql: include_str!("migrations/0003_places.sql"),
        },
        Migration {
            version: 4,
            name: "participants",
            sql: include_str!("migrations/0004_participants.sql"),
        },
        Migration {
            version: 5,
            name: "forum terms",
            sql: include_str!("migrations/0005_forum_terms.sql"),
        },
        Migration {
            version: 6,
            name: "waiting list",
            sql: include_str!("migrations/0006_waiting_list.sql"),
        },
        Migration {
            version: 7,
            name: "reminders",
            sql: include_str!("migrations/0007_reminders.sql"),
        },
        Migration {
            version: 8,
            name: "recipients",
            sql: include_str!("migrations/0008_recipients.sql"),
        },
        Migration {
            version: 9,
            name: "invitations",
            sql: include_str!("migrations/0009_invitations.sql"),
        },
        Migration {
            version: 10,
            name: "changes close",
            sql: include_str!("migrations/0010_changes_close.sql"),
        },
        Migration {
            version: 11,
            name: "ended codes",
            sql: include_str!("migrations/0011_ended_codes.sql"),
        },
    ],
};

/// SHA-256, as links and keys are kept.
pub(crate) type Hash = [u8; 32];

/// Where rows are read: in a transaction or outside of one.
pub(crate) trait Read: Sync {
    fn rows<R: FromQueryResult + Send + Sync>(
        &self,
        sql: &str,
        values: Vec<Value>,
    ) -> impl Future<Output = Result<Vec<R>, StoreError>> + Send;
}

impl Read for Tx {
    async fn rows<R: FromQueryResult + Send + Sync>(
        &self,
        sql: &str,
        values: Vec<Value>,
    ) -> Result<Vec<R>, StoreError> {
        self.rows(sql, values).await
    }
}

impl Read for Database {
    async fn rows<R: FromQueryResult + Send + Sync>(
        &self,
        sql: &str,
        values: Vec<Value>,
    ) -> Result<Vec<R>, StoreError> {
        self.rows(sql, values).await
    }
}

/// Removes rows by a statement that says which are older than `$1`, `$2` of them at most; says how
/// many.
async fn forget(
    database: &Database,
    sql: &str,
    before_ms: i64,
    limit: u32,
) -> Result<u64, StoreError> {
    let tx = database.begin().await?;
    let values: [Value; 2] = [before_ms.into(), i64::from(limit).into()];
    let forgotten = tx.execute(sql, values).await?;
    tx.commit().await?;
    Ok(forgotten)
}

/// A moment from its local date and time.
fn moment(column: &'static str, local: &str, zone: &str) -> Result<Deadline, StoreError> {
    Ok(Deadline {
        local: parsed("forums", column, local)?,
        zone: zone.to_owned(),
    })
}

#[cfg(test)]
mod tests;
