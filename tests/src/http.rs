//! A foreign HTTP client.

use std::time::Duration;

use reqwest::{Client, redirect::Policy};

/// A client that follows no redirect, so that a test sees it, and gives up after half a minute.
pub fn client() -> Client {
    // The second call in a process finds a provider installed, which is as good.
    drop(rustls::crypto::ring::default_provider().install_default());
    let builder = Client::builder()
        .redirect(Policy::none())
        .timeout(Duration::from_secs(30));
    builder.build().expect("an HTTP client")
}

/// Whether a page answers with success.
pub async fn is_up(client: &Client, url: &str) -> bool {
    client
        .get(url)
        .send()
        .await
        .is_ok_and(|answer| answer.status().is_success())
}
