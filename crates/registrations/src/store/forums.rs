//! Forums: what the office said last, and how many places are taken.

use kontor_book::{Places, Taken, Terms};
use kontor_contracts::{ForumId, events::ForumState};
use kontor_store::{Database, StoreError, Tx, list};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::{corrupt, count, from_json, to_json};
use crate::domain::ForumDraft;

/// A forum as it is kept.
#[derive(Debug, Clone)]
pub(crate) struct Forum {
    pub(crate) id: ForumId,
    /// Rises with each change; the sequence of its events and the revision of its forms.
    pub(crate) sequence: i64,
    pub(crate) draft: ForumDraft,
    pub(crate) taken: Taken,
}

impl Forum {
    /// Its places.
    pub(crate) const fn places(&self) -> Places {
        Places {
            capacity: self.draft.capacity,
            taken: self.taken,
        }
    }

    /// The terms of signing up.
    pub(crate) fn terms(&self) -> Result<Terms, StoreError> {
        let terms = self.draft.terms(self.sequence);
        terms.map_err(|error| corrupt("forums", "draft", &error))
    }

    /// Terms under which nobody can sign up.
    pub(crate) fn closed(&self) -> Terms {
        Terms {
            state: self.draft.state,
            opens_ms: None,
            closes_ms: i64::MIN,
            capacity: self.draft.capacity,
            hold_ms: 0,
            revision: self.sequence,
        }
    }
}

/// How a forum is named from outside.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum ForumName {
    /// By its id.
    Id(ForumId),
    /// By its name in addresses.
    Slug(String),
}

impl From<&str> for ForumName {
    /// Ids have an underscore, which slugs cannot have. What could be neither is no name of a forum;
    /// PostgreSQL would refuse to look for some of it (U+0000).
    fn from(text: &str) -> Self {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        let slug = Some(text).filter(|text| text.bytes().all(plain));
        let by_slug = || Self::Slug(slug.unwrap_or_default().to_owned());
        text.parse().map_or_else(|_| by_slug(), Self::Id)
    }
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    sequence: i64,
    draft: String,
    taken: i64,
    confirmed: i64,
}

impl TryFrom<Row> for Forum {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: ForumId::new(row.id),
            sequence: row.sequence,
            draft: from_json("forums", "draft", &row.draft)?,
            taken: Taken {
                confirmed: count("forums", "confirmed", row.confirmed)?,
                held: count("forums", "taken", row.taken - row.confirmed)?,
            },
        })
    }
}

const SELECT: &str = "SELECT id, sequence, draft, taken, confirmed FROM forums";

fn read(rows: Vec<Row>) -> Result<Vec<Forum>, StoreError> {
    rows.into_iter().map(Forum::try_from).collect()
}

/// The forums of these names, locked until the transaction ends; always in the order of their ids,
/// so that two processes cannot wait for each other.
pub(crate) async fn lock(
    tx: &Tx,
    ids: impl IntoIterator<Item = ForumId>,
    slugs: impl IntoIterator<Item = &str>,
) -> Result<Vec<Forum>, StoreError> {
    let (ids, mut values) = list(1, ids.into_iter().map(|id| id.uuid().into()));
    let (slugs, more) = list(values.len() + 1, slugs.into_iter().map(Value::from));
    values.extend(more);
    let lock = tx.engine().for_update();
    let sql = format!("{SELECT} WHERE id IN {ids} OR slug IN {slugs} ORDER BY id{lock}");
    read(tx.rows(&sql, values).await?)
}

pub(crate) async fn find(
    database: &Database,
    name: &ForumName,
) -> Result<Option<Forum>, StoreError> {
    let (column, value): (_, Value) = match name {
        ForumName::Id(id) => ("id", id.uuid().into()),
        ForumName::Slug(slug) => ("slug", slug.as_str().into()),
    };
    let row: Option<Row> = database
        .row(&format!("{SELECT} WHERE {column} = $1"), [value])
        .await?;
    row.map(Forum::try_from).transpose()
}

/// All forums, drafts included, by id.
pub(crate) async fn all(database: &Database) -> Result<Vec<Forum>, StoreError> {
    read(database.rows(&format!("{SELECT} ORDER BY id"), []).await?)
}

/// Up to `limit` published forums after `after`, by id.
pub(crate) async fn published_after(
    database: &Database,
    after: Option<ForumId>,
    limit: u32,
) -> Result<Vec<Forum>, StoreError> {
    let sql = format!("{SELECT} WHERE state = 'published' AND id > $1 ORDER BY id LIMIT $2");
    let after = after.map_or(Uuid::nil(), ForumId::uuid);
    read(
        database
            .rows(&sql, [after.into(), i64::from(limit).into()])
            .await?,
    )
}

const fn state(state: ForumState) -> &'static str {
    match state {
        ForumState::Draft => "draft",
        ForumState::Published => "published",
        ForumState::Cancelled => "cancelled",
    }
}

/// Keeps a forum that is new or has changed; its taken places are not touched.
pub(crate) async fn save(tx: &Tx, forum: &Forum, now_ms: i64) -> Result<(), StoreError> {
    let sql = "INSERT INTO forums (id, slug, sequence, state, draft, taken, changed_at) \
        VALUES ($1, $2, $3, $4, $5, 0, $6) ON CONFLICT (id) DO UPDATE SET \
        sequence = excluded.sequence, state = excluded.state, draft = excluded.draft, \
        changed_at = excluded.changed_at";
    let values: [Value; 6] = [
        forum.id.uuid().into(),
        forum.draft.slug.as_str().into(),
        forum.sequence.into(),
        state(forum.draft.state).into(),
        to_json("forums", "draft", &forum.draft)?.into(),
        now_ms.into(),
    ];
    tx.execute(sql, values).await?;
    Ok(())
}

pub(crate) async fn set_taken(tx: &Tx, forum: ForumId, taken: Taken) -> Result<(), StoreError> {
    let sql = "UPDATE forums SET taken = $1, confirmed = $2 WHERE id = $3";
    let values: [Value; 3] = [
        i64::from(taken.all()).into(),
        i64::from(taken.confirmed).into(),
        forum.uuid().into(),
    ];
    tx.execute(sql, values).await?;
    Ok(())
}
