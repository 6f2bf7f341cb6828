//! The kinds of mail, and what each does when nobody knows whether it arrived.

use std::str::FromStr;

use super::state::UnknownWord;

/// Why a mail is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum MailKind {
    /// Asks the owner of a mailbox whether the sign-up is theirs (double opt-in).
    AddressCheck,
    /// The sign-up counts; carries the calendar entry.
    Confirmation,
    /// The address was used a second time; tells its owner how things stand.
    AlreadyRegistered,
}

impl MailKind {
    /// Every kind.
    pub(crate) const ALL: [Self; 3] = [
        Self::AddressCheck,
        Self::Confirmation,
        Self::AlreadyRegistered,
    ];

    /// The word in the database, in file names and in the Message-ID.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::AddressCheck => "address_check",
            Self::Confirmation => "confirmation",
            Self::AlreadyRegistered => "already_registered",
        }
    }

    /// Whether it goes to an address whose owner has confirmed it. Anybody may have typed any other.
    pub(crate) const fn is_to_a_proved_address(self) -> bool {
        match self {
            Self::Confirmation => true,
            Self::AddressCheck | Self::AlreadyRegistered => false,
        }
    }

    /// What follows when the connection broke between the final dot and the answer: whether the
    /// same bytes are sent once more under the same Message-ID (twice is better than never), or a
    /// person decides. All kinds of today carry a link or a date that somebody waits for; a second
    /// copy does no harm.
    pub(crate) const fn is_sent_again_when_uncertain(self) -> bool {
        match self {
            Self::AddressCheck | Self::Confirmation | Self::AlreadyRegistered => true,
        }
    }
}

impl FromStr for MailKind {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.word() == word)
            .ok_or_else(|| UnknownWord(word.to_owned()))
    }
}
