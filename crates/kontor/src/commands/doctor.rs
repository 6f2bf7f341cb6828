//! `kontor doctor`: checks everything that the configuration names, one line each, and says what to
//! do about what is wrong. Changes nothing. What a person would find wrong only later: `advice`.

mod accounts;
mod advice;
mod templates;

use std::{net::SocketAddr, path::Path, time::Duration};

use kontor_contracts::{EmailAddress, Worker};
use kontor_runtime::{Clock, Process, SystemClock};
use kontor_store::{Database, Migrations};
use serde::Serialize;

use crate::{
    cli::Doctor,
    config::Config,
    output::{Exit, Outcome, say},
    wiring,
};

/// The longest that one check may take.
const WAIT: Duration = Duration::from_secs(20);
/// The most that two clocks may differ.
const SKEW_MAX_MS: u64 = 5_000;

/// What one check found.
#[derive(Debug, Serialize)]
struct Finding {
    check: String,
    /// Whether Kontor can work like this.
    ok: bool,
    level: Level,
    found: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    remedy: Option<String>,
}

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    /// All is well.
    Ok,
    /// It works, but not as an office wants it.
    Warning,
    /// It does not work.
    Failure,
}

impl Finding {
    fn new(check: impl Into<String>, level: Level, found: impl Into<String>) -> Self {
        Self {
            check: check.into(),
            ok: level != Level::Failure,
            level,
            found: found.into(),
            remedy: None,
        }
    }

    fn good(check: impl Into<String>, found: impl Into<String>) -> Self {
        Self::new(check, Level::Ok, found)
    }

    fn warning(
        check: impl Into<String>,
        found: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            remedy: Some(remedy.into()),
            ..Self::new(check, Level::Warning, found)
        }
    }

    fn bad(check: impl Into<String>, found: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            remedy: Some(remedy.into()),
            ..Self::new(check, Level::Failure, found)
        }
    }
}

pub(crate) async fn run(config: &Config, doctor: Doctor) -> Outcome {
    let mut findings = vec![folders(config), clock()];
    for worker in Worker::ALL {
        findings.push(within(worker.name(), database(config, worker)).await);
    }
    let access = within("access", accounts::database(config)).await;
    let can_be_asked = access.ok;
    findings.push(access);
    findings.push(within("broker", broker(config)).await);
    findings.push(within("mail", mail(config)).await);
    if let Some(to) = &doctor.send_test {
        findings.push(within("test mail", test_mail(config, to)).await);
    }
    for source in &config.partners.sources {
        findings.push(within(&source.name, partner(source)).await);
    }
    findings.push(listener("public pages", config.http.listen, "http.listen").await);
    findings.push(listener("staff pages", config.staff.listen, "staff.listen").await);
    findings.extend(templates::findings(config));
    findings.extend(advice::on(config));
    findings.extend(accounts::network(config));
    if can_be_asked {
        let administrators = Box::pin(accounts::administrators(config));
        findings.push(within("administrators", administrators).await);
    }
    if config.access.oidc.is_on() {
        let provider = accounts::provider(config);
        findings.push(within("sign-in provider", provider).await);
    }
    report(doctor.output.json, &findings)
}

fn report(json: bool, findings: &[Finding]) -> Outcome {
    if json {
        say(serde_json::to_string_pretty(findings)?);
    } else {
        for finding in findings {
            let word = match finding.level {
                Level::Ok => "ok  ",
                Level::Warning => "warn",
                Level::Failure => "FAIL",
            };
            say(format_args!("{word} {}: {}", finding.check, finding.found));
            if let Some(remedy) = &finding.remedy {
                say(format_args!("       -> {remedy}"));
            }
        }
    }
    let failed = findings.iter().filter(|finding| !finding.ok).count();
    if failed == 0 {
        return Ok(());
    }
    Err(Exit::from(anyhow::anyhow!(
        "{failed} of {} checks failed",
        findings.len()
    )))
}

async fn within(name: &str, check: impl Future<Output = Finding>) -> Finding {
    tokio::time::timeout(WAIT, check).await.unwrap_or_else(|_| {
        Finding::bad(
            name,
            "no answer within 20 seconds",
            "check the address and the network in between",
        )
    })
}

fn said<E: std::error::Error + Send + Sync + 'static>(
    check: impl Into<String>,
    result: Result<String, E>,
) -> Finding {
    match result {
        Ok(found) => Finding::good(check, found),
        Err(error) => {
            let error = anyhow::Error::new(error);
            let text = error.to_string();
            let (found, remedy) = text
                .split_once(": ")
                .unwrap_or((&text, "see docs/OPERATIONS.md"));
            let causes = error.chain().skip(1).map(ToString::to_string);
            let found: Vec<String> = std::iter::once(found.to_owned()).chain(causes).collect();
            Finding::bad(check, found.join(": "), remedy)
        }
    }
}

fn folders(config: &Config) -> Finding {
    let bus = config.bus.address();
    let databases = [&config.database.url, &config.access.database];
    let databases = databases
        .into_iter()
        .filter_map(|url| url.strip_prefix("sqlite:"));
    let folders = databases.chain(bus.folder());
    let mut checked = Vec::new();
    for folder in folders {
        let tried = writable(Path::new(folder));
        if let Err(error) = tried {
            let remedy = "give the user who runs kontor the right to write there";
            return Finding::bad(
                "folders",
                format!("cannot write in {folder}: {error}"),
                remedy,
            );
        }
        checked.push(folder.to_owned());
    }
    checked.dedup();
    Finding::good(
        "folders",
        if checked.is_empty() {
            "none needed".into()
        } else {
            checked.join(", ")
        },
    )
}

