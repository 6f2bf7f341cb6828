//! Idempotency keys and the secrets of links: what is kept of them are hashes.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::store::Hash;

/// How long an answer is kept for its idempotency key.
pub(crate) const KEY_LIFE: Duration = Duration::from_hours(24);

/// From when on an answer that is kept still counts.
pub(super) fn keys_since_ms(now: Timestamp) -> i64 {
    let life = i64::try_from(KEY_LIFE.as_millis()).unwrap_or(i64::MAX);
    now.as_millisecond().saturating_sub(life)
}

/// The secret of a link as it stands in a mail: 256 bits in base64url, 43 characters.
pub(crate) fn token_text(secret: &[u8; 32]) -> String {
    URL_SAFE_NO_PAD.encode(secret)
}

/// The hash under which a link is kept. A text that no link of ours can be has none.
pub(crate) fn token_hash(text: &str) -> Option<Hash> {
    let secret = URL_SAFE_NO_PAD.decode(text).ok()?;
    let secret: [u8; 32] = secret.try_into().ok()?;
    Some(Sha256::digest(secret).into())
}

/// An idempotency key, bound to the request that it came with; both as SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct IdempotencyKey {
    pub(crate) key: Hash,
    pub(crate) request: Hash,
}

impl IdempotencyKey {
    /// Binds a key to the method, path and body of a request.
    pub(crate) fn new(key: &str, method: &str, path: &str, body: &[u8]) -> Self {
        let mut request = Sha256::new();
        for part in [method.as_bytes(), path.as_bytes(), body] {
            request.update((part.len() as u64).to_be_bytes());
            request.update(part);
        }
        Self {
            key: Sha256::digest(key.as_bytes()).into(),
            request: request.finalize().into(),
        }
    }
}
