//! What can go wrong with a database, sorted by what the caller can do about it.

use sea_orm::{DbErr, RuntimeErr, SqlxError};

/// A failed call to the database.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address of the database is none that we know, and why; nothing of it.
    #[error(
        "the address of the database cannot be used ({0}): use sqlite:FOLDER or postgres://USER@HOST/DATABASE"
    )]
    Url(String),
    /// The database cannot be reached or cannot work now; the same call may succeed later.
    #[error("the database is not available")]
    Unavailable(#[source] DbErr),
    /// A uniqueness rule was violated.
    #[error("the row exists already")]
    Conflict(#[source] DbErr),
    /// The database holds a value that cannot be.
    #[error("{table}.{column} holds a value that cannot be: {detail}")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// What is wrong with it; no personal data.
        detail: String,
    },
    /// The tables are of a newer version of the program.
    #[error(
        "the database is of a newer version of kontor ({set} {found}; this program knows {known}): \
         run the newer program, or restore the backup from before the update"
    )]
    Newer {
        /// The set of migrations.
        set: String,
        /// The version in the database.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// A migration that was applied is not the one that this program has.
    #[error(
        "migration {set} {version} was changed after it had been applied: this program does not fit this database"
    )]
    Changed {
        /// The set of migrations.
        set: String,
        /// The version.
        version: i64,
    },
    /// An envelope could not be written to the outbox.
    #[error("the event could not be put into words")]
    Envelope(#[from] kontor_contracts::EnvelopeError),
    /// Anything else: a fault in a statement.
    #[error("the statement failed")]
    Query(#[source] DbErr),
}

impl StoreError {
    /// Whether the same call may succeed later without anybody changing anything.
    pub fn is_unavailable(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match kind_of(&error) {
            Kind::Unavailable => Self::Unavailable(error),
            Kind::Conflict => Self::Conflict(error),
            Kind::Other => Self::Query(error),
        }
    }
}

enum Kind {
    Unavailable,
    Conflict,
    Other,
}

fn kind_of(error: &DbErr) -> Kind {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => Kind::Unavailable,
        DbErr::Exec(RuntimeErr::SqlxError(source))
        | DbErr::Query(RuntimeErr::SqlxError(source)) => kind_of_driver(source),
        _ => Kind::Other,
    }
}

fn kind_of_driver(error: &SqlxError) -> Kind {
    match error {
        SqlxError::Io(_)
        | SqlxError::Tls(_)
        | SqlxError::Protocol(_)
        | SqlxError::PoolTimedOut
        | SqlxError::PoolClosed
        | SqlxError::WorkerCrashed => Kind::Unavailable,
        SqlxError::Database(database) if database.is_unique_violation() => Kind::Conflict,
        SqlxError::Database(database) => database
            .code()
            .map_or(Kind::Other, |code| kind_of_code(&code)),
        _ => Kind::Other,
    }
}

/// PostgreSQL by SQLSTATE (appendix A: classes 08 connection, 53 resources, 57 operator, 40
/// rollback); SQLite by primary result code (sqlite.org/rescode.html), which is the low byte.
fn kind_of_code(code: &str) -> Kind {
    if code.len() == 5 {
        let transient = ["08", "53", "57", "40", "55P03"]
            .iter()
            .any(|class| code.starts_with(class));
        return if transient {
            Kind::Unavailable
        } else {
            Kind::Other
        };
    }
    let busy_locked_nomem_readonly_io_full_cantopen = [5, 6, 7, 8, 10, 13, 14];
    match code.parse::<u32>() {
        Ok(n) if busy_locked_nomem_readonly_io_full_cantopen.contains(&(n & 0xff)) => {
            Kind::Unavailable
        }
        _ => Kind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trouble_of_the_engine_is_told_from_faults_of_ours() {
        for code in [
            "57P01", "53300", "08006", "40001", "40P01", "5", "261", "13", "10",
        ] {
            assert!(matches!(kind_of_code(code), Kind::Unavailable), "{code}");
        }
        for code in ["42601", "23503", "22001", "1", "19"] {
            assert!(matches!(kind_of_code(code), Kind::Other), "{code}");
        }
    }
}
