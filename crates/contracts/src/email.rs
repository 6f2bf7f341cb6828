//! An e-mail address as a person typed it, checked so far that SMTP can carry it.

use std::{fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::limits::{EMAIL_BYTES, EMAIL_LOCAL_BYTES};

/// Why a text is not an address that mail can be sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidEmailAddress {
    /// There is no `@`, or nothing before or behind it.
    #[error("an address needs a name, an @ and a domain")]
    Incomplete,
    /// Longer than RFC 5321 allows (64 bytes before the `@`, 254 in all).
    #[error("the address is longer than mail allows")]
    TooLong,
    /// The part before the `@` is not a dot-atom (RFC 5322, 3.2.3; RFC 6531 for other scripts).
    #[error("the part before the @ has a character or a dot that mail does not carry")]
    LocalPart,
    /// The part behind the `@` is not a domain name with at least one dot.
    #[error("the part behind the @ is not a domain such as example.org")]
    Domain,
}

/// An e-mail address: `local@domain`, kept as typed but for surrounding white space.
///
/// The local part is a dot-atom; quoted local parts are refused because half of the mail systems
/// lose them (`"a b"@example.org` is a clear error at sign-up instead of a mail that never leaves).
/// Other scripts are allowed on both sides (RFC 6531); the sender turns the domain into A-labels.
///
/// `Debug` is masked (`s…@example.org`), so that an address cannot slip into a log.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The address as typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the `@`.
    pub fn local(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(local, _)| local)
    }

    /// The part behind the `@`, which alone may appear in logs.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// The key under which two spellings count as one person: the whole address in lower case.
    /// Local parts may differ by case in theory (RFC 5321, 2.4); no mailbox of today does.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

impl FromStr for EmailAddress {
    type Err = InvalidEmailAddress;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let (local, domain) = text
            .rsplit_once('@')
            .ok_or(InvalidEmailAddress::Incomplete)?;
        if local.is_empty() || domain.is_empty() {
            return Err(InvalidEmailAddress::Incomplete);
        }
        if text.len() > EMAIL_BYTES || local.len() > EMAIL_LOCAL_BYTES {
            return Err(InvalidEmailAddress::TooLong);
        }
        if !local
            .split('.')
            .all(|atom| !atom.is_empty() && atom.chars().all(is_atom_char))
        {
            return Err(InvalidEmailAddress::LocalPart);
        }
        if !is_domain(domain) {
            return Err(InvalidEmailAddress::Domain);
        }
        Ok(Self(text.to_owned()))
    }
}

fn is_atom_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c) || is_other_script(c)
}

fn is_other_script(c: char) -> bool {
    !c.is_ascii() && c.is_alphanumeric()
}

fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-' || is_other_script(c))
    };
    let top = domain.rsplit('.').next().unwrap_or_default();
    domain.contains('.') && domain.split('.').all(label) && !top.bytes().all(|b| b.is_ascii_digit())
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.0.chars().next().unwrap_or_default();
        write!(f, "{first}…@{}", self.domain())
    }
}

impl Serialize for EmailAddress {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for EmailAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for EmailAddress {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "EmailAddress".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "E-mail address (RFC 5321; other scripts by RFC 6531).",
            "maxLength": EMAIL_BYTES,
            "pattern": "^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_mail_carries_are_kept_as_typed() {
        for typed in [
            "anna@example.org",
            "Anna.Müller+forum@müller-söhne.de",
            "почта@почта.рф",
            "o'neil@mail.example.co.uk",
        ] {
            assert_eq!(typed.parse::<EmailAddress>().unwrap().as_str(), typed);
        }
        assert_eq!(
            " anna@example.org "
                .parse::<EmailAddress>()
                .unwrap()
                .as_str(),
            "anna@example.org"
        );
    }

    #[test]
    fn addresses_that_smtp_cannot_carry_are_refused() {
        use InvalidEmailAddress::{Domain, Incomplete, LocalPart, TooLong};
        let long = format!("{}@example.org", "a".repeat(65));
        for (typed, why) in [
            ("anna", Incomplete),
            ("@example.org", Incomplete),
            ("anna@", Incomplete),
            ("\"a b\"@example.org", LocalPart),
            ("a..b@example.org", LocalPart),
            ("anna@example.org\r\nBcc: x@example.org", LocalPart),
            ("a\u{0}b@example.org", LocalPart),
            ("anna@localhost", Domain),
            ("anna@-example.org", Domain),
            ("anna@192.0.2.1", Domain),
            (long.as_str(), TooLong),
        ] {
            assert_eq!(typed.parse::<EmailAddress>(), Err(why), "{typed}");
        }
    }

    #[test]
    fn debug_is_masked() {
        let address: EmailAddress = "secret.name@example.org".parse().unwrap();
        assert_eq!(format!("{address:?}"), "s…@example.org");
    }
}
