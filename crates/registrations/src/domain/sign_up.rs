//! What a sign-up becomes when every field is in order, and what can be wrong with a field. The API
//! and the form share this, so both refuse the same things.

use kontor_book::Address;
use kontor_contracts::{
    Country, EmailAddress, InvalidEmailAddress, InvalidText, Language, clean_line, clean_text,
    events::{Contact, Participant},
    limits::PARTICIPANTS,
};

use super::typed::{Consent, SignUpBody, TypedParticipant};

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultCode {
    /// Nothing was typed where something is needed.
    Required,
    /// Too many characters.
    TooLong,
    /// A line break or an invisible control character.
    ControlCharacter,
    /// Not an address that mail can be sent to.
    InvalidEmail,
    /// Not a language tag.
    InvalidLanguage,
    /// Not a country code.
    InvalidCountry,
    /// Nobody takes part.
    NobodyTakesPart,
    /// More than the most participants of one registration.
    TooManyParticipants,
    /// The same purpose twice.
    Duplicate,
}

impl FaultCode {
    /// All of them, for the documents.
    pub const ALL: [Self; 9] = [
        Self::Required,
        Self::TooLong,
        Self::ControlCharacter,
        Self::InvalidEmail,
        Self::InvalidLanguage,
        Self::InvalidCountry,
        Self::NobodyTakesPart,
        Self::TooManyParticipants,
        Self::Duplicate,
    ];

    /// The stable code in the API; its text is `error-<code>`, with `-` for each `_`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::TooLong => "too_long",
            Self::ControlCharacter => "control_character",
            Self::InvalidEmail => "invalid_email",
            Self::InvalidLanguage => "invalid_language",
            Self::InvalidCountry => "invalid_country",
            Self::NobodyTakesPart => "nobody_takes_part",
            Self::TooManyParticipants => "too_many_participants",
            Self::Duplicate => "duplicate",
        }
    }
}

/// One field that is not in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where, as a JSON pointer (RFC 6901) into the body.
    pub pointer: String,
    /// What is wrong.
    pub code: FaultCode,
}

/// A sign-up whose every field is in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignUp {
    /// Name as typed.
    pub name: String,
    /// The address.
    pub email: EmailAddress,
    /// The same as it is counted.
    pub address: Address,
    /// The language of the mails, if one was chosen.
    pub language: Option<Language>,
    /// Company or institution.
    pub organisation: Option<String>,
    /// Where the company is.
    pub country: Option<Country>,
    /// Who takes part, at least one.
    pub participants: Vec<Participant>,
    /// What was agreed to.
    pub consents: Vec<Consent>,
}

impl SignUp {
    /// The contact as the events tell it.
    pub fn contact(&self, main_language: &Language) -> Contact {
        Contact {
            name: self.name.clone(),
            email: self.email.clone(),
            language: self
                .language
                .clone()
                .unwrap_or_else(|| main_language.clone()),
            organisation: self.organisation.clone(),
            country: self.country,
        }
    }

    /// How many places it needs.
    pub fn places(&self) -> u32 {
        u32::try_from(self.participants.len()).unwrap_or(u32::MAX)
    }
}

impl SignUpBody {
    /// Checks every field.
    ///
    /// # Errors
    /// Every field that is not in order, in the order of the body.
    pub fn check(self) -> Result<SignUp, Vec<Fault>> {
        let mut faults = Faults::default();
        let contact = self.contact;
        let name = faults.line("/contact/name", &contact.name);
        let email = faults.email(&contact.email);
        let language = faults.language(contact.language.as_deref());
        let organisation = faults.optional_line("/contact/organisation", contact.organisation);
        let country = faults.country(contact.country.as_deref());
        let participants = faults.participants(self.participants, name.as_ref());
        let consents = faults.consents(self.consents);
        match (name, email) {
            (Some(name), Some(email)) if faults.0.is_empty() => Ok(SignUp {
                name,
                address: Address::from(&email),
                email,
                language,
                organisation,
                country,
                participants,
                consents,
            }),
            _ => Err(faults.0),
        }
    }
}

