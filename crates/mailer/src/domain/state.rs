//! The states of a mail.
//!
//! ```text
//! ready ──> claimed ──> handed_over ──> sent
//!   ^          │             ├────────> failed
//!   ├──────────┤             ├────────> deferred ──> claimed …
//!   │       superseded       └────────> uncertain ─> claimed … (once) or a person
//! ```

use std::str::FromStr;

/// A word that is not a state or kind of a mail; the database was written by a newer version.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a word for a mail")]
pub(crate) struct UnknownWord(pub(crate) String);

/// Where a mail is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum MailState {
    /// Waits to be sent.
    Ready,
    /// A process has taken it under a lease. Safe to repeat.
    Claimed,
    /// The whole message is at the relay but for the final dot; that mark is on disk.
    HandedOver,
    /// The relay has taken the responsibility: 2xx to the final dot (RFC 5321, 4.2.5).
    Sent,
    /// Refused for now; tried again later.
    Deferred,
    /// Refused for good.
    Failed,
    /// The connection broke between the final dot and the answer (RFC 1047).
    Uncertain,
    /// No longer wanted before it was sent: the hold expired, or the address is confirmed already.
    Superseded,
}

impl MailState {
    /// Every state.
    pub(crate) const ALL: [Self; 8] = [
        Self::Ready,
        Self::Claimed,
        Self::HandedOver,
        Self::Sent,
        Self::Deferred,
        Self::Failed,
        Self::Uncertain,
        Self::Superseded,
    ];

    /// Their words.
    pub(crate) const WORDS: [&'static str; Self::ALL.len()] = {
        let mut words = [""; Self::ALL.len()];
        let mut at = 0;
        while at < words.len() {
            words[at] = Self::ALL[at].word();
            at += 1;
        }
        words
    };

    /// The word in the database and in the interface.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Claimed => "claimed",
            Self::HandedOver => "handed_over",
            Self::Sent => "sent",
            Self::Deferred => "deferred",
            Self::Failed => "failed",
            Self::Uncertain => "uncertain",
            Self::Superseded => "superseded",
        }
    }

    /// Whether a person may ask for the mail to be sent again.
    pub(crate) const fn may_be_sent_again(self) -> bool {
        matches!(self, Self::Failed | Self::Uncertain | Self::Sent)
    }
}

impl FromStr for MailState {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|state| state.word() == word)
            .ok_or_else(|| UnknownWord(word.to_owned()))
    }
}
