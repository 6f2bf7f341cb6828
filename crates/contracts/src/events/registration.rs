//! The life of a registration.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    ConfirmToken, Country, EmailAddress, Event, ForumId, InvalidField, InvalidText, Language,
    RecipientId, RegistrationId, limits::PARTICIPANTS,
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
    pub(super) fn check(&self) -> Result<(), InvalidField> {
        InvalidField::line("contact.name", &self.name)?;
        let organisation = self.organisation.as_deref();
        organisation.map_or(Ok(()), |name| {
            InvalidField::line("contact.organisation", name)
        })
    }
}

fn check_people(
    field: &'static str,
    people: &[Participant],
    unnamed: u32,
) -> Result<(), InvalidField> {
    let unnamed = usize::try_from(unnamed).unwrap_or(usize::MAX);
    if people.len().saturating_add(unnamed) > PARTICIPANTS {
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
    /// Who is written to for them; the contact, if nobody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<RecipientId>,
}

impl Participant {
    /// Somebody who is reached through the contact.
    pub const fn through_contact(name: String) -> Self {
        let recipient = None;
        Self { name, recipient }
    }
}

/// Somebody else than the contact who is written to themselves: one address, for one or several of those
/// who take part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Recipient {
    /// Which of the participants are theirs is told by this.
    pub id: RecipientId,
    /// The address, which nobody has proved.
    pub email: EmailAddress,
    /// The language to write in.
    pub language: Language,
    /// The secret of the link to what concerns them of the registration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_link: Option<ConfirmToken>,
    /// Whether the address takes part already, by another registration.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub takes_part_already: bool,
}

fn check_recipients(recipients: &[Recipient]) -> Result<(), InvalidField> {
    if recipients.len() > PARTICIPANTS {
        let (field, reason) = ("recipients", InvalidText::TooLong(PARTICIPANTS));
        return Err(InvalidField { field, reason });
    }
    Ok(())
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
    /// How many people more take part whose names follow.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unnamed: u32,
    /// The secret of the link that confirms the address.
    #[serde(alias = "confirm_url")]
    pub token: ConfirmToken,
    /// Until when it works and, if `held`, the place is held.
    #[schemars(with = "String")]
    pub held_until: Timestamp,
    /// Whether the place is held. If not, places go to those who confirm first.
    #[serde(default = "yes")]
    pub held: bool,
    /// Whether it takes the waiting list where there are no places.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub may_wait: bool,
}

const fn yes() -> bool {
    true
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks so whether a field is left out"
)]
const fn is_zero(unnamed: &u32) -> bool {
    *unnamed == 0
}

impl Event for RegistrationReceived {
    const TYPE: &'static str = "registration.received.v1";

    fn subject(&self) -> String {
        self.registration.to_string()
    }

    fn check(&self) -> Result<(), InvalidField> {
        self.contact.check()?;
        check_people("participants", &self.participants, self.unnamed)
    }
}

/// An address that is already signed up was used again, or somebody asked for its link. Nothing changed;
/// the owner of the mailbox is told, and nobody else learns anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RegistrationRepeated {
    /// The registration that exists.
    pub registration: RegistrationId,
    /// What they signed up for.
    pub forum: ForumId,
    /// Who is signed up: the first sign-up's contact, not what was typed the second time. If the address
    /// is that of somebody whom the contact has signed up, it is they.
    pub contact: Contact,
    /// Whom the address belongs to, if it is not the contact's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<RecipientId>,
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
    /// Whether they have asked for this link because the old ones are to work no more: then it goes out,
    /// whatever else went out today.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub link_replaced: bool,
    /// Who was named the second time and is not signed up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Participant>,
    /// How many people more than are signed up were to take part the second time, whose names follow.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unnamed: u32,
    /// Whether it is on the waiting list.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub waits: bool,
    /// What it is offered at the moment, if places are kept for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<OpenOffer>,
    /// The secret of a link to one's own registration, once the address is proved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_link: Option<ConfirmToken>,
}

/// Places that are kept for a registration of the waiting list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OpenOffer {
    /// How many.
    pub places: u32,
    /// Until when.
    #[schemars(with = "String")]
    pub until: Timestamp,
}

impl Event for RegistrationRepeated {
    const TYPE: &'static str = "registration.repeated.v1";

    fn subject(&self) -> String {
        self.registration.to_string()
    }

    fn check(&self) -> Result<(), InvalidField> {
        self.contact.check()?;
        check_people("others", &self.others, self.unnamed)
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
    /// How many people more take part whose names follow.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unnamed: u32,
    /// Who else is written to themselves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<Recipient>,
    /// When the address was confirmed, or the places that were offered were taken.
    #[schemars(with = "String")]
    pub confirmed_at: Timestamp,
    /// The secret of a link to one's own registration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_link: Option<ConfirmToken>,
}

impl Event for RegistrationConfirmed {
    const TYPE: &'static str = "registration.confirmed.v1";

    fn subject(&self) -> String {
        self.registration.to_string()
    }

