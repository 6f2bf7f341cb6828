//! Names that change with what they name.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// Sixteen letters that are the same for the same content, and for no other.
pub(crate) fn hash(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    digest.iter().take(8).fold(String::new(), |mut hash, byte| {
        let _ = write!(hash, "{byte:02x}");
        hash
    })
}
