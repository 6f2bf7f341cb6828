//! Where a setting came from, and what is said of one that cannot be used.

use std::{fmt, path::PathBuf};

/// What the names of our variables begin with.
pub const PREFIX: &str = "KONTOR__";

/// A setting that cannot be used, in one line: where, which, why, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{origin}: {setting}{reason}")]
pub struct ConfigError {
    /// The file or variable.
    pub origin: Origin,
    /// The setting with a colon, such as `mailer.smtp.port: `; empty if it is the whole file.
    pub(super) setting: String,
    /// What is wrong, and the remedy.
    pub reason: String,
}

/// Where a setting came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Compiled in.
    Default,
    /// A file.
    File(PathBuf),
    /// A variable of the environment.
    Variable(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default settings"),
            Self::File(path) => path.display().fmt(f),
            Self::Variable(name) => write!(f, "environment variable {name}"),
        }
    }
}
