//! The whole configuration: one section per part, each defined and checked by its own crate.

mod load;
#[cfg(test)]
mod tests;

use std::{net::SocketAddr, path::PathBuf};

use kontor_bus::Address;
use kontor_runtime::{
    config::{InvalidSetting, Secret, refuse},
    telemetry,
};
use kontor_store::StoreError;
use serde::Deserialize;

pub(crate) use self::load::{DEFAULTS, Given, demo, load, load_for, shown};

/// The port of the public pages; the staff's is the next one.
const PORT: u16 = 8080;

/// All settings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    pub(crate) site: kontor_web::Settings,
    pub(crate) http: Http,
    pub(crate) staff: Staff,
    pub(crate) database: Database,
    pub(crate) bus: Bus,
    pub(crate) access: kontor_access::Settings,
    pub(crate) log: telemetry::Settings,
    pub(crate) registrations: kontor_registrations::Settings,
    pub(crate) mailer: kontor_mailer::Settings,
    pub(crate) partners: kontor_partners::Settings,
}

/// `[http]`: where the public pages and the API are served.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Http {
    pub(crate) listen: SocketAddr,
    /// Whether the console is served there, too, once somebody has an account.
    pub(crate) console: bool,
}

/// `[staff]`: where the staff's own listener is. Loopback only: while nobody has an account it lets in
/// whoever is on this machine, and it tells of the process's health.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Staff {
    pub(crate) listen: SocketAddr,
    /// Names and addresses, without a port, under which a proxy with a login of its own calls them.
    pub(crate) hosts: Vec<String>,
}

/// `[database]`: where the workers keep their data.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Database {
    pub(crate) url: String,
    pub(crate) password: Secret,
    pub(crate) ca_file: PathBuf,
}

/// `[bus]`: how the workers reach one another.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Bus {
    pub(crate) url: Urls,
    pub(crate) password: Secret,
    pub(crate) ca_file: PathBuf,
    pub(crate) client_certificate: PathBuf,
    pub(crate) client_key: PathBuf,
}

/// One address, or a list with one for each node of a cluster.
#[derive(Debug, Clone, Deserialize)]
#[serde(
    untagged,
    expecting = "expected an address in quotes, or a list of them: [\"amqp://HOST1/VHOST\", \"amqp://HOST2/VHOST\"]"
)]
pub(crate) enum Urls {
    One(String),
    Several(Vec<String>),
}

impl Default for Http {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], PORT)),
            console: true,
        }
    }
}

impl Default for Staff {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], PORT + 1)),
            hosts: Vec::new(),
        }
    }
}

impl Default for Database {
    fn default() -> Self {
        Self {
            url: "sqlite:kontor-data".to_owned(),
            password: Secret::default(),
            ca_file: PathBuf::new(),
        }
    }
}

impl Default for Bus {
    fn default() -> Self {
        Self {
            url: Urls::One("embedded:kontor-data".to_owned()),
            password: Secret::default(),
            ca_file: PathBuf::new(),
            client_certificate: PathBuf::new(),
            client_key: PathBuf::new(),
        }
    }
}

impl Config {
    /// Where the staff's accounts are kept: beside the workers' data unless it is said otherwise.
    pub(crate) fn access_address(&self) -> Result<String, StoreError> {
        if self.access.database.is_empty() {
            return self.database.address();
        }
        kontor_store::address(&self.access.database, "", "")
    }

    /// The settings of the staff's accounts, with the address that their links begin with.
    pub(crate) fn access(&self) -> kontor_access::Settings {
        let mut settings = self.access.clone();
        if settings.console_url.is_empty() {
            settings.console_url = if self.http.console {
                self.site.public_url.clone()
            } else {
                format!("http://{}", self.staff.listen)
            };
        }
        settings
    }
}

impl Staff {
    fn check(&self) -> Result<(), InvalidSetting> {
        if !self.listen.ip().is_loopback() {
            let reason = "must be a loopback address such as 127.0.0.1:8081: it trusts whoever is \
                          on this machine; from elsewhere the console is at site.public_url, or \
                          behind an SSH tunnel";
            return refuse("listen", reason);
        }
        let is_host = |name: &String| {
            name.parse::<std::net::IpAddr>().is_ok()
                || (!name.is_empty() && !name.contains([':', '/', '@', '*', ' ']))
        };
        match self.hosts.iter().find(|name| !is_host(name)) {
            None => Ok(()),
            Some(name) => refuse(
                "hosts",
                format!(
                    "{name:?} is no name or address alone: write [\"staff.office.example\"], \
                     without scheme and port, and one for each"
                ),
            ),
        }
    }
}

impl Database {
    /// The address, complete with what is given apart.
    pub(crate) fn address(&self) -> Result<String, StoreError> {
        let ca_file = self.ca_file.to_string_lossy();
        kontor_store::address(&self.url, self.password.reveal(), &ca_file)
    }

    fn check(&self) -> Result<(), InvalidSetting> {
        self.address()
            .map(drop)
            .or_else(|error| refuse("url", error.to_string()))
    }
}

impl Urls {
    pub(crate) fn all(&self) -> &[String] {
        match self {
            Self::One(url) => std::slice::from_ref(url),
            Self::Several(urls) => urls,
        }
    }
}

impl Bus {
    /// The address, complete with what is given apart.
    pub(crate) fn address(&self) -> Address {
        Address {
            urls: self.url.all().to_vec(),
            password: self.password.clone(),
            ca_file: self.ca_file.clone(),
            client_certificate: self.client_certificate.clone(),
            client_key: self.client_key.clone(),
        }
    }

    fn check(&self) -> Result<(), InvalidSetting> {
        kontor_bus::Bus::address_is_good(&self.address())
            .or_else(|error| refuse("url", error.to_string()))
    }
}
