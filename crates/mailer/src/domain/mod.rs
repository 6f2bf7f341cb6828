//! What a mail is and what becomes of it, as pure functions: no clock, no database, no network.
//!
//! The whole life of a mail is one function, [`decide`]; when to try again another,
//! [`RetrySchedule`]. How a relay's answer is read is in [`kontor_smtp::classify`].

mod about;
mod decide;
mod key;
mod known;
mod news;
mod person;
mod policy;
mod reminding;
mod retry;
mod state;
mod wanted;

pub(crate) use about::About;
pub(crate) use decide::{Decision, MailRecord, Others, Outcome, RelayTrouble, decide};
pub(crate) use key::{MailKey, RecipientKey, Revision};
pub(crate) use known::{Forum, Known};
pub(crate) use news::{News, Version, known_version, off_since};
pub(crate) use person::{Asked, Group, Numbers, Person, PersonState};
pub(crate) use policy::{AWAITED, CORRECTING, NEWS, Policy, REMINDING, Uncertain};
pub(crate) use reminding::{LastTold, Reminding, Someone, Whom, moment_in, moment_of, whom};
pub(crate) use retry::RetrySchedule;
pub(crate) use state::{MailState, UnknownWord};
pub(crate) use wanted::Wanted;
