//! Partner networks on ports of their own that fail in the ways a test asks for. What every one of them
//! can be told is [`Stub`]; what they hold is made up.

pub mod een;
mod server;

use std::{future::Future, time::Duration};

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

pub use een::EenStub;
pub use server::{Asked, Server};

/// A network as the conformance tests of adapters know it, whatever its interface. Listings have
/// numbers from 1 on, and titles that begin with `Made-up`.
pub trait Stub: Sized + Send + Sync {
    /// Rows on a page, as [`Self::settings`] ask for them.
    const PAGE: u32;

    /// Starts a network without listings.
    fn start() -> impl Future<Output = Self> + Send;

    /// The sub-table of a source that leads here, such as `{"een": {"url": …}}`; its `timeout_seconds` is
    /// long, for machines with much to do.
    fn settings(&self) -> Value;

    /// What the network calls a listing.
    fn reference(number: u32) -> String;

    /// Publishes a listing, or publishes it again.
    fn listing(&self, number: u32, changed: &str);

    /// Gives a listing another title.
    fn change(&self, number: u32, title: &str, changed: &str);

    /// Spoils a listing, so that no adapter can make one of it; its reference stays.
    fn spoil(&self, number: u32, changed: &str);

    /// Says that a listing is gone. False if the network has no words for that.
    fn withdraw(&self, number: u32, changed: &str) -> bool;

    /// Takes a listing away without a word.
    fn remove(&self, number: u32);

    /// What answers.
    fn server(&self) -> &Server;

    /// Publishes listings with the numbers 1 to `count`, one second after another from `first` on.
    fn add(&self, count: u32, first: &str) {
        let first: Timestamp = first.parse().expect("an instant");
        for number in 1..=count {
            let changed = first + SignedDuration::from_secs(number.into());
            self.listing(number, &changed.to_string());
        }
    }

    /// Makes the next answers go wrong, one after the other.
    fn fault(&self, faults: impl IntoIterator<Item = Fault>) {
        self.server().fault(faults);
    }
}

/// How one answer goes wrong.
#[derive(Debug, Clone)]
pub enum Fault {
    /// This status, with `Retry-After` if given.
    Status(u16, Option<String>),
    /// No answer for this long.
    Silence(Duration),
    /// The right answer, but only after this long.
    Slow(Duration),
    /// Half of the page.
    Truncated,
    /// This, whatever was asked for.
    Body(Vec<u8>),
    /// The answer before this one.
    Repeated,
    /// A byte order mark, and in the first title a control character and a byte that is not UTF-8.
    OddBytes,
    /// No fault: lets an answer through between two faults.
    None,
}
