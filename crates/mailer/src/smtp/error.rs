//! What can go wrong with a relay, and how far the transaction had come when it did.

use std::{io, time::Duration};

use crate::domain::{Outcome, Phase, Reply};

/// An attempt that did not end with 2xx to the final dot.
#[derive(Debug, thiserror::Error)]
#[error("{cause}")]
pub(crate) struct SmtpError {
    /// How far it had come.
    pub(crate) phase: Phase,
    /// What happened.
    pub(crate) cause: Cause,
}

/// What happened. No text here holds an address of a person, but for a relay's own words.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Cause {
    /// The relay refused.
    #[error("the relay answered {0}")]
    Refused(Reply),
    /// The network broke.
    #[error("the connection broke: {}", .0.kind())]
    Io(#[from] io::Error),
    /// The relay closed the connection.
    #[error("the relay closed the connection")]
    Closed,
    /// The relay was silent for too long.
    #[error("the relay did not answer within {} s", .0.as_secs_f32())]
    TimedOut(Duration),
    /// The certificate or the handshake is wrong.
    #[error("TLS with the relay failed: {0}")]
    Tls(String),
    /// The relay does not speak SMTP as we know it.
    #[error("the relay broke the protocol: {0}")]
    Protocol(&'static str),
    /// The relay lacks an extension that our settings demand.
    #[error("the relay does not offer {0}")]
    NotOffered(&'static str),
    /// The relay lacks what this one mail needs.
    #[error("{0}")]
    Unsendable(String),
}

impl SmtpError {
    /// The outcome that the state machine understands.
    pub(crate) fn outcome(self) -> Outcome {
        match self.cause {
            Cause::Refused(reply) => Outcome::Refused(self.phase, reply),
            Cause::Unsendable(reason) => Outcome::Unsendable(reason),
            cause => Outcome::Lost(self.phase, cause.to_string()),
        }
    }
}
