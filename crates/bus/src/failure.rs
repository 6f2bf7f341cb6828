//! Why a handler could not handle a message, and what is to be done with it.

use std::time::Duration;

use kontor_store::StoreError;

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// A handler's verdict. There is no conversion into it: each `?` of a handler says which it is.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Try this message again later, with growing pauses, then make it a dead letter.
    #[error("to be tried again")]
    Retry {
        /// What happened.
        #[source]
        cause: Cause,
        /// The shortest pause before the next attempt, if the cause asks for one.
        after: Option<Duration>,
    },
    /// No attempt will ever succeed: make it a dead letter now.
    #[error("can never be handled")]
    Reject {
        /// What happened.
        #[source]
        cause: Cause,
    },
    /// The database is down, for this message and all others: pause, burn no attempt.
    #[error("the database is not available")]
    Unavailable {
        /// What happened.
        #[source]
        cause: StoreError,
    },
}

impl Failure {
    /// Try again later.
    pub fn retry(cause: impl Into<Cause>) -> Self {
        Self::Retry {
            cause: cause.into(),
            after: None,
        }
    }

    /// Try again, but not before `after` has passed.
    pub fn retry_after(cause: impl Into<Cause>, after: Duration) -> Self {
        Self::Retry {
            cause: cause.into(),
            after: Some(after),
        }
    }

    /// Never try again.
    pub fn reject(cause: impl Into<Cause>) -> Self {
        Self::Reject {
            cause: cause.into(),
        }
    }

    /// A failed call to the database: pause if it is down, else try this message again.
    pub fn store(cause: StoreError) -> Self {
        if cause.is_unavailable() {
            Self::Unavailable { cause }
        } else {
            Self::retry(cause)
        }
    }
}
