//! The API as a foreign programmer meets it: the commands of its page copied as they stand, and its
//! description taken at its word by schemathesis, which `tests/run` fetches.

use std::{path::Path, process::Command};

use kontor_testkit::{
    networks::{EenStub, Stub, een::STUB_KEY},
    wait,
};
use kontor_tests::{Kontor, mail};

use crate::{
    ground::Ground,
    journey,
    people::{self, Shown},
};

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
    assert_eq!(commands.len(), 14, "one for each operation");
    let (guarded, open): (Vec<_>, Vec<_>) = commands
        .into_iter()
        .partition(|command| command.contains("Bearer $TOKEN"));
    assert_eq!(
        guarded.len(),
        8,
        "those of mails, invitations and reminders, and the change of a forum"
    );
    for command in open {
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

/// The changing of a forum; it has no links to follow.
const CHANGES: &[&str] = &[
    "--include-method",
    "PATCH",
    "--phases",
    "examples,coverage,fuzzing",
];

/// What changes nothing.
const OPEN: &[&str] = &[
    "--exclude-method",
    "PATCH",
    "--exclude-operation-id",
    "invite",
    "--exclude-operation-id",
    "withdrawInvitation",
    "--exclude-operation-id",
    "orderReminder",
];

/// The inviting of people and the orders about reminders, by whoever may.
const INVITES: &[&str] = &[
    "--include-operation-id",
    "invite",
    "--include-operation-id",
    "withdrawInvitation",
    "--include-operation-id",
    "orderReminder",
    "--phases",
    "examples,coverage,fuzzing",
];

/// Has the API tried out by whoever may be this; says what was found.
async fn tried(
    (kontor, ground): (&Kontor, &Ground),
    role: &'static [&'static str],
    part: &'static [&'static str],
) -> String {
    let wishes = ground.folder().join("schemathesis.toml");
    std::fs::write(&wishes, WISHES).unwrap();
    let program = Path::new(&mail::python()).with_file_name("schemathesis");
    let program_of = people::program(ground, "anna@office.example", role[0], role);
    let Shown::Token(token) = program_of.shown else {
        unreachable!("programs have tokens");
    };
    let url = kontor.url("/api/v1/openapi.json");
    let run = tokio::task::spawn_blocking(move || {
        Command::new(program)
            .arg("--config-file")
            .arg(wishes)
            .args(["run", "--no-color", "--header"])
            .arg(format!("Authorization: Bearer {token}"))
            .args(part)
            .arg(&url)
            .current_dir(std::env::temp_dir())
            .output()
    });
    let output = run.await.unwrap().expect("schemathesis; run tests/run");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, error) = (said(&output.stdout), said(&output.stderr));
    assert!(output.status.success(), "{out}{error}\n{}", kontor.log());
    out
}

/// First what changes nothing for the others that are tried; then the changing of a forum, after which it
/// may be off, or a draft.
#[tokio::test]
async fn schemathesis_finds_nothing() {
    let (ground, _stub, kontor) = office().await;
    // A mail that the description leads to, and tokens of somebody who may see it.
    let (status, _) = journey::sign_up(kontor.public, "zoe@example.org", "de").await;
    assert_eq!(status, 202);
    ground.mail.wait_for(1).await;
    people::sign_in(&ground, &people::staff(&kontor), "anna", &["organiser"]).await;
    let office = (&kontor, &ground);
    let found = tried(office, &["reader"], OPEN).await;
    assert!(!found.contains("WARNING"), "{found}");
    tried(office, &["organiser"], INVITES).await;
    tried(office, &["organiser"], CHANGES).await;
}
