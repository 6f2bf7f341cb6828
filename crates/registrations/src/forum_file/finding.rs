//! What is found in a forum's file.

use std::fmt;

use serde::Serialize;

/// One thing that is wrong with a file, or probably not meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The line, counted from 1, if it can be told.
    pub line: Option<usize>,
    /// The setting, with dots: `contact.email`. Empty if the file is no TOML at all.
    pub key: String,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if !self.key.is_empty() {
            write!(f, "{} ", self.key)?;
        }
        write!(f, "{}: {}", self.what, self.remedy)
    }
}
