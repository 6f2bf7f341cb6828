//! The secret of a link that confirms: 256 bits in base64url.

use std::{fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Characters of a token: 32 bytes in base64url without padding (RFC 4648, 5).
const CHARS: usize = 43;

/// A text that no link of ours can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a token of {CHARS} letters, digits, - and _")]
pub struct InvalidToken;

/// The secret of a link that confirms a sign-up. Whoever has it can confirm; `Debug` shows nothing of
/// it. On the bus it travels without an address, so that nobody there can choose where a mail leads.
#[derive(Clone, PartialEq, Eq)]
pub struct ConfirmToken(String);

impl ConfirmToken {
    /// The text that stands in the link.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl FromStr for ConfirmToken {
    type Err = InvalidToken;

    /// Reads a token, also from the end of an address: events of older versions carried the whole link.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let token = text.rsplit('/').next().unwrap_or_default();
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
        if token.len() == CHARS && token.bytes().all(plain) {
            Ok(Self(token.to_owned()))
        } else {
            Err(InvalidToken)
        }
    }
}

impl fmt::Debug for ConfirmToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ConfirmToken(…)")
    }
}

impl Serialize for ConfirmToken {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for ConfirmToken {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for ConfirmToken {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ConfirmToken".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "The secret of the link that confirms. Whoever has it can confirm.",
            "pattern": "^[A-Za-z0-9_-]{43}$",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_alone_or_from_an_old_link_and_shows_nothing() {
        let text = "Zm9v_YmFy-0123456789abcdefghijklmnopqrstuvw";
        let token: ConfirmToken = text.parse().unwrap();
        assert_eq!(token.reveal(), text);
        let link = format!("https://forum.example.org/confirm/{text}");
        assert_eq!(link.parse(), Ok(token.clone()));
        assert_eq!(format!("{token:?}"), "ConfirmToken(…)");
        for wrong in [
            "",
            "abc",
            "https://evil.example/) [click](x",
            &format!("{text}a"),
        ] {
            assert_eq!(wrong.parse::<ConfirmToken>(), Err(InvalidToken), "{wrong}");
        }
    }
}
