//! `kontor demo`: everything in one process, in a new folder, with invented forums and an invented
//! partner network, so that somebody who has never seen Kontor can sign up and read the mail.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use anyhow::{Context, bail};
use kontor_bus::Bus;
use kontor_contracts::Worker;
use kontor_registrations::forum_file;
use kontor_runtime::Process;
use kontor_store::audit::Actor;
use tokio::net::TcpListener;

use super::up::Guest;
use crate::{
    cli::Demo,
    config::{self, Config},
    output::{Exit, Outcome, say},
    wiring,
};

/// The first port that is tried.
const PORT: u16 = 8080;
/// The forum that the first link leads to.
const FORUM: &str = "cooperation-forum";
/// How many demos may stand side by side.
const FOLDERS: u32 = 1_000;
/// How many starting points are tried before giving up.
const TRIES: u16 = 50;

pub(crate) async fn run(demo: Demo) -> Outcome {
    let folder = new_folder(demo.folder)?;
    let ports = free_ports(demo.port)?;
    let settings = demo.settings.as_deref();
    let config = config::demo(&folder, ports.public, ports.staff, ports.network, settings)?;
    kontor_runtime::telemetry::init(&config.log)?;
    if settings.is_some() {
        refuse_used(&config).await?;
    }
    let (process, clock) = kontor_demo::process();
    serve_network(ports.network, &process).await?;
    apply_samples(&config, &process).await?;
    let guest = Guest {
        parts: &kontor_demo::PARTS,
        pages: kontor_demo::pages(&process, clock),
    };
    super::up::start(&config, &Worker::ALL, &process, Some(guest)).await?;
    let place = match settings {
        Some(file) => format!("{} and where {} says", folder.display(), file.display()),
        None => format!("{}; nothing leaves this machine", folder.display()),
    };
    explain(&config, &place, ports);
    process.life.run().await?;
    Ok(())
}

/// The three ports of the demo.
#[derive(Debug, Clone, Copy)]
struct Ports {
    public: SocketAddr,
    staff: SocketAddr,
    network: SocketAddr,
}

fn free_ports(first: Option<u16>) -> anyhow::Result<Ports> {
    let free = |port: u16| std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok();
    let start = first.unwrap_or(PORT);
    let tries = if first.is_some() { 1 } else { TRIES };
    let found = (0..tries)
        .filter_map(|n| start.checked_add(n * 10))
        .find(|port| (0..3).all(|offset| port.checked_add(offset).is_some_and(free)));
    let Some(port) = found else {
        bail!(
            "the ports {start} to {} are in use; choose others with --port",
            start.saturating_add(2)
        );
    };
    let at = |offset| SocketAddr::from((Ipv4Addr::LOCALHOST, port + offset));
    Ok(Ports {
        public: at(0),
        staff: at(1),
        network: at(2),
    })
}

fn new_folder(wanted: Option<PathBuf>) -> anyhow::Result<PathBuf> {
    let folder = match wanted {
        Some(folder) if folder.exists() => {
            bail!(
                "{} exists already; the demo makes a new folder",
                folder.display()
            )
        }
        Some(folder) => folder,
        None => (1..=FOLDERS)
            .map(numbered)
            .find(|folder| !folder.exists())
            .unwrap_or_else(|| numbered(1)),
    };
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

fn numbered(n: u32) -> PathBuf {
    if n == 1 {
        "kontor-demo".into()
    } else {
        format!("kontor-demo-{n}").into()
    }
}

/// The invented partner network: a server of the demo's own that speaks the interface of a real one.
async fn serve_network(address: SocketAddr, process: &Process) -> anyhow::Result<()> {
    let listener = TcpListener::bind(address)
        .await
        .context("the sample partner network")?;
    let router = axum::Router::new().nest("/v1", kontor_partners::sample_network_router());
    let (name, peers) = ("sample partner network", kontor_web::Peers::unlimited());
    kontor_web::serve(name, listener, router, peers, &process.life);
    Ok(())
}

async fn apply_samples(config: &Config, process: &Process) -> anyhow::Result<()> {
    let database = wiring::open(config, Worker::Registrations)
        .await
        .map_err(|exit| anyhow::anyhow!("{exit}"))?;
    database
        .migrate(wiring::migrations(Worker::Registrations))
        .await?;
    let today = process
        .clock
        .now()
        .to_zoned(jiff::tz::TimeZone::system())
        .date();
    for (name, text) in kontor_registrations::SAMPLES {
        let draft = forum_file::parse(&kontor_registrations::dated(text, today));
        let draft = draft.map_err(|problems| anyhow::anyhow!("{name}: {problems:?}"))?;
        kontor_registrations::apply_forum(
            &database,
            process,
            Actor::CommandLine,
            draft,
            &config.site.public_url,
        )
        .await
        .with_context(|| format!("the sample forum {name}"))?;
    }
    database.close().await;
    Ok(())
}

/// The demo moves its clock, and so may not share a database or a broker with anything real.
async fn refuse_used(config: &Config) -> Outcome {
    let mut databases = Vec::new();
    for worker in Worker::ALL {
        databases.push(wiring::open(config, worker).await?);
    }
    databases.push(wiring::open_access(config).await?);
    for database in databases {
        if !database.is_new().await? {
            return Err(Exit::refused(anyhow::anyhow!(
                "demo_not_new: the database of {} has tables already (database.url); the demo moves \
                 its clock, so give it a new one",
                database.name()
            )));
        }
        database.close().await;
    }
    if Bus::is_new(config.bus.address()).await? {
        return Ok(());
    }
    Err(Exit::refused(anyhow::anyhow!(
        "demo_not_new: the broker has queues of Kontor already (bus.url); give the demo a virtual host \
         of its own"
    )))
}

fn explain(config: &Config, place: &str, ports: Ports) {
    let (public, staff) = (&config.site.public_url, config.staff.listen);
    say(format_args!(
        "\nKontor is running. Everything it writes is in {place}.\n\
         \n\
         1. Sign up to a forum      {public}/forums/{slug}\n\
         2. Read the mail it sent   http://{staff}/console/mails\n\
         3. Let months pass         http://{staff}/console/clock\n\
         4. Partners' listings      {public}/listings\n\
         5. The API                 {public}/api\n\
         \n\
         Try this: open 1 (also on a phone-sized window, also in German or French), sign up with any\n\
         address, then open 2: the mail is there as its reader would see it. Follow its link and press\n\
         the button; the confirmation with its calendar entry arrives at once. Sign up once more, do not\n\
         confirm, and jump with 3: the place is given back.\n\
         \n\
         The forums, people and companies are invented. The partner network is a stub of the demo's own\n\
         at http://{network}/v1. Stop with Ctrl+C; delete the folder to forget everything.\n",
        slug = FORUM,
        network = ports.network,
    ));
}
