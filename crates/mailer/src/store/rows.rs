//! Rows as the database has them, and the way to the types of the domain.

use std::{str::FromStr, sync::Arc, time::Duration};

use kontor_store::{
    StoreError,
    columns::{corrupt, from_json, not_json, parsed},
};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{
    domain::{About, Forum, Known, MailKey, MailRecord, PersonState, RecipientKey},
    kinds::{self, AnyKind, Facts, KINDS},
};

const TABLE: &str = "mails";

/// The columns of [`MailRow`].
pub(super) const MAIL_COLUMNS: &str = "id, about, kind, revision, recipient, forum, facts, state, \
    due_at, fence, attempts, interruptions, uncertainties, first_tried_at, reply, created_at, \
    changed_at, (SELECT people.state FROM people WHERE people.about = mails.about) AS person, \
    (SELECT people.told FROM people WHERE people.about = mails.about) AS told, \
    (SELECT people.changed_at FROM people WHERE people.about = mails.about) AS heard_at";

/// A condition on `mails`: kinds that this version knows. While versions run beside each other, mails of a
/// new kind wait for those that know it, and stop nobody else's.
///
/// PostgreSQL takes a bare `kind IN (…)` for a rare thing until it has counted, and then reads every mail
/// for each claim; of a `CASE` it expects that every second row fits.
pub(super) fn of_known_kind() -> String {
    of_known_kind_in("mails")
}

/// The same of `mails` by another name.
pub(super) fn of_known_kind_in(table: &str) -> String {
    // Words of ours, not of strangers.
    let words: Vec<_> = KINDS
        .iter()
        .map(|kind| format!("'{}'", kind.word()))
        .collect();
    format!(
        "CASE WHEN {table}.kind IN ({}) THEN TRUE ELSE FALSE END",
        words.join(", ")
    )
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
    pub(super) told: Option<i64>,
    pub(super) heard_at: Option<i64>,
}

impl MailRow {
    fn kind(&self) -> Result<&'static dyn AnyKind, StoreError> {
        kinds::named(&self.kind).map_err(|error| corrupt(TABLE, "kind", error))
    }

    pub(super) fn facts(&self) -> Result<Facts, StoreError> {
        let facts = self.kind()?.read(&self.facts);
        facts.map_err(|error| not_json(TABLE, "facts", &error))
    }

    pub(super) fn key(&self) -> Result<MailKey, StoreError> {
        Ok(MailKey {
            about: About::stored(self.about.clone()),
            kind: self.kind()?.word(),
            revision: self.revision.clone(),
            recipient: RecipientKey(self.recipient.clone()),
        })
    }

    /// Whether what decides about it is how its forum has changed.
    pub(super) fn needs_versions(&self) -> Result<bool, StoreError> {
        let kind = self.kind()?;
        Ok(kind.is_news() || kind.has_moments())
    }

    pub(super) fn is_news(&self) -> Result<bool, StoreError> {
        Ok(self.kind()?.is_news())
    }

    /// What is known of the things that it speaks of, with its forum.
    pub(super) fn known(&self, forum: Option<Arc<Forum>>) -> Result<Known, StoreError> {
        // A copy says once more what the first one said (`send_copy` makes its revision).
        let is_copy = self.revision.contains('.');
        Ok(Known {
            forum,
            person: self.person()?,
            told: self.told.filter(|_| !is_copy),
            reminding: None,
            own_link: None,
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
    pub(super) changed_at: Option<i64>,
}

/// The columns of [`ForumRow`].
pub(super) const FORUM_COLUMNS: &str = "id, sequence, facts, \
    (SELECT MAX(kept_at) FROM forum_versions WHERE forum_versions.forum = forums.id) AS changed_at";

impl ForumRow {
    pub(super) fn forum(&self) -> Result<Forum, StoreError> {
        Ok(Forum {
            sequence: self.sequence,
            facts: from_json("forums", "facts", &self.facts)?,
            changed_at: self.changed_at.unwrap_or_default(),
            versions: Vec::new(),
        })
    }
}

/// A word of the domain in a column of `mails`.
pub(super) fn word<T: FromStr>(column: &'static str, text: &str) -> Result<T, StoreError>
where
    T::Err: std::fmt::Display,
{
    parsed(TABLE, column, text)
}

pub(super) fn count(number: i64) -> u32 {
    u32::try_from(number.max(0)).unwrap_or(u32::MAX)
}
