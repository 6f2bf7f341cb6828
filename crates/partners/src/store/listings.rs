//! Writing listings: what is known of them, with a page, or leaving of them only a name.

use std::collections::BTreeMap;

use kontor_contracts::{
    Country, ListingId,
    events::{Intent, WithdrawalReason},
};
use kontor_runtime::{millis, timestamp};
use kontor_store::{
    StoreError, Tx,
    columns::{hash, to_json},
    list,
};
use sea_orm::{FromQueryResult, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{Gone, Incoming, Keyword, Known, Listing};

const COLUMNS: [&str; 19] = [
    "id",
    "source",
    "reference",
    "sequence",
    "content_hash",
    "source_modified",
    "first_seen",
    "changed_at",
    "intent",
    "domain",
    "title",
    "summary",
    "language",
    "country",
    "listed_at",
    "expires_at",
    "url",
    "search",
    "details",
];

/// A listing keeps its id, its name and when it was first seen.
const REPLACE: &str = " ON CONFLICT (source, reference) DO UPDATE SET \
    sequence = excluded.sequence, content_hash = excluded.content_hash, \
    source_modified = excluded.source_modified, changed_at = excluded.changed_at, \
    withdrawn_at = NULL, withdrawn_reason = NULL, intent = excluded.intent, \
    domain = excluded.domain, title = excluded.title, summary = excluded.summary, \
    language = excluded.language, country = excluded.country, listed_at = excluded.listed_at, \
    expires_at = excluded.expires_at, url = excluded.url, search = excluded.search, \
    details = excluded.details";

/// What is shown of a listing but never searched, as JSON in one column.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Details {
    pub(super) description: Option<String>,
    pub(super) advantages: Option<String>,
    pub(super) partner_sought: Option<String>,
    pub(super) targets: Vec<Country>,
    pub(super) keywords: Vec<Keyword>,
    pub(super) cooperation: Vec<String>,
    pub(super) development: Option<String>,
    pub(super) published_ms: Option<i64>,
}

/// Which version of which listing is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Name {
    pub(crate) id: ListingId,
    pub(crate) sequence: i64,
}

#[derive(FromQueryResult)]
struct KnownRow {
    id: Uuid,
    reference: String,
    sequence: i64,
    content_hash: Vec<u8>,
    source_modified: Option<i64>,
    withdrawn_at: Option<i64>,
}

/// What we have of a source's listings, by reference.
pub(crate) async fn known(
    tx: &Tx,
    source: &str,
    references: impl Iterator<Item = &String>,
) -> Result<BTreeMap<String, Known>, StoreError> {
    let (references, values) = list(2, references.map(|reference| reference.as_str().into()));
    let sql = format!(
        "SELECT id, reference, sequence, content_hash, source_modified, withdrawn_at \
         FROM listings WHERE source = $1 AND reference IN {references}"
    );
    let values = std::iter::once(Value::from(source)).chain(values);
    let rows = tx.rows::<KnownRow>(&sql, values).await?;
    rows.iter()
        .map(|row| Ok((row.reference.clone(), known_of(row)?)))
        .collect()
}

fn known_of(row: &KnownRow) -> Result<Known, StoreError> {
    Ok(Known {
        id: ListingId::new(row.id),
        hash: hash("listings", "content_hash", &row.content_hash)?,
        modified: row.source_modified.map(timestamp),
        withdrawn: row.withdrawn_at.is_some(),
        sequence: row.sequence,
    })
}

/// Writes listings that are new, have changed or have come back, and their rows as received.
pub(crate) async fn write(
    tx: &Tx,
    source: &str,
    listings: &[(Name, &Incoming)],
    now_ms: i64,
) -> Result<(), StoreError> {
    let rows = listings
        .iter()
        .map(|(name, incoming)| row(source, *name, incoming, now_ms))
        .collect::<Result<_, _>>()?;
    tx.insert("listings", &COLUMNS, rows, REPLACE).await?;
    let payload = |(name, incoming): &(Name, &Incoming)| {
        vec![name.id.uuid().into(), incoming.payload.as_str().into()]
    };
    let payloads = listings.iter().map(payload).collect();
    let replace = " ON CONFLICT (listing) DO UPDATE SET payload = excluded.payload";
    tx.insert("listing_raw", &["listing", "payload"], payloads, replace)
        .await?;
    Ok(())
}

