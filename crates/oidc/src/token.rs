//! A signed token as it travels: three parts in base64url (JWS compact serialization, RFC 7515, 7.1).

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, de::DeserializeOwned};

use crate::{
    error::OidcError,
    keys::{self, KeySet},
};

/// What is read of a header. A header that says that parts of it must be understood (`crit`) is refused:
/// we understand none.
#[derive(Debug, Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    crit: Option<serde_json::Value>,
}

/// The claims of a token that one of the keys has signed.
pub(crate) fn signed<T: DeserializeOwned>(token: &str, keys: &KeySet) -> Result<T, OidcError> {
    let no_token = OidcError::Unbelievable("it is no signed token");
    let Some((message, signature)) = token.rsplit_once('.') else {
        return Err(no_token);
    };
    let Some((header, claims)) = message.split_once('.') else {
        return Err(no_token);
    };
    let header: Header = part(header).ok_or(no_token)?;
    if header.crit.is_some() || !keys::is_believed(&header.alg) {
        return Err(OidcError::Unbelievable(
            "it is signed in a way that is not believed",
        ));
    }
    let signature = URL_SAFE_NO_PAD.decode(signature).unwrap_or_default();
    let named = (header.alg.as_str(), header.kid.as_deref());
    if !keys.verifies(named, message.as_bytes(), &signature) {
        return Err(OidcError::Unbelievable(
            "no key of the provider has signed it",
        ));
    }
    part(claims).ok_or(OidcError::Unbelievable("its claims cannot be read"))
}

fn part<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use ring::{
        rand::SystemRandom,
        signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
    };
    use serde_json::{Value, json};

    use super::*;

    fn encoded(value: &Value) -> String {
        URL_SAFE_NO_PAD.encode(value.to_string())
    }

    /// A token with this header, and the keys of whoever signed it.
    fn token(header: &Value) -> (String, KeySet) {
        let (curve, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
        let pair = EcdsaKeyPair::generate_pkcs8(curve, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(curve, pair.as_ref(), &random).unwrap();
        let message = format!("{}.{}", encoded(header), encoded(&json!({"sub": "anna"})));
        let signature = pair.sign(&random, message.as_bytes()).unwrap();
        let (x, y) = pair.public_key().as_ref()[1..].split_at(32);
        let (x, y) = (URL_SAFE_NO_PAD.encode(x), URL_SAFE_NO_PAD.encode(y));
        let keys = json!({"keys": [
            {"kty": "oct", "k": "c2VjcmV0"},
            {"kty": "EC", "crv": "P-256", "kid": "one", "use": "sig", "x": x, "y": y},
        ]});
        let token = format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature));
        (token, serde_json::from_value(keys).unwrap())
    }

    fn read(token: &str, keys: &KeySet) -> Option<Value> {
        signed(token, keys).ok()
    }

    #[test]
    fn a_token_is_believed_by_the_key_that_it_names_or_by_any() {
        for header in [
            json!({"alg": "ES256", "kid": "one"}),
            json!({"alg": "ES256"}),
        ] {
            let (token, keys) = token(&header);
            assert_eq!(
                read(&token, &keys),
                Some(json!({"sub": "anna"})),
                "{header}"
            );
        }
    }

    #[test]
    fn nothing_else_is_believed() {
        for header in [
            json!({"alg": "ES256", "kid": "two"}),
            json!({"alg": "RS256", "kid": "one"}),
            json!({"alg": "ES384", "kid": "one"}),
            json!({"alg": "HS256", "kid": "one"}),
            json!({"alg": "none"}),
            json!({"alg": "ES256", "crit": ["exp"], "exp": 1}),
        ] {
            let (token, keys) = token(&header);
            assert_eq!(read(&token, &keys), None, "{header}");
        }
        let header = json!({"alg": "ES256"});
        let ((one, keys), (other, _)) = (token(&header), token(&header));
        assert_eq!(read(&other, &keys), None, "signed by somebody else");
        let parts: Vec<&str> = one.split('.').collect();
        let changed = encoded(&json!({"sub": "ben"}));
        for bad in [
            format!("{}.{changed}.{}", parts[0], parts[2]),
            format!("{}.{}.", parts[0], parts[1]),
            format!("{}.{}", parts[0], parts[1]),
            String::new(),
        ] {
            assert_eq!(read(&bad, &keys), None, "{bad}");
        }
    }
}
