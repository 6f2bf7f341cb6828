//! What can be wrong with a list, and with a row of it.

use std::fmt;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use crate::domain::FaultCode;

/// Most bytes of a list.
pub const LIST_BYTES: usize = 16 << 20;
/// Most rows of a list.
pub const LIST_ROWS: usize = 50_000;

/// Why a list cannot be read at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// More than [`LIST_BYTES`].
    #[error("the list is larger than {} MiB; divide it", LIST_BYTES >> 20)]
    TooLarge,
    /// More than [`LIST_ROWS`].
    #[error("the list has more than {LIST_ROWS} rows; divide it")]
    TooManyRows,
    /// Nothing is in it.
    #[error("the list is empty")]
    Empty,
    /// Nothing says which column has the addresses.
    #[error(
        "no column is named as that of the addresses: the first line names the columns, such as \
         email;name;organisation;language;country"
    )]
    NoAddresses,
    /// Nothing says which column has the names.
    #[error("no column is named as that of the names: name, or first name and last name")]
    NoNames,
}

impl ListError {
    /// The stable code in interfaces; its text is `reg-inv-error-<code>`, with `-` for each `_`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::TooManyRows => "too_many_rows",
            Self::Empty => "empty",
            Self::NoAddresses => "no_addresses",
            Self::NoNames => "no_names",
        }
    }
}

/// What is wrong with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowFault {
    /// A field.
    Field(FaultCode),
    /// A quotation mark that is not closed on its line.
    OpenQuote,
}

impl RowFault {
    /// The stable code in interfaces; its text is `error-<code>`, with `-` for each `_`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Field(code) => code.as_str(),
            Self::OpenQuote => "open_quote",
        }
    }
}

impl Serialize for RowFault {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl fmt::Display for RowFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OpenQuote => "a quotation mark is not closed on its line",
            Self::Field(FaultCode::Required) => "is missing",
            Self::Field(FaultCode::TooLong) => "is too long",
            Self::Field(FaultCode::ControlCharacter) => "has invisible characters",
            Self::Field(FaultCode::InvalidEmail) => "is no address that mail can be sent to",
            Self::Field(FaultCode::InvalidLanguage) => "is no language such as de, fr or zh-Hans",
            Self::Field(FaultCode::InvalidCountry) => "is no country such as DE or Deutschland",
            Self::Field(
                FaultCode::NobodyTakesPart
                | FaultCode::TooManyParticipants
                | FaultCode::Duplicate
                | FaultCode::NamedTwice,
            ) => "cannot be so",
        })
    }
}

/// A row that is not taken; the others are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BrokenRow {
    /// Its line in the list, from 1.
    pub line: u32,
    /// Which column, as the API names it.
    pub column: &'static str,
    /// What is wrong with it.
    #[schemars(with = "String")]
    pub reason: RowFault,
}

impl fmt::Display for BrokenRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            line,
            column,
            reason,
        } = self;
        match reason {
            RowFault::OpenQuote => write!(f, "line {line}: {reason}"),
            RowFault::Field(_) => write!(f, "line {line}: {column} {reason}"),
        }
    }
}
