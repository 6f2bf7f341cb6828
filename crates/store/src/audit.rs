//! Who changed what: a table that any worker's database may have, written in the transaction of the
//! change itself, so that no change is without its row and no row without its change.
//!
//! A row says actor, action and subject, and nothing of what was in them: erasing a person need not
//! touch it.

use std::fmt::Display;

pub use kontor_contracts::Actor;
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use crate::{Database, Migration, Migrations, StoreError, Tx, columns::corrupt};

/// The table, for the list of a database's tables.
pub const MIGRATIONS: Migrations = Migrations {
    set: "audit",
    steps: &[Migration {
        version: 1,
        name: "audit",
        sql: include_str!("migrations/audit_0001_audit.sql"),
    }],
};

const TABLE: &str = "audit";
/// Longest name of an action, in bytes.
const ACTION_BYTES: usize = 60;
/// Longest subject, in bytes: an id with its prefix, and what it is about.
const SUBJECT_BYTES: usize = 200;
/// Most rows that are read at once.
pub const PAGE: u32 = 1_000;

/// What was done: a thing and a verb in the past tense, such as `forum.published`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Action(&'static str);

impl Action {
    /// Names an action. Meant for constants: a name that cannot be then fails to compile.
    ///
    /// # Panics
    /// If it is not of lower-case letters, `_` and one dot, or is too long.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        let bytes = name.as_bytes();
        assert!(!bytes.is_empty() && bytes.len() <= ACTION_BYTES);
        let (mut at, mut dots) = (0, 0);
        while at < bytes.len() {
            dots += (bytes[at] == b'.') as u32;
            assert!(bytes[at].is_ascii_lowercase() || bytes[at] == b'_' || bytes[at] == b'.');
            at += 1;
        }
        assert!(dots == 1);
        Self(name)
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        self.0
    }
}

/// A row of the audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its id, by which the rows of all databases are in order of time.
    pub id: Uuid,
    /// When, in milliseconds.
    pub at_ms: i64,
    /// Who.
    pub actor: Actor,
    /// What was done.
    pub action: String,
    /// To what.
    pub subject: String,
}

impl Tx {
    /// Notes who did what to what, if and only if this transaction commits. `id` is a fresh one of
    /// `runtime::Ids` and carries the moment; `subject` is an id or the name of a thing, never of a
    /// person.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] for a subject that could hold a person's name or address, or an id
    /// without a moment; [`StoreError::Unavailable`] if the database is down.
    pub async fn audit(
        &self,
        id: Uuid,
        actor: Actor,
        action: Action,
        subject: impl Display + Send,
    ) -> Result<(), StoreError> {
        let subject = subject.to_string();
        if !is_subject(&subject) {
            return Err(corrupt(
                TABLE,
                "subject",
                "neither an id nor the name of a thing",
            ));
        }
        let at_ms = millis(id).ok_or_else(|| corrupt(TABLE, "id", "not a UUIDv7"))?;
        let sql = "INSERT INTO audit (id, at, actor_kind, actor_id, action, subject) \
                   VALUES ($1, $2, $3, $4, $5, $6)";
        let values: [Value; 6] = [
            id.into(),
            at_ms.into(),
            actor.kind().into(),
            actor.id().into(),
            action.name().into(),
            subject.into(),
        ];
        self.execute(sql, values).await?;
        Ok(())
    }
}

/// Letters and digits of ASCII and what joins them: no space, no `@`.
fn is_subject(text: &str) -> bool {
    let joins = |b: u8| matches!(b, b'_' | b'-' | b'.' | b':' | b'/');
    (1..=SUBJECT_BYTES).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || joins(b))
}

fn millis(id: Uuid) -> Option<i64> {
    let (seconds, nanos) = id.get_timestamp()?.to_unix();
    i64::try_from(seconds * 1_000 + u64::from(nanos / 1_000_000)).ok()
}

/// Which rows are to be read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wish<'a> {
    /// Only those of one subject.
    pub subject: Option<&'a str>,
    /// Only those before this one, which was the last of the page before.
    pub before: Option<Uuid>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    at: i64,
    actor_kind: String,
    actor_id: Option<Uuid>,
    action: String,
    subject: String,
}

/// Reads rows, newest first, at most `limit` and never more than [`PAGE`].
///
/// # Errors
/// [`StoreError`] if the database cannot be read.
pub async fn entries(
    database: &Database,
    wish: Wish<'_>,
    limit: u32,
) -> Result<Vec<Entry>, StoreError> {
    let mut sql = "SELECT id, at, actor_kind, actor_id, action, subject FROM audit \
                   WHERE id < $1"
        .to_owned();
    let before = wish.before.unwrap_or(Uuid::max());
    let mut values: Vec<Value> = vec![before.into(), i64::from(limit.min(PAGE)).into()];
    if let Some(subject) = wish.subject {
        sql += " AND subject = $3";
        values.push(subject.into());
    }
    sql += " ORDER BY id DESC LIMIT $2";
    let rows: Vec<Row> = database.rows(&sql, values).await?;
    rows.into_iter().map(Entry::try_from).collect()
}

impl TryFrom<Row> for Entry {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let actor = Actor::of(&row.actor_kind, row.actor_id)
            .ok_or_else(|| corrupt(TABLE, "actor_kind", "not an actor"))?;
        Ok(Self {
            id: row.id,
            at_ms: row.at,
            actor,
            action: row.action,
            subject: row.subject,
        })
    }
}

/// Forgets rows from before an instant, at most `limit` at once. Returns how many.
///
/// # Errors
/// [`StoreError::Unavailable`] if the database is down.
pub async fn forget_before(
    database: &Database,
    before_ms: i64,
    limit: u32,
) -> Result<u64, StoreError> {
    let tx = database.begin().await?;
    let sql =
        "DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE at < $1 ORDER BY id LIMIT $2)";
    let values: [Value; 2] = [before_ms.into(), i64::from(limit).into()];
    let forgotten = tx.execute(sql, values).await?;
    tx.commit().await?;
    Ok(forgotten)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_has_no_room_for_a_person() {
        for good in [
            "acc_01990000000070008000000000000001",
            "acc_01990000000070008000000000000001:organiser:forum/business-lunch",
            "source/een",
        ] {
            assert!(is_subject(good), "{good}");
        }
        for bad in [
            "",
            "Anna Muster",
            "anna@example.org",
            "Müller",
            &"x".repeat(201),
        ] {
            assert!(!is_subject(bad), "{bad}");
        }
    }

    #[test]
    fn the_moment_is_that_of_the_id() {
        let id = uuid::Builder::from_unix_timestamp_millis(1_796_083_200_123, &[0; 10]).into_uuid();
        assert_eq!(millis(id), Some(1_796_083_200_123));
        assert_eq!(millis(Uuid::from_u128(7)), None);
    }
}