    fn check(&self) -> Result<(), InvalidField> {
        self.contact.check()?;
        check_recipients(&self.recipients)?;
        check_people("participants", &self.participants, self.unnamed)
    }
}

/// Other people take part, or under other names; or the contact reads another language. It counts, or
/// waits, as before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RegistrationChanged {
    /// The registration.
    pub registration: RegistrationId,
    /// What they signed up for.
    pub forum: ForumId,
    /// Who signed up.
    pub contact: Contact,
    /// Who took part before.
    pub participants_before: Vec<Participant>,
    /// How many people more took part before, whose names were to follow.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unnamed_before: u32,
    /// Who takes part now.
    pub participants: Vec<Participant>,
    /// How many people more take part now, whose names follow.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unnamed: u32,
    /// Who is written to themselves from now on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<Recipient>,
    /// Who was, and does not take part any more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<Recipient>,
    /// Whether somebody has taken off their own name, by their own link; else it was the contact.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_recipient: bool,
    /// How it stands: whether it has places, or waits for some.
    pub has_places: bool,
    /// The secret of a link to one's own registration.
    pub own_link: ConfirmToken,
}

impl Event for RegistrationChanged {
    const TYPE: &'static str = "registration.changed.v1";

    fn subject(&self) -> String {
        self.registration.to_string()
    }

    fn check(&self) -> Result<(), InvalidField> {
        self.contact.check()?;
        check_recipients(&self.added)?;
        check_recipients(&self.removed)?;
        let before = &self.participants_before;
        check_people("participants_before", before, self.unnamed_before)?;
        check_people("participants", &self.participants, self.unnamed)
    }
}

/// The address was confirmed, and there are no places: it is on the waiting list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RegistrationWaiting {
    /// The registration.
    pub registration: RegistrationId,
    /// What they signed up for.
    pub forum: ForumId,
    /// Who signed up.
    pub contact: Contact,
    /// Who takes part if there are places.
    pub participants: Vec<Participant>,
    /// How many people more take part then, whose names follow.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unnamed: u32,
    /// Its place in the line, from 1.
    pub position: u32,
    /// The secret of a link to one's own registration.
    pub own_link: ConfirmToken,
}

impl Event for RegistrationWaiting {
    const TYPE: &'static str = "registration.waiting.v1";

    fn subject(&self) -> String {
        self.registration.to_string()
    }

    fn check(&self) -> Result<(), InvalidField> {
        self.contact.check()?;
        check_people("participants", &self.participants, self.unnamed)
    }
}

/// Places have fallen free for a registration of the waiting list, and are kept until it takes them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RegistrationOffered {
    /// The registration.
    pub registration: RegistrationId,
    /// What they signed up for.
    pub forum: ForumId,
    /// Who signed up.
    pub contact: Contact,
    /// Who takes part if the offer is taken.
    pub participants: Vec<Participant>,
    /// How many people more take part then, whose names follow.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unnamed: u32,
    /// Until when the places are kept.
    #[schemars(with = "String")]
    pub until: Timestamp,
    /// The secret of the link by which the offer is taken or passed on.
    pub own_link: ConfirmToken,
}

impl Event for RegistrationOffered {
    const TYPE: &'static str = "registration.offered.v1";

    fn subject(&self) -> String {
        self.registration.to_string()
    }

    fn check(&self) -> Result<(), InvalidField> {
        self.contact.check()?;
        check_people("participants", &self.participants, self.unnamed)
    }
}

/// Never confirmed, and over: not confirmed in time, or a later sign-up of the same address took its
/// place; or it did not take what it was offered; or registration closed while it was on the waiting list.
/// The places it held are free again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RegistrationExpired {
    /// The registration.
    pub registration: RegistrationId,
    /// What they had signed up for.
    pub forum: ForumId,
    /// Who was offered places and has not taken them in time; nobody, if it was never confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offered_to: Option<Contact>,
    /// Who was on the waiting list until registration closed; nobody otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waited: Option<Contact>,
}

impl Event for RegistrationExpired {
    const TYPE: &'static str = "registration.expired.v1";

    fn subject(&self) -> String {
        self.registration.to_string()
    }

    fn check(&self) -> Result<(), InvalidField> {
        let mut told = self.offered_to.iter().chain(&self.waited);
        told.try_for_each(Contact::check)
    }
}

/// The office, or whoever had signed up, has called the registration off; the place is free again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RegistrationCancelled {
    /// The registration.
    pub registration: RegistrationId,
    /// What they had signed up for.
    pub forum: ForumId,
    /// Who has called it off, by their own link; nobody, if it was the office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Contact>,
    /// Who had a place, and has an entry in a calendar; nobody, if it was not confirmed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<Participant>,
    /// For how many people more there were places, whose names had not come.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unnamed: u32,
    /// Who else was written to themselves, and is told now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<Recipient>,
    /// Who had signed them up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_up_by: Option<Contact>,
    /// Whether the last who took part has taken off their own name.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_recipient: bool,
}

impl Event for RegistrationCancelled {
    const TYPE: &'static str = "registration.cancelled.v1";

    fn subject(&self) -> String {
        self.registration.to_string()
    }

    fn check(&self) -> Result<(), InvalidField> {
        self.by.as_ref().map_or(Ok(()), Contact::check)?;
        self.signed_up_by.as_ref().map_or(Ok(()), Contact::check)?;
        check_recipients(&self.recipients)?;
        check_people("participants", &self.participants, self.unnamed)
    }
}
