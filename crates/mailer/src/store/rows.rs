//! Rows as the database has them, and the way to the types of the domain.

use std::{str::FromStr, time::Duration};

use kontor_store::StoreError;
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use crate::{
    domain::{About, Forum, MailKey, MailRecord, PersonState, RecipientKey},
    kinds::{self, AnyKind, Facts, KINDS},
};

/// The columns of [`MailRow`].
pub(super) const MAIL_COLUMNS: &str = "id, about, kind, revision, recipient, forum, facts, state, \
    due_at, fence, attempts, interruptions, uncertainties, first_tried_at, reply, created_at, \
    changed_at, (SELECT people.state FROM people WHERE people.about = mails.about) AS person";

/// A condition on `mails`: kinds that this version knows. While versions run beside each other, mails of a
/// new kind wait for those that know it, and stop nobody else's.
pub(super) fn of_known_kind() -> String {
    // Words of ours, not of strangers.
    let words: Vec<_> = KINDS
        .iter()
        .map(|kind| format!("'{}'", kind.word()))
        .collect();
    format!("mails.kind IN ({})", words.join(", "))
}

/// A row of `mails`.
#[derive(Debug, FromQueryResult)]
pub(super) struct MailRow {
    pub(super) id: Uuid,
    pub(super) about: String,
    pub(super) kind: String,
    pub(super) revision: String,
    pub(super) recipient: String,
    pub(super) forum: Option<Uuid>,
    pub(super) facts: String,
    pub(super) state: String,
    pub(super) due_at: Option<i64>,
    pub(super) fence: i64,
    pub(super) attempts: i64,
    pub(super) interruptions: i64,
    pub(super) uncertainties: i64,
    pub(super) first_tried_at: Option<i64>,
    pub(super) reply: Option<String>,
    pub(super) created_at: i64,
    pub(super) changed_at: i64,
    pub(super) person: Option<String>,
}

impl MailRow {
    fn kind(&self) -> Result<&'static dyn AnyKind, StoreError> {
        kinds::named(&self.kind).map_err(|error| corrupt("kind", error.to_string()))
    }

    pub(super) fn facts(&self) -> Result<Facts, StoreError> {
        let facts = self.kind()?.read(&self.facts);
        facts.map_err(|error| corrupt("facts", place(&error)))
    }

    pub(super) fn key(&self) -> Result<MailKey, StoreError> {
        Ok(MailKey {
            about: About::stored(self.about.clone()),
            kind: self.kind()?.word(),
            revision: self.revision.clone(),
            recipient: RecipientKey(self.recipient.clone()),
        })
    }

    pub(super) fn person(&self) -> Result<Option<PersonState>, StoreError> {
        let state = self.person.as_deref();
        state.map(|state| word("person", state)).transpose()
    }

    pub(super) fn record(&self, now_ms: i64) -> Result<MailRecord, StoreError> {
        let since = self
            .first_tried_at
            .map_or(0, |first| now_ms.saturating_sub(first));
        Ok(MailRecord {
            uncertain: self.kind()?.policy().uncertain,
            attempts: count(self.attempts),
            interruptions: count(self.interruptions),
            uncertainties: count(self.uncertainties),
            since_first: Duration::from_millis(u64::try_from(since).unwrap_or_default()),
        })
    }
}

/// A row of `forums`.
#[derive(Debug, FromQueryResult)]
pub(super) struct ForumRow {
    pub(super) id: Uuid,
    pub(super) sequence: i64,
    pub(super) facts: String,
}

impl ForumRow {
    pub(super) fn forum(&self) -> Result<Forum, StoreError> {
        Ok(Forum {
            sequence: self.sequence,
            facts: serde_json::from_str(&self.facts).map_err(|error| StoreError::Corrupt {
                table: "forums",
                column: "facts",
                detail: place(&error),
            })?,
        })
    }
}

/// A word of the domain in a column of `mails`.
pub(super) fn word<T: FromStr>(column: &'static str, text: &str) -> Result<T, StoreError>
where
    T::Err: std::fmt::Display,
{
    text.parse()
        .map_err(|error: T::Err| corrupt(column, error.to_string()))
}

fn corrupt(column: &'static str, detail: String) -> StoreError {
    StoreError::Corrupt {
        table: "mails",
        column,
        detail,
    }
}

/// Place and kind of a fault, without a value.
fn place(error: &serde_json::Error) -> String {
    let (kind, line, column) = (error.classify(), error.line(), error.column());
    format!("{kind:?} at {line}:{column}")
}

pub(super) fn count(number: i64) -> u32 {
    u32::try_from(number.max(0)).unwrap_or(u32::MAX)
}

/// `($1,$2),($3,$4)`: rows of placeholders from `$first` on.
pub(super) fn tuples(first: usize, columns: usize, rows: usize) -> String {
    let tuple = |row: usize| {
        let begins = first + row * columns;
        let marks: Vec<String> = (begins..begins + columns)
            .map(|at| format!("${at}"))
            .collect();
        format!("({})", marks.join(","))
    };
    (0..rows).map(tuple).collect::<Vec<_>>().join(",")
}

/// Repeats the last row up to a power of two, so that few statements are prepared.
pub(super) fn filled_up(mut rows: Vec<Vec<Value>>) -> (usize, Vec<Value>) {
    if let Some(last) = rows.last().cloned() {
        rows.resize(rows.len().next_power_of_two(), last);
    }
    (rows.len(), rows.into_iter().flatten().collect())
}
