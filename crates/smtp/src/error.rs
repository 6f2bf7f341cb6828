//! What can go wrong with a relay, and how far the transaction had come when it did.

use std::{fmt, io, time::Duration};

use crate::{Phase, Reply};

/// An attempt that did not end with 2xx to the final dot.
#[derive(Debug, thiserror::Error)]
#[error("{cause}")]
pub struct SmtpError {
    /// How far it had come.
    pub phase: Phase,
    /// What happened.
    pub cause: Cause,
}

/// What happened. No text here holds an address of a person, but for a relay's own words.
#[derive(Debug, thiserror::Error)]
pub enum Cause {
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
    NotOffered(Missing),
    /// The relay lacks what this one mail needs.
    #[error("{0}")]
    Unsendable(String),
}

/// An extension that our settings demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// STARTTLS.
    Starttls,
    /// Any TLS, without which no password is sent.
    Tls,
    /// A way to log in that we know.
    Login,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Starttls => "STARTTLS",
            Self::Tls => "TLS, without which no password is sent",
            Self::Login => "AUTH PLAIN or LOGIN",
        })
    }
}
