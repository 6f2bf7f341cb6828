//! Reminds whoever takes part: of the beginning, of the last moment to change something, or of what was.

mod samples;
mod topic;

use jiff::Timestamp;
use kontor_contracts::{events::Contact, reminder::Side};
use kontor_reminders::days_until;
use serde::{Deserialize, Serialize};

use super::{Kind, Occasion, Reminder, Tells};
use crate::{
    domain::{Known, Policy, REMINDING, Uncertain, Wanted},
    letter::{ComposeError, ForumValues, OfficeValues, Writing, escaped},
};
use topic::Topic;

/// Who takes part, and of what they are reminded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ParticipantReminder {
    /// Who is written to.
    pub(crate) contact: Contact,
    /// Which reminder it is.
    pub(crate) reminder: Reminder,
    /// Whether it comes before or after its moment.
    pub(crate) side: Side,
}

/// What the body shows.
#[derive(Debug, Serialize)]
pub(crate) struct Values {
    #[serde(flatten)]
    forum: ForumValues,
    #[serde(flatten)]
    office: OfficeValues,
    name: String,
    intro: String,
    is_over: bool,
    own_url: Option<String>,
}

impl ParticipantReminder {
    /// A text about its moment: the number of days is that of this very moment.
    fn about(&self, part: &str, writing: &Writing<'_>) -> Result<String, ComposeError> {
        let told = self.reminder.told.as_ref().ok_or(ComposeError::NoForum)?;
        let days = days_until(writing.now(), &told.moment).map_err(|_| ComposeError::NoForum)?;
        let topic = Topic::of(told.anchor, self.side);
        let key = format!("mail-participant-reminder-{}-{part}", topic.word());
        let when = writing.deadline(&told.moment);
        let days = ("days", i64::from(days).into());
        writing.about_forum(&key, &[days, ("when", when.into())])
    }
}

impl Kind for ParticipantReminder {
    const WORD: &'static str = "participant_reminder";
    const BODY: (&'static str, &'static str) =
        ("mailer/participant_reminder.md", include_str!("body.md"));
    const POLICY: Policy = Policy {
        rank: REMINDING,
        uncertain: Uncertain::Leave,
        to_proved: true,
    };
    const TELLS: bool = true;
    type Values = Values;

    fn contact(&self) -> &Contact {
        &self.contact
    }

    fn tells(&self) -> Option<Tells<'_>> {
        Some(Tells::Reminder(&self.reminder))
    }

    fn wanted(&self, known: &Known, now: Timestamp) -> Wanted {
        match known.unless_over() {
            Wanted::Yes => self.reminder.wanted(known, now),
            not => not,
        }
    }

    fn subject(&self, writing: &Writing<'_>) -> Result<String, ComposeError> {
        self.about("subject", writing)
    }

    fn values(&self, writing: &Writing<'_>) -> Result<Values, ComposeError> {
        Ok(Values {
            forum: writing.forum_values()?,
            office: writing.office_values(),
            own_url: writing.own_url(),
            name: escaped(&self.contact.name),
            intro: escaped(&self.about("intro", writing)?),
            is_over: self.side == Side::After,
        })
    }

    fn samples(to: Contact) -> Vec<Self> {
        samples::samples(&to)
    }

    fn on(self, occasion: &mut Occasion) -> Self {
        samples::on(self, occasion)
    }
}
