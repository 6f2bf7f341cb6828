//! The rules, as pure functions: no I/O, no clock, no randomness.

pub(crate) mod account;
pub(crate) mod admins;
pub(crate) mod agent;
pub(crate) mod api_token;
pub(crate) mod arrival;
pub(crate) mod attempt;
pub(crate) mod base32;
pub(crate) mod letter;
pub(crate) mod link;
pub(crate) mod network;
pub(crate) mod password;
pub(crate) mod recovery;
pub(crate) mod secret;
pub(crate) mod session;
pub(crate) mod totp;
