//! The kinds of mail, and what each does when nobody knows whether it arrived.

use std::str::FromStr;

use super::state::UnknownWord;

/// Why a mail is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MailKind {
    /// Asks the owner of a mailbox whether the sign-up is theirs (double opt-in).
    AddressCheck,
    /// The sign-up counts; carries the calendar entry.
    Confirmation,
    /// The address was used a second time; tells its owner how things stand.
    AlreadyRegistered,
}

/// What follows when the connection broke between the final dot and the answer to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnUncertain {
    /// Send the same bytes under the same Message-ID once more: twice is better than never.
    SendAgainOnce,
    /// Leave it to a person: never is better than twice.
    LeaveToPerson,
}

impl MailKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [
        Self::AddressCheck,
        Self::Confirmation,
        Self::AlreadyRegistered,
    ];

    /// The word in the database, in file names and in the Message-ID.
    pub const fn word(self) -> &'static str {
        match self {
            Self::AddressCheck => "address_check",
            Self::Confirmation => "confirmation",
            Self::AlreadyRegistered => "already_registered",
        }
    }

    /// What to do when nobody knows whether it arrived. All kinds of today carry a link or a date
    /// that the recipient waits for; a second copy does no harm.
    pub const fn on_uncertain(self) -> OnUncertain {
        match self {
            Self::AddressCheck | Self::Confirmation | Self::AlreadyRegistered => {
                OnUncertain::SendAgainOnce
            }
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
