//! Our own SMTP client (RFC 5321), because the exactness of this worker depends on things that
//! libraries do not offer: a pause between the message and its final dot, the text of every reply,
//! one time limit per phase, and a connection that is never used again after a command whose
//! answer was not read to its end.
//!
//! Extensions used where offered: PIPELINING (RFC 2920), SIZE (RFC 1870), 8BITMIME (RFC 6152),
//! SMTPUTF8 (RFC 6531), STARTTLS (RFC 3207), AUTH PLAIN and LOGIN (RFC 4954), enhanced status
//! codes (RFC 3463). One recipient per transaction.

mod auth;
mod capabilities;
mod connection;
mod dots;
mod error;
mod relay;
mod reply;
mod timeouts;
mod transaction;

pub(crate) use auth::Credentials;
pub(crate) use capabilities::Capabilities;
pub(crate) use connection::Connection;
pub(crate) use dots::dot_stuffed;
pub(crate) use error::{Cause, SmtpError};
pub use relay::TlsMode;
pub(crate) use relay::{Relay, TlsConfigError, tls_config};
pub use timeouts::Timeouts;
pub(crate) use transaction::{Envelope, Transaction};
