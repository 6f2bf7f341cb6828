//! What a listing is, what a row of a source means for it, and where the next pull begins. Pure:
//! no input or output, no clock, no randomness.

mod backoff;
mod cursor;
mod decide;
mod listing;

pub(crate) use backoff::{ATTEMPTS_MAX, backoff};
pub(crate) use cursor::{Cursor, PageFacts};
pub(crate) use decide::{Decision, Known, decide};
pub use listing::{Domain, Keyword};
pub(crate) use listing::{Hash, Incoming, Listing, Rejected, Row, SourceRow, Stage};
