//! What a mail is and what becomes of it, as pure functions: no clock, no database, no network.
//!
//! The whole life of a mail is one function, [`decide`]; when to try again another,
//! [`RetrySchedule`]. How a relay's answer is read is in [`kontor_smtp::classify`].

mod decide;
mod facts;
mod key;
mod kind;
mod retry;
mod state;

pub(crate) use decide::{Decision, MailRecord, Others, Outcome, RelayTrouble, decide};
pub(crate) use facts::MailFacts;
pub(crate) use key::MailKey;
pub(crate) use kind::MailKind;
pub(crate) use retry::RetrySchedule;
pub(crate) use state::MailState;
