//! People as far as reminders need to know them, what they were told, and when to look at whom.

use std::collections::HashMap;

use kontor_contracts::{ForumId, MailId};
use kontor_store::{
    StoreError, Tx,
    columns::{from_json, not_json, parsed},
    list, values,
};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::{
    Read,
    rows::{count, word},
};
use crate::{
    domain::{MailState, Numbers, PersonState, Whom},
    kinds::{self, Facts, KINDS},
    reminders::{Individual, WroteBefore},
};

const TABLE: &str = "people";
const COLUMNS: &str = "about, forum, state, since, changed_at, held_until, held, unnamed, contact, secret, \
    CASE WHEN state = 'invited' THEN (SELECT COUNT(*) FROM people other \
    WHERE other.recipient = people.recipient AND other.forum = people.forum \
    AND other.state IN ('waiting', 'listed', 'offered', 'confirmed')) ELSE 0 END AS sign_ups";

#[derive(FromQueryResult)]
struct Row {
    about: String,
    forum: Uuid,
    state: String,
    since: Option<i64>,
    changed_at: i64,
    held_until: Option<i64>,
    held: Option<i64>,
    unnamed: Option<i64>,
    contact: Option<String>,
    secret: Option<String>,
    sign_ups: i64,
}

impl Row {
    fn individual(self) -> Result<Individual, StoreError> {
        let contact = self.contact.as_deref();
        let contact = contact.map(|text| from_json(TABLE, "contact", text));
        let secret = self.secret.as_deref();
        let secret = secret.map(|text| parsed(TABLE, "secret", text));
        Ok(Individual {
            about: self.about,
            forum: ForumId::new(self.forum),
            state: parsed(TABLE, "state", &self.state)?,
            // Those that an older version kept have been so since their newest event.
            since_ms: self.since.unwrap_or(self.changed_at),
            held_until_ms: self.held_until,
            held: self.held != Some(0),
            unnamed: count(self.unnamed.unwrap_or_default()),
            contact: contact.transpose()?,
            secret: secret.transpose()?,
            has_signed_up: self.sign_ups > 0,
        })
    }
}

fn individuals(rows: Vec<Row>) -> Result<Vec<Individual>, StoreError> {
    rows.into_iter().map(Row::individual).collect()
}

/// Up to `limit` of these people of a forum, after one of them.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn people_after(
    read: &impl Read,
    (forum, whom): (ForumId, Whom),
    after: &str,
    limit: usize,
) -> Result<Vec<Individual>, StoreError> {
    let incomplete = if whom.incomplete {
        "AND unnamed > 0"
    } else {
        ""
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM people WHERE forum = $1 AND state = $2 {incomplete} AND about > $3 \
         ORDER BY about LIMIT $4"
    );
    let values = vec![
        forum.uuid().into(),
        whom.state.word().into(),
        after.into(),
        i64::try_from(limit).unwrap_or(i64::MAX).into(),
    ];
    individuals(read.rows(&sql, values).await?)
}

/// Some people, by what they are kept under.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn people_named(
    read: &impl Read,
    names: &[&str],
) -> Result<Vec<Individual>, StoreError> {
    let (marks, values) = list(1, names.iter().map(|name| (*name).into()));
    let sql = format!("SELECT {COLUMNS} FROM people WHERE about IN {marks} ORDER BY about");
    individuals(read.rows(&sql, values).await?)
}

/// The forums of the first `limit` people who are to be looked at.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn forums_to_look_at(
    tx: &Tx,
    now_ms: i64,
    limit: i64,
) -> Result<Vec<ForumId>, StoreError> {
    #[derive(FromQueryResult)]
    struct Forum {
        forum: Uuid,
    }
    let sql = "SELECT DISTINCT forum FROM (SELECT forum FROM people WHERE look_at <= $1 \
               ORDER BY look_at LIMIT $2) due";
    let rows: Vec<Forum> = tx.rows(sql, [now_ms.into(), limit.into()]).await?;
    Ok(rows
        .into_iter()
        .map(|row| ForumId::new(row.forum))
        .collect())
}

/// Up to `limit` people of forums who are to be looked at, for this transaction alone.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn people_to_look_at(
    tx: &Tx,
    forums: &[ForumId],
    now_ms: i64,
    limit: i64,
) -> Result<Vec<Individual>, StoreError> {
    let (marks, forums) = list(3, forums.iter().map(|forum| forum.uuid().into()));
    let sql = format!(
        "SELECT {COLUMNS} FROM people WHERE look_at <= $1 AND forum IN {marks} \
         ORDER BY look_at LIMIT $2{}",
        tx.engine().skip_locked()
    );
    let first = [Value::from(now_ms), limit.into()];
    let rows = tx.rows(&sql, first.into_iter().chain(forums)).await?;
    individuals(rows)
}

/// Says when to look at people next, or that there is nothing to look for.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn set_looks(
    tx: &Tx,
    looks: Vec<(String, Option<i64>)>,
) -> Result<(), StoreError> {
    look(tx, looks, "due.at").await
}

