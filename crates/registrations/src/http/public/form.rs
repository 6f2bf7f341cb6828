//! The sign-up form: what its fields become, and where a fault of the sign-up stands in it.

use kontor_contracts::{EmailAddress, events::Contact};
use kontor_web::Visitor;
use kontor_words::{Value, context};
use serde::Deserialize;

use crate::{
    domain::{Consent, Fault, FaultCode, Purpose, SignUpBody, TypedContact, TypedParticipant},
    http::{
        people::{People, Sent},
        unnamed::Unnamed,
    },
    settings::Settings,
};

/// The form as it was sent. Every field is a text and may be missing, so that whatever came can be
/// shown again beside what is wrong with it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct SignUpForm {
    /// Names this copy of the form, so that pressing the button twice counts once.
    pub(super) form: String,
    /// The revision of the forum that the page showed.
    pub(super) revision: String,
    name: String,
    organisation: String,
    country: String,
    email: String,
    language: String,
    attending: Option<String>,
    participant: Vec<String>,
    participant_email: Vec<String>,
    participant_language: Vec<String>,
    /// How many more whose names follow.
    pub(super) unnamed: Unnamed,
    /// A list of people to be pasted in, and its button.
    list: String,
    add_list: Option<String>,
    /// The button "remove" of a line.
    remove: Option<String>,
    news: Option<String>,
    partner_networks: Option<String>,
    /// Whether the waiting list is taken where there are no places.
    wait: Option<String>,
    /// A partner's code.
    pub(super) code: String,
    /// A trap: people do not see this field.
    #[serde(rename = "leave-empty")]
    trap: String,
    /// The button "more lines".
    more: Option<String>,
    /// A button that only shows the form as it is: in another language, or to correct it.
    show: Option<String>,
}

/// Something wrong with the form: the id of the field and the text.
pub(in crate::http) struct FormError {
    pub(in crate::http) field: String,
    pub(in crate::http) text: String,
}

impl FormError {
    /// A number of unnamed places that is none.
    pub(in crate::http) fn of_number(unnamed: &Unnamed, visitor: &Visitor) -> Option<Self> {
        let field = "unnamed".to_owned();
        let text = unnamed.fault(visitor)?;
        Some(Self { field, text })
    }

    /// A fault of a field, or of all the people together.
    pub(in crate::http) fn of_group(field: &str, code: FaultCode, visitor: &Visitor) -> Self {
        let field = field.to_owned();
        let text = visitor.text(text_key(&field, code), &[]);
        Self { field, text }
    }
}

impl SignUpForm {
    /// An empty form.
    pub(super) fn new(language: &str) -> Self {
        Self {
            language: language.to_owned(),
            attending: Some("yes".to_owned()),
            ..Self::default()
        }
    }

    /// The form as an invitation fills it in.
    pub(super) fn of_invited(contact: &Contact) -> Self {
        Self {
            name: contact.name.clone(),
            organisation: contact.organisation.clone().unwrap_or_default(),
            country: contact
                .country
                .map_or_else(String::new, |country| country.as_str().to_owned()),
            email: contact.email.as_str().to_owned(),
            ..Self::new(contact.language.as_str())
        }
    }

    /// An empty form with a partner's code.
    pub(super) fn with_code(self, code: String) -> Self {
        Self { code, ..self }
    }

    /// Whether the field that people do not see is filled in: by a machine, or by a browser that
    /// fills in whatever it finds.
    pub(super) fn is_trapped(&self) -> bool {
        !self.trap.is_empty()
    }

    /// Whether a button was pressed that signs nobody up.
    pub(super) const fn is_being_filled_in(&self) -> bool {
        self.more.is_some()
            || self.show.is_some()
            || self.add_list.is_some()
            || self.remove.is_some()
    }

    /// The further people.
    fn people(&self) -> People {
        People::sent(Sent {
            names: &self.participant,
            emails: &self.participant_email,
            languages: &self.participant_language,
            list: self.add_list.as_ref().map(|_| self.list.as_str()),
            more: self.more.is_some(),
            remove: self.remove.as_deref(),
        })
    }

