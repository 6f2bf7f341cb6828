//! Forums as the office describes them: terms and texts together, for pages and for the office. What
//! sign-ups need of a forum is read in [`super::forum_terms`].

use std::collections::BTreeMap;

use kontor_book::{Places, Taken, Terms};
use kontor_contracts::{
    Deadline, ForumId, InvalidDeadline, Language, LocalizedText, Reach,
    events::{ForumContact, Venue},
};
use kontor_store::{
    Database, StoreError, Tx,
    columns::{corrupt, count, from_json, from_word, to_json, to_word},
    list,
};
use sea_orm::{FromQueryResult, Value};
use serde::{
    Deserialize,
    de::value::{Error as ValueError, MapDeserializer},
};
use uuid::Uuid;

use super::{Read, forum_terms, moment};
use crate::domain::ForumDraft;

const TABLE: &str = "forums";

/// A forum as it is kept.
#[derive(Debug, Clone)]
pub(crate) struct Forum {
    pub(crate) id: ForumId,
    /// Rises with each change; the sequence of its events and the revision of its forms.
    pub(crate) sequence: i64,
    pub(crate) draft: ForumDraft,
    pub(crate) taken: Taken,
    /// How many groups are on its waiting list.
    pub(crate) waiting: u32,
}

impl Forum {
    /// Its places.
    pub(crate) const fn places(&self) -> Places {
        Places {
            capacity: self.draft.capacity,
            taken: self.taken,
        }
    }

    /// The places that whoever comes now may have: none while others wait.
    pub(crate) const fn free_for_newcomers(&self) -> u32 {
        match self.waiting {
            0 => self.places().unconfirmed(),
            _ => 0,
        }
    }

