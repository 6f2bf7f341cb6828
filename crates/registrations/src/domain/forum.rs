//! A forum as the office describes it, whole and valid.

use jiff::Timestamp;
use kontor_book::Terms;
use kontor_contracts::{
    Deadline, InvalidDeadline, Language, LocalizedText,
    events::{ForumContact, ForumFormat, ForumKind, ForumParticulars, ForumState, Venue},
    reminder::RuleDraft,
};
use schemars::JsonSchema;
use serde::Serialize;

/// How long a place is held until the address is confirmed, where a forum says nothing, in hours.
pub const DEFAULT_HOLD_HOURS: u32 = 48;
/// Longest hold, in hours: 30 days.
pub const MAX_HOLD_HOURS: u32 = 720;
/// How long an offer to the waiting list stands, where a forum says nothing, in hours.
pub const DEFAULT_OFFER_HOURS: u32 = 48;
/// Longest offer, in hours: 14 days.
pub const MAX_OFFER_HOURS: u32 = 336;
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
    /// Until when whoever signed up may change who comes; until it begins, if absent.
    pub changes_close: Option<Deadline>,
    /// How many places there are.
    pub capacity: u32,
    /// How long a place is held until the address is confirmed, in hours.
    pub hold_hours: u32,
    /// Whether a full forum has a waiting list.
    pub waiting_list: bool,
    /// How long places are kept for whoever is offered them, in hours.
    pub offer_hours: u32,
    /// Whether only those may sign up who are invited or have a partner's code.
    pub by_invitation_only: bool,
    /// The languages of its pages and mails, the main one first.
    pub languages: Vec<Language>,
    /// Whom to ask.
    pub contact: ForumContact,
    /// By which rules people are reminded; by those of its kind if absent.
    pub reminders: Option<Vec<RuleDraft>>,
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
        let opens = self.registration_opens.as_ref();
        let when = (opens, &self.registration_closes, self.changes_close());
        let hours = Hours {
            hold: self.hold_hours,
            offer: self.offer_hours,
            has_waiting_list: self.waiting_list,
        };
        let terms = sign_up_terms(self.state, when, self.capacity, hours, revision)?;
        Ok(Terms {
            by_invitation_only: self.by_invitation_only,
            ..terms
        })
    }

    /// Until when whoever signed up may change who comes.
    pub fn changes_close(&self) -> &Deadline {
        self.changes_close.as_ref().unwrap_or(&self.starts)
    }

    /// What people go by when they come.
    pub fn particulars(&self) -> ForumParticulars {
        ForumParticulars {
            title: self.title.clone(),
            format: self.format,
            state: self.state,
            starts: self.starts.clone(),
            ends: self.ends.clone(),
            venue: self.venue.clone(),
            online_url: self.online_url.clone(),
            registration_closes: self.registration_closes.clone(),
            changes_close: self.changes_close.clone(),
        }
    }

    /// The fields in which `now` differs, in alphabetical order.
    pub fn differences(&self, now: &Self) -> Vec<FieldChange> {
        let fields = |draft: &Self| match serde_json::to_value(draft) {
            Ok(serde_json::Value::Object(fields)) => fields,
            _ => serde_json::Map::new(),
        };
        let (before, now) = (fields(self), fields(now));
        let differing = before.into_iter().filter_map(|(field, before)| {
            let now = now.get(&field).cloned().unwrap_or_default();
            let (was, is) = (in_words(&before), in_words(&now));
            (before != now).then_some(FieldChange {
                field,
                before: was,
                now: is,
            })
        });
        differing.collect()
    }
}

/// One setting of a forum that is otherwise than it was, as a line of text can show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FieldChange {
    /// Its name in the forum's file.
    pub field: String,
    /// What it was; empty if it was not set.
    pub before: String,
    /// What it is; empty if it is not set any more.
    pub now: String,
}

/// A value of the forum's file as a line of text.
fn in_words(value: &serde_json::Value) -> String {
    use serde_json::Value;
    match value {
        Value::Null => String::new(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(in_words).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => {
            let moment = (fields.get("local"), fields.get("zone"));
            if let (Some(Value::String(local)), Some(Value::String(zone))) = moment {
                // Seconds are nobody's business.
                let minutes = local.get(..16).unwrap_or(local);
                return format!("{} {zone}", minutes.replace('T', " "));
            }
            let parts = fields.iter();
            let parts = parts.map(|(name, value)| format!("{name}: {}", in_words(value)));
            parts.collect::<Vec<_>>().join("; ")
        }
    }
}

/// The language of last resort among these, the main one first.
pub(crate) fn main_language(languages: &[Language]) -> Language {
    languages.first().cloned().unwrap_or_else(Language::english)
}

/// For how long places are kept for somebody, in hours.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hours {
    /// Until the address is confirmed.
    pub(crate) hold: u32,
    /// Until an offer is taken.
    pub(crate) offer: u32,
    pub(crate) has_waiting_list: bool,
}

const HOUR_MS: i64 = 3_600_000;

/// What the decision about a sign-up needs, from when registration opens and closes.
pub(crate) fn sign_up_terms(
    state: ForumState,
    (opens, closes, changes_close): (Option<&Deadline>, &Deadline, &Deadline),
    capacity: u32,
    hours: Hours,
    revision: i64,
) -> Result<Terms, InvalidDeadline> {
    let opens = opens.map(Deadline::instant).transpose()?;
    Ok(Terms {
        state,
        opens_ms: opens.map(Timestamp::as_millisecond),
        closes_ms: closes.instant()?.as_millisecond(),
        changes_close_ms: changes_close.instant()?.as_millisecond(),
        capacity,
        hold_ms: i64::from(hours.hold) * HOUR_MS,
        offer_ms: hours
            .has_waiting_list
            .then(|| i64::from(hours.offer) * HOUR_MS),
        revision,
        by_invitation_only: false,
    })
}
