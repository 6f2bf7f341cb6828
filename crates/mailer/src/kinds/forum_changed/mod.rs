//! Something that people go by is otherwise: old and new side by side, the office's words, and the
//! calendar entry that moves by itself. Goes to those who have confirmed; who waits for a place has no entry
//! yet, and is not told where to join. Who is invited and has not answered hears what they decide by.

mod line;
mod samples;

use jiff::Timestamp;
use kontor_contracts::events::{Contact, ForumState, Particular};
use serde::{Deserialize, Serialize};

use self::line::Line;
use super::{Kind, Occasion, note::paragraphs};
use crate::{
    domain::{Known, NEWS, News, PersonState, Policy, Uncertain, Wanted},
    letter::{Calendar, ComposeError, ForumValues, OfficeValues, Writing, entry, escaped},
};

/// Who is told, and what they knew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ForumChanged {
    /// Who is written to.
    pub(crate) contact: Contact,
    /// Whether the entry stands in their own calendar.
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
    name: String,
    reinstated: bool,
    lines: Vec<Line>,
    note: Vec<String>,
    has_place: bool,
    /// The key of what is said of the calendar entry that goes along, if one does.
    entry: Option<&'static str>,
    own_url: Option<String>,
}

/// How the reader stands to the forum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reader {
    TakesPart,
    Waits,
    IsInvited,
}

impl Reader {
    fn of(may_take_part: bool, is_invited: bool) -> Self {
        match (is_invited, may_take_part) {
            (true, _) => Self::IsInvited,
            (false, true) => Self::TakesPart,
            (false, false) => Self::Waits,
        }
    }

    fn in_the(writing: &Writing<'_>) -> Self {
        Self::of(writing.may_take_part(), writing.is_to_invited())
    }
}

impl ForumChanged {
    /// What they are told. Where to join is for those who have a place; who is invited and silent hears what
    /// they decide by.
    fn told(&self, news: Option<News<'_>>, reader: Reader) -> Vec<Particular> {
        let told = news.map_or_else(Vec::new, |news| news.told(&self.contact.language));
        let for_them = |what: &Particular| match reader {
            Reader::TakesPart => true,
            Reader::Waits => *what != Particular::Link,
            Reader::IsInvited => what.is_for_invited(),
        };
        told.into_iter().filter(for_them).collect()
    }
}

impl Kind for ForumChanged {
    const WORD: &'static str = "forum_changed";
    const BODY: (&'static str, &'static str) = ("mailer/forum_changed.md", include_str!("body.md"));
    const POLICY: Policy = Policy {
        rank: NEWS,
        uncertain: Uncertain::Again,
        to_proved: true,
    };
    const IS_NEWS: bool = true;
    type Values = Values;

    fn contact(&self) -> &Contact {
        &self.contact
    }

    fn wanted(&self, known: &Known, now: Timestamp) -> Wanted {
        let Some(forum) = &known.forum else {
            return Wanted::No("its forum is not known");
        };
        let news = known.news(self.since);
        let is_invited = known.person == Some(PersonState::Invited);
        let reader = Reader::of(known.may_take_part(), is_invited);
        match (known.person, forum.facts.state) {
            (Some(PersonState::Over), _) => Wanted::No("the sign-up is over"),
            (Some(PersonState::Waiting), _) => Wanted::No("the sign-up is not confirmed"),
            (_, ForumState::Cancelled) => Wanted::No("the forum is cancelled"),
            (_, ForumState::Draft) => Wanted::No("the forum is not online"),
            _ if self.told(news, reader).is_empty() => {
                Wanted::No("they know it, or it was taken back")
            }
            _ if news.is_some_and(|news| news.is_over(now)) => Wanted::No("the forum is over"),
            _ => Wanted::Yes,
        }
    }

    fn subject(&self, writing: &Writing<'_>) -> Result<String, ComposeError> {
        let told = self.told(writing.news(self.since), Reader::in_the(writing));
        writing.subject(match told.first() {
            Some(Particular::State) => "mail-forum-reinstated-subject",
            _ if told.contains(&Particular::Time) => "mail-forum-moved-subject",
            _ => "mail-forum-changed-subject",
        })
    }

    fn values(&self, writing: &Writing<'_>) -> Result<Values, ComposeError> {
        let news = writing.news(self.since);
        let has_place = writing.may_take_part();
        let told = self.told(news, Reader::in_the(writing));
        let lines = news.map_or_else(|| Ok(Vec::new()), |news| line::lines(writing, news, &told));
        Ok(Values {
            forum: writing.forum_values()?,
            office: writing.office_values(),
            own_url: writing.own_url(),
            name: escaped(&self.contact.name),
            reinstated: told.contains(&Particular::State),
            lines: lines?,
            note: paragraphs(writing, news),
            has_place,
            entry: (has_place && told.iter().any(|what| what.is_in_calendars())).then_some(
                if self.takes_part {
                    "mail-forum-changed-calendar"
                } else {
                    "mail-forum-changed-calendar-others"
                },
            ),
        })
    }

    fn calendar(&self, writing: &Writing<'_>) -> Result<Option<Calendar>, ComposeError> {
        let has_place = writing.may_take_part();
        let told = self.told(writing.news(self.since), Reader::in_the(writing));
        if !has_place || !told.iter().any(|what| what.is_in_calendars()) {
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
