//! Rows that wait in a transaction for others of the same kind, so that many are written with one
//! statement: handlers that write a row per message would otherwise go to the database and back for
//! each.

use std::{collections::BTreeMap, mem};

use sea_orm::Value;

/// A way to insert rows into a table.
#[derive(Debug, PartialEq, Eq)]
pub struct Insert {
    /// The table.
    pub table: &'static str,
    /// Its columns, in the order of each row's values.
    pub columns: &'static [&'static str],
    /// What follows the values, such as ` ON CONFLICT DO NOTHING`.
    pub ending: &'static str,
}

/// Rows of one kind, by a key of their own. They leave in the order of the keys: two transactions that
/// write the same rows then wait for each other one way only.
pub(crate) type Rows = BTreeMap<String, Vec<Value>>;

/// What waits in a transaction.
#[derive(Debug, Default)]
pub(crate) struct Gathered(Vec<(&'static Insert, Rows)>);

impl Gathered {
    /// Whether a row can be added: one statement of PostgreSQL must not touch a row twice.
    pub(crate) fn has_room(&self, insert: &'static Insert, key: &str) -> bool {
        let mut same = self.0.iter().filter(|(known, _)| *known == insert);
        same.all(|(_, rows)| !rows.contains_key(key))
    }

    pub(crate) fn add(&mut self, insert: &'static Insert, key: String, row: Vec<Value>) {
        let at = self.0.iter().position(|(known, _)| *known == insert);
        let at = at.unwrap_or_else(|| {
            self.0.push((insert, Rows::new()));
            self.0.len() - 1
        });
        self.0[at].1.insert(key, row);
    }

    pub(crate) fn take(&mut self) -> Vec<(&'static Insert, Rows)> {
        mem::take(&mut self.0)
    }
}
