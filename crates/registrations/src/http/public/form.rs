//! The sign-up form: what its fields become, and where a fault of the sign-up stands in it.

use kontor_contracts::{EmailAddress, limits::PARTICIPANTS};
use kontor_web::Visitor;
use kontor_words::{Value, context};
use serde::Deserialize;

use crate::{
    domain::{Consent, Fault, FaultCode, Purpose, SignUpBody, TypedContact, TypedParticipant},
    settings::Settings,
};

/// Lines for further participants that a new form has, and that "more lines" adds.
const LINES: usize = 1;

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
    news: Option<String>,
    partner_networks: Option<String>,
    /// A trap: people do not see this field.
    #[serde(rename = "leave-empty")]
    trap: String,
    /// The button "more lines".
    pub(super) more: Option<String>,
    /// A button that only shows the form as it is: in another language, or to correct it.
    pub(super) show: Option<String>,
}

/// Something wrong with the form: the id of the field and the text.
pub(super) struct FormError {
    pub(super) field: String,
    pub(super) text: String,
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

    /// Whether the field that people do not see is filled in: by a machine, or by a browser that
    /// fills in whatever it finds.
    pub(super) fn is_trapped(&self) -> bool {
        !self.trap.is_empty()
    }

    /// The lines that were filled in, with their place.
    fn named(&self) -> impl Iterator<Item = (usize, &String)> {
        let lines = self.participant.iter().enumerate();
        lines.filter(|(_, name)| !name.trim().is_empty())
    }

    /// What the form says. The texts beside the boxes are kept as they were shown.
    pub(super) fn body(&self, settings: &Settings, visitor: &Visitor) -> SignUpBody {
        let typed = |name: &String| TypedParticipant { name: name.clone() };
        let contact = self.attending.is_some().then(|| typed(&self.name));
        let participants = contact
            .into_iter()
            .chain(self.named().map(|(_, name)| typed(name)));
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
            consents: consents.collect(),
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
        let placed = faults.iter().filter_map(|fault| {
            let field = self.field(&fault.pointer)?;
            let key = match self.address_found() {
                Some(_) if field == "email" => "reg-error-email-found",
                _ => text_key(&field, fault.code),
            };
            let text = visitor.text(key, &[]);
            Some(FormError { field, text })
        });
        placed.collect()
    }

    fn field(&self, pointer: &str) -> Option<String> {
        if let Some(name) = pointer.strip_prefix("/contact/") {
            return Some(name.to_owned());
        }
        let Some(rest) = pointer.strip_prefix("/participants/") else {
            return Some("attending".to_owned());
        };
        let at: usize = rest.split('/').next()?.parse().ok()?;
        let at = at.checked_sub(usize::from(self.attending.is_some()))?;
        let (line, _) = self.named().nth(at)?;
        Some(format!("participant-{}", line + 1))
    }

    /// How many lines for participants the form is shown with.
    fn lines(&self) -> usize {
        let more = if self.more.is_some() { LINES } else { 0 };
        (self.participant.len() + more).clamp(LINES, PARTICIPANTS)
    }

    /// The values for the page.
    pub(super) fn values(&self) -> Value {
        let lines: Vec<_> = (0..self.lines())
            .map(|at| self.participant.get(at).cloned().unwrap_or_default())
            .collect();
        context! {
            name => self.name.as_str(),
            organisation => self.organisation.as_str(),
            country => self.country.trim().to_uppercase(),
            email => self.email.as_str(),
            language => self.language.as_str(),
            attending => self.attending.is_some(),
            can_add => lines.len() < PARTICIPANTS,
            participants => lines,
            news => self.news.is_some(),
            partner_networks => self.partner_networks.is_some(),
        }
    }
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
    }
}

/// What a language calls itself.
pub(super) fn own_name(tag: &str) -> &str {
    const NAMES: [(&str, &str); 24] = [
        ("ar", "العربية"),
        ("bg", "Български"),
        ("cs", "Čeština"),
        ("da", "Dansk"),
        ("de", "Deutsch"),
        ("el", "Ελληνικά"),
        ("en", "English"),
        ("es", "Español"),
        ("et", "Eesti"),
        ("fi", "Suomi"),
        ("fr", "Français"),
        ("hu", "Magyar"),
        ("it", "Italiano"),
        ("ja", "日本語"),
        ("ko", "한국어"),
        ("lt", "Lietuvių"),
        ("lv", "Latviešu"),
        ("nl", "Nederlands"),
        ("pl", "Polski"),
        ("pt", "Português"),
        ("sv", "Svenska"),
        ("tr", "Türkçe"),
        ("uk", "Українська"),
        ("zh", "中文"),
    ];
    let primary = tag.split('-').next().unwrap_or(tag);
    let found = NAMES.iter().find(|(known, _)| *known == primary);
    found.map_or(tag, |(_, name)| name)
}
