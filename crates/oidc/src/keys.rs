//! The provider's keys (JWK Set, RFC 7517), and the algorithms that we believe (RFC 7518, RFC 8037).

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::signature::{self, RsaParameters, RsaPublicKeyComponents, UnparsedPublicKey};
use serde::Deserialize;

/// Keys of a provider. Those of kinds that we do not know are read and passed over.
#[derive(Debug, Deserialize)]
pub(crate) struct KeySet {
    keys: Vec<Key>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Key {
    kty: String,
    kid: Option<String>,
    #[serde(rename = "use")]
    usage: Option<String>,
    alg: Option<String>,
    crv: String,
    n: String,
    e: String,
    x: String,
    y: String,
}

/// How a token may be signed. Neither `none` nor anything symmetric is among them: whoever knows the
/// client's secret must not be able to make tokens.
#[derive(Clone, Copy)]
enum Algorithm {
    Rsa(&'static RsaParameters),
    Curve(&'static signature::EcdsaVerificationAlgorithm, &'static str),
    Edwards,
}

fn named(name: &str) -> Option<Algorithm> {
    Some(match name {
        "RS256" => Algorithm::Rsa(&signature::RSA_PKCS1_2048_8192_SHA256),
        "RS384" => Algorithm::Rsa(&signature::RSA_PKCS1_2048_8192_SHA384),
        "RS512" => Algorithm::Rsa(&signature::RSA_PKCS1_2048_8192_SHA512),
        "PS256" => Algorithm::Rsa(&signature::RSA_PSS_2048_8192_SHA256),
        "PS384" => Algorithm::Rsa(&signature::RSA_PSS_2048_8192_SHA384),
        "PS512" => Algorithm::Rsa(&signature::RSA_PSS_2048_8192_SHA512),
        "ES256" => Algorithm::Curve(&signature::ECDSA_P256_SHA256_FIXED, "P-256"),
        "ES384" => Algorithm::Curve(&signature::ECDSA_P384_SHA384_FIXED, "P-384"),
        "EdDSA" | "Ed25519" => Algorithm::Edwards,
        _ => return None,
    })
}

/// Whether tokens may be signed like this.
pub(crate) fn is_believed(name: &str) -> bool {
    named(name).is_some()
}

impl KeySet {
    /// Whether one of the keys made the signature: the named one, or any where none is named.
    pub(crate) fn verifies(
        &self,
        (alg, kid): (&str, Option<&str>),
        message: &[u8],
        signature: &[u8],
    ) -> bool {
        let Some(algorithm) = named(alg) else {
            return false;
        };
        let fits = |key: &&Key| {
            kid.is_none_or(|kid| key.kid.as_deref() == Some(kid))
                && key.usage.as_deref().is_none_or(|usage| usage == "sig")
                && key.alg.as_deref().is_none_or(|named| named == alg)
        };
        let mut keys = self.keys.iter().filter(fits);
        keys.any(|key| key.verifies(algorithm, message, signature).is_some())
    }
}

impl Key {
    /// The kind of key and the algorithm must fit each other, or a key of one would be read as another.
    fn verifies(&self, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> Option<()> {
        match (algorithm, self.kty.as_str()) {
            (Algorithm::Rsa(parameters), "RSA") => {
                let (n, e) = (bytes(&self.n)?, bytes(&self.e)?);
                let key = RsaPublicKeyComponents { n: &n, e: &e };
                key.verify(parameters, message, signature).ok()
            }
            (Algorithm::Curve(algorithm, curve), "EC") if self.crv == curve => {
                // An uncompressed point (SEC 1, 2.3.3).
                let point = [&[4][..], &bytes(&self.x)?, &bytes(&self.y)?].concat();
                let key = UnparsedPublicKey::new(algorithm, point);
                key.verify(message, signature).ok()
            }
            (Algorithm::Edwards, "OKP") if self.crv == "Ed25519" => {
                let key = UnparsedPublicKey::new(&signature::ED25519, bytes(&self.x)?);
                key.verify(message, signature).ok()
            }
            _ => None,
        }
    }
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}
