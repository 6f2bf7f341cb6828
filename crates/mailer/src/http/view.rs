//! A mail of the log as programs and templates see it, and the query that asks for several.

use std::{collections::HashMap, fmt::Write as _};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use jiff::Timestamp;
use kontor_contracts::{ForumId, MailId, Reach, RegistrationId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    desk::may_be_sent_again,
    domain::{About, MailState},
    kinds,
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
    pub(super) kind: String,
    pub(super) forum: String,
    pub(super) registration: String,
    /// Words of a name, an address or a company; or the number of a sign-up.
    pub(super) q: String,
    pub(super) before: String,
}

impl Asked {
    /// The filter, or the name of the field that makes no sense.
    pub(super) fn filter(&self, within: Reach) -> Result<Filter, &'static str> {
        let typed = self.q.trim();
        // The number of a sign-up is not a word of a name.
        let number: Option<RegistrationId> = typed.parse().ok();
        let typed = Some(typed).filter(|_| number.is_none());
        Ok(Filter {
            state: read(&self.state).map_err(|()| "state")?,
            kind: kind(&self.kind).map_err(|()| "kind")?,
            forum: read(&self.forum).map_err(|()| "forum")?,
            about: number
                .or(read(&self.registration).map_err(|()| "registration")?)
                .map(About::registration),
            words: words(typed.unwrap_or_default()),
            within,
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
            ("kind", &self.kind),
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

/// A kind of mail by its word; nothing if none is named.
pub(super) fn kind(text: &str) -> Result<Option<&'static str>, ()> {
    match text.trim() {
        "" => Ok(None),
        word => kinds::named(word)
            .map(|kind| Some(kind.word()))
            .map_err(|_| ()),
    }
}

fn read<T: std::str::FromStr>(text: &str) -> Result<Option<T>, ()> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| ()),
    }
}

/// A mail of the log.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "Mail")]
pub struct MailView {
    /// Its id.
    pub id: MailId,
    /// What kind of mail it is.
    pub kind: &'static str,
    /// What has become of it so far.
    #[schemars(extend("enum" = MailState::WORDS))]
    pub state: &'static str,
    /// What it is about, such as `registration/…`.
    pub about: String,
    /// The sign-up that it is about, if it is about one.
    pub registration: Option<RegistrationId>,
    /// Which of several mails of a kind about the same thing.
    pub revision: String,
    /// The forum that it speaks of.
    pub forum: Option<ForumId>,
    /// That forum's name in addresses.
    pub forum_slug: Option<String>,
    /// Whom it goes to.
    pub recipient: Recipient,
    /// How often the recipient's side has refused it for now.
    pub attempts: u32,
    /// How often something else stood in the way.
    pub interruptions: u32,
    /// The last answer.
    pub reply: Option<String>,
    /// When it is tried again.
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub due_at: Option<Timestamp>,
    /// When it was asked for.
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub created_at: Timestamp,
    /// When it last changed.
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub changed_at: Timestamp,
    /// Whether the console offers to send it again.
    pub may_be_sent_again: bool,
}

/// Whom a mail goes to.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Recipient {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// The language of the mail.
    pub language: String,
}

/// An attempt to send a mail.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "Attempt")]
pub struct AttemptView {
    /// When it ended.
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub at: Timestamp,
    /// The state that followed.
    pub state: &'static str,
    /// How far it came.
    pub phase: Option<String>,
    /// What the relay said, or what happened.
    pub reply: String,
}

impl MailView {
    pub(crate) fn new(mail: &LoggedMail, slugs: &HashMap<Uuid, String>) -> Self {
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
