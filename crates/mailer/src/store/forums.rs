//! The projection of forums.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use kontor_contracts::{Envelope, ForumId, Reach, events::ForumPublished};
use kontor_store::{Database, StoreError, Tx, list};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::{
    rows::{FORUM_COLUMNS, ForumRow},
    versions::{COLUMNS as VERSION_COLUMNS, TABLE as VERSIONS, by_forum},
};
use crate::domain::{Forum, Version};

/// Keeps what people are told about a forum, unless something newer is known already.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn keep_forum(
    tx: &Tx,
    event: &Envelope<ForumPublished>,
) -> Result<(), StoreError> {
    // What changed is kept as a version, and is of this event alone.
    let data = ForumPublished {
        change: None,
        ..event.data.clone()
    };
    let facts = serde_json::to_string(&data)
        .map_err(|error| StoreError::Envelope(kontor_contracts::EnvelopeError::Envelope(error)))?;
    let sql = "INSERT INTO forums (id, sequence, slug, facts) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, \
               slug = excluded.slug, facts = excluded.facts \
               WHERE forums.sequence < excluded.sequence";
    let values = [
        event.data.forum.uuid().into(),
        event.sequence.0.into(),
        event.data.slug.as_str().into(),
        facts.into(),
    ];
    tx.execute(sql, values).await?;
    Ok(())
}

/// A forum as it is known, if it is.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn forum_in(tx: &Tx, forum: ForumId) -> Result<Option<Forum>, StoreError> {
    let one = || std::iter::once(forum.uuid());
    let found = forums_in(tx, one(), one()).await?.remove(&forum.uuid());
    Ok(found.map(Arc::unwrap_or_clone))
}

/// The forums within somebody's reach, newest first; only that of one name in addresses, if one is given.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn forums_within(
    database: &Database,
    reach: &Reach,
    slug: Option<&str>,
) -> Result<Vec<Forum>, StoreError> {
    let mut conditions = Vec::new();
    let mut values: Vec<Value> = Vec::new();
    if let Some(slug) = slug {
        values.push(slug.into());
        conditions.push("slug = $1".to_owned());
    }
    if let Reach::Only(names) = reach {
        let names = names.iter().map(|name| name.as_str().into());
        let (marks, names) = list(values.len() + 1, names);
        values.extend(names);
        conditions.push(format!("slug IN {marks}"));
    }
    let condition = match conditions.as_slice() {
        [] => String::new(),
        some => format!("WHERE {} ", some.join(" AND ")),
    };
    let sql = format!("SELECT id, sequence, facts FROM forums {condition}ORDER BY id DESC");
    let rows: Vec<ForumRow> = database.rows(&sql, values).await?;
    rows.iter().map(ForumRow::forum).collect()
}

/// Forums as they are known, by id.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn forums_by_id(
    database: &Database,
    ids: impl Iterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Arc<Forum>>, StoreError> {
    let (sql, values) = select_forums(ids);
    known(&database.rows(&sql, values).await?, HashMap::new())
}

/// As [`forums_by_id`], within a transaction; those in `news` with their versions.
pub(super) async fn forums_in(
    tx: &Tx,
    ids: impl Iterator<Item = Uuid>,
    news: impl Iterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Arc<Forum>>, StoreError> {
    let (sql, values) = select_forums(ids);
    let forums: Vec<ForumRow> = tx.rows(&sql, values).await?;
    let news: BTreeSet<Uuid> = news.collect();
    if news.is_empty() {
        return known(&forums, HashMap::new());
    }
    let (sql, values) = select_versions(news);
    let versions = by_forum(tx.rows(&sql, values).await?)?;
    known(&forums, versions)
}

/// A forum with its versions, if it is known.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn whole_forum(
    database: &Database,
    id: ForumId,
) -> Result<Option<Arc<Forum>>, StoreError> {
    let (sql, values) = select_forums(std::iter::once(id.uuid()));
    let forums: Vec<ForumRow> = database.rows(&sql, values).await?;
    let (sql, values) = select_versions([id.uuid()]);
    let versions = by_forum(database.rows(&sql, values).await?)?;
    Ok(known(&forums, versions)?.remove(&id.uuid()))
}

fn select_versions(forums: impl IntoIterator<Item = Uuid>) -> (String, Vec<Value>) {
    let (marks, values) = list(1, forums.into_iter().map(Value::from));
    let of = format!("FROM {VERSIONS} WHERE forum IN {marks} ORDER BY forum, sequence");
    (format!("SELECT {VERSION_COLUMNS} {of}"), values)
}

fn select_forums(ids: impl Iterator<Item = Uuid>) -> (String, Vec<Value>) {
    let ids: BTreeSet<Uuid> = ids.collect();
    let (marks, values) = list(1, ids.into_iter().map(Value::from));
    let sql = format!("SELECT {FORUM_COLUMNS} FROM forums WHERE id IN {marks}");
    (sql, values)
}

fn known(
    rows: &[ForumRow],
    mut versions: HashMap<Uuid, Vec<Version>>,
) -> Result<HashMap<Uuid, Arc<Forum>>, StoreError> {
    let forum = |row: &ForumRow| {
        let versions = versions.remove(&row.id).unwrap_or_default();
        let forum = Forum {
            versions,
            ..row.forum()?
        };
        Ok((row.id, Arc::new(forum)))
    };
    rows.iter().map(forum).collect()
}

/// Whether what speaks of a forum is within somebody's reach. What speaks of none is the whole office's.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn reaches(
    database: &Database,
    reach: &Reach,
    forum: Option<ForumId>,
) -> Result<bool, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        slug: String,
    }
    let (Reach::Only(_), Some(forum)) = (reach, forum) else {
        return Ok(*reach == Reach::All);
    };
    let sql = "SELECT slug FROM forums WHERE id = $1";
    let row: Option<Row> = database.row(sql, [forum.uuid().into()]).await?;
    Ok(row.is_some_and(|row| reach.has(&row.slug)))
}

/// The condition that a mail is about a forum within somebody's reach, with placeholders from `$first`
/// on; none where everything is.
pub(super) fn about_forums_within(reach: &Reach, first: usize) -> Option<(String, Vec<Value>)> {
    let Reach::Only(names) = reach else {
        return None;
    };
    let (marks, names) = list(first, names.iter().map(|name| name.as_str().into()));
    let condition = format!("forum IN (SELECT id FROM forums WHERE slug IN {marks})");
    Some((condition, names))
}

/// The forums' names in addresses, for pages: of those within somebody's reach.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn slugs(
    database: &Database,
    reach: &Reach,
) -> Result<HashMap<Uuid, String>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        slug: String,
    }
    // More forums than a person can choose from in a list.
    const MOST: i64 = 1_000;
    let (within, names) = match reach {
        Reach::All => (String::new(), Vec::new()),
        Reach::Only(names) => {
            let (marks, names) = list(2, names.iter().map(|name| name.as_str().into()));
            (format!("WHERE slug IN {marks} "), names)
        }
    };
    let sql = format!("SELECT id, slug FROM forums {within}ORDER BY id DESC LIMIT $1");
    let values = std::iter::once(MOST.into()).chain(names);
    let rows = database.rows::<Row>(&sql, values).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.slug)).collect())
}
