//! The mailer.

mod compose;
pub mod domain;
pub mod smtp;
mod sources;

pub use sources::SOURCES;
