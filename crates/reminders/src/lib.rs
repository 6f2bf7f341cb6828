//! Deadline reminders: when whom to remind of what, and why somebody gets none. Pure: no database, no
//! clock, no randomness, and no ids but those that it is given.
//!
//! A [`Rule`] says how long before or after which moment of a forum whom to remind. [`plan`] makes of it
//! one [`Occurrence`]: local time and zone are the truth, the instant is derived from today's rules of
//! the zone. [`Occurrence::for_person`] decides for one person at one instant: send, wait until, or skip
//! for a reason. It is asked when mails are written and once more when each is sent; it remembers
//! nothing, so that whatever stops and starts again comes to the same end.
//!
//! What was said and is no longer so is corrected ([`corrections`]); [`explain`] gives every decision as
//! data. Why it is so: ADR 0018.

#![deny(clippy::wildcard_enum_match_arm)]

mod check;
mod correction;
mod days;
mod decision;
mod defaults;
mod explain;
mod fault;
mod forum;
mod hours;
mod key;
mod occurrence;
mod person;
mod plan;
mod readers;
mod rule;
mod settle;
mod timing;
mod weekend;
mod zones;

pub use check::{check, check_all};
pub use correction::{Correction, corrections};
pub use days::days_until;
pub use decision::{Decision, Limit, Skipped, Timed, Withheld};
pub use defaults::defaults;
pub use explain::{Explanation, Line, explain};
pub use fault::{Fault, FaultCode};
pub use forum::Forum;
pub use key::{CorrectionKey, OccurrenceKey, Of, RuleName};
pub use kontor_contracts::reminder::{
    Anchor, Audience, Hours, Joiners, Latest, RuleDraft, Side, Unit, WhichDays,
};
pub use occurrence::Occurrence;
pub use person::{Known, Person, Reach, Row, Stage, Standing, ToldBy};
pub use plan::{NoPlan, Planned, plan, plan_all};
pub use readers::{Reader, Readers};
pub use rule::Rule;
pub use timing::{Common, Timing};
pub use weekend::Weekend;

#[cfg(test)]
mod tests;
