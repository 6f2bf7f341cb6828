//! Commands in texts stand between backticks, so that pages show them as commands: copied as they are,
//! broken between their words only.

use std::{fs, path::Path};

/// What stands outside of backticks.
fn outside(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').step_by(2)
}

/// Whether a text speaks of `kontor` as one types it: a command follows.
fn names_a_command(text: &str) -> bool {
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let is_program = word.trim_start_matches(|c: char| !c.is_alphanumeric()) == "kontor";
        let follows = words
            .peek()
            .is_some_and(|next| next.starts_with(char::is_lowercase));
        if is_program && follows {
            return true;
        }
    }
    false
}

#[test]
fn every_command_in_a_text_stands_between_backticks() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let (mut commands, mut bare) = (0, Vec::new());
    for folder in fs::read_dir(crates).unwrap() {
        let locales = folder.unwrap().path().join("src/locales");
        for file in fs::read_dir(locales).into_iter().flatten() {
            let path = file.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            commands += text.matches("`kontor ").count();
            let lines = text
                .lines()
                .filter(|line| outside(line).any(names_a_command));
            bare.extend(lines.map(|line| format!("{}: {line}", path.display())));
        }
    }
    assert!(
        commands > 0,
        "no text has a command: the test looks at nothing"
    );
    assert!(bare.is_empty(), "{}", bare.join("\n"));
}

#[test]
fn a_command_outside_of_backticks_is_found() {
    for bare in [
        "type “kontor staff list”",
        "type: kontor forum apply",
        "`x` kontor up",
    ] {
        assert!(outside(bare).any(names_a_command), "{bare}");
    }
    for fine in [
        "type `kontor staff list`",
        "Kontor is running",
        "kontor",
        "the kontor",
    ] {
        assert!(!outside(fine).any(names_a_command), "{fine}");
    }
}
