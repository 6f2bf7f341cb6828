//! A partner network on a port of its own that speaks the interface of the Enterprise Europe
//! Network's partner web service, and fails in the ways a test asks for. Its profiles are made up.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{
    Router,
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::{net::TcpListener, task::JoinSet};

/// The key that the stub wants.
pub const STUB_KEY: &str = "stub-key";

/// How one answer goes wrong.
#[derive(Debug, Clone)]
pub enum Fault {
    /// This status, with `Retry-After` if given.
    Status(u16, Option<String>),
    /// No answer for this long.
    Silence(Duration),
    /// The right answer, but only after this long.
    Slow(Duration),
    /// Half of the page.
    Truncated,
    /// This, whatever was asked for.
    Body(Vec<u8>),
    /// The page before this one, saying that there are more.
    Repeated,
    /// No fault: lets an answer through between two faults.
    None,
}

/// A running stub; stops when dropped.
#[derive(Debug)]
pub struct PartnerStub {
    /// Where it is: what an office writes as `url`.
    pub url: String,
    shared: Arc<Mutex<Shared>>,
    _server: JoinSet<()>,
}

#[derive(Debug, Default)]
struct Shared {
    profiles: BTreeMap<String, Value>,
    faults: VecDeque<Fault>,
    requests: Vec<Asked>,
    announced: Option<Timestamp>,
    /// Most rows of a page, whatever was asked for.
    cap: Option<usize>,
    /// Says nothing on whether there are more.
    silent_on_more: bool,
}

/// A request that the stub has seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The page.
    pub page: usize,
    /// Begin of the window.
    pub from: String,
    /// Who asked.
    pub user_agent: String,
}

impl PartnerStub {
    /// Starts a network without profiles.
    ///
    /// # Panics
    /// If there is no free port.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound port");
        let shared = Arc::new(Mutex::new(Shared::default()));
        let router = Router::new()
            .route("/v1/profiles", get(profiles))
            .with_state(Arc::clone(&shared));
        let mut server = JoinSet::new();
        server.spawn(async move {
            let _ = axum::serve(listener, router).await;
        });
        Self {
            url: format!("http://{address}/v1"),
            shared,
            _server: server,
        }
    }

    /// Adds profiles with the references `BODE…001` and up, changed one second after another from
    /// `first` on.
    pub fn add(&self, count: u32, first: &str) {
        let first: Timestamp = first.parse().expect("an instant");
        for number in 1..=count {
            let changed = first + jiff::SignedDuration::from_secs(number.into());
            self.put(profile(&reference(number), &changed.to_string()));
        }
    }

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
    pub fn change(&self, reference: &str, field: &str, value: Value, modified: &str) {
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
            self.change(reference, field, "N/A".into(), modified);
        }
        self.change(reference, "description", Value::Null, modified);
    }

    /// Takes a profile away without a word.
    pub fn remove(&self, reference: &str) {
        self.shared().profiles.remove(reference);
    }

    /// Makes the next answers go wrong, one after the other.
    pub fn fail_with(&self, faults: impl IntoIterator<Item = Fault>) {
        self.shared().faults.extend(faults);
    }

    /// What the `Date` of answers says, instead of nothing of ours.
    pub fn announce_clock(&self, now: &str) {
        self.shared().announced = Some(now.parse().expect("an instant"));
    }

    /// Gives at most so many rows a page, whatever was asked for, and does not say whether there are
    /// more.
    pub fn cap_pages(&self, rows: usize) {
        let mut shared = self.shared();
        (shared.cap, shared.silent_on_more) = (Some(rows), true);
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Asked> {
        self.shared().requests.clone()
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

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Paging {
    page_index: usize,
    page_size: usize,
    from_date: String,
    comparison_date: String,
    sort_order: String,
}

async fn profiles(
    State(shared): State<Arc<Mutex<Shared>>>,
    Query(paging): Query<Paging>,
    headers: HeaderMap,
) -> Response {
    let text = |name: &str| {
        headers
            .get(name)
            .and_then(|v| v.to_str().ok())
            .unwrap_or("")
            .to_owned()
    };
    if text("x-api-key") != STUB_KEY {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    if (paging.comparison_date.as_str(), paging.sort_order.as_str()) != ("LastModified", "ASC") {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let (fault, announced) = {
        let mut shared = shared.lock().unwrap_or_else(PoisonError::into_inner);
        shared.requests.push(Asked {
            page: paging.page_index,
            from: paging.from_date.clone(),
            user_agent: text("user-agent"),
        });
        (
            shared.faults.pop_front().unwrap_or(Fault::None),
            shared.announced,
        )
    };
    let mut response = answer(&shared, &paging, fault).await;
    if let Some(now) = announced {
        let date = jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&now);
        let date = date.ok().and_then(|date| date.parse().ok());
        response
            .headers_mut()
            .insert(header::DATE, date.expect("a date"));
    }
    response
}

async fn answer(shared: &Mutex<Shared>, paging: &Paging, fault: Fault) -> Response {
    match fault {
        Fault::None => page(shared, paging, paging.page_index).into_response(),
        Fault::Slow(wait) => {
            tokio::time::sleep(wait).await;
            page(shared, paging, paging.page_index).into_response()
        }
        Fault::Body(body) => body.into_response(),
        Fault::Repeated => page(shared, paging, paging.page_index - 1).into_response(),
        Fault::Truncated => {
            let whole = page(shared, paging, paging.page_index);
            whole[..whole.len() / 2].to_owned().into_response()
        }
        Fault::Silence(silence) => {
            tokio::time::sleep(silence).await;
            StatusCode::GATEWAY_TIMEOUT.into_response()
        }
        Fault::Status(status, retry_after) => {
            let status = StatusCode::from_u16(status).expect("a status");
            match retry_after {
                Some(wait) => (status, [(header::RETRY_AFTER, wait)]).into_response(),
                None => status.into_response(),
            }
        }
    }
}

/// A page as JSON, by the rules of the network: the window includes its begin, order is that of
/// change, pages count from 1.
fn page(shared: &Mutex<Shared>, paging: &Paging, number: usize) -> String {
    let from: Timestamp = paging.from_date.parse().expect("FromDate is an instant");
    let shared = shared.lock().unwrap_or_else(PoisonError::into_inner);
    let mut rows: Vec<_> = shared
        .profiles
        .values()
        .filter(|row| modified(row) >= Some(from))
        .collect();
    rows.sort_by_key(|row| modified(row));
    let size = shared.cap.unwrap_or(paging.page_size);
    let skip = (number - 1) * size;
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
