//! How the program speaks: tables for people, JSON for programs, errors with a code and a remedy.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this is where the program speaks"
)]

use std::{fmt::Display, process::ExitCode};

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
    /// The configuration, or a file that was given, is refused.
    Refused = 3,
    /// What was asked for does not exist.
    NotFound = 4,
}

impl Exit {
    /// The configuration, or a file that was given, is refused.
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
        eprint!("kontor: error[{name}]: {}", self.error);
        for cause in self.error.chain().skip(1) {
            eprint!(": {cause}");
        }
        eprintln!();
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

/// Says one line.
pub(crate) fn say(line: impl Display) {
    println!("{line}");
}

/// Prints rows as a table with headings, or as JSON.
pub(crate) fn list<R: Serialize>(
    json: bool,
    rows: &[R],
    headings: &[&str],
    cells: impl Fn(&R) -> Vec<String>,
) -> Outcome {
    if json {
        say(serde_json::to_string_pretty(rows)?);
        return Ok(());
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
        .chain(rows.iter().map(cells))
        .collect();
    for line in table(&lines) {
        say(line);
    }
    Ok(())
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
