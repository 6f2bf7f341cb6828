//! Why somebody is not signed in. No text here is a provider's own.

/// Why signing in at the provider did not work, by who can do something about it.
#[derive(Debug, thiserror::Error)]
pub enum OidcError {
    /// The provider does not answer, or not in time, or with a failure of its own.
    #[error("the provider {0}")]
    Unavailable(String),
    /// What it answers cannot be used: a fault of the provider, or of the settings.
    #[error("the provider {0}")]
    Unusable(String),
    /// The provider says that this person may not, or would not.
    #[error("the provider did not let them in")]
    Declined,
    /// This browser did not begin this sign-in, or the code was used or is too old: begin again.
    #[error("the sign-in was not begun here, or has ended")]
    Stale,
    /// The ID token is not what it should be.
    #[error("the ID token cannot be believed: {0}")]
    Unbelievable(&'static str),
}
