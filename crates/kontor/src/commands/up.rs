//! `kontor up` and `kontor <worker>`: runs workers until the process is told to stop.

use anyhow::Context;
use kontor_access::Access;
use kontor_bus::Bus;
use kontor_console::Console;
use kontor_contracts::Worker;
use kontor_runtime::{Process, metrics::Metrics};
use kontor_store::audit::Actor;
use kontor_web::{Pages, Peers, Site, SiteParts};
use tokio::net::TcpListener;

use crate::{
    config::Config,
    output::{self, Exit, Outcome, say},
    wiring,
};

pub(crate) async fn run(config: Config, workers: &[Worker]) -> Outcome {
    kontor_runtime::telemetry::init(&config.log)?;
    let process = Process::new();
    let access = start(&config, workers, &process, None).await?;
    kontor_runtime::systemd::follow(&process.life);
    tracing::info!(public = %config.http.listen, staff = %config.staff.listen, "ready");
    // On a terminal only: what is said there is in no log, which would keep the link.
    if output::is_terminal() {
        explain(&config, workers);
        if workers.len() == Worker::ALL.len() {
            let_in_the_first(&access).await?;
        }
        say("Stop with Ctrl+C.\n");
    }
    process.life.run().await?;
    tracing::info!("stopped");
    Ok(())
}

/// Where to look, for a person who has just started it.
fn explain(config: &Config, workers: &[Worker]) {
    let (public, staff) = (config.http.listen, config.staff.listen);
    say("");
    for worker in workers {
        let (pages, staff_page) = match worker {
            Worker::Registrations => (format!("Forums     http://{public}/"), "forums"),
            Worker::Mailer => (String::new(), "mails"),
            Worker::Partners => (format!("Listings   http://{public}/listings"), "sources"),
        };
        if !pages.is_empty() {
            say(pages);
        }
        say(format_args!(
            "For staff  http://{staff}/console/{staff_page}"
        ));
    }
}

/// While nobody can sign in: the link by which the first administrator does.
async fn let_in_the_first(access: &Access) -> anyhow::Result<()> {
    if let Some(link) = access.first_admin_link(Actor::CommandLine).await? {
        say(format_args!(
            "\nNobody can sign in yet. The first administrator opens this, once:\n{}\n",
            link.address()
        ));
    }
    Ok(())
}

/// Pages that only a command has that shows something.
pub(crate) struct Guest {
    pub(crate) parts: &'static SiteParts,
    pub(crate) pages: Pages,
}

/// Starts workers in this process, with their pages on the two listeners.
pub(crate) async fn start(
    config: &Config,
    workers: &[Worker],
    process: &Process,
    guest: Option<Guest>,
) -> Result<Access, Exit> {
    let metrics = Metrics::install();
    metrics.keep_flat(&process.life);
    let public = listen(config.http.listen, "http.listen").await?;
    let staff = listen(config.staff.listen, "staff.listen").await?;
    let mut parts = wiring::PARTS.to_vec();
    parts.extend(guest.as_ref().map(|guest| guest.parts));
    let site = Site::new(config.site.clone(), &parts).map_err(Exit::refused)?;
    let bus = Bus::open(config.bus.address(), process, workers).await;
    let bus = bus.map_err(|error| {
        let is_setting = error.is_setting();
        let error = anyhow::Error::new(error).context("the bus (bus.url)");
        if is_setting {
            Exit::refused(error)
        } else {
            Exit::from(error)
        }
    })?;
    let alone = workers.len() < Worker::ALL.len();
    let access = wiring::start_access(config, process, alone).await?;
    let public_url = &config.site.public_url;
    let console = Console::new(access.clone(), public_url, config.http.console);
    let mut pages = console.pages();
    if let Some(guest) = guest {
        pages = pages.merge(guest.pages);
    }
    for worker in workers {
        let database = if alone {
            wiring::open_migrated(config, *worker).await?
        } else {
            let database = wiring::open(config, *worker).await?;
            database.migrate(wiring::migrations(*worker)).await?;
            database
        };
        pages = pages.merge(
            wiring::start(config, *worker, process, database, (&bus, &site), &access).await?,
        );
    }
    let (health, life, gate) = (&process.health, &process.life, console.gate());
    let open = pages.public.merge(kontor_web::health_routes(health));
    let open = kontor_web::public(&site, open, &gate);
    let inner = kontor_web::staff_health_routes(health, &metrics);
    let inner = kontor_web::staff(&site, pages.staff.merge(inner), &config.staff.hosts, &gate);
    kontor_web::serve("public pages", public, open, Peers::of(&site), life);
    kontor_web::serve("staff pages", staff, inner, Peers::of(&site), life);
    Ok(access)
}

async fn listen(address: std::net::SocketAddr, setting: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!("cannot listen on {address}; free the port or choose another one ({setting})")
    })
}
