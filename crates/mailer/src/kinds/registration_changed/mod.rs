//! Says to the contact of a registration who takes part now.

mod samples;

use jiff::Timestamp;
use kontor_contracts::events::{Contact, Participant};
use serde::{Deserialize, Serialize};

use super::{
    Kind, Link, Occasion, OwnLink,
    group::{Listed, takes_part},
};
use crate::{
    domain::{AWAITED, Known, Policy, Uncertain, Wanted},
    letter::{
        Calendar, ComposeError, ForumValues, OfficeValues, Writing, entry, entry_called_off,
        escaped,
    },
};

/// Who took part, and who does now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RegistrationChanged {
    /// Who is written to.
    pub(crate) contact: Contact,
    /// Who took part before.
    pub(crate) before: Vec<Participant>,
    /// How many more took part whose names were to follow.
    #[serde(default)]
    pub(crate) unnamed_before: u32,
    /// Who takes part now.
    pub(crate) participants: Vec<Participant>,
    /// How many more whose names follow.
    #[serde(default)]
    pub(crate) unnamed: u32,
    /// Whether those who take part no more have taken off their names themselves.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) by_themselves: bool,
    /// Whether there are places for them, or they wait for some.
    pub(crate) has_places: bool,
    /// The link to their own registration. Gone once the mail is sent.
    pub(crate) own_link: OwnLink,
}

/// What the body shows.
#[derive(Debug, Serialize)]
pub(crate) struct Values {
    #[serde(flatten)]
    forum: ForumValues,
    #[serde(flatten)]
    office: OfficeValues,
    name: String,
    intro: &'static str,
    #[serde(flatten)]
    group: Listed,
    come: Vec<String>,
    go: Vec<String>,
    calendar: Option<&'static str>,
    own_url: String,
}

/// What becomes of the entry in the contact's own calendar.
enum Entry {
    New,
    Gone,
    Same,
}

impl RegistrationChanged {
    fn entry(&self) -> Entry {
        let before = (&*self.before, self.unnamed_before);
        let now = (&*self.participants, self.unnamed);
        match (
            takes_part(&self.contact, before),
            takes_part(&self.contact, now),
        ) {
            (false, true) if self.has_places => Entry::New,
            (true, false) if self.has_places => Entry::Gone,
            _ => Entry::Same,
        }
    }
}

/// The names in one list that are not in another.
fn only_in(these: &[Participant], others: &[Participant]) -> Vec<String> {
    let mut others: Vec<_> = others.iter().map(|person| &person.name).collect();
    let mut only = Vec::new();
    for Participant { name, .. } in these {
        match others.iter().position(|other| *other == name) {
            Some(at) => drop(others.swap_remove(at)),
            None => only.push(escaped(name)),
        }
    }
    only
}

impl Kind for RegistrationChanged {
    const WORD: &'static str = "registration_changed";
    const BODY: (&'static str, &'static str) =
        ("mailer/registration_changed.md", include_str!("body.md"));
    const POLICY: Policy = Policy {
        rank: AWAITED,
        uncertain: Uncertain::Again,
        to_proved: true,
    };
    // Whoever signs up a group corrects it in several steps.
    const MERGES: bool = true;
    type Values = Values;

    fn contact(&self) -> &Contact {
        &self.contact
    }

    fn link(&self) -> Option<Link> {
        Some(self.own_link.link(false))
    }

    fn masked(&self) -> Self {
        Self {
            own_link: self.own_link.masked(),
            ..self.clone()
        }
    }

    fn wanted(&self, known: &Known, _: Timestamp) -> Wanted {
        known.unless_over()
    }

    fn subject(&self, writing: &Writing<'_>) -> Result<String, ComposeError> {
        writing.subject("mail-registration-changed-subject")
    }

    fn values(&self, writing: &Writing<'_>) -> Result<Values, ComposeError> {
        let names = self.participants.iter().map(|person| escaped(&person.name));
        Ok(Values {
            forum: writing.forum_values()?,
            office: writing.office_values(),
            name: escaped(&self.contact.name),
            intro: if self.by_themselves {
                "mail-registration-changed-intro-others"
            } else {
                "mail-registration-changed-intro"
            },
            group: Listed::new(names, self.unnamed, writing)?,
            come: only_in(&self.participants, &self.before),
            go: only_in(&self.before, &self.participants),
            calendar: match self.entry() {
                Entry::New => Some("mail-confirmation-calendar"),
                Entry::Gone => Some("mail-called-off-calendar"),
                Entry::Same => None,
            },
            own_url: self.own_link.url(writing),
        })
    }

    fn calendar(&self, writing: &Writing<'_>) -> Result<Option<Calendar>, ComposeError> {
        match self.entry() {
            Entry::New => entry(writing, &self.contact, true).map(Some),
            Entry::Gone => entry_called_off(writing, &self.contact).map(Some),
            Entry::Same => Ok(None),
        }
    }

    fn samples(to: Contact) -> Vec<Self> {
        samples::samples(&to)
    }

    fn with(self, earlier: Self) -> Self {
        Self {
            before: earlier.before,
            unnamed_before: earlier.unnamed_before,
            by_themselves: self.by_themselves && earlier.by_themselves,
            ..self
        }
    }

    fn on(self, occasion: &mut Occasion) -> Self {
        samples::on(self, occasion)
    }
}
