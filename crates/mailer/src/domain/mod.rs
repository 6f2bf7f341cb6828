//! What a mail is and what becomes of it, as pure functions: no clock, no database, no network.
//!
//! The whole life of a mail is one function, [`decide`]; when to try again another,
//! [`RetrySchedule`]. How a relay's answer is read is in [`kontor_smtp::classify`].

mod about;
mod decide;
mod key;
mod known;
mod person;
mod policy;
mod retry;
mod state;

pub(crate) use about::About;
pub(crate) use decide::{Decision, MailRecord, Others, Outcome, RelayTrouble, decide};
pub(crate) use key::{MailKey, RecipientKey, Revision};
pub(crate) use known::{Forum, Known, Wanted};
pub(crate) use person::{Person, PersonState};
pub(crate) use policy::{AWAITED, Policy, Uncertain};
pub(crate) use retry::RetrySchedule;
pub(crate) use state::{MailState, UnknownWord};
