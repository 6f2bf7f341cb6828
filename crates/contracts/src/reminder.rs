//! Rules by which people are reminded, as an office writes them and as they travel with a forum. Whether
//! one makes sense, and whom it reminds when, is told by the crate `reminders`.

use jiff::civil::Time;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whom a rule reminds.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Who was invited and has neither signed up nor declined.
    Invited,
    /// Who signed up and has not confirmed the address.
    Unconfirmed,
    /// Who is on the waiting list.
    Waiting,
    /// Who takes part.
    Confirmed,
    /// The contact of a delegation that lacks names.
    Incomplete,
    /// The office: how many come.
    Organizer,
}

/// A moment of a forum, from which a rule counts.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// Until when people can sign up.
    RegistrationCloses,
    /// Until when people can change their sign-up themselves.
    ChangesClose,
    /// The beginning of the forum.
    Starts,
    /// Its end.
    Ends,
}

impl Anchor {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::RegistrationCloses,
        Self::ChangesClose,
        Self::Starts,
        Self::Ends,
    ];

    /// The stable name in keys and interfaces.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RegistrationCloses => "registration_closes",
            Self::ChangesClose => "changes_close",
            Self::Starts => "starts",
            Self::Ends => "ends",
        }
    }
}

/// On which days mail is welcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhichDays {
    /// On each.
    Every,
    /// On working days where the reader is.
    Working,
}

/// Hours in which mail is welcome; outside of them it is quiet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// From this local time.
    #[schemars(with = "String")]
    pub opens: Time,
    /// Until this one (exclusive), later on the same day.
    #[schemars(with = "String")]
    pub closes: Time,
    /// On these days.
    pub days: WhichDays,
}

impl Hours {
    /// When people are at work.
    pub const OFFICE: Self = Self {
        opens: Time::constant(8, 0, 0, 0),
        closes: Time::constant(18, 0, 0, 0),
        days: WhichDays::Working,
    };
    /// When people are awake.
    pub const DAY: Self = Self {
        opens: Time::constant(8, 0, 0, 0),
        closes: Time::constant(20, 0, 0, 0),
        days: WhichDays::Every,
    };
}

/// Before or after the anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Before it.
    Before,
    /// After it.
    After,
}

/// In what the distance from the anchor is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Days of the calendar, at a local time. A day on which clocks change is a day.
    Days,
    /// Working days where the forum is, at a local time.
    WorkingDays,
    /// Hours that pass, whatever clocks do.
    Hours,
}

/// From when on a reminder is of no use any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Latest {
    /// So many hours before the anchor.
    HoursBeforeAnchor(u16),
    /// So many hours after it was due.
    HoursAfterDue(u16),
}

/// What becomes of those who join when the reminder is due or shortly before. They have just been told
/// the same by another mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Joiners {
    /// They are not reminded.
    #[default]
    Skip,
    /// They are reminded after a decent pause, if that still makes sense then.
    Remind,
}

/// A rule by which people are reminded, as somebody writes it. Nobody has checked it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ReminderRule")]
#[serde(deny_unknown_fields)]
pub struct RuleDraft {
    /// Its name within the forum, for ever: lower-case letters, digits and hyphens, at most 40.
    pub name: String,
    /// Whom it reminds.
    pub to: Audience,
    /// From which moment it counts. Who has not confirmed is reminded of the end of their own hold
    /// instead, so there it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Anchor>,
    /// Before or after that.
    pub side: Side,
    /// How far.
    pub amount: u16,
    /// In what that is counted.
    pub unit: Unit,
    /// At what time of the day, in the forum's zone; for days and working days only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub at: Option<Time>,
    /// Until when it is of use; if absent, two hours before the anchor, or
    /// three days after it was due if it is due after the anchor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<Latest>,
    /// When mail is welcome, by the reader's clock; at any hour if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Hours>,
    /// What becomes of those who join late.
    #[serde(default)]
    pub joiners: Joiners,
    /// Whether it stands still for now.
    #[serde(default)]
    pub paused: bool,
}
