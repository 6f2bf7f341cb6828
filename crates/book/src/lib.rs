//! The rules of signing up to one forum: who gets a place, who holds one, who is told what. Pure: no
//! database, no clock, no randomness, and no ids but those that it is given.
//!
//! A [`Book`] knows of a forum what a group of commands needs to know. Each command returns what
//! becomes true ([`Fact`]) and what whoever asked is told; the book itself has then changed already.
//! Facts are complete: whoever applies them to what the book was opened with has the book.
//!
//! One order of checks for everybody, whether the address is known or not, so that no answer tells a
//! stranger who is signed up (ADR 0012).
//!
//! Who finds no places waits for them, in an order that is fair to groups (`line`). Where a forum is by
//! invitation only, or a partner has a code of so many places, a [`Pass`] lets people in.
//!
//! What has places of its own (an option such as a dinner) is one more [`Places`]; a registration that
//! waits for the office is one more [`Standing`]; and a new [`Fact`] does not compile
//! until it is written down and told of.

#![deny(clippy::wildcard_enum_match_arm)]

mod answer;
mod book;
mod changing;
mod deciding;
mod entering;
mod entry;
mod fact;
mod line;
mod pass;
mod places;
mod share;
mod terms;
mod waiting;

pub use answer::{Confirmed, NotChanged, NotConfirmed, Outcome, Refusal};
pub use book::{Asked, Book};
pub use entry::{Address, Entry, Standing};
pub use fact::{Fact, Received};
pub use pass::{Allowance, Pass};
pub use places::{Places, Taken};
pub use share::Share;
pub use terms::Terms;

#[cfg(test)]
mod tests;
