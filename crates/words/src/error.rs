//! What can be wrong with words: found at start where it can be, and never with a value in it.

use std::path::PathBuf;

use kontor_contracts::Language;

/// Why the words cannot be made. Found at start.
#[derive(Debug, thiserror::Error)]
pub enum WordsError {
    /// A file of texts cannot be read.
    #[error("the texts in {file} cannot be used: {reason}")]
    Text {
        /// Which file.
        file: String,
        /// What is wrong.
        reason: String,
    },
    /// A template cannot be read.
    #[error("the template {name} cannot be used: {reason}")]
    Template {
        /// Which template.
        name: String,
        /// What is wrong.
        reason: String,
    },
    /// A file in the folder of overrides cannot be read.
    #[error("{path} cannot be read; check that it is UTF-8 text and that Kontor may read it")]
    Override {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
}

/// A template that could not be rendered. Its text has names and lines, never values.
#[derive(Debug, thiserror::Error)]
#[error("the template {name} cannot be rendered: {reason}")]
pub struct RenderError {
    /// The template.
    pub name: String,
    /// What the engine says.
    pub reason: String,
}

/// A text that could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MissingText {
    /// No such key, not even in English.
    #[error("there is no text {0:?}")]
    Key(String),
    /// The text needs an argument that it was not given.
    #[error("the text {key:?} in {language} cannot be filled in: {reason}")]
    Arguments {
        /// The key.
        key: String,
        /// The language.
        language: Language,
        /// What Fluent says.
        reason: String,
    },
}
