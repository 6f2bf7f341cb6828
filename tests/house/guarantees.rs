//! Every promise in `docs/GUARANTEES.md` names tests; they exist.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The names of all functions that are tests, of the crate in a folder.
fn tests_in(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("target") {
                tests_in(&path, found);
            }
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            found.extend(test_names(&text));
        }
    }
}

/// Names that follow `fn` behind an attribute that says test, or stand in a macro's list of tests.
fn test_names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut marked = false;
    for line in text.lines().map(str::trim) {
        // A macro's list of tests: `contract::a_body_of_one_mebibyte_passes,`.
        let listed = line
            .strip_suffix(',')
            .and_then(|item| item.split_once("::"));
        if let Some((_, name)) = listed
            && name.contains('_')
            && name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        {
            names.push(name.to_owned());
        }
        let declared = line.trim_start_matches("async ").strip_prefix("fn ");
        if line.starts_with("#[") {
            marked |= line.contains("test");
        } else if let Some(rest) = declared {
            if marked {
                names.extend(rest.split(['(', '<']).next().map(str::to_owned));
            }
            marked = false;
        } else if !line.starts_with("//") && !line.is_empty() {
            marked = false;
        }
    }
    names
}

#[test]
fn every_test_that_a_promise_names_exists() {
    let document = fs::read_to_string(PathBuf::from(ROOT).join("docs/GUARANTEES.md")).unwrap();
    let mut found = BTreeSet::new();
    for folder in ["crates", "tests"] {
        tests_in(&PathBuf::from(ROOT).join(folder), &mut found);
    }
    let spans = document.split('`').skip(1).step_by(2);
    let named: Vec<_> = spans
        .filter(|span| span.starts_with("kontor") && span.contains("::"))
        .collect();
    assert!(
        named.len() >= 20,
        "only {} promises name a test",
        named.len()
    );
    for span in named {
        let name = span.rsplit("::").next().unwrap_or_default();
        assert!(
            found.contains(name),
            "docs/GUARANTEES.md names {span}, which does not exist"
        );
    }
}

/// Each line of the table that makes a promise names at least one test.
#[test]
fn no_promise_is_without_a_test() {
    let document = fs::read_to_string(PathBuf::from(ROOT).join("docs/GUARANTEES.md")).unwrap();
    let rows = document.lines().filter(|line| line.starts_with('|'));
    let rows = rows.filter(|line| !line.starts_with("|-") && !line.starts_with("| -"));
    for row in rows
        .skip(1)
        .filter(|row| !row.to_lowercase().contains("| kept by"))
    {
        assert!(
            row.contains("`kontor-") || row.contains("`kontor "),
            "this promise names no test: {row}"
        );
    }
}
