//! How the program speaks: tables for people, JSON for programs, errors with a code and a remedy.

use std::{
    borrow::Cow,
    fmt::Display,
    io::{self, IsTerminal, Write},
    process::ExitCode,
};

use serde::Serialize;

/// An error that ends the program, with its exit code.
#[derive(Debug)]
pub(crate) struct Exit {
    code: Code,
    error: anyhow::Error,
}

/// What kind of trouble it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Code {
    /// Something failed.
    Failed = 1,
    /// The configuration, a file that was given, or what was asked for is refused.
    Refused = 3,
    /// What was asked for does not exist.
    NotFound = 4,
}

impl Exit {
    /// The configuration, a file that was given, or what was asked for is refused.
    pub(crate) fn refused(error: impl Into<anyhow::Error>) -> Self {
        Self {
            code: Code::Refused,
            error: error.into(),
        }
    }

    /// What was asked for does not exist.
    pub(crate) fn not_found(what: impl Display) -> Self {
        Self {
            code: Code::NotFound,
            error: anyhow::anyhow!("{what}"),
        }
    }

    /// Says what happened and why, and returns the exit code.
    pub(crate) fn report(&self) -> ExitCode {
        let name = match self.code {
            Code::Failed => "failed",
            Code::Refused => "refused",
            Code::NotFound => "not-found",
        };
        warn(format_args!("kontor: error[{name}]: {self}"));
        ExitCode::from(self.code as u8)
    }
}

impl Display for Exit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:#}", self.error)
    }
}

impl<E: Into<anyhow::Error>> From<E> for Exit {
    fn from(error: E) -> Self {
        Self {
            code: Code::Failed,
            error: error.into(),
        }
    }
}

/// What a command ends with.
pub(crate) type Outcome = Result<(), Exit>;

/// Says one line on standard output. Whoever has stopped reading (`| head`) is no reason to stop
/// working, so a pipe that is closed is written to no further and nothing else happens.
pub(crate) fn say(line: impl Display) {
    let line = line.to_string();
    drop(writeln!(io::stdout().lock(), "{}", clean(&line)));
}

/// Says one line on standard error.
pub(crate) fn warn(line: impl Display) {
    let line = line.to_string();
    drop(writeln!(io::stderr().lock(), "{}", clean(&line)));
}

/// Whether a person is reading.
pub(crate) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Writes out what would steer the terminal or turn the direction of the text, as JSON does: names,
/// messages and answers of strangers are printed here.
fn clean(text: &str) -> Cow<'_, str> {
    let steers = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::new();
    for c in text.chars() {
        if steers(c) {
            let code = format!("\\u{:04x}", u32::from(c));
            cleaned.push_str(&code);
        } else {
            cleaned.push(c);
        }
    }
    Cow::Owned(cleaned)
}

/// Prints JSON.
pub(crate) fn json(value: &impl Serialize) -> Outcome {
    say(serde_json::to_string_pretty(value)?);
    Ok(())
}

/// Prints rows as a table with headings, or as JSON.
pub(crate) fn list<R: Serialize>(
    json: bool,
    rows: &[R],
    headings: &[&str],
    cells: impl Fn(&R) -> Vec<String>,
) -> Outcome {
    if json {
        return self::json(&rows);
    }
    if rows.is_empty() {
        say("none");
        return Ok(());
    }
    let heading: Vec<String> = headings
        .iter()
        .map(|heading| (*heading).to_owned())
        .collect();
    let lines: Vec<Vec<String>> = std::iter::once(heading)
        .chain(
            rows.iter()
                .map(cells)
                .map(|line| line.iter().map(|cell| one_line(cell)).collect()),
        )
        .collect();
    for line in table(&lines) {
        say(line);
    }
    Ok(())
}

fn one_line(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Pads cells to columns.
fn table(lines: &[Vec<String>]) -> Vec<String> {
    let columns = lines.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        lines
            .iter()
            .filter_map(|line| line.get(column))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<_> = (0..columns).map(width).collect();
    let pad = |line: &Vec<String>| {
        let cells = line
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    lines.iter().map(pad).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_printed_steers_the_terminal_or_turns_the_text() {
        let hostile = "a\u{1b}[2Jb\u{9b}31mc\u{7}\u{202e}d\r\n\te";
        let shown = clean(hostile);
        assert_eq!(shown, "a\\u001b[2Jb\\u009b31mc\\u0007\\u202ed\\u000d\n\te");
        let json = serde_json::to_string(hostile).unwrap();
        let read: String = serde_json::from_str(&clean(&json)).unwrap();
        assert_eq!(read, hostile, "JSON is still the same text");
    }

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let line = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
        let lines = table(&[
            line("FORUM", "PLACES"),
            line("lunch", "3/10"),
            line("köln-2027", "0"),
        ]);
        assert_eq!(
            lines,
            ["FORUM      PLACES", "lunch      3/10", "köln-2027  0"]
        );
    }
}
