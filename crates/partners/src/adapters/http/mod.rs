//! The one client for partner networks: every request of ours has an end, sends our name, and goes
//! where the configuration says and nowhere else; and every way in which a server can fail to answer
//! is sorted by what can be done about it.

mod retry_after;
mod settings;

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use kontor_runtime::Clock;
use reqwest::{
    Client, RequestBuilder, Response, StatusCode, Url,
    header::{DATE, LOCATION, RETRY_AFTER},
    redirect,
};

pub(crate) use settings::{check_key, check_url};

use super::FetchError;

/// Longest time to reach the other side.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Longest silence while an answer arrives.
const READ_TIMEOUT: Duration = Duration::from_secs(30);
/// How long an idle connection is kept for the next page.
const IDLE: Duration = Duration::from_mins(1);
/// Who we are.
const USER_AGENT: &str = concat!("kontor/", env!("CARGO_PKG_VERSION"));
/// Largest answer, unpacked. 200 profiles with attachments' names are about 1 MB.
const ANSWER_BYTES: usize = 16 * 1024 * 1024;

/// The client of one source.
#[derive(Debug, Clone)]
pub(crate) struct Http {
    client: Client,
    /// For servers that do not say what time it is.
    clock: Arc<dyn Clock>,
}

/// An answer with a page.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) body: Vec<u8>,
    /// What the source's clock shows; ours where it shows none.
    pub(crate) clock: Timestamp,
}

impl Http {
    /// A client whose requests end within `total`. It follows no redirects: the key of a source is
    /// for the configured address only.
    ///
    /// # Errors
    /// [`FetchError::Configuration`] if the machine's trusted certificates cannot be read.
    pub(crate) fn new(total: Duration, clock: Arc<dyn Clock>) -> Result<Self, FetchError> {
        // Another part of the process may have chosen the same provider already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .user_agent(USER_AGENT)
            .redirect(redirect::Policy::none())
            .connect_timeout(CONNECT_TIMEOUT)
            .read_timeout(READ_TIMEOUT.min(total))
            .timeout(total)
            .pool_idle_timeout(IDLE)
            .build()
            .map_err(|error| {
                FetchError::Configuration(format!("no HTTPS client: {}", chain(&error)))
            })?;
        Ok(Self { client, clock })
    }

    /// A request, to be completed with its query and headers.
    pub(crate) fn get(&self, url: &Url) -> RequestBuilder {
        self.client.get(url.clone())
    }

    /// Sends a request and reads the whole answer.
    ///
    /// # Errors
    /// [`FetchError`] if there is none, or one without a page.
    pub(crate) async fn answer(&self, request: RequestBuilder) -> Result<Answer, FetchError> {
        let response = request.send().await.map_err(interrupted)?;
        let clock = header(&response, DATE).and_then(retry_after::http_date);
        let clock = clock.unwrap_or_else(|| self.clock.now());
        if response.status() != StatusCode::OK {
            let after = header(&response, RETRY_AFTER);
            let after = after.and_then(|value| retry_after::parse(value, clock));
            return Err(refusal(&response, after));
        }
        let body = read(response).await?;
        Ok(Answer { body, clock })
    }
}

fn header(response: &Response, name: reqwest::header::HeaderName) -> Option<&str> {
    response.headers().get(name)?.to_str().ok()
}

/// Reads the answer piece by piece, so that neither a long nor a packed one fills the memory.
async fn read(mut response: Response) -> Result<Vec<u8>, FetchError> {
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(interrupted)? {
        if body.len() + piece.len() > ANSWER_BYTES {
            let limit = ANSWER_BYTES / (1024 * 1024);
            return Err(FetchError::Unusable(format!(
                "a page is larger than {limit} MiB; set a smaller page_size"
            )));
        }
        body.extend_from_slice(&piece);
    }
    Ok(body)
}

fn refusal(response: &Response, after: Option<Duration>) -> FetchError {
    let status = response.status();
    match status.as_u16() {
        401 | 403 => FetchError::Configuration(format!(
            "the source refused us ({status}): check api_key, and ask the network whether this \
             server's address is on its list of allowed addresses"
        )),
        408 | 425 | 429 | 500..=599 => FetchError::Later {
            reason: format!("the source answered {status}"),
            after,
        },
        300..=399 => {
            let target = header(response, LOCATION).unwrap_or("an address it does not name");
            FetchError::Configuration(format!(
                "the source points elsewhere ({status}, to {target}): set url to its final address"
            ))
        }
        404 | 410 => FetchError::Configuration(format!(
            "the source does not know the address ({status}): check url"
        )),
        _ => FetchError::Unusable(format!("the source answered {status}, which is not a page")),
    }
}

/// The address is left out: it is in the configuration, and its query is noise.
fn interrupted(error: reqwest::Error) -> FetchError {
    let reason = match &error {
        error if error.is_connect() => "the source cannot be reached",
        error if error.is_timeout() => "the source did not answer in time",
        _ => "the connection to the source broke off",
    };
    let reason = format!("{reason}: {}", chain(&error.without_url()));
    FetchError::Later {
        reason,
        after: None,
    }
}

/// An error with its causes.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
