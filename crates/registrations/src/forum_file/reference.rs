//! What is written from the table of settings: the reference for people, and a file to begin with.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::{
    keys::{Form, KEYS, Key, Need},
    warn,
};
use crate::samples::dated;

/// Comments of the sample are broken before this column.
const COLUMN: usize = 88;

/// A forum file to begin with: every setting, each explained above its line.
pub fn sample(today: Date) -> String {
    let mut file = String::from(
        "# A forum, as Kontor reads it: change what stands after each = and put it online with\n\
         #   kontor forum apply --dry-run FILE    (says what would happen)\n\
         #   kontor forum apply FILE\n\
         # Apply it again whenever something changes. Lines that begin with # are for you alone.\n",
    );
    let mut table = "";
    for key in KEYS {
        file.push('\n');
        comment(&mut file, &about(key));
        if let Form::OneOf(words) = key.form {
            for known in words() {
                let _ = writeln!(file, "#   {:<17} {}", known.word, known.meaning);
            }
        }
        if key.table() != table {
            table = key.table();
            let _ = writeln!(file, "[{table}]");
        }
        let _ = writeln!(file, "{}", key.lines());
    }
    dated(&file, today)
}

fn about(key: &Key) -> String {
    let rule = match key.form {
        Form::OneOf(_) => "One of:".to_owned(),
        _ => format!("Write {}.", key.form.rule()),
    };
    format!("{}{} {rule}", key.meaning, need(key))
}

fn need(key: &Key) -> String {
    match key.need {
        Need::Always => String::new(),
        Need::If(condition) => format!(" Needed {condition}."),
        Need::Optional(without) => format!(" May be left out; then {}.", without()),
    }
}

fn comment(file: &mut String, text: &str) {
    let mut line = String::from("#");
    for word in text.split_whitespace() {
        if line.chars().count() + 1 + word.chars().count() > COLUMN {
            let _ = writeln!(file, "{line}");
            line = String::from("#");
        }
        let _ = write!(line, " {word}");
    }
    let _ = writeln!(file, "{line}");
}

/// The reference, in Markdown.
pub fn reference() -> String {
    let mut page = format!("{INTRODUCTION}{}\n## The settings\n", warn::KINDS);
    for key in KEYS {
        let needed = match key.need {
            Need::Always => "required",
            Need::If(_) => "required for some",
            Need::Optional(_) => "optional",
        };
        let _ = writeln!(page, "\n### `{}`\n\n*{needed}*\n", key.name);
        for sentence in format!("{}{}", key.meaning, need(key)).split_inclusive(". ") {
            let _ = writeln!(page, "{}", sentence.trim_end());
        }
        if let Form::OneOf(words) = key.form {
            page.push_str("\n| word | meaning |\n|---|---|\n");
            for known in words() {
                let _ = writeln!(page, "| `{}` | {} |", known.word, known.meaning);
            }
        } else {
            let _ = writeln!(page, "Written as {}.", key.form.rule());
        }
        let table = match key.table() {
            "" => String::new(),
            table => format!("[{table}]\n"),
        };
        let _ = writeln!(page, "\n```toml\n{table}{}\n```", key.lines());
    }
    // Any day will do; it is always the same, so that the document is.
    dated(&page, Date::constant(2026, 11, 23))
}

const INTRODUCTION: &str = "\
# The forum file

<!-- Written by a test of crates/registrations from its table of settings; KONTOR_WRITE_DOCS=1 writes it again. -->

A forum is described in one text file, in [TOML](https://toml.io).
`kontor forum sample > autumn-forum.toml` writes one in which every line is explained; change it and apply it:

```sh
kontor forum apply --dry-run autumn-forum.toml   # says what would happen, and changes nothing
kontor forum apply autumn-forum.toml             # puts it online
```

Apply the file again whenever something changes; a file that says what is already so changes nothing.
A file in which something is wrong is refused whole: each error has its line, the setting, and what to do.

## What must fit together

- `ends` is after `starts`, `registration_closes` not after `ends`, `registration_opens` before `registration_closes`.
- A forum `on_site` or `hybrid` has a `venue`; one `online` has none; one `on_site` has no `online_url`.
- Each of `languages` has a `title`.

## What is taken, with a warning

";
