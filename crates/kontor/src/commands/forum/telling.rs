//! What goes with a change: the office's words, and for whoever makes it, what is otherwise and who is told.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::Context;
use kontor_contracts::{Language, LocalizedText};
use kontor_registrations::{
    Applied,
    domain::{Announcement, Told},
};

use crate::{
    cli::Telling,
    output::{Exit, say},
};

/// The words of the office; without a language of their own they are in that of the forum.
pub(super) fn announcement(telling: &Telling, main: &Language) -> Result<Announcement, Exit> {
    let note = telling.note.as_deref().map(|file| note(file, main));
    Ok(Announcement {
        note: note.transpose()?,
        silent: telling.silent,
    })
}

fn note(file: &Path, main: &Language) -> Result<LocalizedText, Exit> {
    let text = fs::read_to_string(file)
        .with_context(|| format!("cannot read {}", file.display()))
        .map_err(Exit::refused)?;
    let refused = |error: &dyn std::fmt::Display| {
        Exit::refused(anyhow::anyhow!("the note {}: {error}", file.display()))
    };
    let texts = if file.extension().is_some_and(|end| end == "toml") {
        toml::from_str(&text).map_err(|error| refused(&error))?
    } else {
        BTreeMap::from([(main.clone(), text)])
    };
    LocalizedText::new(texts).map_err(|error| refused(&error))
}

/// Says what is otherwise and who is told, before it is done.
pub(super) fn show(slug: &str, applied: &Applied, telling: &Telling) {
    let Applied::Changed {
        changes,
        told,
        over_capacity,
        ..
    } = applied
    else {
        return;
    };
    for change in changes {
        let or_nothing = |text: &str| if text.is_empty() { "–" } else { text }.to_owned();
        let (before, now) = (or_nothing(&change.before), or_nothing(&change.now));
        say(format_args!("  {}: {before} -> {now}", change.field));
    }
    say(format_args!("  {}", who(told, telling)));
    if *over_capacity > 0 {
        say(format_args!(
            "{slug}: {over_capacity} more places are taken than there are now; nobody loses theirs"
        ));
    }
}

fn who(told: &Told, telling: &Telling) -> String {
    if told.people.is_empty() {
        let noted = telling.note.is_some();
        return match (telling.silent, told.of.is_empty()) {
            (true, _) => "nobody is told: --silent".to_owned(),
            (_, true) if noted => {
                "nobody is told: this is nothing that people go by, and the note goes nowhere"
                    .to_owned()
            }
            (_, true) => "nobody is told: this is nothing that people go by".to_owned(),
            (_, false) => "nobody is told: nobody has signed up".to_owned(),
        };
    }
    let line = |language: &Language, count: u32| format!("{count} in {language}");
    let waiting: u32 = told.people.iter().map(|line| line.waiting).sum();
    let lines = told.people.iter();
    let lines = lines.map(|line_of| line(&line_of.language, line_of.count()));
    let of: Vec<_> = told.of.iter().map(|what| what.word()).collect();
    let invited: u32 = told.people.iter().map(|line| line.invited).sum();
    let aside = |count: u32, what: &str| match count {
        0 => String::new(),
        _ => format!(" ({count} {what})"),
    };
    format!(
        "{} told of {}: {}{}{}",
        people(told.count()),
        of.join(", "),
        lines.collect::<Vec<_>>().join(", "),
        aside(waiting, "on the waiting list"),
        aside(invited, "invited and silent"),
    )
}

fn people(count: u32) -> String {
    if count == 1 {
        "1 person is".to_owned()
    } else {
        format!("{count} people are")
    }
}
