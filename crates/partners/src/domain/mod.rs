//! What a listing is, what a row of a source means for it, and how long a source is left alone. Pure:
//! no input or output, no clock, no randomness.

mod backoff;
mod decide;
mod listing;
mod row;

pub(crate) use backoff::{ATTEMPTS_MAX, backoff};
pub(crate) use decide::{Decision, Known, decide};
pub(crate) use listing::Listing;
pub use listing::{Domain, Keyword};
pub(crate) use row::{Gone, Hash, Incoming, Mark, Rejected, Row, Shape, Stage, page_hash};
