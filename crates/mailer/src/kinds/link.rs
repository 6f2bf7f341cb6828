//! The link that some kinds of mail are written for.

use jiff::Timestamp;

/// What stands in a link in place of its secret.
pub(crate) const MASKED: &str = "•••";

/// The link of a mail, as everything that does not know its kind sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Link {
    /// Until when its secret is kept; `None` once it is gone. A mail that has lost it cannot be sent
    /// again.
    pub(crate) secret_until: Option<Timestamp>,
    /// The variable by which a template shows it.
    pub(crate) variable: &'static str,
    /// What every such link contains.
    pub(crate) path: &'static str,
    /// Whether the mail is for nothing without it: then a template must show it, and a mail that has lost
    /// it is not sent again.
    pub(crate) is_needed: bool,
}
