//! A list of people to be invited, as offices have them: a table of text from a spreadsheet, in whichever
//! encoding, with whichever separator, its columns named in one of our languages.
//!
//! A row is one line. A quotation mark that nobody closes spoils its own row and no other: that is why the
//! lines come before the cells.

mod columns;
mod decode;
mod fault;

use crate::domain::{FaultCode, SignUp, SignUpBody, TypedContact};
use columns::Columns;

pub use fault::{BrokenRow, LIST_BYTES, LIST_ROWS, ListError, RowFault};

/// What may stand between cells, the most usual first.
const SEPARATORS: [char; 3] = [';', ',', '\t'];
/// The line by which spreadsheets say what stands between cells.
const SAYS_SEPARATOR: &str = "sep=";

/// A list, as far as its first line says what it holds.
#[derive(Debug)]
pub struct InvitationList {
    text: String,
    /// The line with the names of the columns, from 0.
    head: usize,
    separator: char,
    columns: Columns,
}

/// Somebody of a list, every field in order.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The line, from 1.
    pub line: u32,
    pub(crate) who: SignUp,
}

impl InvitationList {
    /// Reads the first line of a list.
    ///
    /// # Errors
    /// [`ListError`] says what the whole list lacks.
    pub fn read(bytes: &[u8]) -> Result<Self, ListError> {
        if bytes.len() > LIST_BYTES {
            return Err(ListError::TooLarge);
        }
        let text = decode::decode(bytes);
        let mut head = 0;
        let mut said = None;
        let mut first = None;
        for (at, line) in lines(&text) {
            if let Some(rest) = line.trim().strip_prefix(SAYS_SEPARATOR)
                && said.is_none()
            {
                said = rest.chars().next();
                continue;
            }
            (head, first) = (at, Some(line));
            break;
        }
        let first = first.ok_or(ListError::Empty)?;
        let wanted = said.into_iter().chain(SEPARATORS);
        let read = wanted.map(|separator| {
            let names = cells(first, separator).unwrap_or_default();
            (separator, Columns::named(&names))
        });
        let best = read.max_by_key(|(_, columns)| columns.count());
        let (separator, columns) = best.ok_or(ListError::Empty)?;
        columns.check()?;
        // Not one row is taken of a list that is too long.
        if lines(&text).count() > LIST_ROWS + 2 {
            return Err(ListError::TooManyRows);
        }
        Ok(Self {
            text,
            head,
            separator,
            columns,
        })
    }

    /// The list as it was read.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Everybody on it, in order; what is wrong with a row spoils no other.
    pub fn rows(&self) -> impl Iterator<Item = Result<Listed, BrokenRow>> {
        let rows = lines(&self.text).filter(|(at, _)| *at > self.head);
        rows.map(|(at, line)| self.row(line_number(at), line))
    }

    fn row(&self, line: u32, text: &str) -> Result<Listed, BrokenRow> {
        let broken = |column, reason| BrokenRow {
            line,
            column,
            reason,
        };
        let cells = cells(text, self.separator).ok_or(broken("row", RowFault::OpenQuote))?;
        let contact = self.columns.contact(&cells);
        let who = checked(contact);
        let who = who.map_err(|(column, code)| broken(column, RowFault::Field(code)))?;
        Ok(Listed { line, who })
    }
}

/// Everybody of a list that a program sends; the line is the place, from 1.
pub(crate) fn of_contacts(
    contacts: impl Iterator<Item = TypedContact>,
) -> impl Iterator<Item = Result<Listed, BrokenRow>> {
    (1_u32..).zip(contacts).map(|(line, contact)| {
        let who = checked(contact);
        let who = who.map_err(|(column, code)| BrokenRow {
            line,
            column,
            reason: RowFault::Field(code),
        })?;
        Ok(Listed { line, who })
    })
}

/// Somebody, checked as a sign-up is; else the column of the first fault.
fn checked(contact: TypedContact) -> Result<SignUp, (&'static str, FaultCode)> {
    let body = SignUpBody {
        contact,
        ..SignUpBody::default()
    };
    body.check().map_err(|faults| {
        let fault = faults.into_iter().next();
        let code = fault
            .as_ref()
            .map_or(FaultCode::Required, |fault| fault.code);
        let pointer = fault.map_or_else(String::new, |fault| fault.pointer);
        let column = match pointer.rsplit('/').next() {
            Some("name") => "name",
            Some("language") => "language",
            Some("organisation") => "organisation",
            Some("country") => "country",
            Some(_) | None => "email",
        };
        (column, code)
    })
}

fn line_number(at: usize) -> u32 {
    u32::try_from(at + 1).unwrap_or(u32::MAX)
}

/// The lines that are not blank, each with its place from 0. Old machines end a line with a return alone.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let end = if text.contains('\n') { '\n' } else { '\r' };
    let lines = text.split(end).enumerate();
    lines.filter(|(_, line)| !line.trim().is_empty())
}

/// The cells of a line; none if a quotation mark is open at its end.
fn cells(line: &str, separator: char) -> Option<Vec<String>> {
    // It would take this line along, too.
    const NEXT: &str = "next";
    let lines = format!("{}\n{NEXT}\n", line.trim_end_matches('\r'));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(separator).unwrap_or(b','))
        .trim(csv::Trim::All)
        .buffer_capacity(lines.len())
        .from_reader(lines.as_bytes());
    let mut records = reader.records();
    let first = records.next()?.ok()?;
    let next = records.next()?.ok()?;
    let is_whole = next.len() == 1 && next.get(0) == Some(NEXT);
    is_whole.then(|| first.iter().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests;
