//! Reminds whoever is invited and has neither signed up nor declined.

mod samples;

use jiff::Timestamp;
use kontor_contracts::events::Contact;
use serde::{Deserialize, Serialize};

use super::{Kind, Link, PersonalLink, Reminder, Tells, personal::PersonalValues};
use crate::{
    domain::{Known, Policy, REMINDING, Uncertain, Wanted},
    letter::{ComposeError, ForumValues, OfficeValues, Writing, escaped},
};

/// Who is silent, which reminder it is, and their link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct InvitationReminder {
    /// Who is written to.
    pub(crate) contact: Contact,
    /// Which reminder it is.
    pub(crate) reminder: Reminder,
    /// Their link.
    pub(crate) link: PersonalLink,
}

/// What the body shows.
#[derive(Debug, Serialize)]
pub(crate) struct Values {
    #[serde(flatten)]
    forum: ForumValues,
    #[serde(flatten)]
    office: OfficeValues,
    #[serde(flatten)]
    link: PersonalValues,
    name: String,
    closes: String,
}

impl Kind for InvitationReminder {
    const WORD: &'static str = "invitation_reminder";
    const BODY: (&'static str, &'static str) =
        ("mailer/invitation_reminder.md", include_str!("body.md"));
    const POLICY: Policy = Policy {
        rank: REMINDING,
        uncertain: Uncertain::Leave,
        to_proved: false,
    };
    const TELLS: bool = true;
    type Values = Values;

    fn contact(&self) -> &Contact {
        &self.contact
    }

    fn link(&self) -> Option<Link> {
        Some(self.link.link())
    }

    fn masked(&self) -> Self {
        Self {
            link: self.link.masked(),
            ..self.clone()
        }
    }

    fn tells(&self) -> Option<Tells<'_>> {
        Some(Tells::Reminder(&self.reminder))
    }

    fn wanted(&self, known: &Known, now: Timestamp) -> Wanted {
        match known.unless_answered(now) {
            Wanted::Yes => self.reminder.wanted(known, now),
            not => not,
        }
    }

    fn subject(&self, writing: &Writing<'_>) -> Result<String, ComposeError> {
        writing.subject("mail-invited-reminder-subject")
    }

    fn values(&self, writing: &Writing<'_>) -> Result<Values, ComposeError> {
        let closes = writing.deadline(&writing.forum()?.facts.registration_closes);
        Ok(Values {
            forum: writing.forum_values()?,
            office: writing.office_values(),
            link: self.link.values(writing),
            name: escaped(&self.contact.name),
            closes: escaped(&closes),
        })
    }

    fn samples(to: Contact) -> Vec<Self> {
        vec![samples::sample(&to)]
    }
}
