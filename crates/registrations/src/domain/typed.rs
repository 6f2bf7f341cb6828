//! What a person typed to sign up: the body of the API's request, and what the form is read into.
//! Nothing is checked here but its shape.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A sign-up as it is sent; nothing is checked but its shape.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "SignUp")]
pub struct SignUpBody {
    /// Who signs up and is written to.
    pub contact: TypedContact,
    /// Who takes part; the contact alone if absent. Nobody need be named where `unnamed` is more than 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 50))]
    pub participants: Option<Vec<TypedParticipant>>,
    /// How many people more take part whose names are not known yet. Each has a place; the contact names
    /// them later by the link in the confirmation. With those who are named there are 1 to 50.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[schemars(range(max = 50))]
    pub unnamed: u32,
    /// What the person agreed to beyond the sign-up. Nothing of it is needed to sign up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 2))]
    pub consents: Vec<Consent>,
    /// Whether to go on the waiting list where there are not enough places.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub waiting_list: bool,
    /// The code of a partner. Needed where a forum is by invitation only; otherwise it is counted, and
    /// nothing else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 40))]
    pub code: Option<String>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks so whether a field is left out"
)]
const fn is_zero(unnamed: &u32) -> bool {
    *unnamed == 0
}

/// Who signs up, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Contact")]
pub struct TypedContact {
    /// Name, kept as typed: one line, no control characters.
    #[schemars(length(min = 1, max = 200))]
    pub name: String,
    /// The address that the mails go to; it is confirmed by a link.
    #[schemars(length(min = 3, max = 254), extend("format" = "email"))]
    pub email: String,
    /// The language of the mails (RFC 5646); the forum's main language if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 11))]
    pub language: Option<String>,
    /// Company or institution, kept as typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200))]
    pub organisation: Option<String>,
    /// Country of the company (ISO 3166-1 alpha-2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 2))]
    pub country: Option<String>,
}

/// One person who takes part, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Participant")]
pub struct TypedParticipant {
    /// Name, kept as typed: one line, no control characters.
    #[schemars(length(min = 1, max = 200))]
    pub name: String,
    /// Their own address: mail about them goes there, once the contact has confirmed. Without it they are
    /// reached through the contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 254), extend("format" = "email"))]
    pub email: Option<String>,
    /// The language of mail to their own address (RFC 5646); the contact's if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 11))]
    pub language: Option<String>,
}

impl TypedParticipant {
    /// Somebody without an own address.
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }
}

/// Something the person agreed to, with the words they saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// To what.
    pub purpose: Purpose,
    /// The text that was shown beside the box, recorded as proof.
    #[schemars(length(min = 1, max = 10_000))]
    pub text: String,
}

/// What can be agreed to beyond the sign-up itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// News about further forums.
    News,
    /// Passing the company's data to partner networks.
    PartnerNetworks,
}