    /// What the form says. The texts beside the boxes are kept as they were shown.
    pub(super) fn body(&self, settings: &Settings, visitor: &Visitor) -> SignUpBody {
        let contact = || TypedParticipant::named(self.name.clone());
        let contact = self.attending.is_some().then(contact);
        let people = self.people();
        let participants = contact
            .into_iter()
            .chain(people.typed().map(|(_, one)| one));
        let agreed = settings.ask_consent.iter().filter(|purpose| match purpose {
            Purpose::News => self.news.is_some(),
            Purpose::PartnerNetworks => self.partner_networks.is_some(),
        });
        let consents = agreed.map(|purpose| Consent {
            purpose: *purpose,
            text: visitor.text(consent_key(*purpose), &[]),
        });
        SignUpBody {
            contact: TypedContact {
                name: self.name.clone(),
                email: self.email.clone(),
                language: Some(self.language.clone()),
                organisation: Some(self.organisation.clone()),
                country: Some(self.country.clone()),
            },
            participants: Some(participants.collect()),
            unnamed: self.unnamed.count().unwrap_or_default(),
            consents: consents.collect(),
            waiting_list: self.wait.is_some(),
            code: Some(self.code.clone()).filter(|code| !code.trim().is_empty()),
        }
    }

    /// The same form with the address that was found in what was pasted into its field.
    pub(super) fn with_the_address_found(mut self) -> Self {
        if let Some(found) = self.address_found() {
            found.as_str().clone_into(&mut self.email);
        }
        self
    }

    fn address_found(&self) -> Option<EmailAddress> {
        let is_none = self.email.parse::<EmailAddress>().is_err();
        EmailAddress::found_in(&self.email).filter(|_| is_none)
    }

    /// Where faults stand in the form, in the order of its fields. The contact's own name is told
    /// once, though it is also a participant's.
    pub(super) fn errors(&self, faults: &[Fault], visitor: &Visitor) -> Vec<FormError> {
        let people = self.people();
        let before = usize::from(self.attending.is_some());
        let placed = faults.iter().filter_map(|fault| {
            if let Some(pointer) = fault.pointer.strip_prefix("/participants/") {
                return person_error(&people, (pointer, before), fault.code, visitor);
            }
            let field = match fault.pointer.as_str() {
                "/unnamed" => "unnamed",
                of_contact => of_contact.strip_prefix("/contact/").unwrap_or("attending"),
            };
            let field = field.to_owned();
            let key = match self.address_found() {
                Some(_) if field == "email" => "reg-error-email-found",
                _ => text_key(&field, fault.code),
            };
            let text = visitor.text(key, &[]);
            Some(FormError { field, text })
        });
        placed.collect()
    }

    /// The values for the page.
    pub(super) fn values(&self) -> Value {
        let people = self.people();
        context! {
            name => self.name.as_str(),
            organisation => self.organisation.as_str(),
            country => self.country.trim().to_uppercase(),
            email => self.email.as_str(),
            language => self.language.as_str(),
            attending => self.attending.is_some(),
            can_add => people.can_add(),
            // Most people come alone: nothing stands in their way.
            participants => people.values(0),
            unnamed => self.unnamed.shown(),
            news => self.news.is_some(),
            partner_networks => self.partner_networks.is_some(),
            wait => self.wait.is_some(),
            code => self.code.as_str(),
        }
    }
}

/// A fault of one of the further people: the text says of which.
pub(in crate::http) fn person_error(
    people: &People,
    (pointer, before): (&str, usize),
    code: FaultCode,
    visitor: &Visitor,
) -> Option<FormError> {
    let (number, field) = people.field(pointer, before)?;
    let text = visitor.text(text_key(&field, code), &[]);
    let args = [("number", number.into()), ("text", text.as_str().into())];
    let text = visitor.text("reg-error-person", &args);
    Some(FormError { field, text })
}

/// The key of the text beside the box of a purpose.
pub(super) const fn consent_key(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::News => "reg-consent-news",
        Purpose::PartnerNetworks => "reg-consent-networks",
    }
}

/// A form can say more exactly what is missing than the API's `required`.
fn text_key(field: &str, code: FaultCode) -> &'static str {
    match (field, code) {
        ("name", FaultCode::Required) => "reg-error-name",
        ("email", FaultCode::Required) => "reg-error-email",
        (_, FaultCode::Required) => "error-required",
        (_, FaultCode::TooLong) => "error-too-long",
        (_, FaultCode::ControlCharacter) => "error-control-character",
        (_, FaultCode::InvalidEmail) => "error-invalid-email",
        (_, FaultCode::InvalidLanguage) => "error-invalid-language",
        (_, FaultCode::InvalidCountry) => "error-invalid-country",
        (_, FaultCode::NobodyTakesPart) => "error-nobody-takes-part",
        (_, FaultCode::TooManyParticipants) => "error-too-many-participants",
        (_, FaultCode::Duplicate) => "error-duplicate",
        (_, FaultCode::NamedTwice) => "error-named-twice",
    }
}
