//! What can be wrong with a field of a sign-up, or of a change of one.

use kontor_contracts::{
    Country, EmailAddress, InvalidEmailAddress, InvalidText, Language, clean_line,
};

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
    /// The same person twice: one name with one address.
    NamedTwice,
}

impl FaultCode {
    /// All of them, for the documents.
    pub const ALL: [Self; 10] = [
        Self::Required,
        Self::TooLong,
        Self::ControlCharacter,
        Self::InvalidEmail,
        Self::InvalidLanguage,
        Self::InvalidCountry,
        Self::NobodyTakesPart,
        Self::TooManyParticipants,
        Self::Duplicate,
        Self::NamedTwice,
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
            Self::NamedTwice => "named_twice",
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

/// Collects what is wrong while the fields are read.
#[derive(Default)]
pub(super) struct Faults(pub(super) Vec<Fault>);

impl Faults {
    pub(super) fn add(&mut self, pointer: impl Into<String>, code: FaultCode) {
        self.0.push(Fault {
            pointer: pointer.into(),
            code,
        });
    }

    pub(super) fn text(
        &mut self,
        pointer: &str,
        read: Result<String, InvalidText>,
    ) -> Option<String> {
        let code = match read {
            Ok(text) => return Some(text),
            Err(InvalidText::Empty) => FaultCode::Required,
            Err(InvalidText::TooLong(_) | InvalidText::TooManyLanguages) => FaultCode::TooLong,
            Err(InvalidText::Control | InvalidText::NotALink) => FaultCode::ControlCharacter,
        };
        self.add(pointer, code);
        None
    }

    pub(super) fn line(&mut self, pointer: &str, typed: &str) -> Option<String> {
        self.text(pointer, clean_line(typed))
    }

    pub(super) fn optional_line(&mut self, pointer: &str, typed: Option<String>) -> Option<String> {
        let typed = typed.filter(|text| !text.trim().is_empty())?;
        self.line(pointer, &typed)
    }

    /// An address, which may not be left out.
    pub(super) fn email(&mut self, pointer: &str, typed: &str) -> Option<EmailAddress> {
        if typed.trim().is_empty() {
            self.add(pointer, FaultCode::Required);
            return None;
        }
        let code = match typed.parse() {
            Ok(email) => return Some(email),
            Err(InvalidEmailAddress::Invisible) => FaultCode::ControlCharacter,
            Err(_) => FaultCode::InvalidEmail,
        };
        self.add(pointer, code);
        None
    }

    pub(super) fn optional_email(
        &mut self,
        pointer: &str,
        typed: Option<&str>,
    ) -> Option<EmailAddress> {
        let typed = typed.filter(|text| !text.trim().is_empty())?;
        self.email(pointer, typed)
    }

    pub(super) fn language(&mut self, pointer: &str, typed: Option<&str>) -> Option<Language> {
        let typed = typed.map(str::trim).filter(|text| !text.is_empty())?;
        let language = typed.parse().ok();
        if language.is_none() {
            self.add(pointer, FaultCode::InvalidLanguage);
        }
        language
    }

    pub(super) fn country(&mut self, typed: Option<&str>) -> Option<Country> {
        let typed = typed.map(str::trim).filter(|text| !text.is_empty())?;
        let country = typed.parse().ok();
        if country.is_none() {
            self.add("/contact/country", FaultCode::InvalidCountry);
        }
        country
    }
}