/// Whether one can write in a folder, or in the one that it would be made in.
fn writable(folder: &Path) -> std::io::Result<()> {
    let mut there = folder.ancestors().filter(|folder| folder.is_dir());
    let probe = there
        .next()
        .unwrap_or(Path::new("."))
        .join(".kontor-doctor");
    std::fs::File::create_new(&probe).and_then(|_| std::fs::remove_file(&probe))
}

fn clock() -> Finding {
    let now = SystemClock.now();
    let zones = jiff::tz::TimeZone::get("Europe/Berlin").is_ok();
    let built: jiff::Timestamp = jiff::Timestamp::from_second(1_767_225_600).unwrap_or_default();
    if now < built {
        return Finding::bad(
            "clock",
            format!("it shows {now}"),
            "set the clock; run an NTP client",
        );
    }
    if !zones {
        return Finding::bad(
            "clock",
            "there is no time zone database",
            "install the package tzdata",
        );
    }
    Finding::good("clock", now.strftime("%Y-%m-%d %H:%M:%S UTC").to_string())
}

async fn database(config: &Config, worker: Worker) -> Finding {
    let folder = config.database.url.strip_prefix("sqlite:");
    let opened = Box::pin(wiring::open(config, worker));
    tables(worker.name(), folder, wiring::migrations(worker), opened).await
}

/// Whether a database can be opened, has the tables of this program, can write, and agrees on the time.
async fn tables(
    name: &str,
    folder: Option<&str>,
    sets: &[Migrations],
    opened: impl Future<Output = Result<Database, Exit>>,
) -> Finding {
    let check = format!("database of {name}");
    if let Some(finding) = not_yet(&check, folder, name) {
        return finding;
    }
    let database = match opened.await {
        Ok(database) => database,
        Err(exit) => {
            return Finding::bad(
                check,
                exit.to_string(),
                "check the address and the server behind it",
            );
        }
    };
    match database.is_migrated(sets).await {
        Ok(true) => {}
        Ok(false) => {
            let remedy =
                "kontor up mends that by itself; for workers that run alone, kontor migrate";
            return Finding::warning(check, "its tables are missing or old", remedy);
        }
        Err(error) => return said::<kontor_store::StoreError>(check, Err(error)),
    }
    if let Err(error) = database.ping().await {
        return said::<kontor_store::StoreError>(check, Err(error));
    }
    match skew(&database).await {
        Some(skew) if skew > SKEW_MAX_MS => Finding::bad(
            check,
            format!("its clock differs from this machine's by {skew} ms"),
            "run an NTP client on both machines",
        ),
        _ => Finding::good(check, format!("{:?}, up to date", database.engine())),
    }
}

/// A file that the first start will make is nothing wrong, and looking for it must not make it.
fn not_yet(check: &str, folder: Option<&str>, name: &str) -> Option<Finding> {
    let file = Path::new(folder?).join(format!("{name}.sqlite"));
    let missing = !file.exists();
    missing.then(|| Finding::good(check, "not created yet: kontor up will create it"))
}

/// By how much the clock of a database server differs from ours.
async fn skew(database: &Database) -> Option<u64> {
    let theirs = database.server_ms().await.ok()??;
    Some(theirs.abs_diff(SystemClock.now_ms()))
}

async fn broker(config: &Config) -> Finding {
    let address = config.bus.address();
    if let Some(finding) = not_yet("bus", address.folder(), "bus") {
        return finding;
    }
    let checked = Box::pin(kontor_bus::Bus::check(address)).await;
    said(
        "bus",
        checked.map(|()| "answers, and its queues are there".to_owned()),
    )
}

async fn mail(config: &Config) -> Finding {
    match kontor_mailer::check_transport(&config.mailer).await {
        Ok(()) => Finding::good("mail", "it could leave now"),
        Err(trouble) => Finding::bad("mail", trouble.to_string(), trouble.remedy()),
    }
}

async fn test_mail(config: &Config, to: &EmailAddress) -> Finding {
    let unique = Process::new().ids.next().simple().to_string();
    let sent = kontor_mailer::send_test(&config.mailer, to, &unique, SystemClock.now()).await;
    match sent {
        Ok(said) => Finding::good("test mail", format!("it has left ({said})")),
        Err(found) => Finding::bad("test mail", found, "check [mailer] in the configuration"),
    }
}

async fn partner(source: &kontor_partners::SourceSettings) -> Finding {
    let check = format!("source {}", source.name);
    let found = kontor_partners::check_source(source, std::sync::Arc::new(SystemClock)).await;
    match (found.works, found.clock_ahead_s) {
        (true, Some(ahead)) if ahead.unsigned_abs() * 1_000 > SKEW_MAX_MS => {
            let found = format!("its clock is {ahead} s ahead of ours");
            Finding::bad(
                check,
                found,
                "run an NTP client; if ours is right, tell the network",
            )
        }
        (true, _) => Finding::good(check, found.detail),
        (false, _) => {
            let remedy = format!(
                "check [[partners.sources]] {}, or ask the network",
                source.name
            );
            Finding::bad(check, found.detail, remedy)
        }
    }
}

/// A listener is well if the port is free, or if a kontor answers there.
async fn listener(name: &str, address: SocketAddr, setting: &str) -> Finding {
    let check = format!("{name} ({setting})");
    match tokio::net::TcpListener::bind(address).await {
        Ok(_) => Finding::good(check, format!("{address} is free")),
        Err(_)
            if super::healthcheck::ask(address)
                .await
                .is_ok_and(|status| status.contains("200")) =>
        {
            Finding::good(check, format!("kontor answers at {address}"))
        }
        Err(error) => Finding::bad(
            check,
            format!("cannot listen on {address}: {error}"),
            format!("free the port or choose another one ({setting})"),
        ),
    }
}
