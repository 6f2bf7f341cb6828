//! Finding listings: by word, intent and country, newest first; in the order of their changes; by id.

use std::{fmt, str::FromStr};

use kontor_contracts::{
    Country, Language, ListingId,
    events::{Intent, WithdrawalReason},
};
use kontor_runtime::timestamp;
use kontor_store::{
    Database, StoreError,
    columns::{self, from_json},
};
use sea_orm::{FromQueryResult, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::listings::{Details, intent_name};
use crate::domain::{Domain, Listing};

/// Most words of one search; the rest is ignored, for it could only slow the search down.
const WORDS: usize = 6;

/// A listing as we have it.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub(crate) id: ListingId,
    pub(crate) source: String,
    pub(crate) reference: String,
    /// When we last changed it.
    pub(crate) changed_ms: i64,
    /// Where the newest go on after it.
    pub(crate) after: After,
    pub(crate) state: State,
}

/// A listing that stands, or what is left of it.
#[derive(Debug, Clone)]
pub(crate) enum State {
    Listed(Box<Listing>),
    Withdrawn {
        at_ms: i64,
        reason: WithdrawalReason,
    },
}

/// A point in an order by time, after which the next page goes on: "newest first", or that of the changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct After {
    pub(crate) at_ms: i64,
    pub(crate) id: Uuid,
}

/// As addresses carry it: milliseconds and id.
impl fmt::Display for After {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.at_ms, self.id.simple())
    }
}

impl FromStr for After {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (millis, id) = text.rsplit_once('-').ok_or(())?;
        let at_ms = millis.parse().map_err(|_| ())?;
        let id = Uuid::try_parse(id).map_err(|_| ())?;
        Ok(Self { at_ms, id })
    }
}

/// What to look for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Query {
    /// Each word must occur in title, summary, keywords or reference.
    pub(crate) words: String,
    pub(crate) intent: Option<Intent>,
    pub(crate) country: Option<Country>,
    /// Only what comes after this point.
    pub(crate) after: Option<After>,
}

/// Which changes to look for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Changes {
    /// From this moment on.
    pub(crate) since_ms: i64,
    /// Until this moment.
    pub(crate) until_ms: i64,
    /// Only what comes after this point.
    pub(crate) after: Option<After>,
}

#[derive(FromQueryResult)]
struct ListingRow {
    id: Uuid,
    source: String,
    reference: String,
    withdrawn_at: Option<i64>,
    withdrawn_reason: Option<String>,
    intent: String,
    domain: String,
    title: String,
    summary: Option<String>,
    language: Option<String>,
    country: Option<String>,
    changed_at: i64,
    listed_at: i64,
    expires_at: Option<i64>,
    url: Option<String>,
    details: String,
}

const SELECT: &str = "SELECT id, source, reference, withdrawn_at, withdrawn_reason, intent, \
    domain, title, summary, language, country, changed_at, listed_at, \
    expires_at, url, details FROM listings";

/// The newest listings that stand at `now_ms`, at most `limit`.
pub(crate) async fn search(
    db: &Database,
    query: &Query,
    now_ms: i64,
    limit: u32,
) -> Result<Vec<Stored>, StoreError> {
    let mut values: Vec<Value> = vec![now_ms.into()];
    let mut filter = "withdrawn_at IS NULL AND (expires_at IS NULL OR expires_at > $1)".to_owned();
    let mut also = |condition: &str, value: Value| {
        values.push(value);
        let value = format!("${}", values.len());
        filter.push_str(" AND ");
        filter.push_str(&condition.replace("$?", &value));
        value
    };
    for word in query.words.split_whitespace().take(WORDS) {
        also("search LIKE $? ESCAPE '!'", pattern(word).into());
    }
    if let Some(intent) = query.intent {
        also("intent = $?", intent_name(intent).into());
    }
    if let Some(country) = query.country {
        also("country = $?", country.as_str().into());
    }
    if let Some(after) = query.after {
        // Both engines compare rows of values from left to right.
        let listed = also("listed_at <= $?", after.at_ms.into());
        also(
            &format!("(listed_at < {listed} OR id < $?)"),
            after.id.into(),
        );
    }
    values.push(i64::from(limit).into());
    let last = values.len();
    let sql = format!("{SELECT} WHERE {filter} ORDER BY listed_at DESC, id DESC LIMIT ${last}");
    db.rows::<ListingRow>(&sql, values)
        .await?
        .into_iter()
        .map(stored)
        .collect()
}

