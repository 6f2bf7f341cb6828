//! What an adapter is: it asks a network for one page at a time, and says what its rows are and where
//! it stands. It writes nothing, waits for nothing, tries nothing twice, and deletes nothing: what
//! follows from a page is for `sync` to decide.

use jiff::Timestamp;

use super::{FetchError, Position};
use crate::domain::{Row, Shape};

/// The half of a source that knows its interface.
pub(crate) trait Adapter: Send + Sync {
    /// What the network's answers allow to conclude.
    fn shape(&self) -> Shape;

    /// Asks for the page at a position; [`Position::start`] is the first page of a source that was
    /// never read.
    ///
    /// # Errors
    /// [`FetchError`], sorted by what can be done about it.
    async fn fetch(&self, at: &Position) -> Result<Page, FetchError>;

    /// Where the next run begins when this one ends at a position. The adapter knows whether the
    /// order of its rows can be trusted, and how far its windows overlap.
    fn next_run(&self, at: &Position, ended: Ended) -> Begin;

    /// A position at which asking costs the network as little as possible, to see whether it answers.
    fn probe(&self, _now: Timestamp) -> Position {
        Position::start()
    }
}

/// A page that arrived.
#[derive(Debug)]
pub(crate) struct Page {
    /// Its rows, in the order of the source.
    pub(crate) rows: Vec<Row>,
    /// The position after it.
    pub(crate) after: Position,
    pub(crate) more: More,
    /// What the source's clock shows; ours where it shows none.
    pub(crate) clock: Timestamp,
}

/// Whether there is another page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum More {
    /// There is, or the next page will tell by being empty.
    Yes,
    /// The source does not say, and gave fewer rows than it was asked for. If the next page is the
    /// first once more, it has no pages and gave all it has.
    Perhaps,
    /// This was the last.
    No,
}

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// At the end of the source.
    Whole,
    /// Before it.
    Early,
}

/// Where the next run begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Begin {
    pub(crate) at: Position,
    /// Where this run began, because it cannot be sure that it saw every row up to its end.
    pub(crate) again: bool,
}
