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
//! What has places of its own (an option such as a dinner) is one more [`Places`]; a registration that
//! waits for a place or for the office is one more [`Standing`]; and a new [`Fact`] does not compile
//! until it is written down and told of.

#![deny(clippy::wildcard_enum_match_arm)]

mod answer;
mod book;
mod entry;
mod fact;
mod places;
mod share;
mod terms;

pub use answer::{Confirmed, NotConfirmed, Outcome, Refusal};
pub use book::{Asked, Book};
pub use entry::{Address, Entry, Standing};
pub use fact::{Fact, Received};
pub use places::{Places, Taken};
pub use share::Share;
pub use terms::Terms;

#[cfg(test)]
mod tests;
