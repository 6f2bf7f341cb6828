//! Certificates for connections to brokers.

use std::path::Path;

use lapin::tcp::{OwnedIdentity, OwnedTLSConfig};

use crate::{Address, BusError};

/// Reads the files that the address names.
pub(super) fn read(address: &Address) -> Result<OwnedTLSConfig, BusError> {
    let certificate = file("client_certificate", &address.client_certificate)?;
    let key = file("client_key", &address.client_key)?;
    let identity = match (certificate, key) {
        (Some(pem), Some(key)) => Some(OwnedIdentity::PKCS8 {
            pem: pem.into_bytes(),
            key: key.into_bytes(),
        }),
        (None, None) => None,
        _ => {
            let reason = "client_certificate and client_key need each other";
            return Err(BusError::Url(reason.to_owned()));
        }
    };
    Ok(OwnedTLSConfig {
        identity,
        cert_chain: file("ca_file", &address.ca_file)?,
    })
}

fn file(setting: &'static str, path: &Path) -> Result<Option<String>, BusError> {
    if path.as_os_str().is_empty() {
        return Ok(None);
    }
    let text = std::fs::read_to_string(path).map_err(|source| BusError::File {
        setting,
        path: path.display().to_string(),
        source,
    })?;
    Ok(Some(text))
}
