//! What people are told about a forum.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ForumChange, ForumFormat, ForumParticulars, ForumState, Venue};
use crate::{
    Deadline, EmailAddress, Event, ForumId, InvalidField, InvalidText, Language, LocalizedText,
    limits::REMINDERS, reminder::RuleDraft,
};

/// What kind of gathering it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ForumKind {
    /// Talks and exchange, usually at a fair.
    Forum,
    /// An informal meeting of one or two hours.
    GetTogether,
    /// A delegation comes to visit.
    DelegationVisit,
    /// A lunch with a talk.
    BusinessLunch,
    /// A trip of several days abroad.
    Mission,
    /// A conference with sessions.
    Conference,
}

/// Whom to ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ForumContact {
    /// Name of the person or desk.
    pub name: String,
    /// The mailbox that answers, and the organizer of calendar entries.
    pub email: EmailAddress,
    /// Telephone, as people should read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// A forum was put online or changed. Carries the whole state, so that the newest one suffices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ForumPublished {
    /// The forum.
    pub forum: ForumId,
    /// Its name in addresses: lower-case letters, digits and hyphens.
    pub slug: String,
    /// The office that invites.
    pub organizer: String,
    /// What kind of gathering it is.
    pub kind: ForumKind,
    /// Where it takes place.
    pub format: ForumFormat,
    /// Whether people can sign up.
    pub state: ForumState,
    /// Its name.
    pub title: LocalizedText,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<LocalizedText>,
    /// When it begins.
    pub starts: Deadline,
    /// When it ends.
    pub ends: Deadline,
    /// The room, unless it is online.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<Venue>,
    /// Where to join online. Told to confirmed participants only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub online_url: Option<String>,
    /// Until when people can sign up.
    pub registration_closes: Deadline,
    /// Until when whoever signed up may change who comes; until it begins, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes_close: Option<Deadline>,
    /// Whom to ask.
    pub contact: ForumContact,
    /// The languages of its pages and mails, the main one first.
    pub languages: Vec<Language>,
    /// Its public page.
    pub public_url: String,
    /// By which rules people are reminded; by those of its kind if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminders: Option<Vec<RuleDraft>>,
    /// What an office changed, and whom it wants to hear of it. Absent when the forum is new, and in
    /// events of older versions: then nobody is told by mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<ForumChange>,
}

impl ForumPublished {
    /// What people go by.
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
}

impl Event for ForumPublished {
    const TYPE: &'static str = "forum.published.v1";

    fn subject(&self) -> String {
        self.forum.to_string()
    }

    fn check(&self) -> Result<(), InvalidField> {
        InvalidField::line("slug", &self.slug)?;
        InvalidField::line("organizer", &self.organizer)?;
        InvalidField::line("contact.name", &self.contact.name)?;
        if let Some(phone) = &self.contact.phone {
            InvalidField::line("contact.phone", phone)?;
        }
        if let Some(venue) = &self.venue {
            InvalidField::line("venue.address", &venue.address)?;
        }
        let change = self.change.as_ref();
        let texts = [
            ("title", Some(&self.title)),
            ("description", self.description.as_ref()),
            (
                "change.note",
                change.and_then(|change| change.note.as_ref()),
            ),
        ];
        for (field, text) in texts
            .into_iter()
            .filter_map(|(field, text)| Some((field, text?)))
        {
            text.check()
                .map_err(|reason| InvalidField { field, reason })?;
        }
        self.check_reminders()?;
        let is_link = |url: &String| url.starts_with("https://") || url.starts_with("http://");
        if self.online_url.as_ref().is_some_and(|url| !is_link(url)) {
            let (field, reason) = ("online_url", InvalidText::NotALink);
            return Err(InvalidField { field, reason });
        }
        Ok(())
    }
}

impl ForumPublished {
    fn check_reminders(&self) -> Result<(), InvalidField> {
        let rules = self.reminders.as_deref().unwrap_or_default();
        if rules.len() > REMINDERS {
            let (field, reason) = ("reminders", InvalidText::TooLong(REMINDERS));
            return Err(InvalidField { field, reason });
        }
        rules
            .iter()
            .try_for_each(|rule| InvalidField::line("reminders.name", &rule.name))
    }
}
