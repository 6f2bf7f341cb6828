//! The form by which a contact changes who comes, and what will happen if it is sent.

use kontor_contracts::{Language, events::Participant};
use kontor_words::{Value, context};
use serde::Deserialize;

use crate::{
    domain::{Named, TypedParticipant, group, ungroup},
    http::people::{People, Sent},
    store::registrations::Registration,
};

/// The form as it was sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ChangeForm {
    participant: Vec<String>,
    participant_email: Vec<String>,
    participant_language: Vec<String>,
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
    /// The form as the registration is now.
    pub(super) fn of(registration: &Registration) -> Self {
        let mut form = Self {
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

    pub(super) fn values(&self) -> Value {
        let people = self.people();
        context! {
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
}

impl Difference {
    pub(super) fn between(registration: &Registration, named: &[Named]) -> Self {
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
        }
    }
}
