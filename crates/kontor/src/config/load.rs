//! Reading the configuration: from which files, what depends on what, and how it is shown.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::Path,
};

use kontor_contracts::Worker;
use kontor_runtime::config::{self as layers, Loaded};

use super::{Config, PORT};
use crate::output::Exit;

/// The commented file with every setting and its default; `kontor config init` writes it.
pub(crate) const DEFAULTS: &str = include_str!("../kontor.toml");

/// The file that is read if none is named.
pub(super) const FILE: &str = "kontor.toml";

/// How many ports a worker has that runs by itself.
const PORTS_OF_A_WORKER: u16 = 2;

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
    if loaded.is_given("http.listen") && !loaded.is_given("site.public_url") {
        loaded.settings.site.public_url = url_of(loaded.settings.http.listen);
    }
    // People copy it from the browser, with the slash; every link is made by putting a path behind.
    let address = loaded.settings.site.public_url.trim_end_matches('/').len();
    loaded.settings.site.public_url.truncate(address);
    Ok(loaded)
}

/// The address that leads to a listener from this machine.
fn url_of(mut listen: SocketAddr) -> String {
    if listen.ip().is_unspecified() {
        listen.set_ip(Ipv4Addr::LOCALHOST.into());
    }
    format!("http://{listen}")
}

/// Every setting as it is in force, with where it came from, and without secrets.
pub(crate) fn shown(given: Given<'_>) -> Result<Vec<String>, Exit> {
    let mut defaults: toml::Table = switched_on().parse().map_err(Exit::refused)?;
    let loaded = read(given)?;
    defaults["site"]["public_url"] = loaded.settings.site.public_url.clone().into();
    Ok(loaded.shown(&defaults))
}

/// The commented file with every setting switched on.
pub(super) fn switched_on() -> String {
    let on = |line: &str| match line.strip_prefix('#') {
        Some(setting) if !setting.starts_with([' ', '#']) => format!("{setting}\n"),
        _ => format!("{line}\n"),
    };
    DEFAULTS.lines().map(on).collect()
}

/// The configuration of the demo: everything in one folder, on the given ports, but for what a file of
/// settings says otherwise. The environment of a real office has no say.
pub(crate) fn demo(
    folder: &Path,
    public: SocketAddr,
    staff: SocketAddr,
    network: SocketAddr,
    settings: Option<&Path>,
) -> Result<Config, Exit> {
    let text = format!(
        include_str!("../demo.toml"),
        folder = folder.display(),
        public = public,
        staff = staff,
        network = network,
        key = kontor_partners::SAMPLE_NETWORK_KEY,
    );
    let file = folder.join(FILE);
    std::fs::write(&file, text)?;
    let files: Vec<&Path> = std::iter::once(&*file).chain(settings).collect();
    let mut loaded = layers::load::<Config>(&files, []).map_err(Exit::refused)?;
    check(&loaded).map_err(Exit::refused)?;
    loaded.settings.site.listings = true;
    Ok(loaded.settings)
}

pub(super) fn check(loaded: &Loaded<Config>) -> Result<(), layers::ConfigError> {
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