/// Listings that have changed, withdrawn ones too, in the order of their changes, at most `limit`.
/// A listing that changes meanwhile moves to the end, so that nobody misses it.
pub(crate) async fn changes(
    db: &Database,
    wanted: &Changes,
    limit: u32,
) -> Result<Vec<Stored>, StoreError> {
    let first = After {
        at_ms: i64::MIN,
        id: Uuid::nil(),
    };
    let after = wanted.after.unwrap_or(first);
    let from = wanted.since_ms.max(after.at_ms);
    let sql = format!(
        "{SELECT} WHERE changed_at >= $1 AND changed_at <= $2 AND (changed_at > $3 OR id > $4) \
         ORDER BY changed_at, id LIMIT $5"
    );
    let values: [Value; 5] = [
        from.into(),
        wanted.until_ms.into(),
        after.at_ms.into(),
        after.id.into(),
        i64::from(limit).into(),
    ];
    let rows = db.rows::<ListingRow>(&sql, values).await?;
    rows.into_iter().map(stored).collect()
}

/// One listing, also a withdrawn one.
pub(crate) async fn find(db: &Database, id: ListingId) -> Result<Option<Stored>, StoreError> {
    let sql = format!("{SELECT} WHERE id = $1");
    db.row::<ListingRow>(&sql, [id.uuid().into()])
        .await?
        .map(stored)
        .transpose()
}

/// How many rows are kept as received.
#[cfg(test)]
pub(crate) async fn payloads(db: &Database) -> Result<i64, StoreError> {
    #[derive(FromQueryResult)]
    struct Count {
        n: i64,
    }
    let row = db
        .row::<Count>("SELECT COUNT(*) AS n FROM listing_raw", [])
        .await?;
    Ok(row.map_or(0, |row| row.n))
}

/// The word in any place, with the signs of `LIKE` taken literally.
fn pattern(word: &str) -> String {
    let mut pattern = String::from("%");
    for c in word.to_lowercase().chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

fn stored(row: ListingRow) -> Result<Stored, StoreError> {
    let (id, after) = (
        ListingId::new(row.id),
        After {
            at_ms: row.listed_at,
            id: row.id,
        },
    );
    let (source, reference) = (row.source.clone(), row.reference.clone());
    let changed_ms = row.changed_at;
    let state = match (row.withdrawn_at, row.withdrawn_reason.as_deref()) {
        (Some(at_ms), Some("expired")) => State::Withdrawn {
            at_ms,
            reason: WithdrawalReason::Expired,
        },
        (Some(at_ms), _) => State::Withdrawn {
            at_ms,
            reason: WithdrawalReason::Withdrawn,
        },
        (None, _) => State::Listed(Box::new(listing(row)?)),
    };
    Ok(Stored {
        id,
        source,
        reference,
        changed_ms,
        after,
        state,
    })
}

fn listing(row: ListingRow) -> Result<Listing, StoreError> {
    let details: Details = from_json("listings", "details", &row.details)?;
    Ok(Listing {
        intent: match row.intent.as_str() {
            "request" => Intent::Request,
            _ => Intent::Offer,
        },
        domain: match row.domain.as_str() {
            "technology" => Domain::Technology,
            "research" => Domain::Research,
            _ => Domain::Business,
        },
        title: row.title,
        summary: row.summary,
        description: details.description,
        advantages: details.advantages,
        partner_sought: details.partner_sought,
        language: parsed::<Language>("language", row.language)?,
        country: parsed::<Country>("country", row.country)?,
        targets: details.targets,
        keywords: details.keywords,
        cooperation: details.cooperation,
        development: details.development,
        published: details.published_ms.map(timestamp),
        expires: row.expires_at.map(timestamp),
        url: row.url,
    })
}

fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(
    column: &'static str,
    text: Option<String>,
) -> Result<Option<T>, StoreError> {
    text.map(|text| columns::parsed("listings", column, &text))
        .transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_survives_an_address() {
        for at_ms in [0, -5, 1_700_000_000_000] {
            let after = After {
                at_ms,
                id: Uuid::from_u128(7),
            };
            assert_eq!(after.to_string().parse(), Ok(after));
        }
        for text in ["", "-", "1", "x-y", "1-zz"] {
            assert_eq!(text.parse::<After>(), Err(()), "{text}");
        }
    }

    #[test]
    fn signs_of_like_are_taken_literally() {
        assert_eq!(pattern("100%_a!Ä"), "%100!%!_a!!ä%");
    }
}
