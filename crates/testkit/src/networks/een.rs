//! A network that speaks the interface of the Enterprise Europe Network's partner web service.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    extract::Query,
    http::{HeaderMap, StatusCode, Uri},
};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Server, Stub};

/// The key that the stub wants.
pub const STUB_KEY: &str = "stub-key";

/// A running stub; stops when dropped.
#[derive(Debug)]
pub struct EenStub {
    /// Where it is: what an office writes as `url`.
    pub url: String,
    server: Server,
    shared: Arc<Mutex<Shared>>,
}

#[derive(Debug, Default)]
struct Shared {
    profiles: BTreeMap<String, Value>,
    /// Most rows of a page, whatever was asked for.
    cap: Option<usize>,
    /// Says nothing on whether there are more.
    silent_on_more: bool,
}

/// What a request asks for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Paging {
    /// The page.
    #[serde(rename = "PageIndex")]
    pub page: usize,
    /// Begin of the window.
    #[serde(rename = "FromDate")]
    pub from: String,
    page_size: usize,
    comparison_date: String,
    sort_order: String,
}

impl Stub for EenStub {
    const PAGE: u32 = 10;

    async fn start() -> Self {
        let shared = Arc::new(Mutex::new(Shared::default()));
        let answering = Arc::clone(&shared);
        let server = Server::start(move |uri, headers| profiles(&answering, uri, headers)).await;
        Self {
            url: format!("{}/v1", server.url),
            server,
            shared,
        }
    }

    fn settings(&self) -> Value {
        json!({"een": {
            "url": self.url,
            "api_key": STUB_KEY,
            "page_size": Self::PAGE,
            "timeout_seconds": 30,
        }})
    }

    fn reference(number: u32) -> String {
        reference(number)
    }

    fn listing(&self, number: u32, changed: &str) {
        self.put(profile(&reference(number), changed));
    }

    fn change(&self, number: u32, title: &str, changed: &str) {
        self.set(&reference(number), "title", title.into(), changed);
    }

    fn spoil(&self, number: u32, changed: &str) {
        self.set(&reference(number), "profileType", "XX".into(), changed);
    }

    fn withdraw(&self, number: u32, changed: &str) -> bool {
        self.limit(&reference(number), changed);
        true
    }

    fn remove(&self, number: u32) {
        self.shared().profiles.remove(&reference(number));
    }

    fn server(&self) -> &Server {
        &self.server
    }
}

impl EenStub {
    /// Adds a profile or replaces the one with its reference.
    pub fn put(&self, profile: Value) {
        let reference = profile["reference"].as_str().map(str::to_owned);
        let key = reference.unwrap_or_else(|| profile.to_string());
        self.shared().profiles.insert(key, profile);
    }

    /// Changes one field and the time of change of a profile.
    ///
    /// # Panics
    /// If there is no such profile.
    pub fn set(&self, reference: &str, field: &str, value: Value, modified: &str) {
        let mut shared = self.shared();
        let profile = shared
            .profiles
            .get_mut(reference)
            .expect("a profile of that reference");
        profile[field] = value;
        profile["lastModified"] = modified.into();
    }

    /// Withholds the texts of a profile, as the network does with what is no longer public.
    pub fn limit(&self, reference: &str, modified: &str) {
        for field in ["title", "shortSummary", "expectedRoleOfThePartner"] {
            self.set(reference, field, "N/A".into(), modified);
        }
        self.set(reference, "description", Value::Null, modified);
    }

    /// Gives at most so many rows a page, whatever was asked for, and does not say whether there are
    /// more.
    pub fn cap_pages(&self, rows: usize) {
        let mut shared = self.shared();
        (shared.cap, shared.silent_on_more) = (Some(rows), true);
    }

    /// What the `Date` of answers says, instead of nothing of ours.
    pub fn announce_clock(&self, now: &str) {
        self.server.announce_clock(now);
    }

    /// What was asked for so far.
    pub fn asked(&self) -> Vec<Paging> {
        let requests = self.server.requests();
        let paging = requests.iter().filter_map(|asked| paging(&asked.uri));
        paging.collect()
    }

    fn shared(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The reference of the profile with a number.
pub fn reference(number: u32) -> String {
    format!("BODE20260101{number:06}")
}

/// A profile with every field that matters.
pub fn profile(reference: &str, modified: &str) -> Value {
    json!({
        "id": reference.to_lowercase(),
        "reference": reference,
        "created": "2026-01-01T08:00:00Z",
        "lastModified": modified,
        "title": format!("Made-up offer {reference}"),
        "profileType": {"code": "BO", "name": "Business offer"},
        "partnerOrganisationCountry": {"code": "DE", "name": "Germany"},
        "shortSummary": "A made-up company offers something it does not have.",
        "description": "It was founded for a test and will be closed after it. ".repeat(40),
        "advantagesAndInnovation": "N/A",
        "stageOfDevelopment": {"name": "Already on the market"},
        "expectedRoleOfThePartner": "Somebody who reads test reports.",
        "profileStatus": {"name": "PUBLISHED"},
        "publicationDate": "2026-01-02T08:00:00Z",
        "expirationDate": "2099-01-01T00:00:00Z",
        "marketKeywords": [{"code": "006002", "name": "Testing"}],
        "technologyKeywords": [{"code": "009", "name": "Measuring"}],
        "typesOfPartnership": [{"name": "Commercial agreement"}],
        "targetedCountries": [{"code": "FR"}, {"code": "CN"}],
        "publicURL": format!("https://network.example.org/{reference}"),
    })
}

fn paging(uri: &Uri) -> Option<Paging> {
    Query::try_from_uri(uri).ok().map(|Query(paging)| paging)
}

fn profiles(shared: &Mutex<Shared>, uri: &Uri, headers: &HeaderMap) -> Result<String, StatusCode> {
    if headers.get("x-api-key").is_none_or(|key| key != STUB_KEY) {
        return Err(StatusCode::UNAUTHORIZED);
    }
    if uri.path() != "/v1/profiles" {
        return Err(StatusCode::NOT_FOUND);
    }
    let paging = paging(uri).ok_or(StatusCode::BAD_REQUEST)?;
    if (paging.comparison_date.as_str(), paging.sort_order.as_str()) != ("LastModified", "ASC") {
        return Err(StatusCode::BAD_REQUEST);
    }
    Ok(page(shared, &paging))
}

/// A page as JSON, by the rules of the network: the window includes its begin, order is that of
/// change, pages count from 1.
fn page(shared: &Mutex<Shared>, paging: &Paging) -> String {
    let from: Timestamp = paging.from.parse().expect("FromDate is an instant");
    let shared = shared.lock().unwrap_or_else(PoisonError::into_inner);
    let mut rows: Vec<_> = shared
        .profiles
        .values()
        .filter(|row| modified(row) >= Some(from))
        .collect();
    rows.sort_by_key(|row| modified(row));
    let size = shared.cap.unwrap_or(paging.page_size);
    let skip = (paging.page - 1) * size;
    let items: Vec<_> = rows.iter().skip(skip).take(size).collect();
    let has_next = skip + items.len() < rows.len();
    if shared.silent_on_more {
        return json!({"data": {"items": items}}).to_string();
    }
    json!({"data": {"items": items, "pagingInfo": {"hasNext": has_next}}}).to_string()
}

fn modified(row: &Value) -> Option<Timestamp> {
    let text = row["lastModified"].as_str()?;
    text.parse()
        .ok()
        .or_else(|| format!("{text}T00:00:00Z").parse().ok())
}