    /// The terms of signing up.
    pub(crate) fn terms(&self) -> Result<Terms, InvalidDeadline> {
        self.draft.terms(self.sequence)
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

/// A forum with its texts in one of its languages.
#[derive(Clone, FromQueryResult)]
struct Row {
    id: Uuid,
    slug: String,
    sequence: i64,
    state: String,
    kind: String,
    format: String,
    organizer: String,
    zone: String,
    starts: String,
    ends: String,
    opens: Option<String>,
    closes: String,
    changes_close: Option<String>,
    capacity: i64,
    hold_hours: i64,
    languages: String,
    online_url: Option<String>,
    venue_address: Option<String>,
    contact_name: String,
    contact_email: String,
    contact_phone: Option<String>,
    reminders: Option<String>,
    taken: i64,
    confirmed: i64,
    offered: i64,
    waiting: i64,
    waiting_list: i64,
    offer_hours: i64,
    by_invitation_only: i64,
    language: Option<String>,
    title: Option<String>,
    description: Option<String>,
    venue_name: Option<String>,
}

/// One statement, so that terms and texts are of one moment.
const SELECT: &str = "SELECT f.id, f.slug, f.sequence, f.state, f.kind, f.format, f.organizer, f.zone, \
    f.starts, f.ends, f.opens, f.closes, f.changes_close, f.capacity, f.hold_hours, f.languages, f.online_url, \
    f.venue_address, f.contact_name, f.contact_email, f.contact_phone, f.reminders, \
    f.taken, f.confirmed, f.offered, f.waiting, f.waiting_list, f.offer_hours, f.by_invitation_only, \
    t.language, t.title, t.description, t.venue_name \
    FROM forums f LEFT JOIN forum_texts t ON t.forum = f.id";

async fn read(
    read: &impl Read,
    condition: &str,
    values: Vec<Value>,
) -> Result<Vec<Forum>, StoreError> {
    let sql = format!("{SELECT} {condition} ORDER BY f.id");
    let rows: Vec<Row> = read.rows(&sql, values).await?;
    rows.chunk_by(|one, other| one.id == other.id)
        .map(forum)
        .collect()
}

/// A forum from its rows, of which there is one for each language.
fn forum(rows: &[Row]) -> Result<Forum, StoreError> {
    let row = rows[0].clone();
    let at = |column, local: &str| moment(column, local, &row.zone);
    let venue_name = localized(rows, |row| row.venue_name.as_deref())?;
    let venue = venue_name.zip(row.venue_address);
    let email = row.contact_email.parse();
    let draft = ForumDraft {
        slug: row.slug,
        kind: from_word(TABLE, "kind", &row.kind)?,
        format: from_word(TABLE, "format", &row.format)?,
        state: from_word(TABLE, "state", &row.state)?,
        organizer: row.organizer,
        title: localized(rows, |row| row.title.as_deref())?.unwrap_or_default(),
        description: localized(rows, |row| row.description.as_deref())?,
        venue: venue.map(|(name, address)| Venue { name, address }),
        online_url: row.online_url,
        starts: at("starts", &row.starts)?,
        ends: at("ends", &row.ends)?,
        registration_opens: row.opens.map(|opens| at("opens", &opens)).transpose()?,
        registration_closes: at("closes", &row.closes)?,
        changes_close: row
            .changes_close
            .map(|closes| at("changes_close", &closes))
            .transpose()?,
        capacity: count(TABLE, "capacity", row.capacity)?,
        hold_hours: count(TABLE, "hold_hours", row.hold_hours)?,
        waiting_list: row.waiting_list != 0,
        offer_hours: count(TABLE, "offer_hours", row.offer_hours)?,
        by_invitation_only: row.by_invitation_only != 0,
        languages: from_json(TABLE, "languages", &row.languages)?,
        contact: ForumContact {
            name: row.contact_name,
            email: email.map_err(|error| corrupt(TABLE, "contact_email", error))?,
            phone: row.contact_phone,
        },
        reminders: row
            .reminders
            .map(|rules| from_json(TABLE, "reminders", &rules))
            .transpose()?,
    };
    Ok(Forum {
        id: ForumId::new(row.id),
        sequence: row.sequence,
        draft,
        taken: forum_terms::taken(row.taken, row.confirmed, row.offered)?,
        waiting: count(TABLE, "waiting", row.waiting)?,
    })
}

/// A text in the languages in which it is there; none if it is in no language.
fn localized(
    rows: &[Row],
    text: impl Fn(&Row) -> Option<&str>,
) -> Result<Option<LocalizedText>, StoreError> {
    let texts = rows
        .iter()
        .filter_map(|row| Some((row.language.as_deref()?, text(row)?)));
    let texts: BTreeMap<&str, &str> = texts.collect();
    if texts.is_empty() {
        return Ok(None);
    }
    // As it was checked when it was kept; a rule that has changed since must not close a forum.
    let kept = LocalizedText::deserialize(MapDeserializer::<_, ValueError>::new(texts.into_iter()));
    kept.map(Some)
        .map_err(|error| corrupt("forum_texts", "language", &error))
}

pub(crate) async fn find(
    database: &Database,
    name: &ForumName,
) -> Result<Option<Forum>, StoreError> {
    let (column, value): (_, Value) = match name {
        ForumName::Id(id) => ("id", id.uuid().into()),
        ForumName::Slug(slug) => ("slug", slug.as_str().into()),
    };
    let found = read(database, &format!("WHERE f.{column} = $1"), vec![value]).await;
    Ok(found?.pop())
}

/// The forum of this name in addresses, as the office is about to change it.
pub(crate) async fn lock_whole(tx: &Tx, slug: &str) -> Result<Option<Forum>, StoreError> {
    let locked = forum_terms::lock(tx, [], [slug]).await?;
    let Some(forum) = locked.first() else {
        return Ok(None);
    };
    let found = read(tx, "WHERE f.id = $1", vec![forum.id.uuid().into()]).await;
    Ok(found?.pop())
}

/// All forums, drafts included, by id.
pub(crate) async fn all(database: &Database) -> Result<Vec<Forum>, StoreError> {
    read(database, "", Vec::new()).await
}

/// The forums within somebody's reach, drafts included, by id.
pub(crate) async fn within(database: &Database, reach: &Reach) -> Result<Vec<Forum>, StoreError> {
    let Reach::Only(slugs) = reach else {
        return all(database).await;
    };
    let (marks, values) = list(1, slugs.iter().map(|slug| slug.as_str().into()));
    read(database, &format!("WHERE f.slug IN {marks}"), values).await
}

/// Up to `limit` published forums after `after`, by id.
pub(crate) async fn published_after(
    database: &Database,
    after: Option<ForumId>,
    limit: u32,
) -> Result<Vec<Forum>, StoreError> {
    let page = "WHERE f.id IN (SELECT id FROM forums WHERE state = 'published' AND id > $1 \
                ORDER BY id LIMIT $2)";
    let after = after.map_or(Uuid::nil(), ForumId::uuid);
    read(database, page, vec![after.into(), i64::from(limit).into()]).await
}

/// Keeps a forum that is new or has changed; its taken places are not touched.
pub(crate) async fn save(tx: &Tx, forum: &Forum, now_ms: i64) -> Result<(), StoreError> {
    let columns = columns(forum, now_ms)?;
    let names: Vec<_> = columns.iter().map(|(name, _)| *name).collect();
    // `draft` and `taken` must be there; the first is not used any more.
    let places: Vec<_> = (1..=names.len()).map(|at| format!("${at}")).collect();
    let changed = names.iter().filter(|name| !["id", "slug"].contains(name));
    let changed: Vec<_> = changed
        .map(|name| format!("{name} = excluded.{name}"))
        .collect();
    let sql = format!(
        "INSERT INTO forums ({}, draft, taken) VALUES ({}, '{{}}', 0) \
         ON CONFLICT (id) DO UPDATE SET {}, draft = excluded.draft",
        names.join(", "),
        places.join(", "),
        changed.join(", ")
    );
    tx.execute(&sql, columns.into_iter().map(|(_, value)| value))
        .await?;
    save_texts(tx, forum).await
}

fn columns(forum: &Forum, now_ms: i64) -> Result<Vec<(&'static str, Value)>, StoreError> {
    let draft = &forum.draft;
    let local = |moment: &Deadline| moment.local.to_string();
    let address = draft.venue.as_ref().map(|venue| venue.address.clone());
    let rules = draft.reminders.as_ref();
    let rules = rules.map(|rules| to_json(TABLE, "reminders", rules));
    Ok(vec![
        ("id", forum.id.uuid().into()),
        ("slug", draft.slug.as_str().into()),
        ("sequence", forum.sequence.into()),
        ("state", to_word(TABLE, "state", &draft.state)?.into()),
        ("kind", to_word(TABLE, "kind", &draft.kind)?.into()),
        ("format", to_word(TABLE, "format", &draft.format)?.into()),
        ("organizer", draft.organizer.as_str().into()),
        ("zone", draft.starts.zone.as_str().into()),
        ("starts", local(&draft.starts).into()),
        ("ends", local(&draft.ends).into()),
        ("opens", draft.registration_opens.as_ref().map(local).into()),
        ("closes", local(&draft.registration_closes).into()),
        (
            "changes_close",
            draft.changes_close.as_ref().map(local).into(),
        ),
        ("capacity", i64::from(draft.capacity).into()),
        ("hold_hours", i64::from(draft.hold_hours).into()),
        ("waiting_list", i64::from(draft.waiting_list).into()),
        ("offer_hours", i64::from(draft.offer_hours).into()),
        (
            "by_invitation_only",
            i64::from(draft.by_invitation_only).into(),
        ),
        (
            "languages",
            to_json(TABLE, "languages", &draft.languages)?.into(),
        ),
        ("online_url", draft.online_url.clone().into()),
        ("venue_address", address.into()),
        ("contact_name", draft.contact.name.as_str().into()),
        ("contact_email", draft.contact.email.as_str().into()),
        ("contact_phone", draft.contact.phone.clone().into()),
        ("reminders", rules.transpose()?.into()),
        ("changed_at", now_ms.into()),
    ])
}

async fn save_texts(tx: &Tx, forum: &Forum) -> Result<(), StoreError> {
    let (id, draft) = (forum.id.uuid(), &forum.draft);
    let texts = [
        Some(&draft.title),
        draft.description.as_ref(),
        draft.venue.as_ref().map(|venue| &venue.name),
    ];
    let mut by_language: BTreeMap<&Language, [Option<&str>; 3]> = BTreeMap::new();
    for (at, text) in texts.iter().enumerate() {
        for (language, text) in text.iter().flat_map(|text| text.iter()) {
            by_language.entry(language).or_default()[at] = Some(text);
        }
    }
    tx.execute("DELETE FROM forum_texts WHERE forum = $1", [id.into()])
        .await?;
    let rows = by_language.into_iter().map(|(language, texts)| {
        let texts = texts.map(|text| Value::from(text.map(str::to_owned)));
        [id.into(), language.as_str().into()]
            .into_iter()
            .chain(texts)
            .collect()
    });
    let names = ["forum", "language", "title", "description", "venue_name"];
    tx.insert("forum_texts", &names, rows.collect(), "").await?;
    Ok(())
}
