//! Asking the source for a page, and understanding every way in which it can fail to give one.

use std::time::Duration;

use jiff::Timestamp;
use kontor_contracts::Language;
use reqwest::{
    Client, RequestBuilder, Response, StatusCode, Url,
    header::{DATE, LOCATION, RETRY_AFTER},
};

use super::{
    page::{self, Next},
    retry_after,
};
use crate::{
    domain::{PageFacts, SourceRow},
    http_client::http_client,
    settings::SourceSettings,
};

/// Largest page, unpacked. 200 profiles with attachments' names are about 1 MB.
const PAGE_BYTES: usize = 16 * 1024 * 1024;
/// The first moment of a first pull: everything the network has.
const BEGIN: Timestamp = Timestamp::UNIX_EPOCH;

/// A source's client.
#[derive(Debug, Clone)]
pub(crate) struct EenClient {
    http: Client,
    profiles: Url,
    settings: SourceSettings,
    language: Option<Language>,
}

/// A page that arrived.
#[derive(Debug)]
pub(crate) struct Fetched {
    pub(crate) rows: Vec<SourceRow>,
    pub(crate) facts: PageFacts,
    pub(crate) next: Next,
}

/// Why no page arrived, by what can be done about it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FetchError {
    /// Somebody must change the configuration, here or there.
    #[error("{0}")]
    Configuration(String),
    /// It may work later; the source may have said when.
    #[error("{reason}")]
    Later {
        reason: String,
        after: Option<Duration>,
    },
    /// An answer, but not one of this interface.
    #[error("{0}")]
    Unusable(String),
}

impl EenClient {
    /// # Errors
    /// If the address is none, or the machine's trusted certificates cannot be read.
    pub(crate) fn new(settings: &SourceSettings) -> Result<Self, FetchError> {
        let configuration = |why: String| FetchError::Configuration(why);
        let address = format!("{}/profiles", settings.url.trim_end_matches('/'));
        let profiles = Url::parse(&address)
            .map_err(|error| configuration(format!("{address} is no address: {error}")))?;
        let http = http_client(Duration::from_secs(settings.timeout_seconds.into()))
            .map_err(|error| configuration(format!("no HTTPS client: {}", chain(&error))))?;
        let language = settings.language.parse().ok();
        Ok(Self {
            http,
            profiles,
            settings: settings.clone(),
            language,
        })
    }

    /// Asks for one page of the window. `now` is our clock, for sources that do not tell theirs.
    pub(crate) async fn fetch(
        &self,
        from: Option<Timestamp>,
        number: u32,
        now: Timestamp,
    ) -> Result<Fetched, FetchError> {
        let response = self
            .request(from, number)
            .send()
            .await
            .map_err(interrupted)?;
        let header = |name| {
            response
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok())
        };
        let clock = header(DATE).and_then(retry_after::http_date).unwrap_or(now);
        if response.status() != StatusCode::OK {
            let after = header(RETRY_AFTER).and_then(|value| retry_after::parse(value, clock));
            return Err(refusal(&response, after));
        }
        let body = read(response).await?;
        let page = page::parse(&body, self.settings.page_size, self.language.as_ref())
            .map_err(|error| unreadable(number, &error))?;
        let modified = page.rows.iter().map(SourceRow::modified);
        let facts = PageFacts {
            modified: modified.collect(),
            hash: page.hash,
            clock,
        };
        Ok(Fetched {
            rows: page.rows,
            facts,
            next: page.next,
        })
    }

    fn request(&self, from: Option<Timestamp>, number: u32) -> RequestBuilder {
        let from = from
            .unwrap_or(BEGIN)
            .strftime("%Y-%m-%dT%H:%M:%SZ")
            .to_string();
        let (number, size) = (number.to_string(), self.settings.page_size.to_string());
        let query = [
            ("PageIndex", number.as_str()),
            ("PageSize", size.as_str()),
            ("ComparisonDate", "LastModified"),
            ("SortOrder", "ASC"),
            ("FromDate", from.as_str()),
        ];
        let request = self.http.get(self.profiles.clone()).query(&query);
        match self.settings.api_key.reveal() {
            "" => request,
            key => request.header("X-API-KEY", key),
        }
    }
}

/// Reads the answer piece by piece, so that neither a long nor a packed one fills the memory.
async fn read(mut response: Response) -> Result<Vec<u8>, FetchError> {
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(interrupted)? {
        if body.len() + piece.len() > PAGE_BYTES {
            let limit = PAGE_BYTES / (1024 * 1024);
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
            let target = response
                .headers()
                .get(LOCATION)
                .and_then(|value| value.to_str().ok());
            let target = target.unwrap_or("an address it does not name");
            FetchError::Configuration(format!(
                "the source points elsewhere ({status}, to {target}): set url to its final address"
            ))
        }
        404 | 410 => FetchError::Configuration(format!(
            "the source does not know the address ({status}): check url"
        )),
        _ => FetchError::Unusable(format!("the source answered {status}, which is no page")),
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

fn unreadable(number: u32, error: &serde_json::Error) -> FetchError {
    FetchError::Unusable(format!(
        "page {number} is not the JSON of this interface: {error}"
    ))
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
