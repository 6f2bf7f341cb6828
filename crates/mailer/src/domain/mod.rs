//! What a mail is and what becomes of it, as pure functions: no clock, no database, no network.
//!
//! The whole life of a mail is one function, [`decide`]; how a relay's answer is read is another,
//! [`classify`]; when to try again a third, [`RetrySchedule`].

mod classify;
mod decide;
mod facts;
mod key;
mod kind;
mod retry;
mod state;

pub use classify::{Blame, Phase, Reply, Verdict, classify};
pub use decide::{Decision, MailRecord, Outcome, RelayTrouble, decide};
pub use facts::MailFacts;
pub use key::{MailKey, calendar_uid};
pub use kind::{MailKind, OnUncertain};
pub use retry::RetrySchedule;
pub use state::{MailState, UnknownWord};
