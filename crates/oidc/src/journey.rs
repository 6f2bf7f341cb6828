//! What ties an answer to the browser that asked: one secret in its cookie, from which `state`, `nonce`
//! and the verifier of PKCE follow. None of the three gives away the secret or another of them.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// Bytes of the secret.
const SECRET_BYTES: usize = 32;

/// A sign-in that was begun.
#[derive(Clone)]
pub struct Journey([u8; SECRET_BYTES]);

impl fmt::Debug for Journey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Journey(…)")
    }
}

impl Journey {
    /// One of this secret, which nobody else may know.
    pub const fn new(secret: [u8; SECRET_BYTES]) -> Self {
        Self(secret)
    }

    /// What the cookie keeps.
    pub fn kept(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What a cookie has kept, if it is that.
    pub fn read(kept: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(kept).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }

    pub(crate) fn state(&self) -> String {
        self.derived("state")
    }

    pub(crate) fn nonce(&self) -> String {
        self.derived("nonce")
    }

    /// 43 characters, as RFC 7636, 4.1 recommends.
    pub(crate) fn verifier(&self) -> String {
        self.derived("verifier")
    }

    /// `S256` of the verifier (RFC 7636, 4.2).
    pub(crate) fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.verifier()))
    }

    /// The purposes end at different letters, so a plain prefix is enough to keep them apart.
    fn derived(&self, purpose: &str) -> String {
        let digest = Sha256::new().chain_update(purpose).chain_update(self.0);
        URL_SAFE_NO_PAD.encode(digest.finalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_leads_back_to_the_same_journey_and_shows_nothing() {
        let journey = Journey::new([7; 32]);
        let again = Journey::read(&journey.kept()).unwrap();
        assert_eq!(again.state(), journey.state());
        let all = [
            journey.state(),
            journey.nonce(),
            journey.verifier(),
            journey.kept(),
        ];
        for (at, one) in all.iter().enumerate() {
            assert!(!all[at + 1..].contains(one));
            assert_eq!(one.len(), 43);
        }
        assert_eq!(format!("{journey:?}"), "Journey(…)");
        for strange in ["", "abc", &"a".repeat(44)] {
            assert!(Journey::read(strange).is_none(), "{strange}");
        }
    }

    /// The example of RFC 7636, appendix B, by the same function.
    #[test]
    fn the_challenge_is_the_hash_of_the_verifier() {
        let digest = Sha256::digest("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        let challenge = URL_SAFE_NO_PAD.encode(digest);
        assert_eq!(challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        let journey = Journey::new([1; 32]);
        let expected = URL_SAFE_NO_PAD.encode(Sha256::digest(journey.verifier()));
        assert_eq!(journey.challenge(), expected);
    }
}
