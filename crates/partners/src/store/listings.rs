//! Writing listings: with a page, or leaving of them only a name.

use kontor_contracts::{
    Country, ListingId,
    events::{Intent, WithdrawalReason},
};
use kontor_runtime::millis;
use kontor_store::{StoreError, Tx};
use sea_orm::Value;
use serde::{Deserialize, Serialize};

use crate::domain::{Incoming, Keyword, Listing};

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

/// Writes a listing that is new, has changed or has come back: see [`insert`].
pub(super) fn row(
    source: &str,
    (id, sequence): (ListingId, i64),
    incoming: &Incoming,
    listing: &Listing,
    now_ms: i64,
) -> Result<Vec<Value>, StoreError> {
    let listed = listing
        .published
        .or(incoming.modified)
        .map_or(now_ms, millis);
    Ok(vec![
        id.uuid().into(),
        source.into(),
        incoming.reference.as_str().into(),
        sequence.into(),
        incoming.hash.to_vec().into(),
        incoming.modified.map(millis).into(),
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
        search_text(&incoming.reference, listing).into(),
        details(listing)?.into(),
    ])
}

/// Writes the rows that [`row`] makes.
pub(super) async fn insert(tx: &Tx, rows: Vec<Vec<Value>>) -> Result<(), StoreError> {
    tx.insert("listings", &COLUMNS, rows, REPLACE).await?;
    Ok(())
}

/// Leaves of a listing its name, the reason and the time; its texts go.
pub(super) async fn withdraw(
    tx: &Tx,
    (id, sequence): (ListingId, i64),
    incoming: &Incoming,
    reason: WithdrawalReason,
    now_ms: i64,
) -> Result<(), StoreError> {
    let sql = "UPDATE listings SET sequence = $2, content_hash = $3, source_modified = $4, \
        changed_at = $5, withdrawn_at = $5, withdrawn_reason = $6, title = '', summary = NULL, \
        url = NULL, search = '', details = '{}' WHERE id = $1";
    let values: [Value; 6] = [
        id.uuid().into(),
        sequence.into(),
        incoming.hash.to_vec().into(),
        incoming.modified.map(millis).into(),
        now_ms.into(),
        reason_name(reason).into(),
    ];
    tx.execute(sql, values).await?;
    tx.execute(
        "DELETE FROM listing_raw WHERE listing = $1",
        [id.uuid().into()],
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
    serde_json::to_string(&details).map_err(|error| corrupt("details", &error))
}

pub(super) fn corrupt(column: &'static str, detail: &dyn std::fmt::Display) -> StoreError {
    StoreError::Corrupt {
        table: "listings",
        column,
        detail: detail.to_string(),
    }
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
