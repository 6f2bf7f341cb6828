//! Why no page arrived.

use std::time::Duration;

/// Why no page arrived, by what can be done about it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FetchError {
    /// Somebody must change the configuration, here or there.
    #[error("{0}")]
    Configuration(String),
    /// It may work later; the source may have said when.
    #[error("{reason}")]
    Later {
        reason: String,
        after: Option<Duration>,
    },
    /// An answer, but not one of this interface.
    #[error("{0}")]
    Unusable(String),
}
