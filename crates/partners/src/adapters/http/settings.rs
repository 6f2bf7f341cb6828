//! Checks of settings that every adapter over HTTP has.

use kontor_runtime::config::Secret;
use reqwest::Url;

/// Checks an address. A key must not travel in the open; without one, or on this machine, plain HTTP
/// will do.
///
/// # Errors
/// What is wrong, and what to write instead.
pub(crate) fn check_url(url: &str, key: &Secret) -> Result<(), String> {
    let url = Url::parse(url).map_err(|error| {
        format!("must be an address such as https://network.example.org/v1 ({error})")
    })?;
    if !url.username().is_empty() || url.password().is_some() || url.query().is_some() {
        return Err("must hold no user, password or query; the key is api_key".to_owned());
    }
    let local = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    match url.scheme() {
        "https" => Ok(()),
        "http" if local || key.is_empty() => Ok(()),
        "http" => Err("must begin with https://, or the key would travel in the open".into()),
        other => Err(format!("must begin with https://, not {other}://")),
    }
}

/// Checks that a key can be sent.
///
/// # Errors
/// What is wrong, and what to write instead.
pub(crate) fn check_key(key: &Secret) -> Result<(), String> {
    if key.reveal().bytes().all(|b| (b' '..=b'~').contains(&b)) {
        return Ok(());
    }
    Err(
        "has a line break or a sign that no HTTP header carries; write the key alone, without a \
         line end"
            .to_owned(),
    )
}
