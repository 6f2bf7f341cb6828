//! Whether a mail is still wanted.

use jiff::Timestamp;

/// Whether a mail is still wanted at the moment it could leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// It is.
    Yes,
    /// It is, and not before this instant.
    Later(Timestamp),
    /// It is not, for this reason, as the log shows it.
    No(&'static str),
}
