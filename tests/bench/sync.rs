//! A first pull of 10,000 listings and one in which nothing has changed, with the memory it takes.

use std::time::{Duration, Instant};

use kontor_tests::{Kontor, http, ports, program};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpListener,
};

use crate::{idle::resident, report::Report, servers::Ground};

const LISTINGS: usize = 10_000;

pub(crate) async fn run(report: &mut Report) {
    for (name, ground) in [
        ("PostgreSQL", Ground::servers().await),
        ("SQLite", Ground::embedded()),
    ] {
        one(report, name, ground).await;
    }
}

async fn one(report: &mut Report, name: &str, ground: Ground) {
    let address = ports::free();
    let server = tokio::task::JoinSet::from_iter([serve(address)]);
    let sources = ground.path().join("kontor.toml");
    let text = format!(
        "[[partners.sources]]\nname = \"bench\"\n\
         [partners.sources.een]\nurl = \"http://{address}/v1\"\n"
    );
    std::fs::write(&sources, text).expect("the configuration");
    program::succeed(&ground.settings, ground.path(), &["migrate"]);
    let kontor = Kontor::start(&ground.settings, ground.path(), &["partners"]).await;
    let first = finished(&ground, "").await;
    let memory = resident(kontor.id());
    let pulled = http::client()
        .post(kontor.staff_url("/console/sources/bench/pull"))
        .send()
        .await
        .expect("an answer");
    assert!(
        pulled.status().is_success() || pulled.status().is_redirection(),
        "{}",
        pulled.status()
    );
    let second = finished(&ground, &first.id).await;
    let rate = format!("{:.0}", first.received / first.seconds);
    report.add(
        format!("first pull of 10,000 listings, listings/s, {name}"),
        rate,
        "goal 2,000",
    );
    report.add(
        format!("pull with nothing new, s, {name}"),
        format!("{:.2}", second.seconds),
        "goal 0.3",
    );
    report.add(
        format!("resident MB after it, {name}"),
        format!("{memory:.1}"),
        "goal under 100",
    );
    drop((kontor, server));
    ground.remove().await;
}

/// A run that has ended.
struct Run {
    id: String,
    seconds: f64,
    received: f64,
}

/// Waits until a run other than `before` has ended well.
async fn finished(ground: &Ground, before: &str) -> Run {
    let deadline = Instant::now() + Duration::from_mins(2);
    loop {
        let list = program::succeed(&ground.settings, ground.path(), &["sources", "--json"]);
        let sources: Value = serde_json::from_str(&list).expect("JSON");
        let newest = &sources[0]["last_run"];
        if newest["outcome"] == "ok" && newest["run"] != before {
            let at = |name: &str| newest[name].as_f64().expect("a moment");
            return Run {
                id: newest["run"].as_str().expect("an id").to_owned(),
                seconds: (at("finished_at_ms") - at("started_at_ms")) / 1_000.0,
                received: newest["counts"]["received"].as_f64().expect("a count"),
            };
        }
        assert!(Instant::now() < deadline, "the run did not end: {list}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// A server of pages as a partner network has them, made once and kept as bytes.
async fn serve(address: std::net::SocketAddr) {
    let listener = TcpListener::bind(address).await.expect("the port is free");
    let pages: Vec<String> = (0..LISTINGS).step_by(200).map(page).collect();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            return;
        };
        let mut stream = BufReader::new(stream);
        loop {
            let (mut request, mut line) = (String::new(), String::new());
            while stream.read_line(&mut line).await.is_ok_and(|read| read > 2) {
                if request.is_empty() {
                    request.clone_from(&line);
                }
                line.clear();
            }
            if request.is_empty() {
                break;
            }
            let index = request
                .split("PageIndex=")
                .nth(1)
                .and_then(|rest| rest.split(['&', ' ']).next())
                .and_then(|n| n.parse::<usize>().ok());
            let incremental = request.contains("FromDate=20");
            let empty =
                json!({ "data": { "items": [], "pagingInfo": { "hasNext": false } } }).to_string();
            let body = match index.and_then(|index| pages.get(index.saturating_sub(1))) {
                Some(page) if !incremental || index == Some(1) => page,
                _ => &empty,
            };
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
                body.len()
            );
            if stream.get_mut().write_all(head.as_bytes()).await.is_err()
                || stream.get_mut().write_all(body.as_bytes()).await.is_err()
            {
                break;
            }
        }
    }
}

fn page(first: usize) -> String {
    let items: Vec<Value> = (first..first + 200).map(item).collect();
    json!({ "data": { "items": items, "pagingInfo": { "hasNext": first + 200 < LISTINGS } } })
        .to_string()
}

/// A listing of about 3.4 kB, as real ones are.
fn item(n: usize) -> Value {
    json!({
        "id": format!("id-{n}"),
        "reference": format!("BODE202609{:02}{:03}", 1 + n / 1_000, n % 1_000),
        "created": "2026-09-01T08:00:00Z",
        "lastModified": format!("2026-09-{:02}T{:02}:{:02}:00Z", 1 + n / 1_000, n % 1_000 / 60, n % 60),
        "title": format!("Manufacturer {n} of precision parts seeks distributors"),
        "profileType": { "code": "BO", "name": "Business offer" },
        "partnerOrganisationCountry": "DE",
        "shortSummary": "A family-owned company offers machined parts and looks for partners. ".repeat(5),
        "description": "The company was founded long ago and has grown since, with its own design. ".repeat(30),
        "profileStatus": { "name": "PUBLISHED" },
        "publicationDate": "2026-09-01",
        "expirationDate": "2027-09-01",
        "marketKeywords": ["006002", "08001"],
        "technologyKeywords": ["02007"],
        "targetedCountries": ["FR", "PL", "CI"],
        "publicURL": format!("https://network.example.org/profiles/{n}"),
    })
}
