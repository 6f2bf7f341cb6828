//! The mail log for the command line: the same mails, in the same words, as on the console's pages and in
//! the API.

use kontor_contracts::{MailId, Reach};
use kontor_runtime::{Clock, Process};
use kontor_store::{Database, StoreError, audit::Actor};
use serde::Serialize;
use serde_json::Value;

use super::again::{self, NotSentAgain};
use crate::{
    domain::{Forum, MailState},
    http::{AttemptView, MailView},
    kinds::{self, AnyKind, WORDS},
    person::facts_shown,
    store::{Filter, LoggedMail, attempts_of, find_mail, forums_within, list_mails, slugs},
};

/// Which mails to list; what is empty asks for nothing.
#[derive(Debug, Clone, Default)]
pub struct LogWish {
    /// Only about the forum of this name in addresses.
    pub forum: Option<String>,
    /// Only in this state.
    pub state: Option<String>,
    /// Only of this kind.
    pub kind: Option<String>,
    /// At most so many.
    pub limit: usize,
}

/// Why the log does not answer.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// No forum has this name.
    #[error("the mailer knows no forum {name}; it knows {}", listed(.there))]
    UnknownForum {
        /// The name.
        name: String,
        /// Those that there are.
        there: Vec<String>,
    },
    /// No mail is ever in such a state.
    #[error("there is no state {name}; there are {}", .there.join(", "))]
    UnknownState {
        /// The word.
        name: String,
        /// Those that there are.
        there: Vec<&'static str>,
    },
    /// There is no such kind.
    #[error("there is no kind of mail {name}; there are {}", .there.join(", "))]
    UnknownKind {
        /// The word.
        name: String,
        /// Those that there are.
        there: Vec<&'static str>,
    },
    /// There is no such mail.
    #[error("there is no mail {0}; `kontor mail list` shows those that there are")]
    UnknownMail(MailId),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl LogError {
    /// A word for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownForum { .. } => "unknown_forum",
            Self::UnknownState { .. } => "unknown_state",
            Self::UnknownKind { .. } => "unknown_kind",
            Self::UnknownMail(_) => "unknown_mail",
            Self::Store(_) => "not_stored",
        }
    }
}

/// Names as a sentence has them.
pub(super) fn listed(names: &[String]) -> String {
    match names {
        [] => "none yet: put one online with `kontor forum apply`".to_owned(),
        some => some.join(", "),
    }
}

/// A mail with all that is known of it.
#[derive(Debug, Serialize)]
pub struct MailShown {
    /// As lists have it.
    #[serde(flatten)]
    pub mail: MailView,
    /// What it is written from, without the secret of a link.
    pub facts: Value,
    /// Why it was not sent, if it was not wanted any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_needed: Option<String>,
    /// The attempts to send it, newest first.
    pub attempt_log: Vec<AttemptView>,
}

/// That a mail goes out again.
#[derive(Debug, Serialize)]
pub struct MailSentAgain {
    /// The mail that goes out.
    pub id: MailId,
    /// The one that was sent before, if this is a new one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy_of: Option<MailId>,
}

/// The mails that are asked for, newest first.
///
/// # Errors
/// [`LogError`] says what there is instead.
pub async fn list_log(database: &Database, wish: &LogWish) -> Result<Vec<MailView>, LogError> {
    let state = wish.state.as_deref().map(|word| {
        let unknown = |_| LogError::UnknownState {
            name: word.to_owned(),
            there: MailState::WORDS.into(),
        };
        word.parse().map_err(unknown)
    });
    let kind = wish.kind.as_deref().map(|word| {
        let unknown = |_| LogError::UnknownKind {
            name: word.to_owned(),
            there: WORDS.into(),
        };
        kinds::named(word).map(AnyKind::word).map_err(unknown)
    });
    let forum = match &wish.forum {
        Some(slug) => Some(forum_named(database, slug).await?.facts.forum),
        None => None,
    };
    let filter = Filter {
        state: state.transpose()?,
        kind: kind.transpose()?,
        forum,
        about: None,
        words: Vec::new(),
        within: Reach::All,
        before: None,
    };
    let mails = list_mails(database, &filter, wish.limit).await?;
    let slugs = slugs(database, &Reach::All).await?;
    Ok(mails
        .iter()
        .map(|mail| MailView::new(mail, &slugs))
        .collect())
}

/// The forum of a name in addresses.
pub(super) async fn forum_named(database: &Database, slug: &str) -> Result<Forum, LogError> {
    let mut found = forums_within(database, &Reach::All, Some(slug)).await?;
    if !found.is_empty() {
        return Ok(found.remove(0));
    }
    Err(LogError::UnknownForum {
        name: slug.to_owned(),
        there: forum_names(database).await?,
    })
}

/// The names in addresses of all forums, in their order.
pub(super) async fn forum_names(database: &Database) -> Result<Vec<String>, StoreError> {
    let all = forums_within(database, &Reach::All, None).await?;
    let mut names: Vec<_> = all.into_iter().map(|forum| forum.facts.slug).collect();
    names.sort();
    Ok(names)
}

/// One mail, with every attempt to send it.
///
/// # Errors
/// [`LogError`] if there is none, or the database failed.
pub async fn show_mail(
    database: &Database,
    process: &Process,
    id: MailId,
) -> Result<MailShown, LogError> {
    let mail = logged(database, id).await?;
    let slugs = slugs(database, &Reach::All).await?;
    let clock: &dyn Clock = &*process.clock;
    let not_needed = match mail.state {
        MailState::Superseded => Some(again::why_not_needed(database, clock, &mail).await?),
        _ => None,
    };
    let attempts = attempts_of(database, mail.id).await?;
    Ok(MailShown {
        facts: facts_shown(&mail),
        not_needed,
        attempt_log: attempts.into_iter().map(AttemptView::from).collect(),
        mail: MailView::new(&mail, &slugs),
    })
}

async fn logged(database: &Database, id: MailId) -> Result<LoggedMail, LogError> {
    let found = find_mail(database, id).await?;
    found.ok_or(LogError::UnknownMail(id))
}

/// Sends a mail again, as the console does. A program that runs sends it within a second; if none does, the
/// next that starts.
///
/// # Errors
/// [`NotSentAgain`] says why not; nothing has changed then.
pub async fn send_mail_again(
    database: &Database,
    process: &Process,
    actor: Actor,
    id: MailId,
) -> Result<MailSentAgain, NotSentAgain> {
    let found = find_mail(database, id).await?;
    let mail = found.ok_or(NotSentAgain::Unknown(id))?;
    let tools = (&*process.clock, &*process.ids);
    let sent = again::send_again(database, tools, actor, &mail).await?;
    Ok(MailSentAgain {
        id: sent,
        copy_of: (sent != id).then_some(id),
    })
}
