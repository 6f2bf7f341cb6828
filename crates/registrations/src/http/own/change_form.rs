//! The form by which a contact changes who comes, and what will happen if it is sent.

use kontor_contracts::{Language, events::Participant};
use kontor_words::{Value, context};
use serde::Deserialize;

use crate::{
    domain::{Named, TypedParticipant, group, places, ungroup},
    http::{
        people::{People, Sent},
        unnamed::{Missing, Unnamed},
    },
    store::registrations::Registration,
};

/// The form as it was sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ChangeForm {
    participant: Vec<String>,
    participant_email: Vec<String>,
    participant_language: Vec<String>,
    /// How many more take part whose names follow; as the page showed it; and how many names were missing
    /// beside how many people when somebody said so last.
    pub(super) unnamed: Unnamed,
    unnamed_shown: u32,
    unnamed_before: u32,
    named_before: u32,
    list: String,
    add_list: Option<String>,
    more: Option<String>,
    remove: Option<String>,
    pub(super) language: String,
    /// How many events had told of the registration when the page was made.
    pub(super) seen: i64,
    /// The button "do it", below what will happen.
    act: Option<String>,
    /// The button "show what will happen".
    preview: Option<String>,
}

/// Most lines that wait to be filled in; there is a button for more, and a field for a list.
const BLANK_LINES: usize = 5;

/// What is wanted of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// It goes on being filled in.
    Form,
    /// What will happen.
    Preview,
    /// It happens.
    Act,
}

impl ChangeForm {
    /// The form as the registration is now, with lines to be filled in where names are missing.
    pub(super) fn of(registration: &Registration) -> Self {
        let unnamed = registration.unnamed();
        let mut form = Self {
            unnamed: Unnamed::of(unnamed),
            unnamed_shown: unnamed,
            unnamed_before: unnamed,
            named_before: registration.places.saturating_sub(unnamed),
            language: registration.contact.language.as_str().to_owned(),
            seen: registration.sequence,
            ..Self::default()
        };
        for named in ungroup(&registration.participants, &registration.recipients) {
            let mailbox = named.mailbox.as_ref();
            let email = mailbox.map(|own| own.email.as_str()).unwrap_or_default();
            let language = mailbox.and_then(|own| own.language.as_ref());
            form.participant.push(named.name.clone());
            form.participant_email.push(email.to_owned());
            let language = language.map(Language::as_str).unwrap_or_default();
            form.participant_language.push(language.to_owned());
        }
        let blank = form.participant.len() + BLANK_LINES.min(unnamed as usize);
        form.participant.resize(blank, String::new());
        form
    }

    pub(super) const fn wanted(&self) -> Wanted {
        match (&self.act, &self.preview) {
            (Some(_), _) => Wanted::Act,
            (None, Some(_)) => Wanted::Preview,
            (None, None) => Wanted::Form,
        }
    }

    pub(super) fn people(&self) -> People {
        People::sent(Sent {
            names: &self.participant,
            emails: &self.participant_email,
            languages: &self.participant_language,
            list: self.add_list.as_ref().map(|_| self.list.as_str()),
            more: self.more.is_some(),
            remove: self.remove.as_deref(),
        })
    }

    pub(super) fn typed(&self) -> Vec<TypedParticipant> {
        self.people().typed().map(|(_, one)| one).collect()
    }

    /// How many names are missing, and since when that was so. Not there if what was typed is no number.
    fn missing(&self) -> Option<(u32, Missing)> {
        let named = u32::try_from(self.typed().len()).unwrap_or(u32::MAX);
        let typed = self.unnamed.count()?;
        let since = if typed == self.unnamed_shown {
            Missing {
                unnamed: self.unnamed_before,
                named: self.named_before,
            }
        } else {
            // Somebody has said another number: it is right for those who are named now.
            let unnamed = typed;
            Missing { unnamed, named }
        };
        Some((since.once(named), since))
    }

    /// How many more take part whose names follow.
    pub(super) fn unnamed(&self) -> u32 {
        self.missing().map_or(0, |(now, _)| now)
    }

    pub(super) fn values(&self) -> Value {
        let people = self.people();
        let missing = self.missing();
        let since = missing.map(|(_, since)| since);
        context! {
            unnamed => missing.map_or_else(
                || self.unnamed.shown().to_owned(),
                |(now, _)| now.to_string(),
            ),
            unnamed_shown => missing.map_or(self.unnamed_shown, |(now, _)| now),
            unnamed_before => since.map_or(self.unnamed_before, |since| since.unnamed),
            named_before => since.map_or(self.named_before, |since| since.named),
            participants => people.values(1),
            can_add => people.can_add(),
            language => self.language.as_str(),
            seen => self.seen,
        }
    }
}

/// What will be otherwise than it is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// Who comes as well; each with whether a mail goes to them.
    pub(super) come: Vec<(String, bool)>,
    /// Who comes no more.
    pub(super) go: Vec<(String, bool)>,
    /// How many stay.
    pub(super) stay: usize,
    /// How many names were missing, and are missing then.
    pub(super) unnamed: (u32, u32),
    /// Whether it is for fewer places then.
    gives_places_back: bool,
}

impl Difference {
    pub(super) fn between(registration: &Registration, named: &[Named], unnamed: u32) -> Self {
        let has_places = registration.standing == kontor_book::Standing::Confirmed;
        let mut no_id = || kontor_contracts::RecipientId::new(uuid::Uuid::nil());
        let known = &registration.recipients;
        let (now, _) = group(named, known, &mut no_id);
        let mut left = registration.participants.clone();
        let (mut come, mut stay) = (Vec::new(), 0);
        for person in now {
            if let Some(at) = left.iter().position(|before| *before == person) {
                left.remove(at);
                stay += 1;
            } else {
                let is_new = person
                    .recipient
                    .is_some_and(|id| known.iter().all(|k| k.id != id));
                come.push((person.name, is_new && has_places));
            }
        }
        let still = |person: &Participant| {
            let key = known
                .iter()
                .find(|known| Some(known.id) == person.recipient);
            let key = key.map(|recipient| recipient.mailbox.key.as_str());
            let mut mailboxes = named.iter().filter_map(|one| one.mailbox.as_ref());
            mailboxes.any(|own| Some(own.key.as_str()) == key)
        };
        let go = left.into_iter().map(|person| {
            let is_told = person.recipient.is_some() && !still(&person);
            (person.name, is_told && has_places)
        });
        Self {
            go: go.collect(),
            come,
            stay,
            unnamed: (registration.unnamed(), unnamed),
            gives_places_back: places(named, unnamed) < registration.places,
        }
    }

    pub(super) fn values(&self) -> Value {
        let people = |people: &[(String, bool)]| {
            let people = people.iter();
            let people =
                people.map(|(name, mail)| context! { name => name.as_str(), mail => mail });
            people.collect::<Vec<_>>()
        };
        context! {
            come => people(&self.come),
            go => people(&self.go),
            stay => self.stay,
            unnamed_before => self.unnamed.0,
            unnamed => self.unnamed.1,
            gives_places_back => self.gives_places_back,
        }
    }
}
