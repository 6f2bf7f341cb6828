//! A reminder as it is planned, and what comes of it.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::DateTime};
use kontor_contracts::ForumId;
use kontor_reminders::{Audience, Explanation};
use schemars::JsonSchema;
use serde::Serialize;

/// Which reminders are asked for.
#[derive(Debug, Clone)]
pub struct PlanWish {
    /// Only of this forum, by its name in addresses.
    pub forum: Option<String>,
    /// Only those that are due from then on, or for each at a time of their own.
    pub from: Option<Timestamp>,
    /// Only those that are due until then, or for each at a time of their own.
    pub until: Option<Timestamp>,
    /// Only those behind this one, by the names of forum and rule.
    pub after: Option<(String, String)>,
    /// So many of them, by the names of forum and rule, and no more.
    pub most: usize,
    /// Name so many people of each.
    pub lines: usize,
    /// Look at so many people of each, and no more.
    pub looks: usize,
}

impl Default for PlanWish {
    fn default() -> Self {
        Self {
            forum: None,
            from: None,
            until: None,
            after: None,
            most: usize::MAX,
            lines: 0,
            looks: usize::MAX,
        }
    }
}

impl PlanWish {
    /// Whether a reminder is asked for.
    pub(super) fn is_about(&self, reminder: &PlannedReminder) -> bool {
        let is_in_time = reminder.due.is_none_or(|due| {
            self.from.is_none_or(|from| from <= due) && self.until.is_none_or(|until| due <= until)
        });
        let is_behind = self.after.as_ref().is_none_or(|(slug, rule)| {
            (slug.as_str(), rule.as_str()) < (&*reminder.slug, &*reminder.rule)
        });
        is_in_time && is_behind
    }
}

/// How a reminder stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReminderState {
    /// It goes when it is due.
    Planned,
    /// It is going out.
    UnderWay,
    /// Everybody has been looked at. Who joins may still be reminded.
    Done,
    /// Its rule stands still.
    Paused,
    /// The office left it out.
    Skipped,
    /// The forum is not shown to the public, or called off.
    Withheld,
    /// It was due before the forum was published, or would be due when it is of no use.
    Never,
}

impl ReminderState {
    /// The word in interfaces.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::UnderWay => "under_way",
            Self::Done => "done",
            Self::Paused => "paused",
            Self::Skipped => "skipped",
            Self::Withheld => "withheld",
            Self::Never => "never",
        }
    }
}

/// A rule's reminder, and what comes of it.
#[derive(Debug, Clone, Serialize)]
pub struct PlannedReminder {
    /// The forum.
    pub forum: ForumId,
    /// Its name in addresses.
    pub slug: String,
    /// The rule.
    pub rule: String,
    /// Whom it reminds.
    pub to: Audience,
    /// How it stands.
    pub state: ReminderState,
    /// Why nobody gets it, in a word, if so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<&'static str>,
    /// When it is due: local time in the zone of the forum. Absent where each person has their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub local: Option<DateTime>,
    /// That zone.
    pub zone: String,
    /// The instant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
    /// The last instant at which it is of use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_after: Option<Timestamp>,
    /// How many were written to so far in rounds.
    pub wrote: i64,
    /// How many will be written to, as things stand.
    pub reminds: u64,
    /// Whether everybody was looked at; else there may be more.
    pub whole: bool,
    /// When the first of them gets it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<Timestamp>,
    /// When the last of them does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<Timestamp>,
    /// How many get none, by the reason's code.
    pub skips: BTreeMap<String, u64>,
    /// Some of the people, with what is decided about each.
    pub people: Vec<PersonLine>,
}

/// What is decided about one person.
#[derive(Debug, Clone, Serialize)]
pub struct PersonLine {
    /// Their sign-up.
    pub about: String,
    /// When by their own clock, if they are reminded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub local: Option<DateTime>,
    /// What is done, and why.
    pub decision: serde_json::Value,
}

impl PlannedReminder {
    /// Adds what is decided about more people.
    pub(super) fn add(&mut self, more: Explanation<String>) {
        self.reminds += more.reminds;
        let first = self.first.into_iter().chain(more.first).min();
        (self.first, self.last) = (first, self.last.max(more.last));
        for (code, count) in more.skips {
            *self.skips.entry(code.to_owned()).or_default() += count;
        }
        self.people
            .extend(more.people.into_iter().map(|line| PersonLine {
                about: line.person,
                local: line.local,
                decision: serde_json::to_value(line.decision).unwrap_or_default(),
            }));
    }
}
