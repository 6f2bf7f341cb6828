//! `kontor demo`: what somebody sees who has never seen Kontor.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    process::{Child, Command, Stdio},
    time::Duration,
};

use kontor_testkit::wait;
use kontor_tests::{ports, program};

use crate::{crawler, journey, metrics};

const LANGUAGES: [&str; 3] = ["de", "en", "fr"];

#[tokio::test]
async fn the_demo_prints_four_links_and_all_of_them_work() {
    let folder = tempfile::tempdir().unwrap();
    let port = free_three();
    let child = Command::new(program::path())
        .args(["demo", "--port", &port.to_string()])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut demo = Running(child);
    // Kept to the end: a program whose reader is gone cannot say its last line.
    let mut lines = BufReader::new(demo.0.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok);
    let said: Vec<String> = lines
        .by_ref()
        .take_while(|line| !line.contains("Ctrl+C"))
        .collect();
    let address = |line: &String| {
        line.split_whitespace()
            .find(|word| word.starts_with("http"))
            .map(str::to_owned)
    };
    let addresses: Vec<String> = said.iter().filter_map(address).take(4).collect();
    assert_eq!(addresses.len(), 4, "{said:#?}");
    for link in &addresses {
        let (status, page) = journey::open(link).await;
        assert_eq!(status, 200, "{link}: {page}");
    }
    let listings = async || {
        journey::open(&addresses[2])
            .await
            .1
            .contains("/listings/lst_")
    };
    assert!(
        wait::reached(Duration::from_mins(1), listings).await,
        "no listings were pulled"
    );
    every_link_leads_somewhere(port).await;
    metrics::are_those_of_the_handbook(&format!("http://127.0.0.1:{}/metrics", port + 1)).await;
    program::signal(demo.0.id(), "TERM");
    assert!(demo.0.wait().unwrap().success());
    assert!(folder.path().join("kontor-demo").is_dir());
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
        journey::open(&format!("{staff}staff/mails"))
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
    // The log shows a mail without the secret of its link, so this one leads nowhere.
    let (masked, others): (Vec<_>, Vec<_>) = found
        .into_iter()
        .partition(|(address, _)| address.contains("/confirm/"));
    let is_dead = |(_, status): &(String, u16)| *status == 404;
    assert!(
        !masked.is_empty() && masked.iter().all(is_dead),
        "{masked:#?}"
    );
    // The doors of the staff lead on to the first page, or to where one signs in.
    let (doors, others): (Vec<_>, Vec<_>) = others.into_iter().partition(|(address, _)| {
        let path = address.strip_prefix(staff.as_str()).unwrap_or("else");
        ["", "staff", "console/account"].contains(&path.split('?').next().unwrap_or_default())
    });
    assert!(doors.iter().all(|(_, status)| *status == 303), "{doors:#?}");
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
        ("/staff/mails/mail_", 1),
        ("/staff/forums/", 6),
        ("/staff/sources/", 1),
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

/// Ends with the test, also when the test fails.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        if self.0.kill().is_ok() {
            drop(self.0.wait());
        }
    }
}

/// The first of three free ports in a row.
fn free_three() -> u16 {
    loop {
        let first = ports::free().port();
        let free = |port: u16| std::net::TcpListener::bind(("127.0.0.1", port)).is_ok();
        if first < 65_000 && free(first) && free(first + 1) && free(first + 2) {
            return first;
        }
    }
}
