//! What an invitation and a partner's code are.

use std::str::FromStr;

use schemars::JsonSchema;
use serde::Serialize;

/// Most sign-ups that a code is good for, if it is limited.
pub const MAX_CODE_USES: u32 = 10_000;

/// How an invitation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InvitationState {
    /// There is no answer yet.
    Invited,
    /// Somebody has signed up by it, and their address is proved.
    Answered,
    /// Whoever is invited does not come. They may still sign up.
    Declined,
    /// The office has withdrawn it: its link works no more.
    Withdrawn,
}

impl InvitationState {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Invited,
        Self::Answered,
        Self::Declined,
        Self::Withdrawn,
    ];

    /// The word in the database and in interfaces.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Answered => "answered",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A word that names no state of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no state of an invitation")]
pub struct UnknownInvitationState;

impl FromStr for InvitationState {
    type Err = UnknownInvitationState;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let mut all = Self::ALL.into_iter();
        all.find(|state| state.word() == word)
            .ok_or(UnknownInvitationState)
    }
}

/// Letters and digits that nobody takes for each other (Crockford's base 32).
const ALPHABET: [u8; 32] = *b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Of how many of them a code is made: 50 bits, more than anybody can try.
const CODE_CHARS: usize = 10;

/// A new code of random bytes, as it is compared.
pub(crate) fn code_of(random: &[u8; 32]) -> String {
    let chars = random[..CODE_CHARS].iter();
    chars
        .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]))
        .collect()
}

/// A code as people read and type it.
pub(crate) fn code_shown(code: &str) -> String {
    match code.split_at_checked(CODE_CHARS / 2) {
        Some((first, rest)) if !rest.is_empty() => format!("{first}-{rest}"),
        _ => code.to_owned(),
    }
}

/// A typed code as it is compared: whatever people make of its letters, hyphens and spaces. None of a text
/// that is no code of ours.
pub(crate) fn code_typed(typed: &str) -> Option<String> {
    let plain = typed.chars().filter(|c| !c.is_whitespace() && *c != '-');
    let code: String = plain
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        })
        .take(CODE_CHARS + 1)
        .collect();
    let known = |c: char| u8::try_from(c).is_ok_and(|byte| ALPHABET.contains(&byte));
    (code.chars().count() == CODE_CHARS && code.chars().all(known)).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_however_it_is_typed() {
        let code = code_of(&[31; 32]);
        assert_eq!(code_shown(&code), "ZZZZZ-ZZZZZ");
        for typed in ["ZZZZZ-ZZZZZ", "zzzzzzzzzz", " zzzzz zzzzz "] {
            assert_eq!(code_typed(typed).as_deref(), Some(&*code), "{typed}");
        }
        assert_eq!(code_typed("oO0iI-1lLAb").as_deref(), Some("00011111AB"));
        for wrong in [
            "",
            "ZZZZZ-ZZZZ",
            "ZZZZZ-ZZZZZZ",
            "ÄZZZZ-ZZZZZ",
            "U2345-67890",
        ] {
            assert_eq!(code_typed(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn states_are_found_by_their_words() {
        for state in InvitationState::ALL {
            assert_eq!(state.word().parse(), Ok(state));
        }
        assert!("lost".parse::<InvitationState>().is_err());
    }
}
