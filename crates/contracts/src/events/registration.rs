//! The life of a registration.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    ConfirmToken, Country, EmailAddress, Event, ForumId, InvalidField, InvalidText, Language,
    RegistrationId, limits::PARTICIPANTS,
};

/// Who signed up and is written to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Contact {
    /// Name as typed.
    pub name: String,
    /// The address that was, or is to be, confirmed.
    pub email: EmailAddress,
    /// The language to write in.
    pub language: Language,
    /// Company or institution, as typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// Where the company is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
}

impl Contact {
    fn check(&self) -> Result<(), InvalidField> {
        InvalidField::line("contact.name", &self.name)?;
        let organisation = self.organisation.as_deref();
        organisation.map_or(Ok(()), |name| {
            InvalidField::line("contact.organisation", name)
        })
    }
}

fn check_people(field: &'static str, people: &[Participant]) -> Result<(), InvalidField> {
    if people.len() > PARTICIPANTS {
        let reason = InvalidText::TooLong(PARTICIPANTS);
        return Err(InvalidField { field, reason });
    }
    people
        .iter()
        .try_for_each(|person| InvalidField::line(field, &person.name))
}

/// One person who takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Participant {
    /// Name as typed.
    pub name: String,
}

/// Somebody signed up; the place is held until `held_until`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RegistrationReceived {
    /// The registration.
    pub registration: RegistrationId,
    /// What they signed up for.
    pub forum: ForumId,
    /// Who signed up.
    pub contact: Contact,
    /// Who takes part.
    pub participants: Vec<Participant>,
    /// The secret of the link that confirms the address.
    #[serde(alias = "confirm_url")]
    pub token: ConfirmToken,
    /// Until when it works and, if `held`, the place is held.
    #[schemars(with = "String")]
    pub held_until: Timestamp,
    /// Whether the place is held. If not, places go to those who confirm first.
    #[serde(default = "yes")]
    pub held: bool,
}

const fn yes() -> bool {
    true
}

impl Event for RegistrationReceived {
    const TYPE: &'static str = "registration.received.v1";

    fn subject(&self) -> String {
        self.registration.to_string()
    }

    fn check(&self) -> Result<(), InvalidField> {
        self.contact.check()?;
        check_people("participants", &self.participants)
    }
}

/// An address that is already signed up was used again. Nothing changed; the owner of the mailbox
/// is told, and nobody else learns anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RegistrationRepeated {
    /// The registration that exists.
    pub registration: RegistrationId,
    /// What they signed up for.
    pub forum: ForumId,
    /// Who is signed up: the first sign-up's contact, not what was typed the second time.
    pub contact: Contact,
    /// The secret of a fresh link to confirm the address, if the registration still waits for that.
    #[serde(
        default,
        alias = "confirm_url",
        skip_serializing_if = "Option::is_none"
    )]
    pub token: Option<ConfirmToken>,
    /// Until when it can be confirmed, if it still waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub held_until: Option<Timestamp>,
    /// Whether its places are held until then.
    #[serde(default = "yes")]
    pub held: bool,
    /// Who was named the second time and is not signed up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Participant>,
}

impl Event for RegistrationRepeated {
    const TYPE: &'static str = "registration.repeated.v1";

    fn subject(&self) -> String {
        self.registration.to_string()
    }

    fn check(&self) -> Result<(), InvalidField> {
        self.contact.check()?;
        check_people("others", &self.others)
    }
}

/// The address was confirmed; the registration counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RegistrationConfirmed {
    /// The registration.
    pub registration: RegistrationId,
    /// What they signed up for.
    pub forum: ForumId,
    /// Who signed up.
    pub contact: Contact,
    /// Who takes part.
    pub participants: Vec<Participant>,
    /// When the address was confirmed.
    #[schemars(with = "String")]
    pub confirmed_at: Timestamp,
}

impl Event for RegistrationConfirmed {
    const TYPE: &'static str = "registration.confirmed.v1";

    fn subject(&self) -> String {
        self.registration.to_string()
    }

    fn check(&self) -> Result<(), InvalidField> {
        self.contact.check()?;
        check_people("participants", &self.participants)
    }
}

/// Never confirmed, and over: not confirmed in time, or a later sign-up of the same address took its
/// place. The places it held are free again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RegistrationExpired {
    /// The registration.
    pub registration: RegistrationId,
    /// What they had signed up for.
    pub forum: ForumId,
}

impl Event for RegistrationExpired {
    const TYPE: &'static str = "registration.expired.v1";

    fn subject(&self) -> String {
        self.registration.to_string()
    }
}

/// The office, or whoever had signed up, has called the registration off; the place is free again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RegistrationCancelled {
    /// The registration.
    pub registration: RegistrationId,
    /// What they had signed up for.
    pub forum: ForumId,
}

impl Event for RegistrationCancelled {
    const TYPE: &'static str = "registration.cancelled.v1";

    fn subject(&self) -> String {
        self.registration.to_string()
    }
}