/// Looks at people at an instant, unless they are looked at before.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn add_looks(tx: &Tx, looks: Vec<(String, i64)>) -> Result<(), StoreError> {
    let sooner = "CASE WHEN people.look_at < due.at THEN people.look_at ELSE due.at END";
    let looks = looks.into_iter().map(|(who, at)| (who, Some(at)));
    look(tx, looks.collect(), sooner).await
}

async fn look(tx: &Tx, looks: Vec<(String, Option<i64>)>, at: &str) -> Result<(), StoreError> {
    if looks.is_empty() {
        return Ok(());
    }
    let rows = looks.into_iter().map(|(who, at)| [who.into(), at.into()]);
    let (due, values) = values(1, rows);
    let sql = format!(
        "WITH due(about, at) AS (VALUES {due}) UPDATE people SET look_at = {at} \
         FROM due WHERE people.about = due.about"
    );
    tx.execute(&sql, values).await?;
    Ok(())
}

/// What mails have told people of moments, or reminded them of, in the order in which they were written.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn told_to(
    read: &impl Read,
    names: impl Iterator<Item = &str>,
) -> Result<HashMap<String, Vec<WroteBefore>>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        about: String,
        kind: String,
        facts: String,
        state: String,
        created_at: i64,
    }
    let (marks, values) = list(1, names.map(Value::from));
    let sql = format!(
        "SELECT id, about, kind, facts, state, created_at FROM mails WHERE about IN {marks} \
         AND kind IN ({}) ORDER BY id",
        telling()
    );
    let rows: Vec<Row> = read.rows(&sql, values).await?;
    let mut told: HashMap<String, Vec<WroteBefore>> = HashMap::new();
    for row in rows {
        let wrote = WroteBefore {
            mail: MailId::new(row.id),
            facts: facts(&row.kind, &row.facts)?,
            state: word("state", &row.state)?,
            at_ms: row.created_at,
        };
        told.entry(row.about).or_default().push(wrote);
    }
    Ok(told)
}

/// A mail that told of a moment.
pub(crate) struct Telling {
    /// Which.
    pub(crate) id: Uuid,
    /// To whom.
    pub(crate) about: String,
    /// What it told.
    pub(crate) facts: Facts,
    /// What became of it.
    pub(crate) state: MailState,
}

/// Up to `limit` mails about a forum that tell of a moment, after one of them.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn telling_after(
    tx: &Tx,
    forum: ForumId,
    after: Uuid,
    limit: usize,
) -> Result<Vec<Telling>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        about: String,
        kind: String,
        facts: String,
        state: String,
    }
    let sql = format!(
        "SELECT id, about, kind, facts, state FROM mails WHERE forum = $1 AND id > $2 \
         AND kind IN ({}) ORDER BY id LIMIT $3",
        telling()
    );
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let values = [forum.uuid().into(), after.into(), limit.into()];
    let rows: Vec<Row> = tx.rows(&sql, values).await?;
    let told = rows.into_iter().map(|row| {
        Ok(Telling {
            facts: facts(&row.kind, &row.facts)?,
            state: word("state", &row.state)?,
            id: row.id,
            about: row.about,
        })
    });
    told.collect()
}

/// The kinds of mail that tell of moments: words of ours.
fn telling() -> String {
    let kinds = KINDS.iter().filter(|kind| kind.has_moments());
    let words: Vec<_> = kinds.map(|kind| format!("'{}'", kind.word())).collect();
    words.join(", ")
}

fn facts(kind: &str, json: &str) -> Result<Facts, StoreError> {
    let kind = kinds::named(kind);
    let kind = kind.map_err(|error| kontor_store::columns::corrupt("mails", "kind", error))?;
    kind.read(json)
        .map_err(|error| not_json("mails", "facts", &error))
}

/// How many have signed up for a forum. Who was named with an own address is one of the persons of whoever
/// named them.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn numbers_of(read: &impl Read, forum: ForumId) -> Result<Numbers, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        state: String,
        sign_ups: i64,
        persons: i64,
        unnamed: i64,
    }
    let sql = "SELECT state, COUNT(*) AS sign_ups, \
               CAST(COALESCE(SUM(CASE WHEN persons > 0 THEN persons ELSE 1 END), 0) AS BIGINT) \
               AS persons, CAST(COALESCE(SUM(unnamed), 0) AS BIGINT) AS unnamed FROM people WHERE forum = $1 AND about NOT LIKE 'recipient/%' GROUP BY state";
    let rows: Vec<Row> = read.rows(sql, vec![forum.uuid().into()]).await?;
    let of = |state: PersonState| rows.iter().find(|row| row.state == state.word());
    let confirmed = of(PersonState::Confirmed);
    Ok(Numbers {
        confirmed: confirmed.map_or(0, |row| count(row.sign_ups)),
        persons: confirmed.map_or(0, |row| count(row.persons)),
        unnamed: confirmed.map_or(0, |row| count(row.unnamed)),
        unconfirmed: of(PersonState::Waiting).map_or(0, |row| count(row.sign_ups)),
    })
}
