//! A mail of the log as programs and templates see it, and the query that asks for several.

use std::{collections::HashMap, fmt::Write as _};

use jiff::Timestamp;
use kontor_contracts::{ForumId, MailId, RegistrationId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::store::{Filter, LoggedAttempt, LoggedMail};

/// Mails of one page.
pub(super) const PAGE: usize = 50;

/// What a list may be asked for; an empty field asks for nothing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub(super) state: String,
    pub(super) forum: String,
    pub(super) registration: String,
    pub(super) before: String,
}

impl Asked {
    /// The filter, or the name of the field that makes no sense.
    pub(super) fn filter(&self) -> Result<Filter, &'static str> {
        Ok(Filter {
            state: read(&self.state).map_err(|()| "state")?,
            forum: read(&self.forum).map_err(|()| "forum")?,
            registration: read(&self.registration).map_err(|()| "registration")?,
            before: read(&self.before).map_err(|()| "before")?,
        })
    }

    /// The same question for what comes after a page.
    pub(super) fn after(&self, last: MailId) -> String {
        let mut query = format!("?before={last}");
        for (name, value) in [
            ("state", &self.state),
            ("forum", &self.forum),
            ("registration", &self.registration),
        ] {
            // Only values that were read as words and ids come here; they need no escaping.
            if !value.trim().is_empty() {
                let _ = write!(query, "&{name}={}", value.trim());
            }
        }
        query
    }
}

fn read<T: std::str::FromStr>(text: &str) -> Result<Option<T>, ()> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| ()),
    }
}

/// A mail of the log.
#[derive(Debug, Clone, Serialize)]
pub(super) struct MailView {
    id: MailId,
    kind: &'static str,
    state: &'static str,
    registration: RegistrationId,
    revision: String,
    forum: ForumId,
    forum_slug: Option<String>,
    recipient: Recipient,
    attempts: u32,
    interruptions: u32,
    reply: Option<String>,
    due_at: Option<Timestamp>,
    created_at: Timestamp,
    changed_at: Timestamp,
    may_be_sent_again: bool,
}

#[derive(Debug, Clone, Serialize)]
struct Recipient {
    name: String,
    email: String,
    language: String,
}

/// An attempt of the log.
#[derive(Debug, Clone, Serialize)]
pub(super) struct AttemptView {
    at: Timestamp,
    state: &'static str,
    phase: Option<String>,
    reply: String,
}

impl MailView {
    pub(super) fn new(mail: &LoggedMail, slugs: &HashMap<Uuid, String>) -> Self {
        let contact = &mail.facts.contact;
        Self {
            id: mail.id,
            kind: mail.key.kind.word(),
            state: mail.state.word(),
            registration: mail.key.registration,
            revision: mail.key.revision.clone(),
            forum: mail.forum,
            forum_slug: slugs.get(&mail.forum.uuid()).cloned(),
            recipient: Recipient {
                name: contact.name.clone(),
                email: contact.email.as_str().to_owned(),
                language: contact.language.to_string(),
            },
            attempts: mail.attempts,
            interruptions: mail.interruptions,
            reply: mail.reply.clone(),
            due_at: mail.due_at,
            created_at: mail.created_at,
            changed_at: mail.changed_at,
            may_be_sent_again: mail.state.may_be_sent_again(),
        }
    }
}

impl From<LoggedAttempt> for AttemptView {
    fn from(attempt: LoggedAttempt) -> Self {
        Self {
            at: attempt.at,
            state: attempt.state.word(),
            phase: attempt.phase,
            reply: attempt.reply,
        }
    }
}
