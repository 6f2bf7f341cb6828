//! What is written from the table of settings: the reference for people, and a file to begin with.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::{
    keys::{Form, Key, Need},
    table as settings, warn,
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
    for key in settings::all() {
        file.push('\n');
        comment(&mut file, &about(key));
        if let Form::OneOf(words) = key.form {
            for known in words() {
                let _ = writeln!(file, "#   {:<17} {}", known.word, known.meaning);
            }
        }
        if key.table() != table {
            table = key.table();
            let _ = writeln!(file, "{}", key.heading());
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
    for key in settings::all() {
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
            _ => format!("{}\n", key.heading()),
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

## When something changes

`kontor forum apply` says first what changes and who is told by mail: everybody who has confirmed, of whatever they go by (time, place, format, link, title, registration deadline), and everybody who has signed up, of a forum that is `cancelled`.
A change to anything else is told to nobody.

| to | do |
|---|---|
| look first | `--dry-run` |
| say a few words with it | `--note FILE`: a text in the forum's main language, or a TOML file with one for each (`de = \"…\"`) |
| mend a misprint that nobody need hear of | `--silent` |
| do one thing without the file | `kontor forum move`, `relocate`, `cancel`, `capacity`; the page \"Change\" of the forum in the console; `PATCH /api/v1/forums/{forum}` |

Keep the file in step with what is done without it: the next `apply` makes the forum what the file says.

## What must fit together

- `ends` is after `starts`, `registration_closes` not after `ends`, `registration_opens` before `registration_closes`, `changes_close` not after `starts`.
- A forum `on_site` or `hybrid` has a `venue`; one `online` has none; one `on_site` has no `online_url`.
- Each of `languages` has a `title`.
- Of the rules of `reminders`, at most 20, no two have one name, no two remind the same people of the same moment at the same time, and each can be of use: one that is due after its latest moment is refused.

## What is taken, with a warning

";
