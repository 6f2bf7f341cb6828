//! A mail of the log as programs and templates see it, and the query that asks for several.

use std::{collections::HashMap, fmt::Write as _};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use jiff::Timestamp;
use kontor_contracts::{ForumId, MailId, RegistrationId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    domain::{About, MailState},
    store::{Filter, LoggedAttempt, LoggedMail},
};

/// Most words of a search.
const WORDS: usize = 8;
/// Mails of one page.
pub(super) const PAGE: usize = 50;

/// What a list may be asked for; an empty field asks for nothing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub(super) state: String,
    pub(super) forum: String,
    pub(super) registration: String,
    /// Words of a name, an address or a company; or the number of a sign-up.
    pub(super) q: String,
    pub(super) before: String,
}

impl Asked {
    /// The filter, or the name of the field that makes no sense.
    pub(super) fn filter(&self) -> Result<Filter, &'static str> {
        let typed = self.q.trim();
        // The number of a sign-up is not a word of a name.
        let number: Option<RegistrationId> = typed.parse().ok();
        let typed = Some(typed).filter(|_| number.is_none());
        Ok(Filter {
            state: read(&self.state).map_err(|()| "state")?,
            forum: read(&self.forum).map_err(|()| "forum")?,
            about: number
                .or(read(&self.registration).map_err(|()| "registration")?)
                .map(About::registration),
            words: words(typed.unwrap_or_default()),
            before: read(&self.before).map_err(|()| "before")?,
        })
    }

    /// What was searched for, as it stands in the field.
    pub(super) fn search(&self) -> &str {
        if self.q.is_empty() {
            &self.registration
        } else {
            &self.q
        }
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
        if !self.q.trim().is_empty() {
            let words = utf8_percent_encode(self.q.trim(), NON_ALPHANUMERIC);
            let _ = write!(query, "&q={words}");
        }
        query
    }
}

/// The words of a search.
pub(super) fn words(typed: &str) -> Vec<String> {
    let words = typed.split_whitespace().take(WORDS);
    words.map(str::to_owned).collect()
}

fn read<T: std::str::FromStr>(text: &str) -> Result<Option<T>, ()> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| ()),
    }
}

/// Whether a person may send it again. What asks for a confirmation and was sent cannot be: its link is
/// kept nowhere; whoever signs up again gets a new one.
pub(super) fn may_be_sent_again(mail: &LoggedMail) -> bool {
    mail.state.may_be_sent_again()
        && !(mail.state == MailState::Sent && mail.facts.asking().is_some())
}

/// A mail of the log.
#[derive(Debug, Clone, Serialize)]
pub(super) struct MailView {
    id: MailId,
    kind: &'static str,
    state: &'static str,
    about: String,
    registration: Option<RegistrationId>,
    revision: String,
    forum: Option<ForumId>,
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
        let contact = mail.facts.contact();
        Self {
            id: mail.id,
            kind: mail.key.kind,
            state: mail.state.word(),
            about: mail.key.about.to_string(),
            registration: mail.key.about.as_registration(),
            revision: mail.key.revision.clone(),
            forum: mail.forum,
            forum_slug: mail
                .forum
                .and_then(|forum| slugs.get(&forum.uuid()).cloned()),
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
            may_be_sent_again: may_be_sent_again(mail),
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
