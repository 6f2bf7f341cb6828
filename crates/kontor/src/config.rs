//! The whole configuration: one section per part, each defined and checked by its own crate.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use kontor_bus::Address;
use kontor_contracts::Worker;
use kontor_runtime::{
    config::{self as layers, InvalidSetting, Loaded, Secret, refuse},
    telemetry,
};
use kontor_store::StoreError;
use serde::Deserialize;

use crate::output::Exit;

/// The commented file with every setting and its default; `kontor config init` writes it.
pub(crate) const DEFAULTS: &str = include_str!("kontor.toml");

/// The file that is read if none is named.
const FILE: &str = "kontor.toml";

/// The port of the public pages; the staff's is the next one.
const PORT: u16 = 8080;

/// How many ports a worker has that runs by itself.
const PORTS_OF_A_WORKER: u16 = 2;

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
}

/// `[staff]`: where the staff's pages are served. Loopback only, until staff have accounts.
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

/// Loads the configuration: defaults, those of the installation, then the file, then the
/// environment; refuses what cannot work with the name of the setting and where it came from.
pub(crate) fn load(given: Given<'_>) -> Result<Config, Exit> {
    Ok(read(given)?.settings)
}

/// Loads the configuration of one worker that runs by itself. Three of them on one machine share one
/// configuration, so where it names no ports, each has its own.
pub(crate) fn load_for(given: Given<'_>, worker: Worker) -> Result<Config, Exit> {
    let loaded = read(given)?;
    let (http, staff) = (
        loaded.is_given("http.listen"),
        loaded.is_given("staff.listen"),
    );
    let mut config = loaded.settings;
    let first = PORT + PORTS_OF_A_WORKER * position(worker);
    if !http {
        config.http.listen.set_port(first);
    }
    if !staff {
        config.staff.listen.set_port(first + 1);
    }
    Ok(config)
}

const fn position(worker: Worker) -> u16 {
    match worker {
        Worker::Registrations => 0,
        Worker::Mailer => 1,
        Worker::Partners => 2,
    }
}

/// The files that a configuration is read from, as typed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Given<'a> {
    /// What an image or a package says in place of the defaults.
    pub(crate) defaults: Option<&'a Path>,
    /// The office's own file; without one, `kontor.toml` if there is one.
    pub(crate) file: Option<&'a Path>,
}

fn read(given: Given<'_>) -> Result<Loaded<Config>, Exit> {
    let own = given
        .file
        .or_else(|| Some(Path::new(FILE)).filter(|path| path.exists()));
    let files: Vec<&Path> = given.defaults.into_iter().chain(own).collect();
    let mut loaded =
        layers::load::<Config>(&files, layers::environment()).map_err(Exit::refused)?;
    check(&loaded).map_err(Exit::refused)?;
    loaded.settings.site.listings = !loaded.settings.partners.sources.is_empty();
    // People copy it from the browser, with the slash; every link is made by putting a path behind.
    let address = loaded.settings.site.public_url.trim_end_matches('/').len();
    loaded.settings.site.public_url.truncate(address);
    Ok(loaded)
}

/// Every setting as it is in force, with where it came from, and without secrets.
pub(crate) fn shown(given: Given<'_>) -> Result<Vec<String>, Exit> {
    let defaults = switched_on().parse().map_err(Exit::refused)?;
    Ok(read(given)?.shown(&defaults))
}

/// The commented file with every setting switched on.
fn switched_on() -> String {
    let on = |line: &str| match line.strip_prefix('#') {
        Some(setting) if !setting.starts_with([' ', '#']) => format!("{setting}\n"),
        _ => format!("{line}\n"),
    };
    DEFAULTS.lines().map(on).collect()
}

/// The configuration of the demo: everything in one folder, on the given ports.
pub(crate) fn demo(
    folder: &Path,
    public: SocketAddr,
    staff: SocketAddr,
    network: SocketAddr,
) -> Result<Config, Exit> {
    let text = format!(
        include_str!("demo.toml"),
        folder = folder.display(),
        public = public,
        staff = staff,
        network = network,
        key = kontor_partners::SAMPLE_NETWORK_KEY,
    );
    let file = folder.join(FILE);
    std::fs::write(&file, text)?;
    let mut loaded = layers::load::<Config>(&[&file], []).map_err(Exit::refused)?;
    check(&loaded).map_err(Exit::refused)?;
    loaded.settings.site.listings = true;
    Ok(loaded.settings)
}

fn check(loaded: &Loaded<Config>) -> Result<(), layers::ConfigError> {
    let config = &loaded.settings;
    loaded.check("site", config.site.check())?;
    loaded.check("staff", config.staff.check())?;
    loaded.check("database", config.database.check())?;
    loaded.check("bus", config.bus.check())?;
    loaded.check("access", config.access.check())?;
    loaded.check("log", config.log.check())?;
    loaded.check("registrations", config.registrations.check())?;
    loaded.check("mailer", config.mailer.check())?;
    loaded.check("partners", config.partners.check())
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
            settings.console_url = format!("http://{}", self.staff.listen);
        }
        settings
    }
}

impl Staff {
    fn check(&self) -> Result<(), InvalidSetting> {
        if !self.listen.ip().is_loopback() {
            let reason = "must be a loopback address such as 127.0.0.1:8081: staff pages ask for \
                          no password yet; reach them by an SSH tunnel";
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commented_file_holds_every_setting_with_its_default() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE);
        let defaults = format!("{:?}", Config::default());
        for text in [DEFAULTS.to_owned(), switched_on()] {
            std::fs::write(&file, text).unwrap();
            let loaded = layers::load::<Config>(&[&file], []).unwrap();
            assert_eq!(format!("{:?}", loaded.settings), defaults);
        }
    }

