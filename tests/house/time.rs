//! One source of time: the clock of the runtime. What a database, a library or the standard library knows
//! of it is not asked, so that a story can be told in a minute, and a test can stand at any moment.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// How code would read the time past the clock. clippy.toml refuses the first three by their types; what
/// stands in a text of SQL, or comes by another way, only this test sees.
const AROUND: [&str; 14] = [
    "Timestamp::now(",
    "Zoned::now(",
    "SystemTime::now(",
    "Utc::now(",
    "Local::now(",
    "OffsetDateTime::now",
    "CURRENT_TIMESTAMP",
    "CURRENT_DATE",
    "clock_timestamp(",
    "datetime('now'",
    "strftime('%s'",
    "unixepoch(",
    "now() AT",
    " NOW()",
];

/// Where one of them stands rightly, and why.
const RIGHTLY: [(&str, &str); 2] = [
    ("runtime/src/clock.rs", "the clock itself"),
    (
        "store/src/database.rs",
        "the time of a database, for doctor to compare with ours",
    ),
];

/// Files with the demo's clock in them: the crate itself, and the one command that has it.
const DEMO: [&str; 1] = ["kontor/src/commands/demo.rs"];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs" || it == "sql") {
            found.push(path);
        }
    }
}

/// Each file of the product: its name below `crates/`, and its text.
fn product() -> Vec<(String, String)> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let mut found = Vec::new();
    for folder in fs::read_dir(&crates).unwrap() {
        let folder = folder.unwrap().path();
        if !folder.ends_with("testkit") {
            files(&folder.join("src"), &mut found);
        }
    }
    let named = found.into_iter().map(|path| {
        let name = path.strip_prefix(&crates).unwrap().display().to_string();
        (name, fs::read_to_string(&path).unwrap())
    });
    named.collect()
}

#[test]
fn nothing_reads_the_time_past_the_clock() {
    let mut past = Vec::new();
    for (name, text) in product() {
        let rightly = RIGHTLY.iter().any(|(file, _)| name == *file);
        let around = AROUND.iter().filter(|way| text.contains(*way));
        past.extend(
            around
                .filter(|_| !rightly)
                .map(|way| format!("{name}: {way}")),
        );
    }
    assert!(past.is_empty(), "{past:#?}");
}

/// In no other way of running the program can a clock be moved.
#[test]
fn only_the_demo_knows_the_clock_that_can_be_moved() {
    let knows = |text: &str| text.contains("kontor_demo") || text.contains("DemoClock");
    let mut others = product();
    others.retain(|(name, text)| {
        let is_demo = name.starts_with("demo/") || DEMO.contains(&name.as_str());
        !is_demo && knows(text)
    });
    let names: Vec<_> = others.into_iter().map(|(name, _)| name).collect();
    assert!(names.is_empty(), "{names:#?}");
}
