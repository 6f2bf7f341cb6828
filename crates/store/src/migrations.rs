//! Bringing tables up to date: numbered steps per set, applied once, in order, never changed after.

use sea_orm::{FromQueryResult, Value};

use crate::{Database, Engine, StoreError, Tx};

/// The steps of one set of tables.
#[derive(Debug, Clone, Copy)]
pub struct Migrations {
    /// Name of the set: the crate that owns the tables.
    pub set: &'static str,
    /// The steps, in order.
    pub steps: &'static [Migration],
}

/// One step. Once released, it is never changed; a new step is added instead.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Its number; rises within the set.
    pub version: i64,
    /// What it is for.
    pub name: &'static str,
    /// Statements in PostgreSQL's words, each ended by `;` at the end of a line.
    pub sql: &'static str,
}

#[derive(FromQueryResult)]
struct Applied {
    version: i64,
    digest: i64,
}

const TABLE: &str = "CREATE TABLE IF NOT EXISTS migrations (\
    migration_set TEXT NOT NULL, version BIGINT NOT NULL, name TEXT NOT NULL, \
    digest BIGINT NOT NULL, PRIMARY KEY (migration_set, version))";

impl Database {
    /// Brings the tables up to date. Safe to run from several processes at once, and again.
    ///
    /// # Errors
    /// [`StoreError::Newer`] or [`StoreError::Changed`] if the database does not fit this program.
    pub async fn migrate(&self, sets: &[Migrations]) -> Result<(), StoreError> {
        run(self, sets).await
    }

    /// Whether the tables are as this program expects them, without changing anything.
    ///
    /// # Errors
    /// As [`Self::migrate`]. `Ok(false)` means that migrations are missing.
    pub async fn is_migrated(&self, sets: &[Migrations]) -> Result<bool, StoreError> {
        are_applied(self, sets).await
    }

    /// Whether no tables have been made here yet.
    ///
    /// # Errors
    /// [`StoreError`] if the database cannot be asked.
    pub async fn is_new(&self) -> Result<bool, StoreError> {
        let sql = "SELECT version, digest FROM migrations LIMIT 1";
        match self.rows::<Applied>(sql, []).await {
            Ok(applied) => Ok(applied.is_empty()),
            // The table itself is missing.
            Err(StoreError::Query(_)) => Ok(true),
            Err(error) => Err(error),
        }
    }
}

async fn run(database: &Database, sets: &[Migrations]) -> Result<(), StoreError> {
    let tx = database.begin().await?;
    prepare(&tx, database.name()).await?;
    for set in sets {
        let applied = applied(&tx, set).await?;
        for step in missing(set, &applied)? {
            apply(&tx, set, step).await?;
            tracing::info!(
                database = database.name(),
                set = set.set,
                step.version,
                "migrated"
            );
        }
    }
    tx.commit().await
}

async fn are_applied(database: &Database, sets: &[Migrations]) -> Result<bool, StoreError> {
    for set in sets {
        let sql =
            "SELECT version, digest FROM migrations WHERE migration_set = $1 ORDER BY version";
        let applied = match database.rows::<Applied>(sql, [set.set.into()]).await {
            Ok(applied) => applied,
            // The table itself is missing: a new database.
            Err(StoreError::Query(_)) => return Ok(false),
            Err(error) => return Err(error),
        };
        if missing(set, &applied)?.next().is_some() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// On PostgreSQL a lock that ends with the transaction keeps two processes from migrating at once;
/// on SQLite the transaction itself does.
async fn prepare(tx: &Tx, schema: &str) -> Result<(), StoreError> {
    if tx.engine() == Engine::Postgres {
        tx.execute(
            "SELECT pg_advisory_xact_lock(hashtext('kontor migrations'))",
            [],
        )
        .await?;
        tx.execute(&format!("CREATE SCHEMA IF NOT EXISTS \"{schema}\""), [])
            .await?;
    }
    tx.execute(&tx.engine().ddl(TABLE), []).await?;
    Ok(())
}

async fn applied(tx: &Tx, set: &Migrations) -> Result<Vec<Applied>, StoreError> {
    let sql = "SELECT version, digest FROM migrations WHERE migration_set = $1 ORDER BY version";
    tx.rows(sql, [set.set.into()]).await
}

fn missing<'a>(
    set: &'a Migrations,
    applied: &'a [Applied],
) -> Result<impl Iterator<Item = &'static Migration> + use<'a>, StoreError> {
    for row in applied {
        match set.steps.iter().find(|step| step.version == row.version) {
            None => {
                let known = set.steps.last().map_or(0, |step| step.version);
                return Err(StoreError::Newer {
                    set: set.set.to_owned(),
                    found: row.version,
                    known,
                });
            }
            Some(step) if digest(step.sql) != row.digest => {
                return Err(StoreError::Changed {
                    set: set.set.to_owned(),
                    version: row.version,
                });
            }
            Some(_) => {}
        }
    }
    Ok(set
        .steps
        .iter()
        .filter(|step| applied.iter().all(|row| row.version != step.version)))
}

async fn apply(tx: &Tx, set: &Migrations, step: &Migration) -> Result<(), StoreError> {
    for statement in statements(step.sql) {
        tx.execute(&tx.engine().ddl(&statement), []).await?;
    }
    let sql =
        "INSERT INTO migrations (migration_set, version, name, digest) VALUES ($1, $2, $3, $4)";
    let values: [Value; 4] = [
        set.set.into(),
        step.version.into(),
        step.name.into(),
        digest(step.sql).into(),
    ];
    tx.execute(sql, values).await?;
    Ok(())
}

/// The statements of a step, without comments.
fn statements(sql: &str) -> Vec<String> {
    let lines = sql
        .lines()
        .filter(|line| !line.trim_start().starts_with("--"));
    let text = lines.collect::<Vec<_>>().join("\n");
    let parts = text
        .split(";\n")
        .map(|part| part.trim().trim_end_matches(';').to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}

/// FNV-1a, 64 bit: tells an edited step from the one that was applied; not a matter of security.
fn digest(sql: &str) -> i64 {
    let hash = sql
        .bytes()
        .filter(|b| !b.is_ascii_whitespace())
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    hash.cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_blank_lines_are_no_statements() {
        let sql = "-- one\nCREATE TABLE a (\n  b TEXT\n);\n\n-- two; with a semicolon\nCREATE INDEX i ON a (b);\n";
        assert_eq!(
            statements(sql),
            ["CREATE TABLE a (\n  b TEXT\n)", "CREATE INDEX i ON a (b)"]
        );
    }

    #[test]
    fn a_step_that_only_moved_is_the_same_step() {
        assert_eq!(digest("A  B\n"), digest("A B"));
        assert_ne!(digest("A B"), digest("A C"));
    }
}
