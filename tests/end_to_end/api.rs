//! The API as a foreign programmer meets it: the commands of its page copied as they stand, and its
//! description taken at its word by schemathesis, which `tests/run` fetches.

use std::{path::Path, process::Command};

use kontor_testkit::{
    networks::{EenStub, Stub, een::STUB_KEY},
    wait,
};
use kontor_tests::{Kontor, mail};

use crate::{ground::Ground, journey};

/// What schemathesis is to look for; see the file.
const WISHES: &str = include_str!("schemathesis.toml");

/// An office with a forum and with listings.
async fn office() -> (Ground, EenStub, Kontor) {
    let (ground, stub) = (Ground::embedded().await, EenStub::start().await);
    stub.add(30, "2026-11-01T08:00:00Z");
    let source = format!(
        "[[partners.sources]]\nname = \"network\"\n\
         [partners.sources.een]\nurl = \"{}\"\napi_key = \"{STUB_KEY}\"\n\
         [site.rate]\nper_minute = 0\nburst = 0\n",
        stub.url
    );
    std::fs::write(ground.folder().join("kontor.toml"), source).unwrap();
    ground.forum(100_000);
    let kontor = ground.start("up").await;
    let pulled = async || {
        let (_, list) = journey::open(&kontor.url("/api/v1/listings")).await;
        list.contains("lst_")
    };
    let limit = std::time::Duration::from_mins(1);
    assert!(wait::reached(limit, pulled).await, "{}", kontor.log());
    (ground, stub, kontor)
}

#[tokio::test]
async fn every_command_of_the_page_can_be_copied_as_it_stands() {
    let (_ground, _stub, kontor) = office().await;
    let (_, page) = journey::open(&kontor.url("/api?lang=en")).await;
    let commands: Vec<String> = page
        .split("<code>curl ")
        .skip(1)
        .filter_map(|rest| rest.split_once("</code>"))
        .map(|(command, _)| unescaped(command))
        .collect();
    assert_eq!(commands.len(), 6, "one for each operation");
    for command in commands {
        assert!(
            !command.contains('{') || command.contains("-d"),
            "{command}"
        );
        let shown = format!("curl -s -w '\\n%{{http_code}}' {command}");
        // Two people copy it.
        for _ in 0..2 {
            let output = Command::new("sh").args(["-c", &shown]).output().unwrap();
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            let (body, status) = said.rsplit_once('\n').unwrap();
            let wanted = if command.contains("-d") { "202" } else { "200" };
            assert_eq!(status, wanted, "{command}: {body}");
        }
    }
}

/// The text of HTML in which nothing is marked up.
fn unescaped(html: &str) -> String {
    let signs = [
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#x2f;", "/"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ];
    signs.iter().fold(html.to_owned(), |text, (sign, meant)| {
        text.replace(sign, meant)
    })
}

#[tokio::test]
async fn schemathesis_finds_nothing() {
    let (ground, _stub, kontor) = office().await;
    let wishes = ground.folder().join("schemathesis.toml");
    std::fs::write(&wishes, WISHES).unwrap();
    let python = mail::python();
    let program = Path::new(&python).with_file_name("schemathesis");
    let url = kontor.url("/api/v1/openapi.json");
    let run = tokio::task::spawn_blocking(move || {
        Command::new(program)
            .arg("--config-file")
            .arg(wishes)
            .args(["run", "--no-color", &url])
            .current_dir(std::env::temp_dir())
            .output()
    });
    let output = run.await.unwrap().expect("schemathesis; run tests/run");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, error) = (said(&output.stdout), said(&output.stderr));
    assert!(output.status.success(), "{out}{error}\n{}", kontor.log());
    assert!(!out.contains("WARNING"), "{out}");
}
