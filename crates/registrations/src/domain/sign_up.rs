//! What a sign-up becomes when every field is in order. The API and the form share this, so both refuse
//! the same things.

use kontor_book::Address;
use kontor_contracts::{Country, EmailAddress, Language, clean_text, events::Contact};

use super::{
    fault::{Fault, FaultCode, Faults},
    named::{self, Named, places},
    typed::{Consent, SignUpBody},
};

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
    /// Who takes part, as far as the names are known.
    pub participants: Vec<Named>,
    /// How many more take part whose names follow; with those who are named at least one.
    pub unnamed: u32,
    /// What was agreed to.
    pub consents: Vec<Consent>,
    /// Whether it takes the waiting list where there are no places.
    pub may_wait: bool,
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
        places(&self.participants, self.unnamed)
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
        let email = faults.email("/contact/email", &contact.email);
        let language = faults.language("/contact/language", contact.language.as_deref());
        let organisation = faults.optional_line("/contact/organisation", contact.organisation);
        let country = faults.country(contact.country.as_deref());
        let address = email.as_ref().map(Address::from);
        let contact = (name.as_deref(), address.as_ref());
        let group = (self.participants, self.unnamed);
        let participants = named::check(&mut faults, group, contact);
        let consents = consents(&mut faults, self.consents);
        match (name, email, address) {
            (Some(name), Some(email), Some(address)) if faults.0.is_empty() => Ok(SignUp {
                name,
                address,
                email,
                language,
                organisation,
                country,
                participants,
                unnamed: self.unnamed,
                consents,
                may_wait: self.waiting_list,
            }),
            _ => Err(faults.0),
        }
    }
}

/// What was agreed to, each purpose once.
fn consents(faults: &mut Faults, typed: Vec<Consent>) -> Vec<Consent> {
    let mut consents: Vec<Consent> = Vec::new();
    for (at, consent) in typed.into_iter().enumerate() {
        let purpose = consent.purpose;
        if consents.iter().any(|other| other.purpose == purpose) {
            faults.add(format!("/consents/{at}/purpose"), FaultCode::Duplicate);
            break;
        }
        let pointer = format!("/consents/{at}/text");
        if let Some(text) = faults.text(&pointer, clean_text(&consent.text)) {
            consents.push(Consent { purpose, text });
        }
    }
    consents
}

#[cfg(test)]
mod tests {
    use kontor_contracts::limits::PARTICIPANTS;

    use super::*;
    use crate::domain::{Purpose, TypedContact, TypedParticipant};

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
            TypedParticipant::named("Jan"),
            TypedParticipant {
                email: Some("li".to_owned()),
                language: Some("chinese".to_owned()),
                ..TypedParticipant::default()
            },
        ]);
        let expected = [
            ("/contact/name", "control_character"),
            ("/contact/email", "invalid_email"),
            ("/contact/language", "invalid_language"),
            ("/contact/organisation", "too_long"),
            ("/contact/country", "invalid_country"),
            ("/participants/1/name", "required"),
            ("/participants/1/email", "invalid_email"),
            ("/participants/1/language", "invalid_language"),
        ];
        assert_eq!(faults(wrong), expected.map(|(p, c)| (p.to_owned(), c)));
    }

    #[test]
    fn groups_have_a_least_and_a_most() {
        let group = |n: usize| SignUpBody {
            participants: Some(vec![TypedParticipant::named("Li"); n]),
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
    fn places_may_be_taken_for_people_whose_names_follow() {
        let group = |named: usize, unnamed: u32| SignUpBody {
            participants: Some(vec![TypedParticipant::named("Li"); named]),
            unnamed,
            ..body()
        };
        let of_contact = SignUpBody {
            unnamed: 3,
            ..body()
        };
        let sign_up = of_contact.check().unwrap();
        assert_eq!((sign_up.participants.len(), sign_up.places()), (1, 4));
        // A secretary who knows nobody's name yet.
        assert_eq!(group(0, 4).check().unwrap().places(), 4);
        assert_eq!(group(2, 48).check().unwrap().places(), 50);
        for (named, unnamed) in [(2, 49), (0, 51), (1, u32::MAX)] {
            let expected = ("/unnamed".to_owned(), "too_many_participants");
            assert_eq!(faults(group(named, unnamed)), [expected]);
        }
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
