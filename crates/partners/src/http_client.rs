//! The one place that builds clients for partner networks: every request of ours has an end, sends
//! our name, and goes where the configuration says and nowhere else.

use std::time::Duration;

use reqwest::{Client, redirect};

/// Longest time to reach the other side.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Longest silence while an answer arrives.
const READ_TIMEOUT: Duration = Duration::from_secs(30);
/// How long an idle connection is kept for the next page.
const IDLE: Duration = Duration::from_mins(1);
/// Who we are.
const USER_AGENT: &str = concat!("kontor/", env!("CARGO_PKG_VERSION"));

/// A client whose requests end within `total`. It follows no redirects: the key of a source is for
/// the configured address only.
///
/// # Errors
/// If the machine's trusted certificates cannot be read.
pub(crate) fn http_client(total: Duration) -> Result<Client, reqwest::Error> {
    // Another part of the process may have chosen the same provider already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .user_agent(USER_AGENT)
        .redirect(redirect::Policy::none())
        .connect_timeout(CONNECT_TIMEOUT)
        .read_timeout(READ_TIMEOUT.min(total))
        .timeout(total)
        .pool_idle_timeout(IDLE)
        .build()
}
