//! Who takes part by a sign-up, as mails say it: by name, and how many more whose names follow.

use kontor_contracts::events::{Contact, Participant};
use serde::Serialize;

use crate::letter::{ComposeError, Writing};

/// What a template sees of them.
#[derive(Debug, Serialize)]
pub(super) struct Listed {
    /// The lines of a list: a name each, and at the end how many follow.
    pub(super) participants: Vec<String>,
    /// How many people that are.
    pub(super) persons: u32,
}

impl Listed {
    /// These, whose names are escaped, and so many more.
    ///
    /// # Errors
    /// [`ComposeError`] if there is no text for it.
    pub(super) fn new(
        names: impl Iterator<Item = String>,
        unnamed: u32,
        writing: &Writing<'_>,
    ) -> Result<Self, ComposeError> {
        let mut participants: Vec<_> = names.collect();
        let count = u32::try_from(participants.len()).unwrap_or(u32::MAX);
        if unnamed > 0 {
            let key = match count {
                0 => "mail-unnamed-only",
                _ => "mail-unnamed-and",
            };
            participants.push(writing.text(key, &[("count", unnamed.into())])?);
        }
        Ok(Self {
            participants,
            persons: count.saturating_add(unnamed),
        })
    }
}

/// Whether whoever signed up takes part themselves, or has only signed up others: one of those who take
/// part has their name then.
pub(super) fn takes_part(contact: &Contact, (named, unnamed): (&[Participant], u32)) -> bool {
    let same = |person: &Participant| {
        let (one, other) = (person.name.to_lowercase(), contact.name.to_lowercase());
        one.split_whitespace().eq(other.split_whitespace())
    };
    // Events of old named nobody where the contact came alone.
    let says_nothing = named.is_empty() && unnamed == 0;
    says_nothing || named.iter().any(same)
}