/// Collects what is wrong while the fields are read.
#[derive(Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn add(&mut self, pointer: impl Into<String>, code: FaultCode) {
        self.0.push(Fault {
            pointer: pointer.into(),
            code,
        });
    }

    fn text(&mut self, pointer: &str, read: Result<String, InvalidText>) -> Option<String> {
        let code = match read {
            Ok(text) => return Some(text),
            Err(InvalidText::Empty) => FaultCode::Required,
            Err(InvalidText::TooLong(_) | InvalidText::TooManyLanguages) => FaultCode::TooLong,
            Err(InvalidText::Control | InvalidText::NotALink) => FaultCode::ControlCharacter,
        };
        self.add(pointer, code);
        None
    }

    fn line(&mut self, pointer: &str, typed: &str) -> Option<String> {
        self.text(pointer, clean_line(typed))
    }

    fn optional_line(&mut self, pointer: &str, typed: Option<String>) -> Option<String> {
        let typed = typed.filter(|text| !text.trim().is_empty())?;
        self.line(pointer, &typed)
    }

    fn email(&mut self, typed: &str) -> Option<EmailAddress> {
        if typed.trim().is_empty() {
            self.add("/contact/email", FaultCode::Required);
            return None;
        }
        let code = match typed.parse() {
            Ok(email) => return Some(email),
            Err(InvalidEmailAddress::Invisible) => FaultCode::ControlCharacter,
            Err(_) => FaultCode::InvalidEmail,
        };
        self.add("/contact/email", code);
        None
    }

    fn language(&mut self, typed: Option<&str>) -> Option<Language> {
        let typed = typed.map(str::trim).filter(|text| !text.is_empty())?;
        let language = typed.parse().ok();
        if language.is_none() {
            self.add("/contact/language", FaultCode::InvalidLanguage);
        }
        language
    }

    fn country(&mut self, typed: Option<&str>) -> Option<Country> {
        let typed = typed.map(str::trim).filter(|text| !text.is_empty())?;
        let country = typed.parse().ok();
        if country.is_none() {
            self.add("/contact/country", FaultCode::InvalidCountry);
        }
        country
    }

    fn participants(
        &mut self,
        typed: Option<Vec<TypedParticipant>>,
        contact: Option<&String>,
    ) -> Vec<Participant> {
        let Some(typed) = typed else {
            let contact = contact.map(|name| Participant { name: name.clone() });
            return contact.into_iter().collect();
        };
        if typed.is_empty() {
            self.add("/participants", FaultCode::NobodyTakesPart);
        }
        if typed.len() > PARTICIPANTS {
            self.add("/participants", FaultCode::TooManyParticipants);
            return Vec::new();
        }
        let named = typed.iter().enumerate().filter_map(|(at, participant)| {
            self.line(&format!("/participants/{at}/name"), &participant.name)
        });
        named.map(|name| Participant { name }).collect()
    }

    fn consents(&mut self, typed: Vec<Consent>) -> Vec<Consent> {
        let mut consents: Vec<Consent> = Vec::new();
        for (at, consent) in typed.into_iter().enumerate() {
            let purpose = consent.purpose;
            if consents.iter().any(|other| other.purpose == purpose) {
                self.add(format!("/consents/{at}/purpose"), FaultCode::Duplicate);
                break;
            }
            let pointer = format!("/consents/{at}/text");
            if let Some(text) = self.text(&pointer, clean_text(&consent.text)) {
                consents.push(Consent { purpose, text });
            }
        }
        consents
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Purpose, TypedContact};

    fn body() -> SignUpBody {
        SignUpBody {
            contact: TypedContact {
                name: "  Ilse von der Leyen ".to_owned(),
                email: "ilse@example.org".to_owned(),
                ..TypedContact::default()
            },
            ..SignUpBody::default()
        }
    }

    fn faults(body: SignUpBody) -> Vec<(String, &'static str)> {
        let faults = body.check().unwrap_err();
        faults
            .into_iter()
            .map(|f| (f.pointer, f.code.as_str()))
            .collect()
    }

    #[test]
    fn the_contact_takes_part_where_nobody_else_is_named() {
        let sign_up = body().check().unwrap();
        assert_eq!(sign_up.name, "Ilse von der Leyen");
        assert_eq!(sign_up.participants[0].name, "Ilse von der Leyen");
        assert_eq!(sign_up.places(), 1);
    }

    #[test]
    fn every_fault_is_told_at_once_with_its_place() {
        let mut wrong = body();
        wrong.contact = TypedContact {
            name: "a\r\nBcc: x@example.org".to_owned(),
            email: "nobody".to_owned(),
            language: Some("german".to_owned()),
            organisation: Some("x".repeat(201)),
            country: Some("ZZ".to_owned()),
        };
        wrong.participants = Some(vec![
            TypedParticipant {
                name: "Jan".to_owned(),
            },
            TypedParticipant::default(),
        ]);
        let expected = [
            ("/contact/name", "control_character"),
            ("/contact/email", "invalid_email"),
            ("/contact/language", "invalid_language"),
            ("/contact/organisation", "too_long"),
            ("/contact/country", "invalid_country"),
            ("/participants/1/name", "required"),
        ];
        assert_eq!(faults(wrong), expected.map(|(p, c)| (p.to_owned(), c)));
    }

    #[test]
    fn groups_have_a_least_and_a_most() {
        let group = |n: usize| SignUpBody {
            participants: Some(vec![
                TypedParticipant {
                    name: "Li".to_owned()
                };
                n
            ]),
            ..body()
        };
        assert_eq!(faults(group(0))[0].1, "nobody_takes_part");
        assert_eq!(group(PARTICIPANTS).check().unwrap().places(), 50);
        assert_eq!(
            faults(group(PARTICIPANTS + 1))[0].1,
            "too_many_participants"
        );
    }

    #[test]
    fn a_purpose_is_agreed_to_once() {
        let news = Consent {
            purpose: Purpose::News,
            text: "Send me news".to_owned(),
        };
        let twice = SignUpBody {
            consents: vec![news.clone(), news],
            ..body()
        };
        assert_eq!(
            faults(twice),
            [("/consents/1/purpose".to_owned(), "duplicate")]
        );
    }
}
