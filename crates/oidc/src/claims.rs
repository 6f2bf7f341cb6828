//! What an ID token says, and whether it says it of this sign-in (OpenID Connect Core 1.0, 3.1.3.7).

use std::fmt;

use serde::Deserialize;

use crate::error::OidcError;

/// By how much two clocks may differ, in seconds.
const SKEW_S: i64 = 120;
/// How old a token may be that was made for this sign-in, in seconds.
const AGE_S: i64 = 600;
/// Longest subject, in bytes (Core 1.0, 2).
const SUBJECT_BYTES: usize = 255;

/// The claims that are looked at.
#[derive(Deserialize)]
pub(crate) struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: f64,
    iat: f64,
    nonce: Option<String>,
    #[serde(default)]
    amr: Vec<String>,
    #[serde(flatten)]
    pub(crate) person: Person,
}

/// One, or several.
#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

/// What is said of the person, in a token or by the provider's page about them.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Person {
    pub(crate) name: Option<String>,
    pub(crate) email: Option<String>,
    /// `true`; some providers write it as text.
    email_verified: serde_json::Value,
    /// Entra ID tells nothing of the sort; its optional claim for that says that the domain of the
    /// address belongs to whoever runs the directory.
    xms_edov: serde_json::Value,
}

/// What this sign-in must be told by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Expected<'a> {
    pub(crate) issuer: &'a str,
    pub(crate) client: &'a str,
    pub(crate) nonce: &'a str,
    pub(crate) now_s: i64,
}

/// Who somebody is at their provider.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// The provider.
    pub issuer: String,
    /// Their number there, which is theirs for ever; an address is not.
    pub subject: String,
    /// Their name.
    pub name: Option<String>,
    /// Their address, where the provider vouches for it.
    pub email: VerifiedEmail,
    /// How they proved it.
    pub amr: Vec<String>,
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity(masked)")
    }
}

/// An address as far as a provider vouches for it.
#[derive(Clone, PartialEq, Eq)]
pub enum VerifiedEmail {
    /// It is theirs.
    Verified(String),
    /// There is one that nobody has checked.
    Unverified,
    /// None is told.
    Missing,
}

impl Claims {
    /// Whose they are, if they are of this sign-in.
    pub(crate) fn of(self, expected: Expected<'_>) -> Result<Identity, OidcError> {
        if let Some(reason) = self.fault(expected) {
            return Err(OidcError::Unbelievable(reason));
        }
        Ok(Identity {
            email: self.person.verified(),
            name: self.person.name,
            issuer: self.iss,
            subject: self.sub,
            amr: self.amr,
        })
    }

    fn fault(&self, expected: Expected<'_>) -> Option<&'static str> {
        let is_ours = |name: &String| name == expected.client;
        let (ours, alone) = match &self.aud {
            Audience::One(one) => (is_ours(one), true),
            Audience::Several(all) => (all.iter().any(is_ours), all.len() == 1),
        };
        // Seconds may have fractions (RFC 7519, 2); what is no number at all is in no range.
        let now = seconds(expected.now_s);
        let (skew, age) = (seconds(SKEW_S), seconds(AGE_S));
        let checks = [
            (self.iss == expected.issuer, "another issuer made it"),
            (ours, "it is for somebody else"),
            (
                alone || self.azp.is_some(),
                "it does not say for whom it was made",
            ),
            (
                self.azp.as_ref().is_none_or(is_ours),
                "it was made for somebody else",
            ),
            (self.exp > now - skew, "it has expired"),
            (self.iat < now + skew, "it comes from the future"),
            (self.iat > now - age - skew, "it is too old"),
            (
                self.nonce.as_deref() == Some(expected.nonce),
                "it is of another sign-in",
            ),
            (
                !self.sub.is_empty() && self.sub.len() <= SUBJECT_BYTES,
                "it names nobody",
            ),
        ];
        let failed = checks.into_iter().find(|(holds, _)| !holds);
        failed.map(|(_, reason)| reason)
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "seconds of this millennium are exact"
)]
const fn seconds(whole: i64) -> f64 {
    whole as f64
}

impl Person {
    pub(crate) fn verified(&self) -> VerifiedEmail {
        let Some(email) = &self.email else {
            return VerifiedEmail::Missing;
        };
        let says_so = |claim: &serde_json::Value| *claim == true || claim == "true";
        let of_domain = self.xms_edov == 1 || self.xms_edov == "1" || says_so(&self.xms_edov);
        if says_so(&self.email_verified) || of_domain {
            VerifiedEmail::Verified(email.clone())
        } else {
            VerifiedEmail::Unverified
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const NOW: i64 = 1_800_000_000;

    fn good() -> Value {
        json!({
            "iss": "https://id.example", "sub": "8f1", "aud": "kontor", "nonce": "n",
            "exp": NOW + 300, "iat": NOW, "amr": ["pwd", "otp"],
            "name": "Anna", "email": "anna@office.example", "email_verified": true,
        })
    }

    fn identity(claims: Value) -> Result<Identity, OidcError> {
        let claims: Claims = serde_json::from_value(claims).unwrap();
        claims.of(Expected {
            issuer: "https://id.example",
            client: "kontor",
            nonce: "n",
            now_s: NOW,
        })
    }

    fn with(changes: &Value) -> Value {
        let mut claims = good();
        for (name, value) in changes.as_object().unwrap() {
            claims[name] = value.clone();
        }
        claims
    }

    #[test]
    fn a_token_of_this_sign_in_says_who_it_is() {
        let anna = identity(good()).unwrap();
        assert_eq!((anna.subject.as_str(), anna.amr.len()), ("8f1", 2));
        assert!(anna.email == VerifiedEmail::Verified("anna@office.example".into()));
        assert!(!format!("{anna:?}").contains("anna"));
        for fine in [
            json!({"aud": ["kontor"]}),
            json!({"aud": ["kontor", "else"], "azp": "kontor"}),
            json!({"exp": NOW - 60}),
            json!({"iat": NOW + 60}),
            json!({"iat": seconds(NOW) + 0.5}),
        ] {
            assert!(identity(with(&fine)).is_ok(), "{fine}");
        }
    }

    #[test]
    fn one_of_any_other_is_not_believed() {
        for bad in [
            json!({"iss": "https://id.example/"}),
            json!({"aud": "else"}),
            json!({"aud": []}),
            json!({"aud": ["kontor", "else"]}),
            json!({"azp": "else"}),
            json!({"exp": NOW - 121}),
            json!({"iat": NOW + 121}),
            json!({"iat": NOW - 3_600}),
            json!({"nonce": "m"}),
            json!({"nonce": null}),
            json!({"sub": ""}),
            json!({"sub": "x".repeat(256)}),
        ] {
            assert!(identity(with(&bad)).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_address_counts_only_where_the_provider_vouches_for_it() {
        for (said, counts) in [
            (json!(true), true),
            (json!("true"), true),
            (json!(false), false),
            (json!(null), false),
            (json!(1), false),
        ] {
            let anna = identity(with(&json!({"email_verified": said}))).unwrap();
            assert_eq!(anna.email != VerifiedEmail::Unverified, counts, "{said}");
        }
        for (said, counts) in [
            (json!(1), true),
            (json!("1"), true),
            (json!(true), true),
            (json!(0), false),
        ] {
            let entra = json!({"email_verified": null, "xms_edov": said});
            let anna = identity(with(&entra)).unwrap();
            assert_eq!(anna.email != VerifiedEmail::Unverified, counts, "{said}");
        }
        assert!(identity(with(&json!({"email": null}))).unwrap().email == VerifiedEmail::Missing);
    }
}
