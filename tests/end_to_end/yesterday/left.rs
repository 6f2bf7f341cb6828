//! What an older version left: loaded into a fresh place, moved to today, and read as it stands.

use std::{collections::BTreeMap, fs, path::PathBuf, process::Command};

use jiff::{SignedDuration, Timestamp};
use kontor_testkit::TestDatabase;
use kontor_tests::mail::python;
use serde_json::Value;

use crate::ground::Ground;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/yesterday");
const WORKERS: [&str; 3] = ["registrations", "mailer", "partners"];
/// For how long the program was off. Leases have run out; nothing is old enough to be forgotten.
const OUTAGE: SignedDuration = SignedDuration::from_hours(3);
/// Instants so close to the moment of the loss of power are moved.
const BEFORE: SignedDuration = SignedDuration::from_hours(24);
const AFTER: SignedDuration = SignedDuration::from_hours(60 * 24);

/// Every row of every table, by `worker.table`.
pub(super) type Tables = BTreeMap<String, Vec<String>>;

/// Where an older version ran.
pub(super) struct Left {
    pub(super) ground: Ground,
    /// What must be seen of it: `expected.json`.
    pub(super) expected: Value,
    database: Option<TestDatabase>,
}

impl Left {
    pub(super) async fn sqlite() -> Self {
        let ground = Ground::embedded().await;
        let left = Files::of("sqlite");
        for worker in WORKERS {
            load(&ground, worker, &left.read(&format!("{worker}.sql")));
        }
        load(&ground, "bus", &left.read("bus.sql"));
        Self {
            ground,
            expected: left.expected,
            database: None,
        }
    }

    pub(super) async fn postgres() -> Self {
        let (mut ground, database) = (Ground::embedded().await, TestDatabase::postgres().await);
        ground.settings = ground.settings.with("database.url", &database.url);
        let left = Files::of("postgres");
        let file = ground.folder().join("kontor.sql");
        fs::write(&file, left.read("kontor.sql")).unwrap();
        psql(&database.url, &["-f", file.to_str().unwrap()]);
        load(&ground, "bus", &left.read("bus.sql"));
        Self {
            ground,
            expected: left.expected,
            database: Some(database),
        }
    }

    pub(super) fn tables(&self) -> Tables {
        match &self.database {
            Some(database) => tables_of_server(&database.url),
            None => tables_of_files(&self.ground),
        }
    }

    pub(super) async fn remove(self) {
        if let Some(database) = self.database {
            database.drop_it().await;
        }
    }
}

/// The files of one engine.
struct Files {
    folder: PathBuf,
    expected: Value,
}

impl Files {
    fn of(engine: &str) -> Self {
        let folder = PathBuf::from(FOLDER).join(engine);
        let expected = fs::read_to_string(folder.join("expected.json")).unwrap();
        Self {
            folder,
            expected: serde_json::from_str(&expected).unwrap(),
        }
    }

    /// A file with its instants as if the power had been lost an [`OUTAGE`] ago.
    fn read(&self, name: &str) -> String {
        let text = fs::read_to_string(self.folder.join(name)).unwrap();
        let taken = self.expected["taken_at"].as_i64().unwrap();
        moved(&text, Timestamp::from_millisecond(taken).unwrap())
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "no process of ours: a test beside one"
)]
/// Moves numbers that can only be instants of those days, and how long places are held.
fn moved(text: &str, taken: Timestamp) -> String {
    const HELD: &str = "\"held_until\":\"";
    let by = Timestamp::now() - OUTAGE - taken;
    let ms = |at: Timestamp| at.as_millisecond();
    let near = ms(taken - BEFORE)..ms(taken + AFTER);
    let mut moved = String::with_capacity(text.len());
    for piece in text.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let word = piece.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        match word.parse() {
            Ok(at) if word.len() == 13 && near.contains(&at) => {
                let at = Timestamp::from_millisecond(at).unwrap() + by;
                moved += &ms(at).to_string();
                moved += &piece[word.len()..];
            }
            _ => moved += piece,
        }
    }
    let mut parts = moved.split(HELD);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (held, rest) = part.split_once('"').unwrap();
        let held: Timestamp = held.parse().unwrap();
        text += HELD;
        text += &(held + by).to_string();
        text.push('"');
        text += rest;
    }
    text
}

fn load(ground: &Ground, name: &str, sql: &str) {
    const LOAD: &str = "import sqlite3, sys\n\
        sqlite3.connect(sys.argv[1]).executescript(open(sys.argv[2]).read())";
    let at = |end: &str| ground.folder().join(format!("{name}.{end}"));
    fs::write(at("sql"), sql).unwrap();
    let mut load = Command::new(python());
    load.args(["-c", LOAD]).arg(at("sqlite")).arg(at("sql"));
    assert!(load.status().unwrap().success());
}

fn tables_of_files(ground: &Ground) -> Tables {
    const READ: &str = r#"
import json, sqlite3, sys
found = {}
for worker in sys.argv[2:]:
    database = sqlite3.connect(f"{sys.argv[1]}/{worker}.sqlite")
    for (table,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        found[f"{worker}.{table}"] = sorted(map(repr, database.execute(f"SELECT * FROM {table}")))
print(json.dumps(found))
"#;
    let mut read = Command::new(python());
    read.args(["-c", READ]).arg(ground.folder()).args(WORKERS);
    serde_json::from_slice(&read.output().unwrap().stdout).unwrap()
}

fn tables_of_server(url: &str) -> Tables {
    let schemas = WORKERS.map(|worker| format!("'{worker}'")).join(",");
    let tables = format!(
        "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname IN ({schemas})"
    );
    let rows = |table: &str| {
        let sql = format!("SELECT row_to_json(t) FROM {table} t ORDER BY t::text");
        lines(&psql(url, &["-c", &sql]))
    };
    let tables = lines(&psql(url, &["-c", &tables])).into_iter();
    tables.map(|table| (table.clone(), rows(&table))).collect()
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

fn psql(url: &str, arguments: &[&str]) -> String {
    let quiet = ["-qAtX", "-v", "ON_ERROR_STOP=1"];
    let output = Command::new("psql")
        .arg(url)
        .args(quiet)
        .args(arguments)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}
