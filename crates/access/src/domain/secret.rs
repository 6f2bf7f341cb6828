//! Secrets that are given out once and kept as hashes: 256 bits in base64url. Nothing slower than one
//! SHA-256 is needed, for nobody guesses 256 bits.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// SHA-256, as secrets are kept.
pub(crate) type Hash = [u8; 32];

/// Characters of a secret: 32 bytes in base64url without padding (RFC 4648, 5).
const CHARS: usize = 43;

/// The secret of a cookie or a link, to be given to its owner and kept nowhere. `Debug` is masked.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub(crate) fn new(bytes: [u8; 32]) -> Self {
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// As text that can never be another kind of secret.
    pub(crate) fn of_text(text: String) -> Self {
        Self(text)
    }

    /// The secret itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    pub(crate) fn hash(&self) -> Hash {
        sha256(&[self.0.as_bytes()])
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The hash of what came in a cookie or a link, if it can be one of ours at all.
pub(crate) fn hash_of(text: &str) -> Option<Hash> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    let is_ours = text.len() == CHARS && text.bytes().all(plain);
    is_ours.then(|| sha256(&[text.as_bytes()]))
}

/// One hash of several parts, each after its length, so that `a, bc` and `ab, c` differ.
pub(crate) fn key(parts: &[&str]) -> Hash {
    let lengths: Vec<_> = parts.iter().map(|part| part.len().to_be_bytes()).collect();
    let pairs = lengths.iter().zip(parts);
    let pieces: Vec<&[u8]> = pairs
        .flat_map(|(length, part)| [&length[..], part.as_bytes()])
        .collect();
    sha256(&pieces)
}

pub(crate) fn sha256(pieces: &[&[u8]]) -> Hash {
    let mut digest = Sha256::new();
    for piece in pieces {
        digest.update(piece);
    }
    digest.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_found_by_its_text_and_shows_nothing() {
        let secret = Secret::new([7; 32]);
        assert_eq!(hash_of(secret.reveal()), Some(secret.hash()));
        assert_eq!(format!("{secret:?}"), "Secret(…)");
        for strange in ["", "abc", &format!("{}a", secret.reveal()), &"é".repeat(43)] {
            assert_eq!(hash_of(strange), None, "{strange}");
        }
    }

    #[test]
    fn the_border_between_parts_counts() {
        assert_ne!(key(&["a", "bc"]), key(&["ab", "c"]));
        assert_ne!(key(&["a"]), key(&["a", ""]));
    }
}
