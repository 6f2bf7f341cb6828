//! The names under which something is done once for ever.

use std::fmt;

use jiff::civil::Date;
use kontor_contracts::ForumId;

use crate::Anchor;

/// Longest name of a rule, in bytes.
const NAME_BYTES: usize = 40;

/// The name of a rule within its forum: lower-case letters, digits and hyphens. It is part of the key,
/// so a rule whose offset is edited reminds nobody again of the same moment.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RuleName(String);

impl RuleName {
    /// A name, if the text can be one.
    pub fn new(text: &str) -> Option<Self> {
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let fits = !text.is_empty() && text.len() <= NAME_BYTES && text.bytes().all(allowed);
        fits.then(|| Self(text.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Which moment an occurrence is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Of {
    /// The local date of the anchor. Another hour of the same day is the same occurrence: people are
    /// corrected, and not reminded twice. Another day is another one, and going back to a day on which
    /// people were reminded reminds nobody again.
    Day(Date),
    /// The end of each person's own hold, of which there is one.
    Hold,
}

/// A rule's reminder of one moment. With the person it is unique for ever.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OccurrenceKey {
    /// Whose rule.
    pub forum: ForumId,
    /// Which rule.
    pub rule: RuleName,
    /// Which moment.
    pub of: Of,
}

impl fmt::Display for OccurrenceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/", self.forum, self.rule.as_str())?;
        match self.of {
            Of::Day(date) => write!(f, "{date}"),
            Of::Hold => f.write_str("hold"),
        }
    }
}

/// A correction of what a person was told last. With the person it is unique for ever: a second change
/// while the first correction still waits is the same correction, and whoever has got it was told at a
/// later revision, so the next one is another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CorrectionKey {
    /// Whose moment.
    pub forum: ForumId,
    /// Which moment.
    pub anchor: Anchor,
    /// The revision of the forum at which the person was told last.
    pub after: i64,
}

impl fmt::Display for CorrectionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            forum,
            anchor,
            after,
        } = self;
        write!(f, "{forum}/{}/after-{after}", anchor.as_str())
    }
}
