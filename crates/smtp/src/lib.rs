//! Our own SMTP client (RFC 5321), because sending exactly once depends on things that libraries do
//! not offer: a pause between the message and its final dot, the text of every reply, one time limit
//! per phase, and a connection that is never used again after a command whose answer was not read to
//! its end (ADR 0004).
//!
//! A mail goes in four steps, each a type of its own, so that none can be left out:
//!
//! | | | |
//! |---|---|---|
//! | [`Connection::begin`] | `MAIL`, `RCPT`, `DATA` | [`Begun`] |
//! | [`Begun::send_body`] | the message without its final dot | [`BeforeDot`] |
//! | [`BeforeDot::mark`] | the caller notes that the dot follows | [`Marked`] |
//! | [`Marked::dot`] | the dot, and the relay's answer | [`Reply`] |
//!
//! Extensions used where offered: PIPELINING (RFC 2920), SIZE (RFC 1870), 8BITMIME (RFC 6152),
//! SMTPUTF8 (RFC 6531), STARTTLS (RFC 3207), AUTH PLAIN and LOGIN (RFC 4954), enhanced status
//! codes (RFC 3463). One recipient per transaction.

mod auth;
mod capabilities;
mod classify;
mod connection;
mod dots;
mod error;
mod phase;
mod read;
mod reply;
mod server;
mod timeouts;
mod transaction;

pub use auth::Credentials;
pub use capabilities::Capabilities;
pub use classify::{Blame, Verdict, classify};
pub use connection::Connection;
pub use dots::{BareLineBreak, Stuffed, dot_stuffed};
pub use error::{Cause, Missing, SmtpError};
pub use phase::Phase;
pub use reply::Reply;
pub use server::{Server, TlsConfigError, TlsMode, tls_config};
pub use timeouts::Timeouts;
pub use transaction::{BeforeDot, Begun, Envelope, Marked};
