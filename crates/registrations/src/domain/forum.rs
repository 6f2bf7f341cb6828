//! A forum as the office describes it, whole and valid.

use jiff::Timestamp;
use kontor_book::Terms;
use kontor_contracts::{
    Deadline, InvalidDeadline, Language, LocalizedText,
    events::{ForumContact, ForumFormat, ForumKind, ForumState, Venue},
};
use serde::Serialize;

/// How long a place is held until the address is confirmed, where a forum says nothing, in hours.
pub const DEFAULT_HOLD_HOURS: u32 = 48;
/// Longest hold, in hours: 30 days.
pub const MAX_HOLD_HOURS: u32 = 720;
/// Most places of one forum.
pub const MAX_CAPACITY: u32 = 100_000;

/// Everything an office says about a forum. A field that differs from the kept one is a change that
/// people are told of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ForumDraft {
    /// Its name in addresses: lower-case letters, digits and hyphens, at most 80.
    pub slug: String,
    /// What kind of gathering it is.
    pub kind: ForumKind,
    /// Where it takes place.
    pub format: ForumFormat,
    /// Whether people can sign up at all.
    pub state: ForumState,
    /// The office that invites.
    pub organizer: String,
    /// Its name.
    pub title: LocalizedText,
    /// What it is about.
    pub description: Option<LocalizedText>,
    /// The room, unless it is online.
    pub venue: Option<Venue>,
    /// Where to join online; told to confirmed participants only.
    pub online_url: Option<String>,
    /// When it begins.
    pub starts: Deadline,
    /// When it ends.
    pub ends: Deadline,
    /// From when people can sign up; at once if absent.
    pub registration_opens: Option<Deadline>,
    /// Until when people can sign up.
    pub registration_closes: Deadline,
    /// How many places there are.
    pub capacity: u32,
    /// How long a place is held until the address is confirmed, in hours.
    pub hold_hours: u32,
    /// The languages of its pages and mails, the main one first.
    pub languages: Vec<Language>,
    /// Whom to ask.
    pub contact: ForumContact,
}

impl ForumDraft {
    /// The language of last resort for this forum.
    pub fn main_language(&self) -> Language {
        main_language(&self.languages)
    }

    /// What the decision about a sign-up needs of it, with the instants derived from today's rules
    /// of its time zone.
    ///
    /// # Errors
    /// [`InvalidDeadline`] if the time zone database no longer knows the zone.
    pub fn terms(&self, revision: i64) -> Result<Terms, InvalidDeadline> {
        let when = (self.registration_opens.as_ref(), &self.registration_closes);
        sign_up_terms(self.state, when, self.capacity, self.hold_hours, revision)
    }

    /// The names of the fields in which the two differ, in alphabetical order.
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let fields = |draft: &Self| match serde_json::to_value(draft) {
            Ok(serde_json::Value::Object(fields)) => fields,
            _ => serde_json::Map::new(),
        };
        let (ours, theirs) = (fields(self), fields(other));
        let differs = |name: &&String| ours.get(*name) != theirs.get(*name);
        ours.keys().filter(differs).cloned().collect()
    }
}

/// The language of last resort among these, the main one first.
pub(crate) fn main_language(languages: &[Language]) -> Language {
    languages.first().cloned().unwrap_or_else(Language::english)
}

/// What the decision about a sign-up needs, from when registration opens and closes.
pub(crate) fn sign_up_terms(
    state: ForumState,
    (opens, closes): (Option<&Deadline>, &Deadline),
    capacity: u32,
    hold_hours: u32,
    revision: i64,
) -> Result<Terms, InvalidDeadline> {
    let opens = opens.map(Deadline::instant).transpose()?;
    Ok(Terms {
        state,
        opens_ms: opens.map(Timestamp::as_millisecond),
        closes_ms: closes.instant()?.as_millisecond(),
        capacity,
        hold_ms: i64::from(hold_hours) * 3_600_000,
        revision,
    })
}
