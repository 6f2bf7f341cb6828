//! How a bus is reached, as the configuration says it. Nothing of it is ever quoted in an error: the
//! password may be anywhere in an address that is written wrongly.

use std::{fmt, path::PathBuf};

use kontor_runtime::config::Secret;

/// `embedded:FOLDER`, or the brokers of one cluster and how to log in there.
#[derive(Clone, Default)]
pub struct Address {
    /// One address, or one for each node of the cluster.
    pub urls: Vec<String>,
    /// The password, where the addresses have none.
    pub password: Secret,
    /// PEM file with the certificate of a private authority.
    pub ca_file: PathBuf,
    /// PEM file with the certificate that this client shows.
    pub client_certificate: PathBuf,
    /// PEM file with its key.
    pub client_key: PathBuf,
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({} masked)", self.urls.len())
    }
}

impl From<&str> for Address {
    fn from(url: &str) -> Self {
        Self {
            urls: vec![url.to_owned()],
            ..Self::default()
        }
    }
}

impl From<&String> for Address {
    fn from(url: &String) -> Self {
        Self::from(url.as_str())
    }
}

impl Address {
    /// The folder of an embedded bus.
    pub fn folder(&self) -> Option<&str> {
        let [url] = self.urls.as_slice() else {
            return None;
        };
        url.strip_prefix("embedded:").filter(|f| !f.is_empty())
    }
}
