//! `kontor demo`: what somebody sees who has never seen Kontor.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    time::Duration,
};

use kontor_testkit::wait;
use kontor_tests::{ports, program};

use crate::{journey, metrics};

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
    for language in ["de", "en", "fr"] {
        let (status, page) = journey::open(&format!("{}?lang={language}", addresses[0])).await;
        assert_eq!(status, 200);
        assert!(page.contains(&format!("lang=\"{language}\"")), "{language}");
    }
    every_page_of_every_sample_opens(&addresses[0]).await;
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
    metrics::are_those_of_the_handbook(&format!("http://127.0.0.1:{}/metrics", port + 1)).await;
    program::signal(demo.0.id(), "TERM");
    assert!(demo.0.wait().unwrap().success());
    assert!(folder.path().join("kontor-demo").is_dir());
}

/// One page that fails is enough to lose a company, whatever the others do.
async fn every_page_of_every_sample_opens(forum: &str) {
    let (site, _) = forum.split_once("/forums/").unwrap();
    let (_, home) = journey::open(&format!("{site}/?lang=en")).await;
    let slugs = home.split("href=\"/forums/").skip(1);
    let slugs: Vec<_> = slugs.filter_map(|rest| rest.split('?').next()).collect();
    assert_eq!(slugs.len(), 6, "{home}");
    for slug in slugs {
        for language in ["de", "en", "fr"] {
            let link = format!("{site}/forums/{slug}?lang={language}");
            let (status, page) = journey::open(&link).await;
            assert_eq!(status, 200, "{link}: {page}");
            assert!(page.contains("<h1>"), "{link}");
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
