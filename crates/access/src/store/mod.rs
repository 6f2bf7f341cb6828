//! The tables of this crate and every statement on them, named by intent. Nothing outside of this
//! folder writes SQL.

pub(crate) mod accounts;
pub(crate) mod admins;
pub(crate) mod attempts;
pub(crate) mod erase;
pub(crate) mod factors;
pub(crate) mod grants;
pub(crate) mod identities;
pub(crate) mod letters;
pub(crate) mod links;
pub(crate) mod networks;
pub(crate) mod sessions;
pub(crate) mod tokens;

use kontor_store::{Database, Migration, Migrations, StoreError, audit, columns::corrupt};
use sea_orm::Value;

const TABLES: Migrations = Migrations {
    set: "access",
    steps: &[
        Migration {
            version: 1,
            name: "access",
            sql: include_str!("migrations/0001_access.sql"),
        },
        Migration {
            version: 2,
            name: "letters",
            sql: include_str!("migrations/0002_letters.sql"),
        },
        Migration {
            version: 3,
            name: "identities",
            sql: include_str!("migrations/0003_identities.sql"),
        },
    ],
};

/// All tables of the database `access`.
pub const MIGRATIONS: &[Migrations] = &[audit::MIGRATIONS, TABLES];

/// Runs one statement in a transaction of its own; says how many rows it touched.
async fn run(
    database: &Database,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<u64, StoreError> {
    let tx = database.begin().await?;
    let touched = tx.execute(sql, values).await?;
    tx.commit().await?;
    Ok(touched)
}

/// A stored word that must be one of a few.
fn word<T: std::str::FromStr>(
    table: &'static str,
    column: &'static str,
    text: &str,
) -> Result<T, StoreError> {
    text.parse()
        .map_err(|_| corrupt(table, column, "not a known word"))
}
