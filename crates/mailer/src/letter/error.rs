//! Why a mail cannot be written.

use kontor_words::{MissingText, RenderError};

/// Why a mail cannot be written. No reason holds a value of the mail.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ComposeError {
    /// The template fails: an office's own, or a text that is missing.
    #[error(transparent)]
    Template(#[from] RenderError),
    /// A text is missing.
    #[error(transparent)]
    Text(#[from] MissingText),
    /// The forum's zone is not in the time zone database of this machine.
    #[error(transparent)]
    Zone(#[from] kontor_contracts::InvalidDeadline),
    /// The mail speaks of a forum that is not known.
    #[error("its forum is not known")]
    NoForum,
    /// An address or the message as a whole cannot be carried by mail.
    #[error("{0}")]
    Unsendable(String),
}