fn row(
    source: &str,
    name: Name,
    incoming: &Incoming,
    now_ms: i64,
) -> Result<Vec<Value>, StoreError> {
    let (mark, listing) = (&incoming.mark, &incoming.listing);
    let listed = listing.published.or(mark.modified).map_or(now_ms, millis);
    Ok(vec![
        name.id.uuid().into(),
        source.into(),
        mark.reference.as_str().into(),
        name.sequence.into(),
        mark.hash.to_vec().into(),
        mark.modified.map(millis).into(),
        now_ms.into(),
        now_ms.into(),
        intent_name(listing.intent).into(),
        listing.domain.name().into(),
        listing.title.as_str().into(),
        listing.summary.clone().into(),
        listing
            .language
            .as_ref()
            .map(|tag| tag.as_str().to_owned())
            .into(),
        listing
            .country
            .map(|country| country.as_str().to_owned())
            .into(),
        listed.into(),
        listing.expires.map(millis).into(),
        listing.url.clone().into(),
        search_text(&mark.reference, listing).into(),
        details(listing)?.into(),
    ])
}

/// Leaves of a listing its name, the reason and the time; its texts go.
pub(crate) async fn withdraw(
    tx: &Tx,
    name: Name,
    gone: &Gone,
    now_ms: i64,
) -> Result<(), StoreError> {
    let sql = "UPDATE listings SET sequence = $2, content_hash = $3, source_modified = $4, \
        changed_at = $5, withdrawn_at = $5, withdrawn_reason = $6, title = '', summary = NULL, \
        url = NULL, search = '', details = '{}' WHERE id = $1";
    let values: [Value; 6] = [
        name.id.uuid().into(),
        name.sequence.into(),
        gone.mark.hash.to_vec().into(),
        gone.mark.modified.map(millis).into(),
        now_ms.into(),
        reason_name(gone.reason).into(),
    ];
    tx.execute(sql, values).await?;
    tx.execute(
        "DELETE FROM listing_raw WHERE listing = $1",
        [name.id.uuid().into()],
    )
    .await?;
    Ok(())
}

fn search_text(reference: &str, listing: &Listing) -> String {
    let mut words = vec![reference, &listing.title];
    words.extend(listing.summary.as_deref());
    words.extend(
        listing
            .keywords
            .iter()
            .map(|keyword| keyword.label.as_str()),
    );
    words.extend(listing.cooperation.iter().map(String::as_str));
    words.join(" ").to_lowercase()
}

fn details(listing: &Listing) -> Result<String, StoreError> {
    let details = Details {
        description: listing.description.clone(),
        advantages: listing.advantages.clone(),
        partner_sought: listing.partner_sought.clone(),
        targets: listing.targets.clone(),
        keywords: listing.keywords.clone(),
        cooperation: listing.cooperation.clone(),
        development: listing.development.clone(),
        published_ms: listing.published.map(millis),
    };
    to_json("listings", "details", &details)
}

pub(crate) const fn reason_name(reason: WithdrawalReason) -> &'static str {
    match reason {
        WithdrawalReason::Withdrawn => "withdrawn",
        WithdrawalReason::Expired => "expired",
    }
}

pub(crate) const fn intent_name(intent: Intent) -> &'static str {
    match intent {
        Intent::Offer => "offer",
        Intent::Request => "request",
    }
}

pub(crate) fn intent_of(name: &str) -> Option<Intent> {
    match name {
        "offer" => Some(Intent::Offer),
        "request" => Some(Intent::Request),
        _ => None,
    }
}
