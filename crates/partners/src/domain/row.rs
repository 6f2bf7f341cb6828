//! What an adapter makes of the rows of a source, and what a source's answers allow to conclude.

use jiff::Timestamp;
use kontor_contracts::events::WithdrawalReason;
use sha2::{Digest, Sha256};

use super::Listing;

/// SHA-256 of a row's canonical form; equal hashes mean that nothing has changed.
pub(crate) type Hash = [u8; 32];

/// A row of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Row {
    /// The listing stands.
    Listing(Incoming),
    /// The row says that the listing stands no more.
    Gone(Gone),
    /// The row makes no sense; it is kept aside.
    Unreadable(Rejected),
}

/// What every usable row has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The listing's name at the network, unique within the source.
    pub(crate) reference: String,
    /// When the source changed it last.
    pub(crate) modified: Option<Timestamp>,
    pub(crate) hash: Hash,
}

/// A listing as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Incoming {
    pub(crate) mark: Mark,
    /// The row as received, in its canonical form.
    pub(crate) payload: String,
    pub(crate) listing: Box<Listing>,
}

/// A listing that is said to be gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gone {
    pub(crate) mark: Mark,
    pub(crate) reason: WithdrawalReason,
}

/// An unusable row, kept aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rejected {
    /// The reference, or the hash in hexadecimal if there is none.
    pub(crate) key: String,
    /// Counts for the next window like any other row.
    pub(crate) modified: Option<Timestamp>,
    pub(crate) stage: Stage,
    /// Which rule it breaks, for the office and the network's contact.
    pub(crate) rule: String,
    pub(crate) payload: String,
    pub(crate) hash: Hash,
}

/// Where a row turned out to be unusable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// It does not have the source's shape.
    Decode,
    /// It has, but a value makes no listing.
    Map,
}

impl Stage {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Decode => "decode",
            Self::Map => "map",
        }
    }
}

/// What the answers of a network allow to conclude. Its adapter describes, and concludes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shape {
    /// A listing that is gone comes as a row that says so. Of any other network a listing ends only by
    /// its own date: absence from an answer never is a deletion, for an answer may be cut off.
    pub(crate) says_deletions: bool,
}

impl Row {
    pub(crate) const fn modified(&self) -> Option<Timestamp> {
        match self {
            Self::Listing(row) => row.mark.modified,
            Self::Gone(row) => row.mark.modified,
            Self::Unreadable(row) => row.modified,
        }
    }

    pub(crate) const fn hash(&self) -> &Hash {
        match self {
            Self::Listing(row) => &row.mark.hash,
            Self::Gone(row) => &row.mark.hash,
            Self::Unreadable(row) => &row.hash,
        }
    }
}

/// The hash of a page: that of the hashes of its rows.
pub(crate) fn page_hash(rows: &[Row]) -> Hash {
    let mut hash = Sha256::new();
    for row in rows {
        hash.update(row.hash());
    }
    hash.finalize().into()
}
