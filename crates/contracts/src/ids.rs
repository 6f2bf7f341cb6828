//! Identifiers: UUIDv7 (RFC 9562, 5.7) behind one type per thing, with a readable prefix at every
//! edge (`reg_0199…`), so that an id in a log or a ticket says what it names.
//!
//! Ids are made by `runtime::Ids` from the process's clock and entropy, never here.

use std::{fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// A text that is not an id of the expected kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an id of the form {prefix}_ followed by 32 hexadecimal digits")]
pub struct InvalidId {
    /// The prefix that was expected.
    pub prefix: &'static str,
}

fn parse(prefix: &'static str, text: &str) -> Result<Uuid, InvalidId> {
    text.strip_prefix(prefix)
        .and_then(|rest| rest.strip_prefix('_'))
        .filter(|digits| digits.len() == 32)
        .and_then(|digits| Uuid::try_parse(digits).ok())
        .ok_or(InvalidId { prefix })
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// What every id of this kind begins with.
            pub const PREFIX: &'static str = $prefix;

            /// Wraps an identifier that was made for this kind of thing.
            pub const fn new(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The bare identifier, as databases keep it.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}_{}", Self::PREFIX, self.0.simple())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                parse(Self::PREFIX, text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({
                    "type": "string",
                    "pattern": concat!("^", $prefix, "_[0-9a-f]{32}$"),
                })
            }
        }
    };
}

id!(
    /// Names one message for ever; a message that is sent again keeps it.
    EventId, "evt"
);
id!(
    /// Names one forum.
    ForumId, "forum"
);
id!(
    /// Names one sign-up of one company to one forum.
    RegistrationId, "reg"
);
id!(
    /// Names the invitation of one address to one forum.
    InvitationId, "inv"
);
id!(
    /// Names a code by which the people of a partner sign up to one forum.
    CodeId, "code"
);
id!(
    /// Names somebody who takes part by a registration and is written to themselves.
    RecipientId, "rcp"
);
id!(
    /// Names one mail to one recipient.
    MailId, "mail"
);
id!(
    /// Names one offer or request of an organisation.
    ListingId, "lst"
);
id!(
    /// Names one pull from, or push to, a source.
    SyncRunId, "run"
);
id!(
    /// Names the account of one of the staff.
    AccountId, "acc"
);
id!(
    /// Names a token by which a program calls the API.
    ApiTokenId, "tok"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_text_and_json() {
        let id = RegistrationId::new(Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0001));
        assert_eq!(id.to_string(), "reg_01990000000070008000000000000001");
        assert_eq!(id.to_string().parse(), Ok(id));
        let json = serde_json::to_string(&id).unwrap();
        assert_eq!(serde_json::from_str::<RegistrationId>(&json).unwrap(), id);
    }

    #[test]
    fn an_id_of_another_kind_is_refused() {
        let forum = ForumId::new(Uuid::nil()).to_string();
        assert_eq!(
            forum.parse::<RegistrationId>(),
            Err(InvalidId { prefix: "reg" })
        );
        assert!("reg_zz".parse::<RegistrationId>().is_err());
        assert!(
            "reg_0199000000007000800000000000000"
                .parse::<RegistrationId>()
                .is_err()
        );
    }
}
