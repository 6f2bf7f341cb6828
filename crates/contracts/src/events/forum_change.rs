//! What people go by when they come to a forum, and what an office's change to it means to them.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Deadline, Language, LocalizedText};

/// Where it takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ForumFormat {
    /// In a room.
    OnSite,
    /// On the network only.
    Online,
    /// Both.
    Hybrid,
}

/// Whether people can sign up at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ForumState {
    /// Being prepared; no page is shown.
    Draft,
    /// Shown to the public.
    Published,
    /// Called off.
    Cancelled,
}

/// The room or house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Venue {
    /// Name of the house or room.
    pub name: LocalizedText,
    /// Postal address in one line.
    pub address: String,
}

/// What people go by: whoever knew these knows when and where to be. A change to anything else is
/// nothing that they must hear of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ForumParticulars {
    /// Its name.
    pub title: LocalizedText,
    /// Where it takes place.
    pub format: ForumFormat,
    /// Whether it takes place at all.
    pub state: ForumState,
    /// When it begins.
    pub starts: Deadline,
    /// When it ends.
    pub ends: Deadline,
    /// The room, unless it is online.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<Venue>,
    /// Where to join online.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub online_url: Option<String>,
    /// Until when people can sign up.
    pub registration_closes: Deadline,
    /// Until when whoever signed up may change who comes; until it begins, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes_close: Option<Deadline>,
}

/// One thing that people go by, in the order in which they are told of it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Particular {
    /// Whether it takes place.
    State,
    /// Its name.
    Title,
    /// When it begins and ends.
    Time,
    /// In a room, online, or both.
    Format,
    /// The room.
    Place,
    /// Where to join online.
    Link,
    /// Until when people can sign up.
    Deadline,
}

impl Particular {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::State,
        Self::Title,
        Self::Time,
        Self::Format,
        Self::Place,
        Self::Link,
        Self::Deadline,
    ];

    /// The word in texts and interfaces.
    pub const fn word(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Title => "title",
            Self::Time => "time",
            Self::Format => "format",
            Self::Place => "place",
            Self::Link => "link",
            Self::Deadline => "deadline",
        }
    }

    /// Whether those decide by it who are invited and have not answered. Everything else they see when they
    /// open their invitation.
    pub const fn is_for_invited(self) -> bool {
        matches!(
            self,
            Self::State | Self::Time | Self::Format | Self::Deadline
        )
    }

    /// Whether an entry in a calendar says it.
    pub const fn is_in_calendars(self) -> bool {
        !matches!(self, Self::Deadline)
    }
}

impl ForumParticulars {
    /// Whether it has ended.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.ends.instant().is_ok_and(|ends| ends <= now)
    }

    /// What is otherwise for somebody who reads a language. That a text is there in one more language, or
    /// in one less, is no change to anybody.
    pub fn differences(&self, now: &Self, reader: &Language) -> Vec<Particular> {
        let differs = |what: &Particular| self.differs(now, *what, reader);
        Particular::ALL.into_iter().filter(differs).collect()
    }

    /// Whether one thing is otherwise for somebody who reads a language.
    pub fn differs(&self, now: &Self, what: Particular, reader: &Language) -> bool {
        let is_off = |at: &Self| at.state == ForumState::Cancelled;
        match what {
            Particular::State => is_off(self) != is_off(now),
            Particular::Title => self.title.reads_otherwise(&now.title, reader),
            Particular::Time => (&self.starts, &self.ends) != (&now.starts, &now.ends),
            Particular::Format => self.format != now.format,
            Particular::Place => match (&self.venue, &now.venue) {
                (Some(before), Some(now)) => {
                    before.address != now.address || before.name.reads_otherwise(&now.name, reader)
                }
                (before, now) => before.is_some() != now.is_some(),
            },
            Particular::Link => self.online_url != now.online_url,
            Particular::Deadline => self.registration_closes != now.registration_closes,
        }
    }
}

/// A change that an office made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ForumChange {
    /// The forum as it was until then.
    pub before: ForumParticulars,
    /// What the office says to the people with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<LocalizedText>,
    /// Nobody is to hear of it: a misprint.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub silent: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(texts: &[(&str, &str)]) -> LocalizedText {
        let texts = texts.iter();
        let texts = texts.map(|(tag, text)| (tag.parse().unwrap(), (*text).to_owned()));
        LocalizedText::new(texts.collect()).unwrap()
    }

    fn moment(local: &str) -> Deadline {
        Deadline::new(local.parse().unwrap(), "Europe/Berlin").unwrap()
    }

    fn forum() -> ForumParticulars {
        ForumParticulars {
            title: text(&[("de", "Mittagessen"), ("fr", "Déjeuner")]),
            format: ForumFormat::OnSite,
            state: ForumState::Published,
            starts: moment("2027-03-01T12:00:00"),
            ends: moment("2027-03-01T14:00:00"),
            venue: Some(Venue {
                name: text(&[("de", "Rathaus"), ("fr", "Mairie")]),
                address: "Markt 1".to_owned(),
            }),
            online_url: None,
            registration_closes: moment("2027-02-20T18:00:00"),
            changes_close: None,
        }
    }

    fn differences(change: impl FnOnce(&mut ForumParticulars), reader: &str) -> Vec<&'static str> {
        let (before, mut now) = (forum(), forum());
        change(&mut now);
        let found = before.differences(&now, &reader.parse().unwrap());
        found.into_iter().map(Particular::word).collect()
    }

    #[test]
    fn what_people_go_by_is_told_from_what_they_need_not_hear_of() {
        type Change = fn(&mut ForumParticulars);
        let cases: [(Change, &[&str]); 8] = [
            (|_| {}, &[]),
            (|f| f.ends = moment("2027-03-01T15:00:00"), &["time"]),
            (|f| f.starts.zone = "Europe/Paris".to_owned(), &["time"]),
            (|f| f.state = ForumState::Cancelled, &["state"]),
            (|f| f.state = ForumState::Draft, &[]),
            (
                |f| f.venue.as_mut().unwrap().address = "Markt 2".into(),
                &["place"],
            ),
            (
                |f| f.registration_closes = moment("2027-02-21T18:00:00"),
                &["deadline"],
            ),
            (
                |f| {
                    f.format = ForumFormat::Online;
                    f.venue = None;
                    f.online_url = Some("https://meet.example.org/x".into());
                },
                &["format", "place", "link"],
            ),
        ];
        for (change, expected) in cases {
            assert_eq!(differences(change, "fr"), expected);
        }
    }

    #[test]
    fn a_text_differs_for_those_who_read_it() {
        let retitled = |f: &mut ForumParticulars| {
            f.title = text(&[("de", "Abendessen"), ("fr", "Déjeuner")]);
        };
        assert_eq!(differences(retitled, "de"), ["title"]);
        assert_eq!(differences(retitled, "de-AT"), ["title"]);
        assert!(differences(retitled, "fr").is_empty());
        let one_language_more = |f: &mut ForumParticulars| {
            f.title = text(&[("de", "Mittagessen"), ("en", "Lunch"), ("fr", "Déjeuner")]);
        };
        assert!(differences(one_language_more, "en").is_empty());
        let one_less = |f: &mut ForumParticulars| f.title = text(&[("de", "Mittagessen")]);
        assert!(differences(one_less, "fr").is_empty());
        let one_less_and_changed = |f: &mut ForumParticulars| f.title = text(&[("de", "Imbiss")]);
        assert_eq!(differences(one_less_and_changed, "fr"), ["title"]);
    }
}
