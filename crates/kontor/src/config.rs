//! The whole configuration: one section per part, each defined and checked by its own crate.

use std::{net::SocketAddr, path::Path};

use kontor_runtime::{
    config::{self as layers, InvalidSetting, Loaded, refuse},
    telemetry,
};
use serde::Deserialize;

use crate::output::Exit;

/// The commented file with every setting and its default; `kontor config init` writes it.
pub(crate) const DEFAULTS: &str = include_str!("kontor.toml");

/// The file that is read if none is named.
const FILE: &str = "kontor.toml";

/// All settings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    pub(crate) site: kontor_web::Settings,
    pub(crate) http: Http,
    pub(crate) staff: Staff,
    pub(crate) database: Database,
    pub(crate) bus: Bus,
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
}

/// `[database]`: where the workers keep their data.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Database {
    pub(crate) url: String,
}

/// `[bus]`: how the workers reach one another.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Bus {
    pub(crate) url: String,
}

impl Default for Http {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
        }
    }
}

impl Default for Staff {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8081)),
        }
    }
}

impl Default for Database {
    fn default() -> Self {
        Self {
            url: "sqlite:kontor-data".to_owned(),
        }
    }
}

impl Default for Bus {
    fn default() -> Self {
        Self {
            url: "embedded:kontor-data".to_owned(),
        }
    }
}

/// Loads the configuration: defaults, then the file, then the environment; refuses what cannot work
/// with the name of the setting and where it came from.
pub(crate) fn load(file: Option<&Path>) -> Result<Config, Exit> {
    let file = file.or_else(|| Some(Path::new(FILE)).filter(|path| path.exists()));
    let loaded = layers::load::<Config>(file, layers::environment()).map_err(Exit::refused)?;
    check(&loaded).map_err(Exit::refused)?;
    Ok(loaded.settings)
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
    let loaded = layers::load::<Config>(Some(&file), []).map_err(Exit::refused)?;
    check(&loaded).map_err(Exit::refused)?;
    Ok(loaded.settings)
}

fn check(loaded: &Loaded<Config>) -> Result<(), layers::ConfigError> {
    let config = &loaded.settings;
    loaded.check("site", config.site.check())?;
    loaded.check("staff", config.staff.check())?;
    loaded.check("database", config.database.check())?;
    loaded.check("bus", config.bus.check())?;
    loaded.check("log", config.log.check())?;
    loaded.check("registrations", config.registrations.check())?;
    loaded.check("mailer", config.mailer.check())?;
    loaded.check("partners", config.partners.check())
}

impl Staff {
    fn check(&self) -> Result<(), InvalidSetting> {
        if self.listen.ip().is_loopback() {
            return Ok(());
        }
        let reason = "must be a loopback address such as 127.0.0.1:8081: staff pages ask for no \
                      password yet; reach them by an SSH tunnel";
        refuse("listen", reason)
    }
}

impl Database {
    fn check(&self) -> Result<(), InvalidSetting> {
        let known = ["sqlite:", "postgres://", "postgresql://"];
        check_url(
            &self.url,
            &known,
            "sqlite:FOLDER or postgres://USER@HOST/DATABASE",
        )
    }
}

impl Bus {
    fn check(&self) -> Result<(), InvalidSetting> {
        let known = ["embedded:", "amqp://", "amqps://"];
        check_url(
            &self.url,
            &known,
            "embedded:FOLDER or amqp://USER@HOST/VHOST",
        )
    }
}

fn check_url(url: &str, known: &[&str], right: &str) -> Result<(), InvalidSetting> {
    if known.iter().any(|scheme| url.starts_with(scheme)) {
        return Ok(());
    }
    refuse("url", format!("must be {right}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The file with every setting switched on.
    fn switched_on() -> String {
        let on = |line: &str| match line.strip_prefix('#') {
            Some(setting) if !setting.starts_with([' ', '#']) => format!("{setting}\n"),
            _ => format!("{line}\n"),
        };
        DEFAULTS.lines().map(on).collect()
    }

    #[test]
    fn the_commented_file_holds_every_setting_with_its_default() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE);
        let defaults = format!("{:?}", Config::default());
        for text in [DEFAULTS.to_owned(), switched_on()] {
            std::fs::write(&file, text).unwrap();
            let loaded = layers::load::<Config>(Some(&file), []).unwrap();
            assert_eq!(format!("{:?}", loaded.settings), defaults);
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
        let text = text.replace(
            "api_key_file = \"/etc/kontor/een-key\"",
            "api_key = \"key\"",
        );
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE);
        std::fs::write(&file, text).unwrap();
        let loaded = layers::load::<Config>(Some(&file), []).unwrap();
        check(&loaded).unwrap();
        assert_eq!(loaded.settings.partners.sources.len(), 1);
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
