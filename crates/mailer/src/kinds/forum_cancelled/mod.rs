//! The forum does not take place: to everybody who has signed up, also who has not confirmed yet. To those
//! it repeats nothing that they typed.

mod samples;

use jiff::Timestamp;
use kontor_contracts::events::Contact;
use serde::{Deserialize, Serialize};

use super::{Kind, Occasion, note::paragraphs};
use crate::{
    domain::{Known, NEWS, PersonState, Policy, Uncertain, Wanted, off_since},
    letter::{Calendar, ComposeError, ForumValues, OfficeValues, Writing, entry, escaped},
};

/// Who is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ForumCancelled {
    /// Who is written to.
    pub(crate) contact: Contact,
    /// Whether their sign-up was confirmed, and they have an entry in a calendar.
    pub(crate) confirmed: bool,
    /// Whether it stands in their own.
    pub(crate) takes_part: bool,
    /// The sequence of the forum as they knew it.
    pub(crate) since: i64,
}

/// What the body shows.
#[derive(Debug, Serialize)]
pub(crate) struct Values {
    #[serde(flatten)]
    forum: ForumValues,
    #[serde(flatten)]
    office: OfficeValues,
    name: Option<String>,
    note: Vec<String>,
    confirmed: bool,
    takes_part: bool,
}

impl Kind for ForumCancelled {
    const WORD: &'static str = "forum_cancelled";
    const BODY: (&'static str, &'static str) =
        ("mailer/forum_cancelled.md", include_str!("body.md"));
    const POLICY: Policy = Policy {
        rank: NEWS,
        uncertain: Uncertain::Again,
        to_proved: false,
    };
    const IS_NEWS: bool = true;
    type Values = Values;

    fn contact(&self) -> &Contact {
        &self.contact
    }

    fn wanted(&self, known: &Known, now: Timestamp) -> Wanted {
        let off = known.forum.as_ref();
        let off = off.and_then(|forum| off_since(&forum.versions));
        match (known.person, off) {
            (Some(PersonState::Over), _) => Wanted::No("the sign-up is over"),
            (_, None) => Wanted::No("the forum takes place after all"),
            (_, Some(off)) if off.particulars.is_over(now) => Wanted::No("the forum is over"),
            // Nobody signs up to a forum that is off: only a mail can have told them.
            (_, Some(off)) if known.told.is_some_and(|told| told >= off.sequence) => {
                Wanted::No("they know it")
            }
            _ => Wanted::Yes,
        }
    }

    fn subject(&self, writing: &Writing<'_>) -> Result<String, ComposeError> {
        writing.subject("mail-forum-cancelled-subject")
    }

    fn values(&self, writing: &Writing<'_>) -> Result<Values, ComposeError> {
        Ok(Values {
            forum: writing.forum_values()?,
            office: writing.office_values(),
            name: self.confirmed.then(|| escaped(&self.contact.name)),
            note: paragraphs(writing, writing.news(self.since)),
            confirmed: self.confirmed,
            takes_part: self.takes_part,
        })
    }

    fn calendar(&self, writing: &Writing<'_>) -> Result<Option<Calendar>, ComposeError> {
        if !self.confirmed {
            return Ok(None);
        }
        entry(writing, &self.contact, self.takes_part).map(Some)
    }

    fn samples(to: Contact) -> Vec<Self> {
        samples::samples(&to)
    }

    fn on(self, occasion: &mut Occasion) -> Self {
        samples::on(self, occasion)
    }
}
