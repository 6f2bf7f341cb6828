//! The half of a network that every network has: it listens, remembers what it was asked, and fails on
//! request.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    Router,
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use jiff::{Timestamp, fmt::rfc2822::DateTimePrinter};
use tokio::{net::TcpListener, task::JoinSet};

use super::Fault;

/// What a network answers to a request that does not go wrong.
type Answer = dyn Fn(&Uri, &HeaderMap) -> Result<String, StatusCode> + Send + Sync;

/// A running server; stops when dropped.
#[derive(Debug)]
pub struct Server {
    /// Where it is, such as `http://127.0.0.1:4711`.
    pub url: String,
    shared: Arc<Shared>,
    _task: JoinSet<()>,
}

/// A request that the server has seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Path and query.
    pub uri: Uri,
    /// Who asked.
    pub user_agent: String,
}

struct Shared {
    answer: Box<Answer>,
    state: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    faults: VecDeque<Fault>,
    requests: Vec<Asked>,
    announced: Option<Timestamp>,
    last: Vec<u8>,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.state.fmt(f)
    }
}

impl Shared {
    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Server {
    /// Starts a network that answers in this way.
    pub async fn start(
        answer: impl Fn(&Uri, &HeaderMap) -> Result<String, StatusCode> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound port");
        let shared = Arc::new(Shared {
            answer: Box::new(answer),
            state: Mutex::default(),
        });
        let router = Router::new()
            .fallback(respond)
            .with_state(Arc::clone(&shared));
        let mut task = JoinSet::new();
        task.spawn(async move {
            let _ = axum::serve(listener, router).await;
        });
        Self {
            url: format!("http://{address}"),
            shared,
            _task: task,
        }
    }

    /// Makes the next answers go wrong, one after the other.
    pub fn fault(&self, faults: impl IntoIterator<Item = Fault>) {
        self.shared.seen().faults.extend(faults);
    }

    /// What the `Date` of answers says, instead of nothing of ours.
    pub fn announce_clock(&self, now: &str) {
        self.shared.seen().announced = Some(now.parse().expect("an instant"));
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Asked> {
        self.shared.seen().requests.clone()
    }
}

async fn respond(State(shared): State<Arc<Shared>>, uri: Uri, headers: HeaderMap) -> Response {
    let (fault, announced) = note(&shared, &uri, &headers);
    let right = || match (shared.answer)(&uri, &headers) {
        Ok(body) => Ok(body.into_bytes()),
        Err(status) => Err((status, None)),
    };
    let answer = match fault {
        Fault::None => right(),
        Fault::Slow(wait) => {
            tokio::time::sleep(wait).await;
            right()
        }
        Fault::Truncated => right().map(|whole| whole[..whole.len() / 2].to_vec()),
        Fault::OddBytes => right().map(|whole| odd(&whole)),
        Fault::Body(body) => Ok(body),
        Fault::Repeated => Ok(shared.seen().last.clone()),
        Fault::Silence(silence) => {
            tokio::time::sleep(silence).await;
            Err((StatusCode::GATEWAY_TIMEOUT, None))
        }
        Fault::Status(status, wait) => Err((StatusCode::from_u16(status).expect("a status"), wait)),
    };
    let mut response = match answer {
        Ok(body) => {
            shared.seen().last.clone_from(&body);
            Body::from(body).into_response()
        }
        Err((status, None)) => status.into_response(),
        Err((status, Some(wait))) => (status, [(header::RETRY_AFTER, wait)]).into_response(),
    };
    if let Some(now) = announced {
        let date = DateTimePrinter::new().timestamp_to_rfc9110_string(&now);
        let date = HeaderValue::try_from(date.expect("a date")).expect("a header");
        response.headers_mut().insert(header::DATE, date);
    }
    response
}

/// Remembers the request and says how its answer goes wrong.
fn note(shared: &Shared, uri: &Uri, headers: &HeaderMap) -> (Fault, Option<Timestamp>) {
    let agent = headers.get(header::USER_AGENT);
    let agent = agent.and_then(|agent| agent.to_str().ok());
    let mut seen = shared.seen();
    seen.requests.push(Asked {
        uri: uri.clone(),
        user_agent: agent.unwrap_or_default().to_owned(),
    });
    (
        seen.faults.pop_front().unwrap_or(Fault::None),
        seen.announced,
    )
}

fn odd(whole: &[u8]) -> Vec<u8> {
    const TITLE: &[u8] = b"Made-up";
    let at = whole.windows(TITLE.len()).position(|part| part == TITLE);
    let (before, after) = whole.split_at(at.expect("a title"));
    [
        b"\xef\xbb\xbf",
        before,
        b"Made\x01\xffup",
        &after[TITLE.len()..],
    ]
    .concat()
}
