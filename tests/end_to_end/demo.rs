//! `kontor demo`: what somebody sees who has never seen Kontor.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    process::{Child, Command, Stdio},
    time::Duration,
};

use kontor_testkit::wait;
use kontor_tests::{ports, program};

use crate::{crawler, ground::Ground, journey, metrics};

const LANGUAGES: [&str; 3] = ["de", "en", "fr"];

/// A demo that runs, in a folder of its own. Ends with the test, also when the test fails.
pub(crate) struct Demo {
    child: Child,
    /// Kept to the end: a program whose reader is gone cannot say its last line.
    lines: Box<dyn Iterator<Item = String> + Send>,
    pub(crate) folder: tempfile::TempDir,
    pub(crate) port: u16,
    /// What it has said, up to how to stop it.
    pub(crate) said: Vec<String>,
}

impl Drop for Demo {
    fn drop(&mut self) {
        if self.child.kill().is_ok() {
            drop(self.child.wait());
        }
    }
}

impl Demo {
    pub(crate) fn start() -> Self {
        Self::start_with(None)
    }

    /// With settings over those of the demo.
    pub(crate) fn start_with(settings: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = ports::free_in_a_row(3);
        let mut command = Command::new(program::path());
        command.args(["demo", "--port", &port.to_string()]);
        if let Some(settings) = settings {
            std::fs::write(folder.path().join("servers.toml"), settings).unwrap();
            command.args(["--settings", "servers.toml"]);
        }
        let mut child = command
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut lines = lines.map_while(Result::ok);
        let said = lines.by_ref();
        let said = said.take_while(|line| !line.contains("Ctrl+C")).collect();
        Self {
            child,
            lines: Box::new(lines),
            folder,
            port,
            said,
        }
    }

    /// The links that it prints, in their order.
    pub(crate) fn links(&self) -> Vec<String> {
        let address = |line: &String| {
            line.split_whitespace()
                .find(|word| word.starts_with("http"))
                .map(str::to_owned)
        };
        self.said.iter().filter_map(address).take(5).collect()
    }

    pub(crate) fn public(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], self.port))
    }

    pub(crate) fn staff_url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port + 1)
    }

    fn stop(&mut self) {
        program::signal(self.child.id(), "TERM");
        assert!(self.child.wait().unwrap().success());
        drop(self.lines.next());
    }
}

#[tokio::test]
async fn the_demo_prints_its_links_and_all_of_them_work() {
    let mut demo = Demo::start();
    let links = demo.links();
    assert_eq!(links.len(), 5, "{:#?}", demo.said);
    for link in &links {
        let (status, page) = journey::open(link).await;
        assert_eq!(status, 200, "{link}: {page}");
    }
    let listings = async || journey::open(&links[3]).await.1.contains("/listings/lst_");
    assert!(
        wait::reached(Duration::from_mins(1), listings).await,
        "no listings were pulled"
    );
    every_link_leads_somewhere(demo.port).await;
    metrics::are_those_of_the_handbook(&demo.staff_url("/metrics")).await;
    demo.stop();
    assert!(demo.folder.path().join("kontor-demo").is_dir());
}

/// One page that fails is enough to lose a company, whatever the others do: everything that somebody
/// can come to by links, on both listeners and in every language, with a sign-up and its mail there.
async fn every_link_leads_somewhere(port: u16) {
    let at = |port| SocketAddr::from(([127, 0, 0, 1], port));
    let (status, receipt) = journey::sign_up(at(port), "zoe@example.org", "de").await;
    assert_eq!(status, 202, "{receipt}");
    let sites = [port, port + 1].map(|port| format!("http://127.0.0.1:{port}/"));
    let staff = &sites[1];
    let mail = async || {
        journey::open(&format!("{staff}console/mails"))
            .await
            .1
            .contains("zoe@example.org")
    };
    assert!(wait::reached(Duration::from_mins(1), mail).await, "no mail");
    let entrances = ["?lang=", "api?lang=", "problems?lang="];
    let entrances = entrances.map(|path| format!("{}{path}", sites[0]));
    let doors = ["?lang=", "staff?lang="].map(|path| format!("{staff}{path}"));
    let entrances = entrances.into_iter().chain(doors);
    let seeds = entrances.flat_map(|path| LANGUAGES.map(|language| format!("{path}{language}")));
    let found = crawler::crawl(&sites, seeds.collect(), |address, page| {
        assert!(!page.contains("undefined"), "{address}: {page}");
    })
    .await;
    // The log shows a mail without the secret of its link, and a sample is of a forum that never was: what
    // would lead nowhere is no link.
    let nowhere = ["%E2%80%A2", "/forums/westafrika-2027"];
    let is_dead = |address: &String| nowhere.iter().any(|path| address.contains(path));
    let dead: Vec<_> = found
        .iter()
        .filter(|(address, _)| is_dead(address))
        .collect();
    assert!(dead.is_empty(), "{dead:#?}");
    // The doors of the staff lead on to the first page, or to where one signs in; the old one to the new.
    let (doors, others): (Vec<_>, Vec<_>) = found.into_iter().partition(|(address, _)| {
        let path = address.strip_prefix(staff.as_str()).unwrap_or("else");
        ["", "staff", "console"].contains(&path.split('?').next().unwrap_or_default())
    });
    assert!(
        doors.iter().all(|(_, status)| [303, 308].contains(status)),
        "{doors:#?}"
    );
    let dead: Vec<_> = others.iter().filter(|(_, status)| *status != 200).collect();
    assert!(dead.is_empty(), "{dead:#?}");
    assert_seen(
        &others
            .into_iter()
            .map(|(address, _)| address)
            .collect::<Vec<_>>(),
    );
}

/// Each kind of page is among the addresses in each language: the crawler came by.
fn assert_seen(addresses: &[String]) {
    for (path, least) in [
        ("/forums/", 6),
        ("/listings/lst_", 10),
        ("/console/mails/mail_", 1),
        ("/console/forums/", 6),
        ("/console/sources/", 1),
        ("/console/clock", 1),
    ] {
        for language in LANGUAGES.map(|language| format!("lang={language}")) {
            let of = |address: &&String| address.contains(path) && address.contains(&language);
            let count = addresses.iter().filter(of).count();
            assert!(
                count >= least,
                "{count} of {path}, {language}: {addresses:#?}"
            );
        }
    }
}

/// The demo's clock runs ahead: what it would write into the database of an office, or take from its broker,
/// could not be taken back.
#[tokio::test]
async fn the_demo_moves_no_clock_on_what_is_in_use() {
    let ground = Ground::servers().await;
    let [database, bus] =
        ["database.url", "bus.url"].map(|name| ground.settings.get(name).unwrap());
    let mut kontor = ground.start("up").await;
    assert!(kontor.stop().await);
    let folder = tempfile::tempdir().unwrap();
    let (file, port) = (folder.path().join("servers.toml"), ports::free_in_a_row(3));
    for (settings, says) in [
        (
            format!("[database]\nurl = '{database}'\n"),
            "has tables already (database.url)",
        ),
        (
            format!("[bus]\nurl = '{bus}'\n"),
            "has queues of Kontor already (bus.url)",
        ),
    ] {
        std::fs::write(&file, settings).unwrap();
        let mut command = Command::new(program::path());
        command.args(["demo", "--settings", "servers.toml", "--port"]);
        let command = command.arg(port.to_string()).current_dir(folder.path());
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{said}");
        assert!(
            said.contains("demo_not_new") && said.contains(says),
            "{said}"
        );
    }
}