    /// The names of all settings that are secrets by their type.
    fn typed_secrets(config: &Config) -> Vec<String> {
        let text = format!("{config:?}");
        let before: Vec<&str> = text.split(": Secret(").collect();
        let (_, before) = before.split_last().unwrap();
        let name = |text: &&str| text.rsplit(' ').next().unwrap().to_owned();
        before.iter().map(name).collect()
    }

    #[test]
    fn no_setting_that_is_a_secret_is_shown() {
        const SECRET: &str = "S3cret";
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE);
        let sources = "\n[[partners.sources]]\nname = \"een\"\n[partners.sources.een]\n\
            url = \"https://network.example.org\"\napi_key = \"S3cret\"\n";
        let is_secret = |name: &str| {
            let words = ["password", "key", "token", "secret"];
            words.iter().any(|word| name.contains(word))
        };
        let mut given = Vec::new();
        let all = switched_on();
        let text = all.lines().map(|line| match line.split_once(" = ") {
            Some((name, _)) if is_secret(name) && !name.starts_with('#') => {
                given.push(name.to_owned());
                format!("{name} = \"{SECRET}\"\n")
            }
            _ => format!("{line}\n"),
        });
        let text = text.collect::<String>() + sources;
        std::fs::write(&file, &text).unwrap();
        let loaded = layers::load::<Config>(&[&file], []).unwrap();
        let shown = loaded.shown(&switched_on().parse().unwrap()).join("\n");
        assert_eq!(shown.matches("***").count(), given.len() + 1, "{shown}");
        assert!(!shown.contains(SECRET), "{shown}");
        let typed = typed_secrets(&loaded.settings);
        assert!(typed.len() >= 4, "{typed:?}");
        for name in typed {
            assert!(
                is_secret(&name),
                "{name} is a secret, and its name does not say so"
            );
        }
    }

    #[test]
    fn the_names_of_proxies_are_names_alone() {
        let checked = |name: &str| {
            let hosts = vec![name.to_owned()];
            let staff = Staff {
                hosts,
                ..Staff::default()
            };
            staff.check()
        };
        for good in ["staff.office.example", "127.0.0.1", "::1"] {
            assert_eq!(checked(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "*",
            "https://staff.office.example",
            "staff.office.example:443",
        ] {
            assert_eq!(checked(bad).unwrap_err().setting, "hosts", "{bad}");
        }
    }

    #[test]
    fn the_sources_block_is_a_good_one() {
        let block = DEFAULTS.split("# [[partners.sources]]").nth(1).unwrap();
        let lines = block.lines().map(|line| line.trim_start_matches("# "));
        let text = format!(
            "[[partners.sources]]\n{}",
            lines.collect::<Vec<_>>().join("\n")
        );
        let folder = tempfile::tempdir().unwrap();
        let (file, key) = (folder.path().join(FILE), folder.path().join("key"));
        std::fs::write(&key, "key\n").unwrap();
        let text = text.replace("/etc/kontor/een-key", key.to_str().unwrap());
        std::fs::write(&file, text).unwrap();
        let loaded = layers::load::<Config>(&[&file], []).unwrap();
        check(&loaded).unwrap();
        assert_eq!(loaded.settings.partners.sources.len(), 1);
    }

    #[test]
    fn three_workers_with_one_configuration_have_three_sets_of_ports() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE);
        let ports = |text: &str| {
            std::fs::write(&file, text).unwrap();
            let given = Given {
                defaults: None,
                file: Some(&file),
            };
            Worker::ALL.map(|worker| {
                let config = load_for(given, worker).unwrap();
                [config.http.listen.port(), config.staff.listen.port()]
            })
        };
        assert_eq!(ports(""), [[8080, 8081], [8082, 8083], [8084, 8085]]);
        let given = "[http]\nlisten = \"0.0.0.0:80\"";
        assert_eq!(ports(given), [[80, 8081], [80, 8083], [80, 8085]]);
    }

    /// The proxy's file for one machine knows the ports that the workers take by themselves.
    #[test]
    fn the_proxy_of_one_machine_leads_to_those_ports() {
        let caddy = include_str!("../../../deploy/Caddyfile.host");
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE);
        std::fs::write(&file, "").unwrap();
        let given = Given {
            defaults: None,
            file: Some(&file),
        };
        let port = |worker| load_for(given, worker).unwrap().http.listen.port();
        for (worker, lead) in [
            (Worker::Partners, "reverse_proxy @partners 127.0.0.1"),
            (Worker::Registrations, "reverse_proxy 127.0.0.1"),
        ] {
            let line = format!("\t{lead}:{}\n", port(worker));
            assert!(caddy.contains(&line), "{line} in\n{caddy}");
        }
    }

    #[test]
    fn the_demo_has_a_good_configuration() {
        let folder = tempfile::tempdir().unwrap();
        let at = |port| SocketAddr::from(([127, 0, 0, 1], port));
        let config = demo(folder.path(), at(1), at(2), at(3)).unwrap();
        assert_eq!(config.site.public_url, "http://127.0.0.1:1");
        assert!(folder.path().join(FILE).is_file());
    }
}
